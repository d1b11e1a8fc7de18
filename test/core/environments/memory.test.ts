import { expect, test } from 'vitest';
import { Memory } from '../../../src/core/environments/memory.ts';
import { stampedFiles } from '../../../src/core/environments/stamped-files.ts';
import type { Files } from '../../../src/core/manifests/files.ts';
import type { FilePath } from '../../../src/core/model/source.ts';

const filesOf = (texts: Readonly<Record<string, string>>): Files => ({
  read: path => texts[path],
  under: folder => Object.keys(texts).filter(path => path.startsWith(folder)) as FilePath[],
});

/** Two charts that each read their own values; says which of them were made anew. */
function made(memory: Memory, texts: Readonly<Record<string, string>>): string[] {
  const found: string[] = [];
  const files = stampedFiles(filesOf(texts), () => undefined);
  for (const chart of ['depot', 'parcels'])
    memory.recall(chart, files, watched => {
      found.push(chart);
      return watched.under(`${chart}/` as FilePath).map(path => watched.read(path));
    });
  memory.settle();
  return found;
}

const TEXTS = { 'depot/values.yaml': 'port: 80', 'parcels/values.yaml': 'port: 81' };

test('an edited file makes only that anew which read it', () => {
  const memory = new Memory();
  expect(made(memory, TEXTS)).toEqual(['depot', 'parcels']);
  expect(made(memory, TEXTS)).toEqual([]);
  expect(made(memory, { ...TEXTS, 'parcels/values.yaml': 'port: 82' })).toEqual(['parcels']);
});

test('a new file in a folder that was listed counts as a change', () => {
  const memory = new Memory();
  made(memory, TEXTS);
  expect(made(memory, { ...TEXTS, 'depot/values-prod.yaml': '' })).toEqual(['depot']);
});

test('a file that was looked for and appears counts as a change', () => {
  const memory = new Memory();
  const asked = (texts: Readonly<Record<string, string>>) =>
    memory.recall(
      'env',
      stampedFiles(filesOf(texts), () => undefined),
      watched => watched.read('.env' as FilePath) ?? 'none',
    );
  expect(asked({})).toBe('none');
  expect(asked({ '.env': 'A=1' })).toBe('A=1');
});

test('what nobody asks for any more is forgotten', () => {
  const memory = new Memory();
  made(memory, TEXTS);
  expect(memory.seen()).toEqual(['depot/values.yaml', 'parcels/values.yaml']);
  memory.settle();
  expect(memory.seen()).toEqual([]);
});
