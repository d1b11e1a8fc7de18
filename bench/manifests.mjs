// What resolving compose, Helm and kustomize costs, beside reading the same files and beside the cold index that it is a part of.
//   node bench/manifests.mjs WORKSPACE… [--rounds 5]
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { bundled, node } from './bundle.mjs';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { rounds: { type: 'string', default: '5' } } });
if (positionals.length === 0) {
  console.error('Usage: node bench/manifests.mjs WORKSPACE… [--rounds 5]');
  process.exit(2);
}
const worker = await bundled('manifests/worker.ts');

function run(workspace) {
  const { stdout, status } = spawnSync(node, [worker, workspace], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error(`${workspace} could not be measured.`);
  return JSON.parse(stdout);
}

const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Each round is one new process; ratios are made within a round. */
for (const workspace of positionals) {
  const rounds = Array.from({ length: Number(values.rounds) }, () => run(workspace));
  const of = figure => median(rounds.map(figure));
  console.log(
    `${workspace}: ${rounds[0].files} files, ${rounds[0].environments} environments; read ${of(r => r.read).toFixed(0)} ms, ` +
      `resolved ${of(r => r.resolve).toFixed(0)} ms, ${of(r => r.resolve / r.read).toFixed(1)} × read; ` +
      `${(100 * of(r => r.resolve / r.cold)).toFixed(0)} % of the cold index (${of(r => r.cold).toFixed(0)} ms); nothing changed: ${of(r => r.again).toFixed(1)} ms`,
  );
}
