import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingDocument } from '../../../src/core/detect/finding-document.ts';
import { findings } from '../../../src/core/detect/findings.ts';
import { envTable } from '../../../src/core/detect/env-table.ts';
import { systemIn } from '../../../src/core/detect/system-of-snapshot.ts';
import { Memory } from '../../../src/core/environments/memory.ts';
import { FactsIndex } from '../../../src/core/index/facts-index.ts';
import { snapshot } from '../../../src/core/index/snapshot.ts';
import { LinkMemory } from '../../../src/core/link/link-memory.ts';
import type { Files } from '../../../src/core/manifests/files.ts';
import { isUnder } from '../../../src/core/model/paths.ts';
import type { FilePath, Source } from '../../../src/core/model/source.ts';
import { sourcesIn } from '../link/sources.ts';

const mistakes = new URL('../../fixtures/detect/', import.meta.url).pathname;
const shop = new URL('../../../examples/shop', import.meta.url).pathname;
const folders = [...readdirSync(mistakes).map(name => join(mistakes, name)), shop];
const workspaces = folders.map(folder => ({ name: basename(folder), sources: sourcesIn(folder) }));

const filesOf = (texts: ReadonlyMap<FilePath, string>): Files => {
  const paths = [...texts.keys()].toSorted();
  return { read: path => texts.get(path as FilePath), under: folder => paths.filter(path => isUnder(path, folder)) };
};

/** What the checks find and the table of variables says, with what earlier links left or without. */
function told(index: FactsIndex, texts: ReadonlyMap<FilePath, string>, kept: { memory: Memory; links: LinkMemory }): object {
  const made = snapshot(index, { files: filesOf(texts), ...kept });
  const system = systemIn(made)!;
  return { findings: findings(system).map(finding => findingDocument(finding, made)), variables: envTable(system) };
}

function anew(texts: ReadonlyMap<FilePath, string>): object {
  const index = new FactsIndex();
  index.apply([...texts].map(([path, text]) => ({ kind: 'set', source: { path, text } })));
  return told(index, texts, { memory: new Memory(), links: new LinkMemory() });
}

interface Edit {
  readonly file: number;
  readonly how: 'remove' | 'cut' | 'shift' | 'swap' | 'restore';
  /** Of another file, whose text comes in. */
  readonly other: number;
}

const edits = fc.array(
  fc.record<Edit>({ file: fc.nat(200), how: fc.constantFrom('remove', 'cut', 'shift', 'swap', 'restore'), other: fc.nat(200) }),
  { minLength: 1, maxLength: 6 },
);

function edited(sources: readonly Source[], { file, how, other }: Edit): { readonly path: FilePath; readonly text?: string } {
  const { path, text } = sources[file % sources.length]!;
  switch (how) {
    case 'remove':
      return { path };
    case 'cut':
      return { path, text: text.slice(0, text.length >> 1) };
    case 'shift':
      return { path, text: `\n${text}` };
    case 'swap':
      return { path, text: sources[other % sources.length]!.text };
    case 'restore':
      return { path, text };
  }
}

test('after any edits, checks find what they find in a workspace that is read anew', () => {
  for (const { name, sources } of workspaces) {
    fc.assert(
      fc.property(edits, list => {
        const texts = new Map(sources.map(({ path, text }) => [path, text]));
        const index = new FactsIndex();
        const kept = { memory: new Memory(), links: new LinkMemory() };
        index.apply(sources.map(source => ({ kind: 'set', source })));
        told(index, texts, kept);
        for (const edit of list) {
          const { path, text } = edited(sources, edit);
          if (text === undefined) texts.delete(path);
          else texts.set(path, text);
          index.apply([text === undefined ? { kind: 'remove', path } : { kind: 'set', source: { path, text } }]);
          expect(told(index, texts, kept), name).toEqual(anew(texts));
        }
      }),
      { numRuns: 2 },
    );
  }
}, 120_000);
