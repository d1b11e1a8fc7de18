import { expect, test } from 'vitest';
import { compared, proto2, proto3, type Texts } from './compared.ts';

const shown = (before: Texts, after: Texts): readonly string[] =>
  compared(before, after).changes.map(({ level, before: was, after: is, message }) => {
    const [left, right] = [was && before[was.file]!.slice(...was.span), is && after[is.file]!.slice(...is.span)];
    return `${level}: ${message} [${left ?? ''}] → [${right ?? ''}]`;
  });

test('a change names the element and both places', () => {
  expect(shown(proto3('message Order { string total = 3; }'), proto3('message Order { int32 total = 3; }'))).toEqual([
    'wire: Field 3 (total) of a.Order changed its type from string to int32. [string total = 3] → [int32 total = 3]',
  ]);
});

test('what is gone points at what held it', () => {
  expect(shown(proto3('message Order { message Line {} }'), proto3('message Order {}'))).toEqual([
    'source: The message a.Order.Line was removed from its file. [message Line] → [message Order]',
  ]);
});

test.each([
  ['a reserved number keeps the wire whole', 'message M { int32 x = 1; }', 'message M { reserved 1; }', 'source'],
  ['a number that is free again does not', 'message M { int32 x = 1; }', 'message M {}', 'wire'],
  ['a name is of the source', 'message M { int32 x = 1; }', 'message M { int32 y = 1; }', 'source'],
  ['who calls a removed rpc gets no answer', 'message M {} service S { rpc R(M) returns (M); }', 'message M {} service S {}', 'wire'],
])('%s', (_, before, after, level) => {
  expect(compared(proto3(before), proto3(after)).changes[0]?.level).toBe(level);
});

const withDefault = (type: string, value: string): Texts => proto2(`message M { optional ${type} x = 1 [default = ${value}]; }`);

test.each([
  ['int32', '1', '0x1', true],
  ['int32', '017', '15', true],
  ['uint64', '18446744073709551615', '18446744073709551614', false],
  ['double', 'inf', '-inf', false],
  ['double', 'nan', 'nan', true],
  ['double', '0.1', '1e-1', true],
  ['float', '-0.0', '0', true],
  ['string', String.raw`"\303\251"`, '"é"', true],
  ['string', String.raw`"a" 'b'`, '"ab"', true],
  ['bytes', String.raw`"\x41\t"`, '"A\t"', true],
  ['bytes', String.raw`"\xfe"`, String.raw`"\xff"`, false],
])('as the default of a field of %s, %s and %s are the same: %s', (type, was, is, same) => {
  expect(compared(withDefault(type, was), withDefault(type, is)).changes).toHaveLength(same ? 0 : 1);
});

test.each([
  ['float', 'double', '0.1', true],
  ['int32', 'bool', '1', false],
  ['int64', 'double', '9007199254740993', false],
])('a default outlives a change from %s to %s where the new type can hold it', (was, is, value, same) => {
  const after = is === 'bool' ? withDefault(is, 'false') : withDefault(is, value);
  const rules = compared(withDefault(was, value), after).changes.map(({ rule }) => rule);
  expect(rules.includes('FIELD_SAME_DEFAULT')).toBe(!same);
});
