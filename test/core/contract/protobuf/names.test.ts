import { describe, expect, test } from 'vitest';
import { broken, compared, proto2, proto3, type Texts } from './compared.ts';

describe('names of types', () => {
  test.each<readonly [rule: string, before: Texts, after: Texts]>([
    [
      'an inner message is found before an outer one',
      proto3('message T {} message M { message T {} T x = 1; }'),
      proto3('message T {} message M { message T {} .a.M.T x = 1; }'),
    ],
    [
      'a part of the package is enough',
      { 'a.proto': 'syntax = "proto3"; package a.b; message M { b.M x = 1; }' },
      { 'a.proto': 'syntax = "proto3"; package a.b; message M { M x = 1; }' },
    ],
    [
      'what an import imports publicly is seen',
      {
        'a.proto': 'import "b.proto"; message M { optional c.T x = 1; }',
        'b.proto': 'import public "c.proto";',
        'c.proto': 'package c; message T {}',
      },
      {
        'a.proto': 'import "c.proto"; message M { optional .c.T x = 1; }',
        'b.proto': 'import public "c.proto";',
        'c.proto': 'package c; message T {}',
      },
    ],
    [
      'a package that the file does not import hides nothing',
      {
        'a.proto': 'package p.q; import "c.proto"; message M { optional c.T x = 1; }',
        'c.proto': 'package c; message T {}',
        'd.proto': 'package p.c; message T {}',
      },
      {
        'a.proto': 'package p.q; import "c.proto"; message M { optional .c.T x = 1; }',
        'c.proto': 'package c; message T {}',
        'd.proto': 'package p.c; message T {}',
      },
    ],
    [
      'a field may be called as its type',
      proto3('message T {} message M { T T = 1; T x = 2; }'),
      proto3('message T {} message M { T T = 1; .a.T x = 2; }'),
    ],
    [
      'a stream of a type with a leading dot',
      proto3('message M {} service S { rpc R(stream .a.M) returns (M); }'),
      proto3('message M {} service S { rpc R(stream M) returns (.a.M); }'),
    ],
  ])('%s', (_, before, after) => {
    expect(broken(before, after)).toEqual([]);
    expect(compared(before, after).problems).toEqual([]);
  });

  test('a field whose type changed in another file only, by its first value, has another default', () => {
    const user = 'syntax = "proto2"; package a; import "e.proto"; message M { optional E x = 1; }';
    expect(
      broken(
        { 'a.proto': user, 'e.proto': 'package a; enum E { A = 1; B = 2; }' },
        { 'a.proto': user, 'e.proto': 'package a; enum E { B = 2; A = 1; }' },
      ),
    ).toEqual(['FIELD_SAME_DEFAULT a.M.x']);
  });

  test('an enum that moved and grew is the same on the wire', () => {
    const found = broken(
      proto3('message M { E x = 1; } enum E { A = 0; }'),
      proto3('message M { O.E x = 1; } message O { enum E { A = 0; B = 1; } }'),
    );
    expect(found).toEqual(['ENUM_NO_DELETE a.E', 'FIELD_SAME_TYPE a.M.x', 'PACKAGE_ENUM_NO_DELETE a.E']);
  });

  test('of two files that declare the same message, each is compared with itself', () => {
    const first = { 'x/a.proto': 'package a; message M { optional int32 x = 1; }' };
    const before = { ...first, 'y/a.proto': 'package a; message M { optional int32 x = 1; }' };
    const after = { ...first, 'y/a.proto': 'package a; message M { optional bool x = 1; }' };
    expect(compared(before, after).changes.map(change => change.after?.file)).toEqual(['y/a.proto']);
  });

  test('files that compilers bring along are known, and missed when nothing imports them any more', () => {
    const before = proto3('import "google/protobuf/timestamp.proto"; message M { google.protobuf.Timestamp x = 1; }');
    expect(broken(before, before)).toEqual([]);
    expect(broken(before, proto3('message M { string x = 1; }'))).toEqual([
      'FIELD_SAME_CARDINALITY a.M.x',
      'FIELD_SAME_TYPE a.M.x',
      'FIELD_WIRE_COMPATIBLE_TYPE a.M.x',
      'FIELD_WIRE_JSON_COMPATIBLE_TYPE a.M.x',
      'FILE_NO_DELETE google/protobuf/timestamp.proto',
      'PACKAGE_NO_DELETE google.protobuf',
    ]);
  });

  test('extensions are matched by the message that they extend, wherever they are declared', () => {
    const found = broken(
      proto2('message M { extensions 1 to 9; } extend M { optional int32 x = 1; }'),
      proto2('message M { extensions 1 to 9; } message N { extend M { optional int32 x = 1; } }'),
    );
    expect(found).toEqual(['EXTENSION_NO_DELETE a.x', 'FIELD_SAME_NAME a.x', 'PACKAGE_EXTENSION_NO_DELETE a.x']);
  });
});
