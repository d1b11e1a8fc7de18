import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asked, diffOf } from './documents.ts';

const runs = { numRuns: 300 };

const whole = `${asked("{$ref: '#/components/schemas/A'}")}
components: {schemas: {A: {oneOf: [{$ref: '#/components/schemas/A'}, {title: T, properties: {a: {enum: [1]}}}], discriminator: {propertyName: a}}}}
security: [{key: []}]
`;

const swagger = `swagger: "2.0"
paths: {/a: {post: {parameters: [{name: f, in: formData, type: file}, {$ref: '#/parameters/b'}], responses: {"200": {schema: {type: string}, headers: {X: {type: string}}}}}}}
parameters: {b: {in: body, schema: {$ref: '#/definitions/A'}}}
definitions: {A: {allOf: [{$ref: '#/definitions/A'}]}}
securityDefinitions: {k: {type: oauth2, flow: implicit, scopes: {}}}
`;

const NOISE = [
  '{',
  '}',
  '[',
  ']',
  ':',
  '- ',
  '$ref',
  '#/',
  "'",
  '"',
  '\n',
  ' ',
  'null',
  'true',
  '7',
  '~',
  '*a',
  '&a',
  '<<: ',
  'é',
  '\0',
  '\t',
];

const edits = fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.constantFrom(...NOISE)), { maxLength: 12 });

const edited = (text: string, changes: readonly (readonly [number, number, string])[]): string =>
  changes.reduce((now, [at, length, noise]) => {
    const start = at % (now.length + 1);
    return now.slice(0, start) + noise + now.slice(start + length);
  }, text);

test.each([
  ['OpenAPI', whole],
  ['Swagger', swagger],
])('%s with anything in it is compared without a failure', (_, text) => {
  fc.assert(
    fc.property(edits, edits, (before, after) => {
      const { changes } = diffOf({ 'api.yaml': edited(text, before) }, { 'api.yaml': edited(text, after) });
      for (const { message, rule } of changes) {
        expect(message).toMatch(/^[`A-Z].*\.$/s);
        expect(rule).not.toBe('');
      }
    }),
    runs,
  );
});

test('a document is no change of itself', () => {
  fc.assert(
    fc.property(edits, changes => {
      const text = edited(whole, changes);
      expect(diffOf({ 'api.yaml': text }, { 'api.yaml': text }).changes).toEqual([]);
    }),
    runs,
  );
});

test('any bytes', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      diffOf({ 'api.yaml': `openapi: 3.1.0\n${before}` }, { 'api.yaml': after, 'b.json': `{"openapi": ${before}` });
    }),
    runs,
  );
});

const chain = (limit: number): string => {
  const schemas = Array.from(
    { length: 5_000 },
    (_, index) => `    S${index}: {properties: {x: {$ref: '#/components/schemas/S${index + 1}'}}}`,
  );
  const all = [...schemas, `    S5000: {maxLength: ${limit}}`].join('\n');
  return `${asked("{$ref: '#/components/schemas/S0'}")}\ncomponents:\n  schemas:\n${all}\n`;
};

test('a chain of many thousand references is followed to its end', () => {
  expect(diffOf({ 'api.yaml': chain(5) }, { 'api.yaml': chain(6) }).changes).toHaveLength(1);
});
