import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { FactsIndex, type Change } from '../../../src/core/index/facts-index.ts';
import { link } from '../../../src/core/link/link.ts';
import type { Fact } from '../../../src/core/model/fact.ts';
import type { Graph } from '../../../src/core/model/graph.ts';
import type { FilePath, Source } from '../../../src/core/model/source.ts';
import { cases } from './cases.ts';
import { sourcesIn } from './sources.ts';

type Facts = readonly (readonly [FilePath, readonly Fact[]])[];

interface Known {
  readonly name: string;
  readonly sources: readonly Source[];
  readonly facts: Facts;
  readonly graph: Graph;
}

let known: readonly Known[] = [];

const indexOf = (sources: Iterable<Source>): FactsIndex => {
  const index = new FactsIndex();
  index.apply([...sources].map((source): Change => ({ kind: 'set', source })));
  return index;
};

beforeAll(() => {
  const shop = { name: 'shop', folder: new URL('../../../examples/shop', import.meta.url).pathname };
  known = [...cases, shop].map(({ name, folder }) => {
    const sources = sourcesIn(folder);
    const facts = [...indexOf(sources).facts()];
    return { name, sources, facts, graph: link(new Map(facts)) };
  });
});

test('the same facts in another order of files give the same graph', () => {
  for (const { name, facts, graph } of known) {
    const shuffled = fc.shuffledSubarray([...facts], { minLength: facts.length, maxLength: facts.length });
    fc.assert(
      fc.property(shuffled, order => {
        expect(link(new Map(order)), name).toEqual(graph);
      }),
      { numRuns: 15 },
    );
  }
});

test('linking twice gives the same graph, and changes no fact', () => {
  for (const { name, facts, graph } of known) {
    const before = structuredClone(facts);
    expect(link(new Map(facts)), name).toEqual(graph);
    expect(facts, name).toEqual(before);
  }
});

interface Edit {
  readonly file: number;
  readonly how: 'remove' | 'empty' | 'cut' | 'comment';
}

const edits = fc.array(fc.record<Edit>({ file: fc.nat(50), how: fc.constantFrom('remove', 'empty', 'cut', 'comment') }), {
  minLength: 1,
  maxLength: 8,
});

function change({ path, text }: Source, how: Edit['how']): Change {
  switch (how) {
    case 'remove':
      return { kind: 'remove', path };
    case 'empty':
      return { kind: 'set', source: { path, text: '' } };
    case 'cut':
      return { kind: 'set', source: { path, text: text.slice(0, text.length >> 1) } };
    case 'comment':
      return { kind: 'set', source: { path, text: `# ${text}` } };
  }
}

test('edits that are undone leave no trace', () => {
  for (const { name, sources, graph } of known) {
    fc.assert(
      fc.property(edits, list => {
        const index = indexOf(sources);
        const touched = list.map(({ file, how }) => ({ source: sources[file % sources.length]!, how }));
        index.apply(touched.map(({ source, how }) => change(source, how)));
        index.apply(touched.toReversed().map(({ source }): Change => ({ kind: 'set', source })));
        expect(link(index.facts()), name).toEqual(graph);
      }),
      { numRuns: 10 },
    );
  }
});

test('the same text again changes nothing', () => {
  for (const { name, sources } of known) {
    const index = indexOf(sources);
    expect(index.apply(sources.map((source): Change => ({ kind: 'set', source }))), name).toEqual({ changed: false });
  }
});
