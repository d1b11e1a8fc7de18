import { describe, expect, test } from 'vitest';
import { asked, documentDiff } from './documents.ts';

const changes = (before: string, after: string): readonly string[] => documentDiff(before, after).changes.map(({ element }) => element);

const TOTAL = 'POST /orders request.body.total';

describe('what is written alike is compared where it may mean something else', () => {
  test.each<readonly [rule: string, text: (type: string) => string]>([
    [
      'by a reference',
      type => `${asked("{$ref: '#/components/schemas/A'}")}\ncomponents: {schemas: {A: {properties: {total: {type: ${type}}}}}}`,
    ],
    [
      'by a reference behind another one',
      type =>
        `${asked("{$ref: '#/components/schemas/A'}")}\ncomponents: {schemas: {A: {properties: {total: {$ref: "#/components/schemas/B"}}}, B: {type: ${type}}}}`,
    ],
    [
      'by a reference into a definition',
      type =>
        `${asked("{properties: {total: {$ref: '#/components/schemas/A/properties/b'}}}")}\ncomponents: {schemas: {A: {properties: {b: {type: ${type}}}}}}`,
    ],
    [
      'by a reference in a list',
      type =>
        `${asked("{properties: {total: {allOf: [{$ref: '#/components/schemas/A'}]}}}")}\ncomponents: {schemas: {A: {properties: {b: {type: ${type}}}}}}`,
    ],
    [
      'by a reference whose name holds a quote',
      type =>
        `${asked("{properties: {total: {$ref: '#/components/schemas/A''B'}}}")}\ncomponents: {schemas: {A: {type: integer}, "A'B": {type: ${type}}}}`,
    ],
    [
      'by a reference after a text that begins as one',
      type =>
        `${asked(`{description: 'as $ref: "', properties: {total: {$ref: "#/components/schemas/A"}}}`)}\ncomponents: {schemas: {A: {type: ${type}}}}`,
    ],
    ['by an alias', type => `x-kinds: &kind {type: ${type}}\n${asked('{properties: {total: *kind}}')}`],
    [
      'by a reference whose key is escaped',
      type =>
        `${asked(String.raw`{properties: {total: {"\u0024ref": '#/components/schemas/A'}}}`)}\ncomponents: {schemas: {A: {type: ${type}}}}`,
    ],
  ])('%s', (_, text) => {
    expect(changes(text('integer'), text('string'))).toEqual([expect.stringMatching(TOTAL)]);
  });

  test.each(['items', 'additionalProperties', 'contains', 'if', 'then', 'else', 'propertyNames', 'unevaluatedItems'])(
    'by a reference as `%s`',
    keyword => {
      const text = (type: string): string =>
        `${asked("{properties: {total: {$ref: '#/components/schemas/A'}}}")}\ncomponents: {schemas: {A: {${keyword}: {$ref: '#/components/schemas/B'}}, B: {type: ${type}}}}`;
      expect(changes(text('integer'), text('string'))).toEqual([`${TOTAL}.${keyword}`]);
    },
  );
});

test('where every schema holds every other, a change in one is told of every body, by the nearest way', () => {
  const names = Array.from({ length: 12 }, (_, index) => `S${index}`);
  const properties = names.map(name => `${name}: {$ref: '#/components/schemas/${name}'}`).join(', ');
  const paths = names.map(
    name => `  /${name}: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/${name}'}}}}}}`,
  );
  const text = (limit: number): string =>
    [
      'openapi: 3.1.0',
      'paths:',
      ...paths,
      'components:',
      '  schemas:',
      ...names.map(name => `    ${name}: {${name === 'S7' ? `maxLength: ${limit}, ` : ''}properties: {${properties}}}`),
    ].join('\n');
  const told = new Set(changes(text(2), text(1)));
  expect(names.filter(name => told.has(`POST /${name} request.body${name === 'S7' ? '' : '.S7'}`))).toEqual(names);
  expect(changes(text(2), text(2))).toEqual([]);
});
