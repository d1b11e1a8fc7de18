import { expect, test } from 'vitest';
import { edited } from './edited.ts';
import { protoFixes } from '../../../../src/server/impact/fixes/proto-fixes.ts';

/** What each fix makes of the text of now, by its title. */
const fixed = (element: string, before: string, now: string): Record<string, string> =>
  Object.fromEntries(protoFixes({ element }, { before, now }).map(({ title, edits }) => [title, edited(now, edits)]));

const NOTE = `syntax = "proto3";
package shop.v1;
message Note {
  string id = 1;
  // What people read.
  string text = 2;
  string author = 3;
}
`;

test('a field that is gone is restored with its comment, reserved, or kept as deprecated, where it stood', () => {
  const now = NOTE.replace('  // What people read.\n  string text = 2;\n', '');
  expect(fixed('shop.v1.Note.text', NOTE, now)).toEqual({
    'Restore text': NOTE,
    'Reserve the number and name of text': now.replace('id = 1;\n', 'id = 1;\n  reserved 2;\n  reserved "text";\n'),
    'Deprecate text instead of removing it': NOTE.replace('text = 2;', 'text = 2 [deprecated = true];'),
  });
});

test('a comment that was left behind gets its field back', () => {
  expect(fixed('shop.v1.Note.text', NOTE, NOTE.replace('  string text = 2;\n', ''))['Restore text']).toBe(NOTE);
});

test('the first field comes back as the first', () => {
  expect(fixed('shop.v1.Note.id', NOTE, NOTE.replace('  string id = 1;\n', ''))['Restore id']).toBe(NOTE);
});

test('what is reserved already is not reserved again, and goes when the field comes back', () => {
  const now = NOTE.replace('  string author = 3;\n', '  reserved 3;\n');
  const found = fixed('shop.v1.Note.author', NOTE, now);
  expect(found['Reserve the number and name of author']).toBe(now.replace('text = 2;\n', 'text = 2;\n  reserved "author";\n'));
  expect(found['Restore author']).toBe(NOTE);
});

test('a number that is reserved in a range is only offered to stay so', () => {
  const now = NOTE.replace('  string author = 3;\n', '  reserved 3 to 9;\n  reserved "author";\n');
  expect(fixed('shop.v1.Note.author', NOTE, now)).toEqual({});
});

test('an rpc is deprecated by an option in a body of its own', () => {
  const before = 'service Notes {\n  rpc Get(A) returns (B);\n  rpc Put(A) returns (B);\n}\n';
  const found = fixed('Notes.Put', before, before.replace('  rpc Put(A) returns (B);\n', ''));
  expect(found['Restore Put']).toBe(before);
  expect(found['Deprecate Put instead of removing it']).toBe(
    'service Notes {\n  rpc Get(A) returns (B);\n  rpc Put(A) returns (B) {\n    option deprecated = true;\n  }\n}\n',
  );
});

test('an rpc with a body keeps it', () => {
  const before = 'service Notes {\n  rpc Put(A) returns (B) { option (x) = "}"; }\n}\n';
  expect(fixed('Notes.Put', before, 'service Notes {\n}\n')['Restore Put']).toBe(before);
});

test('a field whose options are written keeps them beside the mark', () => {
  const before = NOTE.replace('author = 3;', 'author = 3 [json_name = "by"];');
  const found = fixed('shop.v1.Note.author', before, before.replace(/.*by.*\n/, ''));
  expect(found['Deprecate author instead of removing it']).toContain('string author = 3 [deprecated = true, json_name = "by"];');
});

test('a field with another name for its number gets its name back', () => {
  expect(fixed('shop.v1.Note.text', NOTE, NOTE.replace('string text', 'string body'))).toEqual({ 'Give body its name text back': NOTE });
});

test('a field of another type stays beside its successor, which has the next free number', () => {
  const now = NOTE.replace('string author = 3', 'int64 author = 3');
  expect(fixed('shop.v1.Note.author', NOTE, now)).toEqual({
    'Restore author as it was': NOTE,
    'Keep author as it was and add author_v2 beside it': NOTE.replace('author = 3;\n', 'author = 3;\n  int64 author_v2 = 4;\n'),
  });
});

test('a message in one line gets its field back in that line', () => {
  const before = 'message Item { string sku = 1; string name = 2; }\n';
  expect(fixed('Item.name', before, 'message Item { string sku = 1; }\n')['Restore name']).toBe(before);
});

test('fields that become required are made optional', () => {
  const before = 'syntax = "proto2";\nmessage Item {\n  optional string sku = 1;\n}\n';
  const now = before.replace('optional', 'required');
  expect(fixed('Item.sku', before, now)['Make sku optional']).toBe(before);
  expect(fixed('Item', before, now.replace('}', '  required string name = 2;\n}'))['Make sku, name optional']).toContain(
    'optional string name = 2;',
  );
});

test('a message that is gone comes back whole', () => {
  const before = `${NOTE}message Last {\n  string id = 1;\n}\n`;
  expect(fixed('shop.v1.Last', before, NOTE)['Restore Last']).toContain('message Last {\n  string id = 1;\n}');
});

test('what the version before does not declare has no fix', () => {
  expect(fixed('shop.v1.Note.other', NOTE, NOTE)).toEqual({});
  expect(fixed('shop.v1.Note.text', NOTE, 'not { a proto')).toEqual({});
});
