// Resolves compose projects by the thousand: one case a line in, one answer a line out.
//   node bench/compose.mjs < cases.jsonl        {id, files: {path: text}, args: {dir, files, profiles, env}} → {id, config} or {id, error}
import { createInterface } from 'node:readline';
import { plainOf } from '../src/core/manifests/tree.ts';
import { resolveCompose } from '../src/core/manifests/compose/resolve.ts';

// Deep enough that `..` stays inside; the cases call the root /project and write the folders above it as nothing.
const ROOT = '/folders/above/the/project';
const ABOVE = ['/folders/above/the', '/folders/above', '/folders'];

function folded(value) {
  if (typeof value === 'string') return ABOVE.reduce((text, folder) => text.split(folder).join(''), value.split(ROOT).join('/project'));
  if (Array.isArray(value)) return value.map(folded);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, folded(inner)]));
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue;
  const { id, files, args } = JSON.parse(line);
  const { project, problems } = resolveCompose(
    {
      read: path => (Object.hasOwn(files, path) ? files[path].replace(/^\uFEFF/, '') : undefined),
      under: folder => Object.keys(files).filter(path => folder === '' || path.startsWith(`${folder}/`)),
    },
    {
      root: ROOT,
      folder: args.dir === '.' ? '' : args.dir,
      files: args.files,
      profiles: args.profiles,
      environment: new Map(Object.entries({ HOME: '/home/user', ...args.env })),
    },
  );
  process.stdout.write(`${JSON.stringify(project ? { id, config: folded(plainOf(project)) } : { id, error: problems[0].message })}\n`);
}
