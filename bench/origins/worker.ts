// Draws values at random from workspaces and changes each line that they are said to come from: the value has to change. Run by ../origins.mjs.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { indexWorkspace } from '../../src/workspace/engine.ts';
import { claims, idle, type Claim } from '../../test/core/environments/following.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { draw: { type: 'string', default: '50' }, seed: { type: 'string', default: '1' } },
});

/** Park and Miller's generator: the same seed draws the same values. */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const next = generator(Number(values.seed));
const each = Math.ceil(Number(values.draw) / positionals.length);
let failures = 0;
for (const workspace of positionals) {
  const indexed = await indexWorkspace(resolve(workspace));
  const all = [...Map.groupBy(claims(indexed.snapshot.graph), ({ what }) => what).values()];
  const drawn = Array.from({ length: Math.min(each, all.length) }, () => all.splice(Math.floor(next() * all.length), 1)[0]!);
  const wrong = idle(indexed, drawn.flat() as Claim[]);
  failures += new Set(wrong.map(sentence => sentence.split(' = ')[0])).size;
  console.log(`${workspace}: ${drawn.length} values, ${drawn.flat().length} origins, ${wrong.length} that decide nothing`);
  for (const sentence of wrong) console.log(`  ${sentence}`);
}
console.log(failures === 0 ? 'Every value follows its origins.' : `${failures} values have an origin that decides nothing.`);
