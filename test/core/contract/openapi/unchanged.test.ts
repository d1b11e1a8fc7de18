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
    ['by an alias', type => `x-kinds: &kind {type: ${type}}\n${asked('{properties: {total: *kind}}')}`],
    [
      'by a reference whose key is escaped',
      type =>
        `${asked(String.raw`{properties: {total: {"\u0024ref": '#/components/schemas/A'}}}`)}\ncomponents: {schemas: {A: {type: ${type}}}}`,
    ],
  ])('%s', (_, text) => {
    expect(changes(text('integer'), text('string'))).toEqual([TOTAL]);
  });
});
