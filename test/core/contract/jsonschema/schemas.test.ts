import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ContractDiff } from '../../../../src/core/contract/change.ts';
import { diffJsonSchema } from '../../../../src/core/contract/jsonschema/diff-json-schema.ts';
import { filesOf, type Texts } from '../protobuf/compared.ts';

const diffOf = (before: Texts, after: Texts): ContractDiff => diffJsonSchema(filesOf(before), filesOf(after), { today: '2026-06-15' });

const schema = (body: string, dialect = '2020-12/schema'): Texts => ({
  'order.schema.json': `{"$schema": "https://json-schema.org/draft/${dialect}", ${body}}`,
});

const told = ({ changes }: ContractDiff): readonly string[] =>
  changes.map(({ severity, rule, element }) => `${severity} ${rule} ${element}`);

const properties = (body: string, rest = ''): Texts => schema(`"properties": {${body}}${rest}`);

describe('a change is judged for writers and readers, and told once', () => {
  test.each<readonly [rule: string, before: Texts, after: Texts, expected: readonly string[]]>([
    [
      'another type breaks both',
      properties('"total": {"type": "integer"}'),
      properties('"total": {"type": "string"}'),
      ['error request-property-type-changed order.schema.json.total'],
    ],
    [
      'what is required now breaks writers',
      properties('"a": {}'),
      properties('"a": {}', ', "required": ["a"]'),
      ['error request-property-became-required order.schema.json.a'],
    ],
    [
      'what is no longer required breaks readers',
      properties('"a": {}', ', "required": ["a"]'),
      properties('"a": {}'),
      ['error response-property-became-optional order.schema.json.a'],
    ],
    [
      'a required property that is gone breaks readers',
      properties('"a": {}', ', "required": ["a"]'),
      properties('', ', "required": []'),
      ['error response-required-property-removed order.schema.json.a'],
    ],
    [
      'a value that is gone breaks writers',
      properties('"a": {"enum": [1, 2]}'),
      properties('"a": {"enum": [1]}'),
      ['error request-property-enum-value-removed order.schema.json.a'],
    ],
    [
      'an object that is closed breaks writers',
      schema('"properties": {"a": {"type": "object"}}'),
      schema('"properties": {"a": {"type": "object", "additionalProperties": false}}'),
      ['error request-property-additional-properties-forbidden order.schema.json.a'],
    ],
    [
      'a new optional property breaks nobody',
      properties(''),
      properties('"a": {}'),
      ['info new-optional-request-property order.schema.json.a'],
    ],
    ['words for people are no change', schema('"title": "a", "description": "b"'), schema('"description": "c", "title": "d"'), []],
    [
      'definitions that no other part holds are compared as well',
      schema('"$defs": {"A": {"maxLength": 5}, "B": {}}'),
      schema('"$defs": {"A": {"maxLength": 4}}'),
      ['error request-body-max-length-decreased order.schema.json#/$defs/A', 'info api-schema-removed order.schema.json#/$defs/B'],
    ],
    [
      'a definition that is held is told where it is held',
      properties('"a": {"$ref": "#/$defs/A"}', ', "$defs": {"A": {"type": "string"}}'),
      properties('"a": {"$ref": "#/$defs/A"}', ', "$defs": {"A": {"type": "integer"}}'),
      ['error request-property-type-changed order.schema.json.a'],
    ],
    [
      'before 2020-12, a list of items is a tuple',
      schema('"properties": {"a": {"items": [{"type": "string"}]}}', '2019-09/schema'),
      schema('"properties": {"a": {"items": [{"type": "integer"}]}}', '2019-09/schema'),
      ['error request-property-type-changed order.schema.json.a.prefixItems[#1]'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(told(diffOf(before, after))).toEqual(expected);
  });
});

test('who feels it is said, and where it is written', () => {
  const [before, after] = [properties('"total": {"type": "integer"}'), properties('"total": {"type": "string"}')];
  const [change] = diffOf(before, after).changes;
  expect(change).toMatchObject({
    level: 'wire',
    message: '`total` in order.schema.json is of type `string` instead of `integer`: for who writes and for who reads it.',
  });
  expect(after['order.schema.json']!.slice(...change!.after!.span)).toBe('"type": "string"');
});

const money = (type: string): Texts => ({
  'common/money.json': `{"$schema": "https://json-schema.org/draft-07/schema", "$id": "https://shop.example/money", "type": "${type}"}`,
});

const anchored = (type: string): Texts =>
  properties('"total": {"$ref": "#money"}', `, "$defs": {"M": {"$anchor": "money", "type": "${type}"}}`);

const tree = (type: string): Texts => properties(`"next": {"$ref": "#"}, "value": {"type": "${type}"}`);

const broken = (type: string): Texts => properties(`"a": {"$ref": "#/$defs/Gone"}, "b": {"type": "${type}"}`);

describe('schemas refer to each other', () => {
  test.each(['common/money.json', 'https://shop.example/money'])('by %s', reference => {
    const order = properties(`"total": {"$ref": "${reference}"}`);
    const diff = diffOf({ ...order, ...money('integer') }, { ...order, ...money('string') });
    expect([told(diff), diff.problems]).toEqual([
      ['error request-property-type-changed order.schema.json.total', 'error request-body-type-changed common/money.json'],
      [],
    ]);
  });

  test('by an anchor', () => {
    expect(told(diffOf(anchored('integer'), anchored('string')))).toEqual(['error request-property-type-changed order.schema.json.total']);
  });

  test('what holds itself is compared once', () => {
    expect(told(diffOf(tree('integer'), tree('string')))).toEqual(['error request-property-type-changed order.schema.json.value']);
  });

  test('a reference that leads nowhere is said, and the rest is compared', () => {
    const diff = diffOf(broken('integer'), broken('string'));
    expect(told(diff)).toEqual(['error request-property-type-changed order.schema.json.b']);
    expect(diff.problems.filter(({ side }) => side === 'after').map(({ message }) => message)).toEqual([
      'The reference #/$defs/Gone leads nowhere; add what it names, or correct it.',
    ]);
  });
});

test('a schema that cannot be read in full is said, and what is read is compared', () => {
  const [before, after] = [
    properties('"a": {"type": "integer"}'),
    { 'order.schema.json': `${properties('"a": {"type": "string"}')['order.schema.json']!.slice(0, -1)}, ]` },
  ];
  const diff = diffOf(before, after);
  expect(diff.problems.map(({ side, message }) => `${side} ${message}`)).toHaveLength(1);
});

test('any bytes', () => {
  const noise = fc.array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '"$ref"',
      '"#a"',
      '"#/"',
      '"$defs"',
      '"items"',
      'true',
      '7',
      '"properties"',
      '"a"',
      'é',
      '\0',
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(noise, noise, (before, after) => {
      for (const { message } of diffOf(schema(before.join('')), schema(after.join(''))).changes) expect(message).toMatch(/\.$/);
    }),
    { numRuns: 300 },
  );
});
