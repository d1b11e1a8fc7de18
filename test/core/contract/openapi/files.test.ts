import { expect, test } from 'vitest';
import { diffOf, pathsDocument as paths, type Texts } from './documents.ts';

const item = `{get: {responses: {"200": {content: {application/json: {schema: {$ref: 'types/a.yaml#/A~1B'}}}}}}}`;

const threeFiles = (type: string): Texts => ({
  'api.yaml': paths(`{/a: {$ref: './items.yaml'}}`),
  'items.yaml': item,
  'types/a.yaml': `A/B: {type: ${type}}`,
});

test('references lead from file to file, and a change is told where it stands', () => {
  const { changes, problems } = diffOf(threeFiles('string'), threeFiles('integer'));
  expect(problems).toEqual([]);
  expect(changes.map(({ rule, after }) => `${rule} ${after?.file}`)).toEqual(['response-body-type-changed types/a.yaml']);
});

test('a document that is gone takes its operations with it', () => {
  const one = { 'a.yaml': paths('{/a: {get: {}}}') };
  const { changes } = diffOf({ ...one, 'b.yaml': paths('{/b: {get: {}}}') }, one);
  expect(changes.map(({ rule, element, before, after }) => [rule, element, before?.file, after?.file])).toEqual([
    ['api-path-removed-without-deprecation', 'GET /b', 'b.yaml', undefined],
  ]);
});

test('a document under another name is still the same', () => {
  expect(
    diffOf({ 'old.yaml': paths('{/a: {get: {}}}') }, { 'new.json': '{"openapi": "3.0.3", "paths": {"/a": {"get": {}}}}' }).changes,
  ).toEqual([]);
});

test('other YAML beside a document is none', () => {
  const other = 'kind: ConfigMap\ndata:\n  openapi: here\n';
  expect(diffOf({ 'a.yaml': paths('{}'), 'b.yaml': other }, { 'a.yaml': paths('{}'), 'b.yaml': other })).toEqual({
    changes: [],
    problems: [],
  });
});
