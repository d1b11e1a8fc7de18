import { describe, expect, test } from 'vitest';
import { edition, objecting, proto2, proto3, type Texts } from './compared.ts';

/** What each category says of one edit: F of FILE, P of PACKAGE, J of WIRE_JSON, W of WIRE. */
const EDITS: readonly (readonly [edit: string, objecting: string, before: Texts, after: Texts])[] = [
  ['a field is removed', 'FPJW', proto3('message M { int32 x = 1; }'), proto3('message M {}')],
  ['a field is removed and its name reserved', 'FPJW', proto3('message M { int32 x = 1; }'), proto3('message M { reserved "x"; }')],
  ['a field is removed and its number reserved', 'FPJ', proto3('message M { int32 x = 1; }'), proto3('message M { reserved 1; }')],
  ['a field is removed and both reserved', 'FP', proto3('message M { int32 x = 1; }'), proto3('message M { reserved 1; reserved "x"; }')],
  [
    'a field is renamed and keeps its JSON name',
    'FPJ',
    proto3('message M { int32 x = 1; }'),
    proto3('message M { int32 y = 1 [json_name = "x"]; }'),
  ],
  [
    'the JSON name is written out as it was',
    '',
    proto3('message M { int32 a_b = 1; }'),
    proto3('message M { int32 a_b = 1 [json_name = "aB"]; }'),
  ],
  ['the JSON name changes', 'FPJ', proto3('message M { int32 x = 1; }'), proto3('message M { int32 x = 1 [json_name = "y"]; }')],
  ['int32 becomes int64', 'FPJ', proto3('message M { int32 x = 1; }'), proto3('message M { int64 x = 1; }')],
  ['int32 becomes uint32', 'FP', proto3('message M { int32 x = 1; }'), proto3('message M { uint32 x = 1; }')],
  ['int32 becomes sint32', 'FPJW', proto3('message M { int32 x = 1; }'), proto3('message M { sint32 x = 1; }')],
  ['string becomes bytes', 'FPJ', proto3('message M { string x = 1; }'), proto3('message M { bytes x = 1; }')],
  ['bytes become string', 'FPJW', proto3('message M { bytes x = 1; }'), proto3('message M { string x = 1; }')],
  ['one becomes many', 'FPJW', proto3('message M { string x = 1; }'), proto3('message M { repeated string x = 1; }')],
  ['a scalar of proto3 becomes optional', 'FP', proto3('message M { int32 x = 1; }'), proto3('message M { optional int32 x = 1; }')],
  ['a message of proto3 becomes optional', '', proto3('message M { M x = 1; }'), proto3('message M { optional M x = 1; }')],
  ['a field moves into a new oneof', 'FPJW', proto3('message M { int32 x = 1; }'), proto3('message M { oneof o { int32 x = 1; } }')],
  ['a required field is added', 'FPJW', proto2('message M {}'), proto2('message M { required int32 x = 1; }')],
  ['a default changes', 'FPJW', proto2('message M { optional int32 x = 1; }'), proto2('message M { optional int32 x = 1 [default = 3]; }')],
  ['a map changes its values', 'FPJW', proto3('message M { map<int32, string> x = 1; }'), proto3('message M { map<int32, bool> x = 1; }')],
  ['an enum value is renamed', 'FPJ', proto3('enum E { A = 0; }'), proto3('enum E { B = 0; }')],
  [
    'an enum value is renamed and its old name an alias',
    '',
    proto3('enum E { A = 0; }'),
    proto3('enum E { option allow_alias = true; B = 0; A = 0; }'),
  ],
  ['an enum value is removed', 'FPJW', proto3('enum E { A = 0; B = 1; }'), proto3('enum E { A = 0; }')],
  [
    'an enum value is removed and both reserved',
    'FP',
    proto3('enum E { A = 0; B = 1; }'),
    proto3('enum E { A = 0; reserved 1; reserved "B"; }'),
  ],
  ['what was reserved is free', 'FPJW', proto3('message M { reserved 1 to 5; }'), proto3('message M { reserved 1 to 4; }')],
  [
    'reserved numbers are written as one range',
    '',
    proto3('message M { reserved 1, 2, 3 to 5; }'),
    proto3('message M { reserved 1 to 5; }'),
  ],
  ['an rpc is removed', 'FP', proto3('message M {} service S { rpc R(M) returns (M); }'), proto3('message M {} service S {}')],
  [
    'an rpc streams',
    'FPJW',
    proto3('message M {} service S { rpc R(M) returns (M); }'),
    proto3('message M {} service S { rpc R(M) returns (stream M); }'),
  ],
  [
    'an rpc becomes idempotent',
    'FPJW',
    proto3('message M {} service S { rpc R(M) returns (M); }'),
    proto3('message M {} service S { rpc R(M) returns (M) { option idempotency_level = IDEMPOTENT; } }'),
  ],
  ['another name for the same type', '', proto3('message M { M x = 1; }'), proto3('message M { .a.M x = 1; }')],
  ['an option of generated code changes', 'FP', proto3('option go_package = "x";'), proto3('option go_package = "y";')],
  ['an option is written out as it was', '', proto3(''), proto3('option java_multiple_files = false; option optimize_for = SPEED;')],
  ['a custom option changes', '', proto3('message M { option (x.y) = { a: 1 }; }'), proto3('message M { option (x.y).a = 2; }')],
  ['the package changes', 'FPJW', { 'a.proto': 'package a; message M {}' }, { 'a.proto': 'package b; message M {}' }],
  [
    'a message moves to another file of its package',
    'F',
    { 'a.proto': 'package a; message M {}', 'b.proto': 'package a;' },
    { 'a.proto': 'package a;', 'b.proto': 'package a; message M {}' },
  ],
  [
    'a group becomes a message',
    'FPJW',
    proto2('message M { optional group G = 1 {} }'),
    proto2('message M { optional G g = 1; message G {} }'),
  ],
  [
    'a delimited message becomes a plain one',
    'FPJW',
    edition('message M { M x = 1 [features.message_encoding = DELIMITED]; }'),
    edition('message M { M x = 1; }'),
  ],
  ['an enum closes', 'FP', edition('enum E { A = 0; }'), edition('enum E { option features.enum_type = CLOSED; A = 0; }')],
  [
    'features say on the file what held by edition',
    '',
    edition('message M { int32 x = 1; }'),
    edition('option features = { field_presence: EXPLICIT }; message M { int32 x = 1; }'),
  ],
  [
    'additions, order and comments',
    '',
    proto3('message M { int32 x = 1; int32 y = 2; }'),
    proto3('/* } */ message N {} message M { int32 y = 2; // ;\n int32 x = 1; int32 z = 3; }'),
  ],
];

describe('what breaks, by category', () => {
  test.each(EDITS)('%s: %j', (_, expected, before, after) => {
    expect(objecting(before, after)).toBe(expected);
  });
});
