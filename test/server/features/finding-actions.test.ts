import { expect, test } from 'vitest';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver/node';
import type { FilePath } from '../../../src/core/model/source.ts';
import { findingActions } from '../../../src/server/features/finding-actions.ts';
import type { PlacedFinding } from '../../../src/workspace/placed-finding.ts';
import { MISTAKEN, placedIn } from './finding-system.ts';

function actionsAt(file: string, line: number, all: readonly PlacedFinding[] = placedIn(MISTAKEN)): readonly CodeAction[] {
  const at = { line: line - 1, character: 8 };
  return findingActions(all, {
    root: 'file:///shop',
    file: file as FilePath,
    version: 3,
    range: { start: at, end: at },
    uriOf: path => `file:///shop/${path}`,
    pageOf: check => `file:///pages/${check}.md`,
  });
}

const titles = (file: string, line: number) => actionsAt(file, line).map(({ title }) => title);

test('a finding can be put right, ignored with a reason here or for all, and explained', () => {
  expect(titles('compose.yaml', 5)).toEqual([
    'Rename STOREHOST to STORE_HOST',
    'Ignore env.name-mismatch here with a reason…',
    'Ignore env.name-mismatch in .faultline/config.yaml…',
    'Explain env.name-mismatch',
  ]);
});

test('the same from its other side, which is not marked', () => {
  const actions = actionsAt('orders/main.js', 2);
  expect(actions.map(({ title }) => title)).toEqual(titles('compose.yaml', 5));
  expect(actions.every(({ diagnostics }) => diagnostics === undefined)).toBe(true);
});

test('lines without a finding have none', () => {
  expect(titles('compose.yaml', 2)).toEqual([]);
});

test('what is ignored is ignored on the side in hand', () => {
  const [, here] = actionsAt('orders/main.js', 2);
  expect(here!.command!.arguments).toEqual([
    { root: 'file:///shop', check: 'env.name-mismatch', subject: 'orders STOREHOST STORE_HOST', file: 'orders/main.js', line: 2 },
  ]);
});

test('an edit of the text in hand is for the version in hand', () => {
  const { edit } = actionsAt('compose.yaml', 5)[0]!;
  expect(edit).toEqual({
    documentChanges: [
      {
        textDocument: { uri: 'file:///shop/compose.yaml', version: 3 },
        edits: [{ range: { start: { line: 4, character: 6 }, end: { line: 4, character: 15 } }, newText: 'STORE_HOST' }],
      },
    ],
  });
});

test('what would change in other files is shown first', () => {
  const { edit } = actionsAt('orders/main.js', 2)[0]!;
  expect(edit!.changeAnnotations).toEqual({
    'Rename STOREHOST to STORE_HOST': { label: 'Rename STOREHOST to STORE_HOST', needsConfirmation: true },
  });
  expect((edit!.documentChanges![0] as TextDocumentEdit).textDocument.version).toBe(null);
});
