import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { built, faultline } from './command-line.ts';

const ORDER = 'syntax = "proto3";\npackage shop;\nmessage Order {\n  string id = 1;\n  int32 total = 2;\n}\n';

const FILES = {
  'before/shop/order.proto': ORDER,
  'after/shop/order.proto': ORDER.replace('int32 total = 2;', 'int64 total = 2;'),
  'old.proto': ORDER,
  'new.proto': ORDER.replace('  string id = 1;\n', ''),
  'broken.proto': ORDER.replace('= 2;', ';'),
  'empty/readme.txt': 'Nothing.',
};

let root: string;
beforeAll(() => {
  built();
  root = mkdtempSync(join(tmpdir(), 'faultline-contracts-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const compare = (before: string, after: string, ...options: readonly string[]): ReturnType<typeof faultline> =>
  faultline('contract-diff', join(root, before), join(root, after), ...options);

test('a change that breaks is said with its place, and ends with 1', () => {
  const { status, stdout } = compare('before', 'after');
  expect(status).toBe(1);
  expect(stdout).toBe(
    'shop/order.proto:5: Field 2 (total) of shop.Order changed its type from int32 to int64. (FIELD_SAME_TYPE, breaks in source)\n1 change breaks.\n',
  );
});

test('a category that does not object ends with 0', () => {
  const { status, stdout } = compare('before', 'after', '--category', 'WIRE');
  expect([status, stdout]).toEqual([0, 'Nothing changed that breaks anybody.\n']);
});

test('two files are one contract, whatever they are called', () => {
  const { status, stdout } = compare('old.proto', 'new.proto', '--format', 'json', '--category', 'WIRE');
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    breaking: true,
    findings: [
      {
        rule: 'FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED',
        level: 'ERR',
        breaks: 'wire',
        element: 'shop.Order.id',
        before: { file: 'old.proto', line: 4 },
        after: { file: 'new.proto', line: 3 },
        message: 'Field 1 (id) of shop.Order was removed, and its number is not reserved.',
      },
    ],
    problems: [],
  });
});

test('what could not be read is said beside what could', () => {
  const { stdout } = compare('old.proto', 'broken.proto');
  expect(stdout).toContain('broken.proto:5 after: Expected "=", but ";" stands here.');
});

test.each([
  ['old.proto', 'before', /^Compare two files or two folders; .*before is a folder, and the other is a file\.$/],
  ['before', 'nowhere', /^There is no file or folder .*nowhere\.$/],
  ['empty', 'empty', /^There is no contract in either/],
])('%s with %s is a usage error in one sentence', (before, after, sentence) => {
  const { status, stderr } = compare(before, after);
  expect(status).toBe(2);
  expect(stderr.trim()).toMatch(sentence);
});
