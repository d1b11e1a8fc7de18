// Compares contracts by the thousand: one case a line in, one answer a line out.
//   node bench/contracts-batch.mjs < cases.jsonl     {id, before, after, category?} → {id, category?, breaking, findings, problems}; before and after are path → text
import { createInterface } from 'node:readline';
import { diffOf } from '../src/cli/contract-formats.ts';
import { contractDiffDocument } from '../src/cli/reporters/contract-diff.ts';

const side = texts => ({
  files: {
    read: path => (Object.hasOwn(texts, path) ? texts[path].replace(/^\uFEFF/, '') : undefined),
    under: folder =>
      Object.keys(texts)
        .filter(path => folder === '' || path.startsWith(`${folder}/`))
        .toSorted(),
  },
  shown: ({ file, span }) => ({ file, line: texts[file].slice(0, span[0]).split('\n').length }),
});

const today = new Date().toISOString().slice(0, 10);

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue;
  const { id, before, after, category } = JSON.parse(line);
  const sides = { before: side(before), after: side(after) };
  const diff = diffOf(sides, { category, today }) ?? { changes: [], problems: [] };
  process.stdout.write(`${JSON.stringify({ id, ...(category && { category }), ...contractDiffDocument(diff, sides) })}\n`);
}
