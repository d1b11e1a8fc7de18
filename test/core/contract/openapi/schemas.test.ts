import { describe, expect, test } from 'vitest';
import { answered, api, asked, documentDiff, parameter, rulesOf } from './documents.ts';

type Case = readonly [before: string, after: string, rules: readonly string[]];

const check =
  (document: (schema: string) => string) =>
  ([before, after, rules]: Case): void =>
    expect(rulesOf(documentDiff(document(before), document(after)))).toEqual(rules);

const property = (schema: string, required = ''): string => `{properties: {p: ${schema}}${required && `, required: [${required}]`}}`;

describe('a request body', () => {
  const cases: Readonly<Record<string, Case>> = {
    'may be of more types and not of fewer': ['{type: integer}', '{type: number}', ['info request-body-type-generalized']],
    'of another type breaks': ['{type: string}', '{type: integer}', ['error request-body-type-changed']],
    'may have a wider format': [
      '{type: string, format: date}',
      '{type: string, format: date-time}',
      ['info request-body-type-generalized'],
    ],
    'that loses null breaks': ['{type: [string, "null"]}', '{type: string}', ['error request-body-became-not-nullable']],
    'that is limited for the first time may break': [
      '{type: string}',
      '{type: string, maxLength: 5}',
      ['warning request-body-max-length-set'],
    ],
    'that is limited more breaks': ['{maximum: 10}', '{maximum: 9}', ['error request-body-max-decreased']],
    'knows its least length even where it is not written': [
      '{type: string}',
      '{type: string, minLength: 1}',
      ['error request-body-min-length-increased'],
    ],
    'with fewer types in its list breaks': [
      '{oneOf: [{type: string}, {type: integer}]}',
      '{oneOf: [{type: string}]}',
      ['error request-body-list-of-types-narrowed'],
    ],
    'with one alternative less breaks': [
      '{anyOf: [{title: A}, {title: B}]}',
      '{anyOf: [{title: A}]}',
      ['error request-body-any-of-removed'],
    ],
  };
  test.each(Object.entries(cases))('%s', (_, data) => check(asked)(data));
});

describe('a property of a request', () => {
  const cases: Readonly<Record<string, Case>> = {
    'that is new and required breaks': [
      property('{}'),
      '{properties: {p: {}, q: {}}, required: [q]}',
      ['error new-required-request-property'],
    ],
    'that is new and has a default does not': [
      property('{}'),
      '{properties: {p: {}, q: {default: 1}}, required: [q]}',
      ['info new-required-request-property-with-default'],
    ],
    'that is gone may break': [property('{}'), '{properties: {}}', ['warning request-property-removed']],
    'that only responses carry may be gone': [property('{readOnly: true}'), '{properties: {}}', []],
    'that becomes required breaks': [property('{}'), property('{}', 'p'), ['error request-property-became-required']],
    'that only responses carry may be limited more': [
      property('{readOnly: true, maximum: 10}'),
      property('{readOnly: true, maximum: 5}'),
      ['info request-read-only-property-max-decreased'],
    ],
    'with one value less breaks': [property('{enum: [a, b]}'), property('{enum: [a]}'), ['error request-property-enum-value-removed']],
    'with another pattern may break': [property('{pattern: a}'), property('{pattern: b}'), ['warning request-property-pattern-changed']],
    'with a pattern for anything does not': [
      property('{pattern: a}'),
      property('{pattern: ".*"}'),
      ['info request-property-pattern-generalized'],
    ],
    'is found in items and alternatives': [
      '{items: {allOf: [{properties: {p: {type: string}}}]}}',
      '{items: {allOf: [{properties: {p: {type: boolean}}}]}}',
      ['error request-property-type-changed'],
    ],
  };
  test.each(Object.entries(cases))('%s', (_, data) => check(asked)(data));
});

describe('a response', () => {
  const cases: Readonly<Record<string, Case>> = {
    'that loses a required property breaks': [property('{}', 'p'), '{properties: {}}', ['error response-required-property-removed']],
    'that loses an optional property may break': [property('{}'), '{properties: {}}', ['warning response-optional-property-removed']],
    'whose property is no longer always there breaks': [property('{}', 'p'), property('{}'), ['error response-property-became-optional']],
    'whose property may be null breaks': [
      property('{nullable: false}'),
      property('{nullable: true}'),
      ['error response-property-became-nullable'],
    ],
    'with a value that nobody knows may break': [
      property('{enum: [a]}'),
      property('{enum: [a, b]}'),
      ['warning response-property-enum-value-added'],
    ],
    'with longer texts breaks': [property('{maxLength: 5}'), property('{maxLength: 6}'), ['error response-property-max-length-increased']],
    'with a new alternative breaks': ['{oneOf: [{title: A}]}', '{oneOf: [{title: A}, {title: B}]}', ['error response-body-one-of-added']],
    'may be told apart by a discriminator': ['{}', '{discriminator: {propertyName: kind}}', ['info response-body-discriminator-added']],
    'may say more in words': ['{description: old}', '{description: new}', []],
    'with another condition breaks': ['{if: {title: A}}', '{}', ['error response-body-if-removed']],
  };
  test.each(Object.entries(cases))('%s', (_, data) => check(answered)(data));
});

describe('a parameter', () => {
  const cases: Readonly<Record<string, Case>> = {
    'that becomes required breaks': ['required: false', 'required: true', ['error request-parameter-became-required']],
    'that takes fewer values breaks': ['schema: {enum: [a, b]}', 'schema: {enum: [a]}', ['error request-parameter-enum-value-removed']],
    'with another default breaks': ['schema: {default: 1}', 'schema: {default: 2}', ['error request-parameter-default-value-changed']],
    'that has to be sent has no default': ['required: true, schema: {default: 1}', 'required: true, schema: {default: 2}', []],
    'may turn into a text, which it is in a query': [
      'schema: {type: integer}',
      'schema: {type: string}',
      ['info request-parameter-type-generalized'],
    ],
    'that says until when it lives may not forget it': [
      'deprecated: true, x-sunset: "2027-01-01"',
      'deprecated: true',
      ['error request-parameter-sunset-deleted'],
    ],
  };
  test.each(Object.entries(cases))('%s', (_, data) => check(parameter)(data));
});

const recursive = (limit: number): string => {
  const node = `{properties: {next: {$ref: '#/components/schemas/Node'}, name: {maxLength: ${limit}}}}`;
  return `${answered("{$ref: '#/components/schemas/Node'}")}\ncomponents: {schemas: {Node: ${node}}}`;
};

test('a schema that holds itself is compared once', () => {
  expect(rulesOf(documentDiff(recursive(5), recursive(6)))).toEqual(['error response-property-max-length-increased']);
});

const doubled = (limit: number): string => {
  const schemas = Array.from({ length: 60 }, (_, index) => {
    const next = `{$ref: '#/components/schemas/S${index + 1}'}`;
    return `S${index}: {properties: {a: ${next}, b: ${next}}}`;
  });
  return `${answered("{$ref: '#/components/schemas/S0'}")}\ncomponents: {schemas: {${schemas.join(', ')}, S60: {maxLength: ${limit}}}}`;
};

test('a schema that holds others in exponentially many ways is told in bounded time', () => {
  const { changes } = documentDiff(doubled(5), doubled(6));
  expect(changes.length).toBeGreaterThan(0);
  expect(changes.length).toBeLessThanOrEqual(20);
});

const alternating = (): string => {
  const schemas = Array.from(
    { length: 500 },
    (_, index) => `S${index}: {oneOf: [{properties: {a: {$ref: '#/components/schemas/S${Math.min(index + 1, 499)}'}}}, {title: T}]}`,
  );
  return `${asked("{$ref: '#/components/schemas/S0'}")}\ncomponents: {schemas: {${schemas.join(', ')}}}`;
};

test('alternatives far down a chain of references are not told as changed when nothing changed', () => {
  expect(documentDiff(alternating(), `${alternating()}\n`).changes).toEqual([]);
});

const shared = (limit: number): string => {
  const content = "content: {a/b: {schema: {$ref: '#/components/schemas/A'}}}";
  return `${api(`{requestBody: {${content}}, responses: {"200": {${content}}}}`)}\ncomponents: {schemas: {A: {maxLength: ${limit}}}}`;
};

test('a schema that is told in one body is told in another', () => {
  expect(rulesOf(documentDiff(shared(5), shared(6)))).toEqual([
    'error response-body-max-length-increased',
    'info request-body-max-length-increased',
  ]);
});
