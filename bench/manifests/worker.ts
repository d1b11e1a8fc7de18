// One cold index of a workspace in this process, its parts timed apart. Run by ../manifests.mjs.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Memory } from '../../src/core/environments/memory.ts';
import { environments } from '../../src/core/environments/environments.ts';
import { stampedFiles } from '../../src/core/environments/stamped-files.ts';
import { grammarsFor, loadGrammars } from '../../src/core/extract/code/parse/grammar.ts';
import { wanted } from '../../src/core/extract/extractors.ts';
import { FactsIndex } from '../../src/core/index/facts-index.ts';
import { link } from '../../src/core/link/link.ts';
import { diskFiles } from '../../src/workspace/disk-files.ts';
import { listFiles, realRoot } from '../../src/workspace/listing.ts';
import { readOne } from '../../src/workspace/read-workspace.ts';

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

/** CPU of this process, user and system, in milliseconds. */
function cost<T>(work: () => T): { readonly cpu: number; readonly result: T } {
  const before = process.cpuUsage();
  const result = work();
  return { cpu: milliseconds(process.cpuUsage(before)), result };
}

const start = process.cpuUsage();
const root = await realRoot(process.argv[2]!);
const paths = (await listFiles(root)).filter(wanted);
const folder = new URL('grammars/', import.meta.url);
await loadGrammars(file => readFile(fileURLToPath(new URL(file, folder))), grammarsFor(paths));
const index = new FactsIndex();
for (const path of paths) {
  const reading = readOne(root, path);
  if (reading?.kind === 'source') index.apply([{ kind: 'set', source: reading.source }]);
}
const facts = index.facts();
const stamp = (path: string) => index.files.get(path as never)?.fingerprint;
const memory = new Memory();
const resolving = cost(() => environments(facts, stampedFiles(diskFiles(root), stamp), memory));
link(facts, resolving.result);
const cold = milliseconds(process.cpuUsage(start));
const again = cost(() => environments(facts, stampedFiles(diskFiles(root), stamp), memory));
const reading = cost(() => {
  const files = diskFiles(root);
  return memory.seen().filter(path => files.read(path) !== undefined).length;
});

console.log(
  JSON.stringify({
    files: reading.result,
    environments: resolving.result.length,
    read: reading.cpu,
    resolve: resolving.cpu,
    again: again.cpu,
    cold,
  }),
);
