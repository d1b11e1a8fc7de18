import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Memory } from '../../../src/core/environments/memory.ts';
import { FactsIndex, type Change } from '../../../src/core/index/facts-index.ts';
import { snapshot } from '../../../src/core/index/snapshot.ts';
import { FactsView } from '../../../src/core/link/facts-view.ts';
import { LinkMemory } from '../../../src/core/link/link-memory.ts';
import type { Files } from '../../../src/core/manifests/files.ts';
import type { FilePath, Source } from '../../../src/core/model/source.ts';
import { occurrences } from '../../../src/core/navigate/places.ts';
import { cases } from './cases.ts';
import { sourcesIn } from './sources.ts';

const shop = { name: 'shop', folder: new URL('../../../examples/shop', import.meta.url).pathname };
const workspaces = [...cases, shop].map(({ name, folder }) => ({ name, sources: sourcesIn(folder) }));

/** A workspace that is edited: its texts, and what is kept from one link to the next. */
class Edited {
  private readonly texts: Map<FilePath, string>;
  private readonly index = new FactsIndex();
  private readonly kept = { memory: new Memory(), links: new LinkMemory() };

  constructor(sources: readonly Source[]) {
    this.texts = new Map(sources.map(({ path, text }) => [path, text]));
    this.index.apply(sources.map((source): Change => ({ kind: 'set', source })));
  }

  apply(change: Change): void {
    if (change.kind === 'remove') this.texts.delete(change.path);
    else this.texts.set(change.source.path, change.source.text);
    this.index.apply([change]);
  }

  /** With what earlier links left, and from nothing. */
  get linked(): { readonly again: object; readonly anew: object } {
    return { again: this.link(this.kept), anew: this.link({ memory: new Memory(), links: new LinkMemory() }) };
  }

  private link(kept: { readonly memory: Memory; readonly links: LinkMemory }): object {
    const { graph, problems, madeFrom } = snapshot(this.index, { files: this.files, ...kept });
    return { graph, problems, occurrences: occurrences(madeFrom!.world, graph) };
  }

  private get files(): Files {
    const paths = [...this.texts.keys()].toSorted();
    return {
      read: path => this.texts.get(path as FilePath),
      under: folder => paths.filter(path => folder === '' || path.startsWith(`${folder}/`)),
    };
  }
}

interface Edit {
  readonly file: number;
  readonly how: 'remove' | 'empty' | 'cut' | 'shift' | 'twice' | 'swap' | 'restore';
  /** Of another file, whose text comes in. */
  readonly other: number;
}

const edits = fc.array(
  fc.record<Edit>({
    file: fc.nat(200),
    how: fc.constantFrom('remove', 'empty', 'cut', 'shift', 'twice', 'swap', 'restore'),
    other: fc.nat(200),
  }),
  { minLength: 1, maxLength: 8 },
);

function change(sources: readonly Source[], { file, how, other }: Edit): Change {
  const { path, text } = sources[file % sources.length]!;
  const set = (text: string): Change => ({ kind: 'set', source: { path, text } });
  switch (how) {
    case 'remove':
      return { kind: 'remove', path };
    case 'empty':
      return set('');
    case 'cut':
      return set(text.slice(0, text.length >> 1));
    case 'shift':
      return set(`\n${text}`);
    case 'twice':
      return set(`${text}\n${text}`);
    case 'swap':
      return set(sources[other % sources.length]!.text);
    case 'restore':
      return set(text);
  }
}

test('after any edits, a link with what earlier links left gives what a link from nothing gives', () => {
  for (const { name, sources } of workspaces) {
    fc.assert(
      fc.property(edits, list => {
        const edited = new Edited(sources);
        for (const edit of list) {
          edited.apply(change(sources, edit));
          const { again, anew } = edited.linked;
          expect(again, name).toEqual(anew);
        }
      }),
      { numRuns: 3 },
    );
  }
}, 120_000);

const source = (path: string, text: string): Source => ({ path: path as FilePath, text });

/** A client of gRPC without an address, two who serve it, and a call that tells which of them is meant. */
const TWO_SERVERS = [
  source('compose.yaml', 'services:\n  orders: { build: orders }\n  east: { build: east }\n  west: { build: west }\n'),
  ...['orders', 'east', 'west'].map(name =>
    source(`${name}/package.json`, `{ "name": "${name}", "scripts": { "start": "node index.js" } }`),
  ),
  ...['east', 'west'].map(name =>
    source(`${name}/index.js`, "const grpc = require('@grpc/grpc-js');\nnew grpc.Server().addService(shop.v1.Stock.service, {});\n"),
  ),
  source('orders/index.js', "const grpc = require('@grpc/grpc-js');\nnew shop.v1.Stock(address(), grpc.credentials.createInsecure());\n"),
  source('orders/call.js', "const axios = require('axios');\naxios.get('http://east/all');\n"),
];

/** An address in a library, which is a service's own where it imports the library. */
const LIBRARY = [
  source('compose.yaml', 'services:\n  orders: { build: orders }\n  stock: { image: acme/stock }\n'),
  source('orders/package.json', '{ "name": "orders", "scripts": { "start": "node index.js" } }'),
  source('orders/index.js', "require('../lib/stock.js');\nrequire('express')().listen(80);\n"),
  source('lib/stock.js', "const axios = require('axios');\naxios.get('http://stock/all');\n"),
];

const EDITS: Readonly<Record<string, { readonly sources: readonly Source[]; readonly edit: Source }>> = {
  'an address that tells who is meant': {
    sources: TWO_SERVERS,
    edit: source('orders/call.js', "const axios = require('axios');\naxios.get('http://west/all');\n"),
  },
  'an import that is gone': { sources: LIBRARY, edit: source('orders/index.js', "require('express')().listen(80);\n") },
  'an import that leads elsewhere': {
    sources: LIBRARY,
    edit: source('orders/index.js', "require('../lib/other.js');\nrequire('express')().listen(80);\n"),
  },
};

for (const [name, { sources, edit }] of Object.entries(EDITS)) {
  test(`memory does not hide ${name}`, () => {
    const edited = new Edited(sources);
    const before = edited.linked;
    edited.apply({ kind: 'set', source: edit });
    const after = edited.linked;
    expect(after.again).toEqual(after.anew);
    expect(after.again).not.toEqual(before.again);
  });
}

const facts = (texts: Readonly<Record<string, string>>): FactsIndex => {
  const index = new FactsIndex();
  index.apply(Object.entries(texts).map(([path, text]): Change => ({ kind: 'set', source: { path: path as FilePath, text } })));
  return index;
};

/** How often a step is made while a workspace changes from one state to the next. */
function timesMade(states: readonly Readonly<Record<string, string>>[], ask: (view: FactsView) => unknown): number {
  const memory = new LinkMemory();
  const index = facts({});
  let made = 0;
  for (const texts of states) {
    index.apply(Object.entries(texts).map(([path, text]): Change => ({ kind: 'set', source: { path: path as FilePath, text } })));
    memory.begin(index.facts());
    memory.step('asked', [], view => [++made, ask(view)]);
  }
  return made;
}

const READS = { 'a.ts': 'export const a = process.env.A_URL;\n' };
const READS_OTHER = { 'a.ts': 'export const a = process.env.B_URL;\n' };

test('a step is made again when facts of a kind that it asked for are others', () => {
  expect(timesMade([READS, READS_OTHER], view => view.all('reads-env'))).toBe(2);
  expect(timesMade([READS, READS_OTHER], view => view.of('a.ts' as FilePath, 'reads-env'))).toBe(2);
  expect(timesMade([READS, READS_OTHER], view => view.addressesIn('a.ts' as FilePath))).toBe(2);
  expect(timesMade([READS, READS_OTHER], view => view.files)).toBe(2);
});

test('a step is not made again for facts of other kinds, nor for a file that says the same', () => {
  expect(timesMade([READS, READS_OTHER], view => view.all('package'))).toBe(1);
  expect(timesMade([READS, READS_OTHER], view => view.holds('a.ts' as FilePath, ['reads-env']))).toBe(1);
  expect(timesMade([READS, READS_OTHER], view => view.under(''))).toBe(1);
  expect(timesMade([READS, { 'b.ts': '' }], view => view.all('reads-env'))).toBe(1);
});

test('a file that comes or goes is seen by who asked which files there are', () => {
  expect(timesMade([READS, { 'b.ts': '' }], view => view.has('b.ts'))).toBe(2);
  expect(timesMade([READS, { 'a.ts': '' }], view => view.holds('a.ts' as FilePath, ['reads-env']))).toBe(2);
});

test('who asks after its step is over is told', () => {
  const memory = new LinkMemory();
  memory.begin(facts(READS).facts());
  const late = memory.step('late', [], view => () => view.all('reads-env'));
  expect(late).toThrow('A step that is over asks for reads-env.');
});
