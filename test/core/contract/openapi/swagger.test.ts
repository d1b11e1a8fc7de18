import { expect, test } from 'vitest';
import { documentDiff, pathsDocument, rulesOf } from './documents.ts';

const swagger = (operation: string, rest = ''): string => `swagger: "2.0"\ninfo: {}\npaths: {/a: {post: ${operation}}}\n${rest}`;
const body = (schema: string): string => swagger(`{parameters: [{name: b, in: body, schema: ${schema}}], responses: {}}`);
const form = (parts: string): string => swagger(`{parameters: [{name: f, in: formData, type: string${parts}}], responses: {}}`);
const query = (parts: string): string => swagger(`{parameters: [{name: q, in: query${parts}}], responses: {}}`);

test('a body parameter is a request body', () => {
  expect(rulesOf(documentDiff(body('{type: string}'), body('{type: integer}')))).toEqual(['error request-body-type-changed']);
});

const naming = (type: string): string =>
  swagger("{parameters: [{$ref: '#/parameters/b'}]}", `parameters: {b: {name: b, in: body, schema: {type: ${type}}}}`);

test('a parameter that is only named may be a body as well', () => {
  expect(rulesOf(documentDiff(naming('string'), naming('integer')))).toEqual(['error request-body-type-changed']);
});

test('fields of a form are properties of a body', () => {
  const rules = ['error request-body-became-required', 'error request-property-became-required'];
  expect(rulesOf(documentDiff(form(''), form(', required: true')))).toEqual(rules);
});

test('what a parameter says of its value is its schema', () => {
  expect(rulesOf(documentDiff(query(', type: string, enum: [a, b]'), query(', type: string, enum: [a]')))).toEqual([
    'error request-parameter-enum-value-removed',
  ]);
  expect(rulesOf(documentDiff(query(''), query(', type: integer')))).toEqual(['error request-parameter-type-changed']);
});

const producing = (type: string): string =>
  swagger(
    '{produces: [application/json], responses: {"200": {schema: {$ref: "#/definitions/A"}}}}',
    `definitions: {A: {properties: {p: {type: ${type}}}}}`,
  );

test('a response is under each media type that is produced, and its definitions are found', () => {
  const { changes } = documentDiff(producing('string'), producing('integer'));
  expect(changes.map(({ rule, element }) => `${rule} ${element}`)).toEqual(['response-property-type-changed POST /a response.200.body.p']);
});

test('what may be null says so by an extension', () => {
  expect(rulesOf(documentDiff(body('{x-nullable: true}'), body('{}')))).toEqual(['error request-body-became-not-nullable']);
});

test('it is the same as the OpenAPI 3 that it means', () => {
  const before = swagger(
    '{consumes: [text/plain], parameters: [{name: b, in: body, required: true, schema: {type: string}}], responses: {}}',
  );
  const after = pathsDocument(
    '{/a: {post: {requestBody: {required: true, content: {text/plain: {schema: {type: string}}}}, responses: {}}}}',
  );
  expect(documentDiff(before, after).changes).toEqual([]);
});
