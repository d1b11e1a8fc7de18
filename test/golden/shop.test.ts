import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/core/index/snapshot.ts';
import { indexWorkspace } from '../../src/workspace/engine.ts';

const shop = new URL('../../examples/shop', import.meta.url).pathname;
const golden = new URL('shop.txt', import.meta.url).pathname;

/** The graph a line an edge, in order: names, kind, confidence, environments, first proof. */
function written({ graph, problems, place }: Snapshot): string {
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const edges = graph.edges.map(({ from, to, kind, confidence, environments, evidence }) => {
    const { file, line } = place(evidence[0]!);
    return `${names.get(from)} -> ${names.get(to)} ${kind} ${confidence} [${environments.join(', ')}] ${file}:${line}`;
  });
  const nodes = graph.nodes.map(
    ({ name, kind, path, environments }) => `${kind} ${name}${path === undefined ? '' : ` in ${path}`} [${environments.join(', ')}]`,
  );
  const unresolved = graph.unresolved.map(
    ({ node, what, why, at }) => `? ${names.get(node ?? '')} ${what}: ${why} ${place(at).file}:${place(at).line}`,
  );
  const wrong = problems.map(({ file, line, message }) => `! ${file}:${line} ${message}`);
  return [...nodes.toSorted(), '', ...edges.toSorted(), '', ...unresolved.toSorted(), ...wrong, ''].join('\n');
}

// FAULTLINE_UPDATE_GOLDEN=1 writes the file; whoever does so reads every changed line against the sources of the shop.
test('the graph of the shop is what its sources say', async () => {
  const { snapshot } = await indexWorkspace(shop);
  const text = written(snapshot);
  if (process.env['FAULTLINE_UPDATE_GOLDEN'] === '1') writeFileSync(golden, text);
  expect(text.split('\n')).toEqual(readFileSync(golden, 'utf8').split('\n'));
});
