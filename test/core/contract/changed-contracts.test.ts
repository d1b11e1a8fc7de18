import { describe, expect, test } from 'vitest';
import { changedContracts, contractDiff } from '../../../src/core/contract/contract-diff.ts';
import { FORMATS } from '../../../src/core/contract/formats.ts';
import type { FilePath } from '../../../src/core/model/source.ts';
import type { Texts } from '../../../src/core/readers/use.ts';
import { filesOf } from './protobuf/compared.ts';

type Written = Readonly<Record<string, string>>;

const textsOf = (written: Written): Texts => ({ paths: Object.keys(written) as FilePath[], read: path => written[path] });

const options = { formats: FORMATS, today: '2026-06-15' };

/** What a change of some files of a workspace does; each `format: rule element`. */
function told(workspace: Written, edit: Written): readonly string[] {
  const after = { ...workspace, ...edit };
  const paths = Object.keys(edit) as FilePath[];
  const found = changedContracts({ before: textsOf(workspace), after: textsOf(after) }, paths, options);
  return found.flatMap(({ format, changes, problems }) => [
    ...changes.map(({ rule, element }) => `${format}: ${rule} ${element}`),
    ...problems.map(({ message }) => `${format}: ${message}`),
  ]);
}

const api = (schema: string): string =>
  `openapi: 3.1.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: ${schema}}}}, responses: {}}}}`;

describe('of a workspace, only the contracts of changed files are compared', () => {
  test.each<readonly [rule: string, workspace: Written, edit: Written, expected: readonly string[]]>([
    [
      'protobuf, with what it imports',
      {
        'a/a.proto': 'syntax = "proto3"; package a; import "b/b.proto"; message A { b.B b = 1; int32 x = 2; }',
        'b/b.proto': 'syntax = "proto3"; package b; message B {}',
        'c/c.proto': 'syntax = "proto3"; import "gone.proto";',
      },
      { 'a/a.proto': 'syntax = "proto3"; package a; import "b/b.proto"; message A { b.B b = 1; }' },
      ['protobuf: FIELD_NO_DELETE a.A.x'],
    ],
    [
      'OpenAPI',
      { 'a.yaml': api('{properties: {x: {type: integer}}}'), 'b.yaml': api("{$ref: '#/gone'}") },
      { 'a.yaml': api('{properties: {x: {type: string}}}') },
      ['openapi: request-property-type-changed POST /a request.body.x'],
    ],
    [
      'a part that a document refers to, through another part',
      {
        'api/a.yaml': api("{$ref: 'parts/one.yaml'}"),
        'api/parts/one.yaml': "{properties: {x: {$ref: 'two.yaml'}}}",
        'api/parts/two.yaml': 'type: integer',
      },
      { 'api/parts/two.yaml': 'type: string' },
      ['openapi: request-property-type-changed POST /a request.body.x'],
    ],
    [
      'a JSON Schema that a document refers to is told there only',
      { 'a.yaml': api("{properties: {x: {$ref: 'x.schema.json'}}}"), 'x.schema.json': '{"properties": {"y": {"type": "integer"}}}' },
      { 'x.schema.json': '{"properties": {"y": {"type": "string"}}}' },
      ['openapi: request-property-type-changed POST /a request.body.x.y'],
    ],
    [
      'a JSON Schema that nobody refers to',
      { 'x.schema.json': '{"properties": {"y": {"type": "integer"}}}' },
      { 'x.schema.json': '{"properties": {"y": {"type": "string"}}}' },
      ['json-schema: request-property-type-changed x.schema.json.y'],
    ],
    [
      'AsyncAPI',
      { 'e.yaml': 'asyncapi: 2.6.0\nchannels: {a: {}, b: {}}' },
      { 'e.yaml': 'asyncapi: 2.6.0\nchannels: {a: {}}' },
      ['asyncapi: channel-removed channel b'],
    ],
    [
      'GraphQL',
      { 'a.graphql': 'type A { x: B y: Int }', 'b.graphql': 'type B { z: Int }' },
      { 'a.graphql': 'type A { x: B }' },
      ['graphql: FIELD_REMOVED A.y'],
    ],
    ['a file that is no contract', { 'values.yaml': 'a: 1' }, { 'values.yaml': 'a: 2' }, []],
    ['a file that says the same', { 'a.yaml': api('{}') }, { 'a.yaml': api('{}') }, []],
  ])('%s', (_, workspace, edit, expected) => {
    expect(told(workspace, edit)).toEqual(expected);
  });

  test('a contract that is gone', () => {
    const workspace = { 'a.proto': 'syntax = "proto3"; package a; message A {}' };
    const found = changedContracts({ before: textsOf(workspace), after: textsOf({}) }, ['a.proto' as FilePath], options);
    expect(found.flatMap(({ changes }) => changes.map(({ rule }) => rule))).toEqual(['FILE_NO_DELETE']);
  });
});

const formatsOf = (written: Written): readonly string[] =>
  contractDiff({ before: filesOf(written), after: filesOf(written) }, options).map(({ format }) => format);

test('the formats of a folder are told by what is in it', () => {
  const folder = {
    'a.proto': 'syntax = "proto3";',
    'b.yaml': api('{}'),
    'c.json': '{"asyncapi": "2.6.0"}',
    'd.gql': 'type A { x: Int }',
    'e.schema.yaml': 'type: string',
    'f.json': '{"$schema": "https://example.com/settings.json", "type": "none"}',
    'g.graphql': 'query A { x }',
  };
  expect(formatsOf(folder)).toEqual(['protobuf', 'openapi', 'asyncapi', 'graphql', 'json-schema']);
  expect(formatsOf({ 'f.json': folder['f.json'], 'x.json': '{}', 'g.graphql': folder['g.graphql'] })).toEqual([]);
});
