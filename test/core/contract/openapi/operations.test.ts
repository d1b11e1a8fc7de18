import { expect, test } from 'vitest';
import { api, documentDiff, pathsDocument as paths, rulesOf } from './documents.ts';

type Case = readonly [before: string, after: string, rules: readonly string[]];

const at = (parts: string): string => `{parameters: [{name: ${parts}, in: path, required: true, schema: {type: string}}], responses: {}}`;

const cases: Readonly<Record<string, Case>> = {
  'an operation that is gone breaks': [
    paths('{/a: {get: {}, post: {}}}'),
    paths('{/a: {get: {}}}'),
    ['error api-removed-without-deprecation'],
  ],
  'a path that is gone breaks': [
    paths('{/a: {get: {}}, /b: {get: {}}}'),
    paths('{/a: {get: {}}}'),
    ['error api-path-removed-without-deprecation'],
  ],
  'what was deprecated may go': [paths('{/a: {get: {deprecated: true}}}'), paths('{}'), ['info api-path-removed-with-deprecation']],
  'what was promised for longer may not': [
    paths('{/a: {get: {deprecated: true, x-sunset: "2026-06-16"}}}'),
    paths('{}'),
    ['error api-path-removed-before-sunset'],
  ],
  'what was promised until yesterday may go unsaid': [paths('{/a: {get: {deprecated: true, x-sunset: "2026-06-14"}}}'), paths('{}'), []],
  'what is still being drafted may go unsaid': [paths('{/a: {get: {x-stability-level: draft}}}'), paths('{}'), []],
  'an operation may not become less stable': [
    api('{x-stability-level: beta}'),
    api('{x-stability-level: alpha}'),
    ['error api-stability-decreased'],
  ],
  'an end that is over is told': [api('{}'), api('{deprecated: true, x-sunset: "2026-06-14"}'), ['error api-sunset-date-too-small']],
  'a path parameter may have another name': [paths(`{"/a/{id}": {get: ${at('id')}}}`), paths(`{"/a/{key}": {get: ${at('key')}}}`), []],
  'a new parameter breaks where it is required': [
    api('{parameters: []}'),
    api('{parameters: [{name: q, in: query, required: true}]}'),
    ['error new-required-request-parameter'],
  ],
  'a parameter of a path is one of its operations': [
    paths('{/a: {get: {}}}'),
    paths('{/a: {parameters: [{name: q, in: query, required: true}], get: {}}}'),
    ['error new-required-request-default-parameter-to-existing-path'],
  ],
  'an object that is spread over the query is its properties': [
    api('{parameters: [{name: a, in: query, schema: {type: string}}]}'),
    api('{parameters: [{name: f, in: query, explode: true, schema: {type: object, properties: {a: {type: string}}}}]}'),
    [],
  ],
  'a media type that is no longer taken breaks': [
    api('{requestBody: {content: {a/b: {}, c/d: {}}}}'),
    api('{requestBody: {content: {a/b: {}}}}'),
    ['error request-body-media-type-removed'],
  ],
  'a special media type goes with its general one': [
    api('{responses: {"200": {content: {application/json: {}}}}}'),
    api('{responses: {"200": {content: {application/hal+json: {}}}}}'),
    ['info response-media-type-name-specialized'],
  ],
  'a success that is no longer answered breaks': [
    api('{responses: {"200": {}, "404": {}}}'),
    api('{responses: {"201": {}}}'),
    ['error response-success-status-removed', 'info response-non-success-status-removed', 'info response-success-status-added'],
  ],
  'a header that was always sent may not go': [
    api('{responses: {"200": {headers: {X-Total: {required: true}}}}}'),
    api('{responses: {"200": {headers: {}}}}'),
    ['error required-response-header-removed'],
  ],
  'a request body that has to be sent may not be new': [
    api('{}'),
    api('{requestBody: {required: true, content: {}}}'),
    ['error request-body-added-required'],
  ],
  'another security is told': [
    api('{security: [{key: [read]}]}'),
    api('{security: [{key: [write]}, {}]}'),
    ['info api-security-scope-added', 'info api-security-scope-removed'],
  ],
  'tags and names are told': [
    api('{tags: [a], operationId: one}'),
    api('{tags: [b], operationId: two}'),
    ['info api-operation-id-removed', 'info api-tag-added', 'info api-tag-removed'],
  ],
  'a webhook that is gone breaks': [api('{}', 'webhooks: {placed: {post: {}}}'), api('{}', 'webhooks: {}'), ['error webhook-removed']],
  'a webhook is compared like a path': [
    api('{}', 'webhooks: {placed: {post: {}, put: {}}}'),
    api('{}', 'webhooks: {placed: {post: {}}}'),
    ['error api-removed-without-deprecation'],
  ],
};

test.each(Object.entries(cases))('%s', (_, [before, after, rules]) => expect(rulesOf(documentDiff(before, after))).toEqual(rules));

const referring = (siblings: string, version: string): string => {
  const schema = `{$ref: '#/components/schemas/A'${siblings}}`;
  return api(`{requestBody: {content: {application/json: {schema: ${schema}}}}}`, 'components: {schemas: {A: {type: string}}}', version);
};

const limited = (version: string): readonly string[] => rulesOf(documentDiff(referring('', version), referring(', maxLength: 5', version)));

test('keywords beside a reference count since OpenAPI 3.1, and not before', () => {
  expect(limited('3.1.0')).toEqual(['warning request-body-max-length-set']);
  expect(limited('3.0.3')).toEqual([]);
});
