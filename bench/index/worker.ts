// One measured job in a process of its own; the last line that it prints is its result. bench/index.mjs bundles it beside the grammars and runs it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { wanted } from '../../src/core/extract/extractors.ts';
import type { FactsIndex } from '../../src/core/index/facts-index.ts';
import { snapshot } from '../../src/core/index/snapshot.ts';
import { LinkMemory } from '../../src/core/link/link-memory.ts';
import type { FilePath } from '../../src/core/model/source.ts';
import { isTest } from '../../src/core/model/test-path.ts';
import { indexWorkspace } from '../../src/workspace/engine.ts';
import { listFiles } from '../../src/workspace/listing.ts';
import { readOne } from '../../src/workspace/read-workspace.ts';

const [job = '', root = ''] = process.argv.slice(2);

/** Endings of files that are text but that Faultline does not read. */
const BINARY =
  /\.(png|jpe?g|gif|webp|ico|svgz|woff2?|ttf|eot|otf|pdf|zip|gz|tgz|jar|exe|dll|so|mp[34]|mov|webm|wasm|bin|snap|keystore|jks|p12)$/i;

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

/** Reading and decoding alone, in the cheapest way that Node has; the list is made before. */
function read(paths: readonly string[]): object {
  const before = process.cpuUsage();
  let files = 0;
  let characters = 0;
  for (const path of paths) {
    try {
      characters += readFileSync(join(root, path), 'utf8').length;
      files++;
    } catch {
      // A link that leads nowhere or to a folder.
    }
  }
  return { files, megabytes: characters / 1e6, cpu: milliseconds(process.cpuUsage(before)) };
}

/** What any reader of TypeScript on ts-morph does at the least: parse each file, look at its imports, and find its calls. No type checker. */
async function tsMorph(paths: readonly string[]): Promise<object> {
  const { Project, SyntaxKind } = createRequire(import.meta.url)('ts-morph') as typeof import('ts-morph');
  const project = new Project({
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
    compilerOptions: { allowJs: true },
  });
  let calls = 0;
  for (const path of paths) {
    const file = project.addSourceFileAtPath(join(root, path));
    for (const declaration of file.getImportDeclarations()) declaration.getModuleSpecifierValue();
    calls += file.getDescendantsOfKind(SyntaxKind.CallExpression).length;
  }
  return { files: paths.length, calls };
}

/** A line for the end of a file that changes what the file says. */
const EDITS: Readonly<Record<string, (at: number) => string>> = {
  ts: at => `\nexport const benchUrl = process.env.BENCH_${at}_URL;\n`,
  go: at => `\nvar benchURL = os.Getenv("BENCH_${at}_URL")\n`,
  py: at => `\nBENCH_URL = os.environ["BENCH_${at}_URL"]\n`,
  java: () => '\n',
};

const editFor = (path: string): ((at: number) => string) | undefined =>
  EDITS[/\.[cm]?[jt]sx?$/.test(path) ? 'ts' : path.slice(path.lastIndexOf('.') + 1)];

/** Files that say something, spread over the workspace. */
function edited(index: FactsIndex): FilePath[] {
  const speaking = [...index.files].filter(
    ([path, { facts }]) => editFor(path) && !isTest(path) && facts.some(({ kind }) => kind !== 'imports' && kind !== 'binds'),
  );
  const stride = Math.max(1, Math.floor(speaking.length / 80));
  return speaking.filter((_, at) => at % stride === 0).map(([path]) => path);
}

/** One file is changed and the graph is made again, 20 times to warm up and 60 times measured. */
async function edits(): Promise<object> {
  const { index, files, memory } = await indexWorkspace(root);
  const paths = edited(index);
  const links = new LinkMemory();
  const times: { wall: number; cpu: number }[] = [];
  for (let at = 0; at < 80; at++) {
    const path = paths[at % paths.length]!;
    const reading = readOne(root, path);
    if (reading?.kind !== 'source') continue;
    const source = { path, text: reading.source.text + editFor(path)!(at) };
    const began = performance.now();
    const before = process.cpuUsage();
    if (index.apply([{ kind: 'set', source }]).changed) snapshot(index, { files, memory, links });
    times.push({ wall: performance.now() - began, cpu: milliseconds(process.cpuUsage(before)) });
  }
  const facts = [...index.files.values()].reduce((sum, file) => sum + file.facts.length, 0);
  return { facts, wall: spread(times.map(({ wall }) => wall)), cpu: spread(times.map(({ cpu }) => cpu)) };
}

function spread(all: readonly number[]): object {
  const sorted = all.slice(20).toSorted((a, b) => a - b);
  const part = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { first: all[0], fifth: all[4], median: part(0.5), p95: part(0.95) };
}

const listed = await listFiles(root);
const scripts = listed.filter(path => /\.[cm]?[jt]sx?$/.test(path));
const JOBS: Readonly<Record<string, () => object | Promise<object>>> = {
  read: () => read(listed.filter(wanted)),
  'read-text': () => read(listed.filter(path => !BINARY.test(path))),
  'ts-morph': () => tsMorph(scripts),
  list: () => ({ scripts: scripts.length, wanted: listed.filter(wanted) }),
  edits,
};
process.stdout.write(`\n${JSON.stringify(await JOBS[job]!())}\n`);
