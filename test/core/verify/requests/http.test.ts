import { sample } from 'fast-check';
import { expect, test } from 'vitest';
import { httpBreach } from '../../../../src/core/verify/requests/http-answer.ts';
import { arbitraryOf, exampleOf, exampleRequest, requestArbitrary } from '../../../../src/core/verify/requests/http-arbitrary.ts';
import type { HttpRequest } from '../../../../src/core/verify/requests/http-request.ts';
import type { Json } from '../../../../src/core/verify/requests/json.ts';
import { openApi, type OpenApi } from '../../../../src/core/verify/requests/open-api.ts';
import { contractOf } from './texts.ts';

/** A document with one operation, `POST /things`, that takes and gives a schema; `schemas` are the others. */
function document(schema: string, { version = '3.0.3', schemas = '{}' } = {}): OpenApi {
  return openApi(
    contractOf({
      'api.yaml': `
openapi: ${version}
paths:
  /things:
    post:
      requestBody: { required: true, content: { application/json: { schema: ${schema} } } }
      responses: { '200': { content: { application/json: { schema: ${schema} } } } }
components: { schemas: ${schemas} }`,
    }),
  )!;
}

const sent = (document: OpenApi): OpenApi['sent'] => document.sent;
const bodySchema = (document: OpenApi) => document.operation('POST /things')!.body!.contents[0]!.schema;

/** What is wrong with a value as the body of an answer. */
function misfit(schema: string, value: Json, options?: Parameters<typeof document>[1]): string | undefined {
  const whole = document(schema, options);
  const answer = { status: 200, contentType: 'application/json', body: JSON.stringify(value) };
  return httpBreach(whole.operation('POST /things')!, answer, whole)?.why;
}

const example = (schema: string, options?: Parameters<typeof document>[1]): Json => {
  const whole = document(schema, options);
  return exampleOf(bodySchema(whole), sent(whole));
};

const values = (schema: string, options?: Parameters<typeof document>[1]): readonly Json[] => {
  const whole = document(schema, options);
  return sample(arbitraryOf(bodySchema(whole), sent(whole))!, { seed: 7, numRuns: 200 });
};

test.each<[string, string, Json, string]>([
  ['a value of its enum', '{ enum: [small, large] }', 'small', '3.0.3'],
  ['what its author gives as an example', '{ type: string, example: Ada }', 'Ada', '3.0.3'],
  ['the first of its examples', '{ type: string, examples: [Ada, Bob] }', 'Ada', '3.1.0'],
  ['its default', '{ type: integer, default: 3 }', 3, '3.0.3'],
  ['a text, where a text is written as a number', '{ type: string, example: 123 }', '123', '3.0.3'],
  ['its only value', '{ const: yes }', 'yes', '3.1.0'],
  ['no example that does not fit', '{ type: integer, example: many }', 1, '3.0.3'],
  ['a format', '{ type: string, format: date }', '2024-02-29', '3.0.3'],
  ['a number that is allowed', '{ type: integer, minimum: 10, multipleOf: 4 }', 12, '3.0.3'],
  ['a number over a bound that does not count', '{ type: integer, minimum: 10, exclusiveMinimum: true }', 11, '3.0.3'],
  ['a number over a bound of its own', '{ type: integer, exclusiveMinimum: 10.5 }', 11, '3.1.0'],
  ['as many items as have to be', '{ type: array, minItems: 2, items: { type: boolean } }', [true, true], '3.0.3'],
  ['no null where there is more', '{ type: [string, "null"] }', 'text', '3.1.0'],
  ['null where there is nothing else', '{ type: "null" }', null, '3.1.0'],
  ['a text as long as has to be', '{ type: string, minLength: 6 }', 'textte', '3.0.3'],
  [
    'what all parts ask for',
    '{ allOf: [{ type: object, required: [a], properties: { a: { type: integer } } }, { properties: { b: { type: boolean } } }] }',
    { a: 1, b: true },
    '3.0.3',
  ],
  [
    'the first choice',
    '{ oneOf: [{ type: object, required: [a], properties: { a: { type: integer } } }, { type: string }] }',
    { a: 1 },
    '3.0.3',
  ],
  ['the tighter of two bounds', '{ allOf: [{ type: integer, maximum: -5 }, { maximum: -2 }] }', -5, '3.0.3'],
  ['what a list has to contain', '{ type: array, items: { type: integer }, contains: { minimum: 50 } }', [50], '3.1.0'],
  ['keys that nobody named', '{ type: object, additionalProperties: { type: integer }, minProperties: 1 }', { key1: 1 }, '3.0.3'],
])('an example has %s', (_, schema, value, version) => {
  expect(example(schema, { version })).toEqual(value);
});

test('a request leaves out what only answers have, even if it is required', () => {
  const schema = '{ type: object, required: [id, name], properties: { id: { type: string, readOnly: true }, name: { type: string } } }';
  expect(example(schema)).toEqual({ name: 'text' });
  expect(misfit(schema, { name: 'Ada' })).toBe('The body of its answer 200 has no "id".');
});

const TREE = `{ Node: { type: object, required: [name], properties: { name: { type: string }, parent: { $ref: '#/components/schemas/Node' }, children: { type: array, items: { $ref: '#/components/schemas/Node' } } } } }`;
const NODE = `{ $ref: '#/components/schemas/Node' }`;

test('a schema that holds itself ends, as an example and as what is made', () => {
  expect(example(NODE, { schemas: TREE })).toEqual({ name: 'text' });
  expect(values(NODE, { schemas: TREE }).length).toBe(200);
  expect(misfit(NODE, { name: 'a', children: [{ name: 'b', children: [{}] }] }, { schemas: TREE })).toBe(
    'The body of its answer 200 at children.0.children.0 has no "name".',
  );
});

const PETS = `{ Cat: { type: object, required: [kind], properties: { kind: { type: string }, lives: { type: integer } } }, Dog: { type: object, required: [kind], properties: { kind: { type: string } } } }`;
const PET = `{ oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat' } } }`;

test('a discriminator tells choices apart that look alike', () => {
  expect(example(PET, { schemas: PETS })).toEqual({ kind: 'cat', lives: 1 });
  expect(misfit(PET, { kind: 'Dog' }, { schemas: PETS })).toBeUndefined();
  expect(misfit(PET, { kind: 'Cow' }, { schemas: PETS })).toBeDefined();
});

test.each([
  ['3.0.3', '{ type: string, nullable: true }', null, undefined],
  ['3.0.3', '{ type: string, enum: [a], nullable: true }', null, undefined],
  ['3.0.3', '{ nullable: true, allOf: [{ type: string }] }', null, undefined],
  ['3.0.3', '{ type: string }', null, 'The body of its answer 200 must be string.'],
  ['3.1.0', '{ type: string, nullable: true }', null, undefined],
  ['3.0.3', '{ type: number, minimum: 0, exclusiveMinimum: true }', 0, 'The body of its answer 200 must be > 0.'],
  ['3.0.3', '{ type: number, minimum: 0, exclusiveMinimum: false }', 0, undefined],
  ['3.0.3', '{ type: string, format: date-time }', 'yesterday', 'The body of its answer 200 must match format "date-time".'],
  ['3.0.3', '{ type: string, format: made-up }', 'anything', undefined],
  ['3.0.3', '{ type: string, pattern: "[" }', 'a broken pattern', undefined],
  ['3.0.3', '{ type: string, enum: [1, 2] }', '1', undefined],
  ['3.0.3', '{ type: object, required: true, properties: { a: {} } }', {}, undefined],
  [
    '3.1.0',
    '{ type: array, prefixItems: [{ type: string }], items: false }',
    ['a', 'b'],
    'The body of its answer 200 must NOT have more than 1 items.',
  ],
])('in %s, %s judges %j', (version, schema, value, wrong) => {
  expect(misfit(schema, value, { version })).toBe(wrong);
});

test('beside a reference, keywords count since 3.1 only', () => {
  const schemas = '{ Name: { type: string } }';
  const schema = `{ $ref: '#/components/schemas/Name', maxLength: 2 }`;
  expect(misfit(schema, 'long', { version: '3.0.3', schemas })).toBeUndefined();
  expect(misfit(schema, 'long', { version: '3.1.0', schemas })).toBe('The body of its answer 200 must NOT have more than 2 characters.');
});

test.each([
  '{ type: integer, minimum: 5, maximum: 9 }',
  '{ type: integer, exclusiveMinimum: 2, multipleOf: 7 }',
  '{ type: number, minimum: -1, maximum: 1 }',
  '{ type: string, minLength: 3, maxLength: 4 }',
  '{ type: string, pattern: "^[A-Z]{3}-[0-9]+$" }',
  '{ type: string, format: email, maxLength: 30 }',
  '{ type: string, format: date-time }',
  '{ type: string, format: date }',
  '{ type: string, format: time }',
  '{ type: string, format: ipv6 }',
  '{ type: string, format: uri }',
  '{ type: string, format: hostname }',
  '{ type: string, format: byte }',
  '{ type: string, format: duration }',
  '{ type: array, uniqueItems: true, minItems: 2, items: { enum: [a, b, c] } }',
  '{ type: object, additionalProperties: false, required: [a], properties: { a: { type: string, format: uuid }, b: { type: array, items: { type: number } } } }',
  '{ anyOf: [{ type: string }, { type: object, required: [x], properties: { x: { type: integer } } }] }',
  '{ allOf: [{ type: object, required: [a], properties: { a: { type: integer, minimum: 3 } } }, { type: object, properties: { a: { type: integer, maximum: 4 } } }] }',
  '{ type: array, items: { type: integer }, contains: { minimum: 5000 } }',
  '{ type: object, required: [n], properties: { n: { type: integer } }, not: { required: [m] } }',
])('what is made for %s fits it, is not always the same, and is made again by the same seed', schema => {
  const whole = document(schema);
  const check = sent(whole).misfit(bodySchema(whole));
  const made = values(schema);
  expect(made.map(check).filter(wrong => wrong !== undefined)).toEqual([]);
  expect(new Set(made.map(value => JSON.stringify(value))).size).toBeGreaterThan(1);
  expect(values(schema)).toEqual(made);
});

const nulls = (schema: string): number => values(schema).filter(value => value === null).length;

test('null is sent where the standard has it, and only at the edge', () => {
  expect(nulls('{ nullable: true, allOf: [{ type: string }] }')).toBe(0);
  expect(nulls('{ type: string, nullable: true }')).toBeGreaterThan(2);
  expect(nulls('{ type: string, nullable: true }')).toBeLessThan(60);
});

test('a bounded share of what is made lies at the edge of what is allowed', () => {
  const edge = values('{ type: integer, minimum: 0, maximum: 1000000 }').filter(value => value === 1_000_000).length;
  expect(edge).toBeGreaterThan(2);
  expect(edge).toBeLessThan(60);
});

test('examples of an author are among what is made, and help where nobody can make anything', () => {
  expect(values('{ type: string, example: Ada }')).toContain('Ada');
  expect(new Set(values('{ type: string, pattern: "^(?:QZ)\\\\b(?!x)$", example: QZ }'))).toEqual(new Set(['QZ']));
});

test('nothing is made for what cannot be', () => {
  const whole = document('{ type: integer, minimum: 5, maximum: 4 }');
  expect(arbitraryOf(bodySchema(whole), sent(whole))).toBeUndefined();
});

const PARAMETERS = `
openapi: 3.0.3
servers: [{ url: 'https://shop.example/api/{version}', variables: { version: { default: v1 } } }]
paths:
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      parameters:
        - { name: tags, in: query, required: true, example: [a, b], schema: { type: array, items: { type: string } } }
        - { name: ids, in: query, required: true, explode: false, example: [1, 2], schema: { type: array, items: { type: integer } } }
        - { name: filter, in: query, style: deepObject, example: { state: open }, schema: { type: object } }
        - { name: X-Trace, in: header, example: t1, schema: { type: string } }
        - { name: session, in: cookie, example: s1, schema: { type: string } }
        - { name: limit, in: query, schema: { type: integer } }
      responses: { '200': { description: ok } }`;

test('each parameter is sent in its place and style, below the path of the server', () => {
  const whole = openApi(contractOf({ 'api.yaml': PARAMETERS }))!;
  expect(exampleRequest(whole.operation('GET /orders/{}')!, whole)).toEqual({
    method: 'GET',
    path: '/api/v1/orders/text?tags=a&tags=b&ids=1,2&filter[state]=open',
    headers: { accept: '*/*', 'x-trace': 't1', cookie: 'session=s1' },
  });
});

test('what is made for a path never makes another path of it', () => {
  const whole = openApi(contractOf({ 'api.yaml': PARAMETERS }))!;
  const requests: readonly HttpRequest[] = sample(requestArbitrary(whole.operation('GET /orders/{id}')!, whole)!, {
    seed: 3,
    numRuns: 200,
  });
  expect(requests.filter(({ path }) => !/^\/api\/v1\/orders\/[^/]+\?/.test(path))).toEqual([]);
});

test('a parameter is never null: nobody could tell it from a text', () => {
  const parameter = '{ name: size, in: query, required: true, schema: { type: [integer, "null"] } }';
  const text = `{ openapi: 3.1.0, paths: { /a: { get: { parameters: [${parameter}], responses: {} } } } }`;
  const whole = openApi(contractOf({ 'api.yaml': text }))!;
  const requests = sample(requestArbitrary(whole.operation('GET /a')!, whole)!, { seed: 3, numRuns: 200 });
  expect(requests.filter(({ path }) => path.includes('null'))).toEqual([]);
});

const SWAGGER = `
swagger: '2.0'
basePath: /v2
consumes: [application/json]
produces: [application/json]
paths:
  /pets:
    post:
      parameters:
        - { name: pet, in: body, required: true, schema: { $ref: '#/definitions/Pet' } }
        - { name: tags, in: query, type: array, collectionFormat: pipes, required: true, items: { type: string }, minItems: 2 }
      responses: { 201: { description: made, schema: { $ref: '#/definitions/Pet' } } }
  /login:
    post:
      consumes: [application/x-www-form-urlencoded]
      parameters: [{ name: user, in: formData, type: string, required: true }]
      responses: { 200: { description: ok } }
definitions:
  Pet: { type: object, required: [name], properties: { name: { type: string, example: Rex }, mother: { $ref: '#/definitions/Pet' } } }`;

test('Swagger 2.0 has bodies, forms and lists of its own', () => {
  const whole = openApi(contractOf({ 'api.yaml': SWAGGER }))!;
  expect(exampleRequest(whole.operation('POST /pets')!, whole)).toEqual({
    method: 'POST',
    path: '/v2/pets?tags=text%7Ctext',
    headers: { accept: '*/*', 'content-type': 'application/json' },
    body: '{"name":"Rex"}',
  });
  expect(exampleRequest(whole.operation('POST /login')!, whole).body).toBe('user=text');
});

const ANSWERS = `
openapi: 3.0.3
paths:
  /orders:
    get:
      responses:
        '200': { content: { application/json: { schema: { type: array } } } }
        4XX: { content: { application/problem+json: { schema: { type: object, required: [title] } } } }
        '204': { description: none }`;

test.each([
  [200, 'application/json; charset=utf-8', '[]', undefined],
  [200, 'text/html', '<html>', 'content-type'],
  [200, undefined, '[]', 'content-type'],
  [200, 'application/json', '{', 'body'],
  [200, 'application/json', '{}', 'body'],
  [204, undefined, '', undefined],
  [404, 'application/problem+json', '{"title":"none"}', undefined],
  [404, 'application/problem+json', '{}', 'body'],
  [302, undefined, '', 'status'],
  [500, 'text/plain', 'oops', 'server-error'],
])('an answer %s of %s with %s breaks %s', (status, contentType, body, rule) => {
  const whole = openApi(contractOf({ 'api.yaml': ANSWERS }))!;
  expect(httpBreach(whole.operation('GET /orders')!, { status, contentType, body }, whole)?.rule).toBe(rule);
});

test('schemas of other files are found, circles between them too', () => {
  const whole = openApi(
    contractOf({
      'api.yaml': `
openapi: 3.1.0
paths: { /a: { get: { responses: { '200': { content: { application/json: { schema: { $ref: 'parts/a.yaml#/A' } } } } } } } }`,
      'parts/a.yaml': `A: { type: object, required: [b], properties: { b: { $ref: 'b.yaml' } } }`,
      'parts/b.yaml': `{ type: object, properties: { a: { $ref: 'a.yaml#/A' } } }`,
    }),
  )!;
  const operation = whole.operation('GET /a')!;
  const answer = (body: Json) =>
    httpBreach(operation, { status: 200, contentType: 'application/json', body: JSON.stringify(body) }, whole)?.why;
  expect(answer({ b: { a: { b: {} } } })).toBeUndefined();
  expect(answer({ b: { a: {} } })).toBe('The body of its answer 200 at b.a has no "b".');
  expect(exampleOf(operation.answers.get('200')![0]!.schema, whole.answered)).toEqual({ b: {} });
});

test('what is no document of OpenAPI is nothing, and what leads nowhere asks for nothing', () => {
  expect(openApi(contractOf({ 'api.yaml': 'just a text' }))).toBeUndefined();
  expect(misfit(`{ $ref: '#/components/schemas/Nobody' }`, 5)).toBeUndefined();
});
