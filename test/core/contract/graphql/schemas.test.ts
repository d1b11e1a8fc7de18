import { describe, expect, test } from 'vitest';
import type { Location } from '../../../../src/core/model/source.ts';
import { diffOf, schemaDiff, told } from './schemas.ts';

describe('what a client sends or reads is judged by what it can no longer do', () => {
  test.each<readonly [rule: string, before: string, after: string, expected: readonly string[]]>([
    ['a field that is gone breaks', 'type A { x: Int y: Int }', 'type A { x: Int }', ['error FIELD_REMOVED A.y']],
    ['a new field breaks nobody', 'type A { x: Int }', 'type A { x: Int y: Int }', ['info FIELD_ADDED A.y']],
    ['a field that may be null now breaks', 'type A { x: Int! }', 'type A { x: Int }', ['error FIELD_TYPE_CHANGED A.x']],
    ['a field that is never null now is safe', 'type A { x: Int }', 'type A { x: Int! }', ['info FIELD_TYPE_CHANGED A.x']],
    ['a new required argument breaks', 'type A { x: Int }', 'type A { x(n: Int!): Int }', ['error FIELD_ARGUMENT_ADDED A.x.n']],
    ['a new required input field breaks', 'input I { x: Int }', 'input I { x: Int y: Int! }', ['error INPUT_FIELD_ADDED I.y']],
    ['a value that is gone breaks', 'enum E { A B }', 'enum E { A }', ['error ENUM_VALUE_REMOVED E.B']],
    ['a new value may surprise', 'enum E { A }', 'enum E { A B }', ['warning ENUM_VALUE_ADDED E.B']],
    [
      'a member of a union is named',
      'union U = A | B type A {x: Int} type B {x: Int}',
      'union U = A type A {x: Int} type B {x: Int}',
      ['error UNION_MEMBER_REMOVED U.B'],
    ],
    [
      'an interface is named',
      'interface N {x: Int} type A implements N {x: Int}',
      'interface N {x: Int} type A {x: Int}',
      ['error OBJECT_TYPE_INTERFACE_REMOVED A.N'],
    ],
    [
      'another root type breaks',
      'schema {query: A} type A {x: Int} type B {x: Int}',
      'schema {query: B} type A {x: Int} type B {x: Int}',
      ['error SCHEMA_QUERY_TYPE_CHANGED schema.query'],
    ],
    [
      'another default behaves otherwise',
      'type A { x(n: Int = 1): Int }',
      'type A { x(n: Int = 2): Int }',
      ['warning FIELD_ARGUMENT_DEFAULT_CHANGED A.x.n'],
    ],
    ['a deprecation is told once', 'type A { x: Int }', 'type A { x: Int @deprecated(reason: "y") }', ['info FIELD_DEPRECATION_ADDED A.x']],
    [
      'an input of which one field has to be sent breaks',
      'input I { x: Int }',
      'input I @oneOf { x: Int }',
      ['error DIRECTIVE_USAGE_INPUT_OBJECT_ADDED I'],
    ],
    ['words for people are no change', 'type A { "one" x: Int }', 'type A { "two" x: Int }', []],
    ['the order is no change', 'type A { x: Int y: Int } enum E { A B }', 'enum E { B A } type A { y: Int x: Int }', []],
  ])('%s', (_, before, after, expected) => {
    expect(told(schemaDiff(before, after))).toEqual(expected);
  });
});

const slice = (text: string, at: Location | undefined): string | undefined => at && text.slice(...at.span);

test('a change names what it happened to, and shows it in both versions', () => {
  const [before, after] = ['type Order {\n  total: Int\n  note: String\n}', '# new\ntype Order {\n  total: String\n}'];
  const { changes } = schemaDiff(before, after);
  expect(changes.map(change => [change.element, slice(before, change.before), slice(after, change.after)])).toEqual([
    ['Order.note', 'note', undefined],
    ['Order.total', 'total', 'total'],
  ]);
  expect(changes[1]).toMatchObject({ level: 'wire', message: 'Field `Order.total` changed type from `Int` to `String`.' });
});

describe('a schema may be told in several files', () => {
  test('what moved from one to the other is no change', () => {
    const before = { 'a.graphql': 'type A { x: B } type B { y: Int }', 'b.graphql': 'type C { z: Int }' };
    const after = { 'a.graphql': 'type A { x: B }', 'b.graphql': 'type C { z: Int } type B { y: Int }' };
    expect(told(diffOf(before, after))).toEqual([]);
  });

  test('a field that moved from one extension to another is no change', () => {
    const before = { 'a.graphql': 'type Query { x: Int y: Int }', 'b.graphql': 'extend type Query { z: Int }' };
    const after = { 'a.graphql': 'type Query { x: Int }', 'b.graphql': 'extend type Query { z: Int y: Int }' };
    expect(told(diffOf(before, after))).toEqual([]);
  });

  test('two that define the same are two schemas', () => {
    const before = { 'a/s.graphql': 'type Query { x: Int y: Int }', 'b/s.graphql': 'type Query { z: Int }' };
    const after = { 'a/s.graphql': 'type Query { x: Int }', 'b/s.graphql': 'type Query { z: Int y: Int }' };
    expect(told(diffOf(before, after))).toEqual(['error FIELD_REMOVED Query.y', 'info FIELD_ADDED Query.y']);
  });

  test('what another file defines is taken as it is named, also in a union and as an interface', () => {
    const other = { 'b.graphql': 'type B { y: Int } interface N { y: Int }' };
    const before = { ...other, 'a.graphql': 'extend type Query { x: [B!]! } union U = B type A implements N { y: Int }' };
    const after = { ...other, 'a.graphql': 'extend type Query { x: [B!] } union U = B type A implements N { y: Int }' };
    const diff = diffOf(before, after);
    expect([told(diff), diff.problems]).toEqual([['error FIELD_TYPE_CHANGED Query.x'], []]);
  });

  test('a type that is used on, and defined no more, is gone', () => {
    expect(told(schemaDiff('type A { x: B } type B { y: Int }', 'type A { x: B }'))).toEqual(['error TYPE_REMOVED B']);
  });

  test('operations of clients are no schema', () => {
    expect(diffOf({ 'q.graphql': 'query A { x }' }, { 'q.graphql': 'query A { y' })).toEqual({ changes: [], problems: [] });
  });
});

describe('what keeps a part from being compared is said in one sentence', () => {
  test('a definition that cannot be read is left out, and the others are compared', () => {
    const before = 'type A {\n  x: Int\n}\ntype B {\n  y: Int\n}\n';
    const after = 'type A {\n  x: \n}\ntype B {\n  z: Int\n}\n';
    const diff = schemaDiff(before, after);
    expect(told(diff)).toEqual(['error FIELD_REMOVED B.y', 'info FIELD_ADDED B.z']);
    expect(diff.problems.map(({ side, at, message }) => `${side} ${after.slice(0, at.span[0]).split('\n').length}: ${message}`)).toEqual([
      'after 3: The GraphQL cannot be read here: Expected Name, found "}". Correct it; the definition that this stands in was not compared.',
    ]);
  });

  test('a definition that is never closed does not hide what follows', () => {
    const diff = schemaDiff('type A {\n  x: Int\n}\ntype B { y: Int }', 'type A {\n  x: Int\n\ntype B { y: String }');
    expect([told(diff), diff.problems.length]).toEqual([['error FIELD_TYPE_CHANGED B.y'], 1]);
  });

  test('a type that nobody defines', () => {
    const diff = schemaDiff('type A { x: Int }', 'type A { x: Int y: Gone z: Gone }');
    expect(diff.problems.map(({ side, message }) => `${side}: ${message}`)).toEqual([
      'after: No file that is compared defines the type Gone, so what changed in it is not known; define it, or compare the file that does as well.',
    ]);
  });

  test('a definition in two ways that do not fit', () => {
    const before = 'input A { x: A! = {x: {}} }\ntype A { x: Int }';
    expect(() => schemaDiff(before, `${before} extend enum A { B }`)).not.toThrow();
  });
});
