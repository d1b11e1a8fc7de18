import { expect, test } from 'vitest';
import type { Location } from '../../../../src/core/model/source.ts';
import { api, asked, diffOf, documentDiff, pathsDocument } from './documents.ts';

const slice = (text: string, at: Location | undefined): string | undefined => at && text.slice(...at.span);

test('a change names what it happened to, and shows it in both versions', () => {
  const [before, after] = [asked('{properties: {total: {type: integer}}}'), asked('{properties: {total: {type: string}}}')];
  const [change] = documentDiff(before, after).changes;
  expect(change).toMatchObject({
    rule: 'request-property-type-changed',
    level: 'wire',
    severity: 'error',
    element: 'POST /orders request.body.total',
    message: '`total` in the request body of POST /orders is of type `string` instead of `integer`.',
  });
  expect([slice(before, change?.before), slice(after, change?.after)]).toEqual(['type: integer', 'type: string']);
});

test('of a value that is gone, the value is shown, and what it was in', () => {
  const [before, after] = [asked('{enum: [a, b]}'), asked('{enum: [a]}')];
  const [change] = documentDiff(before, after).changes;
  expect(change?.rule).toBe('request-body-enum-value-removed');
  expect([slice(before, change?.before), slice(after, change?.after)]).toEqual(['b', 'enum: [a]']);
});

test('what was never in a version has no place in it', () => {
  const [before, after] = [pathsDocument('{}'), pathsDocument('{/a: {get: {}}}')];
  const [change] = documentDiff(before, after).changes;
  expect([change?.rule, change?.before, slice(after, change?.after)]).toEqual(['endpoint-added', undefined, 'get']);
});

test('what a reference does not find is told once, and the rest is compared', () => {
  const text = asked("{properties: {a: {$ref: '#/nowhere'}, b: {$ref: '#/nowhere'}, c: {type: string}}}");
  const diff = documentDiff(text, text.replace('type: string', 'type: integer'));
  expect(diff.changes.map(({ rule }) => rule)).toEqual(['request-property-type-changed']);
  expect(diff.problems.map(({ side, message }) => `${side}: ${message}`)).toEqual([
    'before: The reference #/nowhere leads nowhere; add what it names, or correct it.',
    'after: The reference #/nowhere leads nowhere; add what it names, or correct it.',
  ]);
});

test('a reference that leads to itself, to the network or out of the folder is told', () => {
  const properties = "{a: {$ref: '#/components/schemas/A'}, b: {$ref: 'https://example.com/a.yaml'}, c: {$ref: '../../etc/passwd'}}";
  const text = `${asked(`{properties: ${properties}}`)}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/A'}}}`;
  const { problems } = documentDiff(text, text);
  expect(problems.filter(({ side }) => side === 'after').map(({ message }) => message)).toEqual([
    'The reference #/components/schemas/A leads in a circle; let it lead to a definition.',
    'The reference https://example.com/a.yaml leads out of the workspace and is not followed; copy its document into the workspace.',
    'The reference ../../etc/passwd leads nowhere; add what it names, or correct it.',
  ]);
});

test('a document that is not read in full is told, and what is read is compared', () => {
  const broken = `${api('{}')}\n  - : : {`;
  expect(diffOf({ 'api.yaml': api('{}') }, { 'api.yaml': broken }).problems).toHaveLength(1);
});
