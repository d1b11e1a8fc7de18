import { sample } from 'fast-check';
import { expect, test } from 'vitest';
import { grpcBreach } from '../../../../src/core/verify/requests/grpc-answer.ts';
import { messageArbitrary } from '../../../../src/core/verify/requests/message-arbitrary.ts';
import { exampleMessage } from '../../../../src/core/verify/requests/message-example.ts';
import { protoContract } from '../../../../src/core/verify/requests/proto-contract.ts';
import { wireMisfit } from '../../../../src/core/verify/requests/wire.ts';
import { codecOf } from '../../../../src/sandbox/journeys/protobuf.ts';
import { contractOf } from './texts.ts';

const SHOP = `
syntax = "proto3";
package shop.v1;
import "common/money.proto";
import "google/protobuf/timestamp.proto";
import "google/api/annotations.proto";

service Orders {
  rpc Place (Order) returns (Receipt) { option (google.api.http) = { post: "/orders" }; }
  rpc GetOrder (Receipt) returns (Order);
  rpc Undo (Receipt) returns (Order) { option idempotency_level = NO_SIDE_EFFECTS; }
  rpc Track (stream Receipt) returns (stream Order);
}
message Order {
  string id = 1;
  int64 count = 2;
  repeated int32 sizes = 3;
  map<string, common.Money> prices = 4;
  State state = 5;
  Order parent = 6;
  repeated Order parts = 7;
  oneof pay { string card = 8; common.Money cash = 9; }
  google.protobuf.Timestamp at = 10;
  bytes blob = 11;
}
enum State { UNKNOWN = 0; OPEN = 1; }
message Receipt { string id = 1; }`;

const MONEY = `syntax = "proto3"; package common; message Money { double amount = 1; }`;

const contract = protoContract(
  contractOf({ 'protos/shop.proto': SHOP, 'protos/common/money.proto': MONEY, 'protos/other.proto': 'package shop.v1; message Order {}' }),
)!;
const codec = codecOf(contract);

test('an example has every field that does not lead back, and one of those that exclude each other', () => {
  expect(exampleMessage('shop.v1.Order', contract)).toEqual({
    id: 'text',
    count: '1',
    sizes: [1],
    prices: { text: { amount: 1.5 } },
    state: 'OPEN',
    card: 'text',
    at: { seconds: '1709208000', nanos: 0 },
    blob: 'dGV4dA==',
  });
});

test('what is imported is found below another root, and what nobody imports is left out', () => {
  expect([...contract.texts.keys()]).toEqual(['protos/shop.proto', 'protos/common/money.proto']);
});

test('a method is known by its names, and says by option or name whether it may change something', () => {
  expect(contract.rpcs.map(({ id, writes }) => [id, writes])).toEqual([
    ['shop.v1.Orders/Place', true],
    ['shop.v1.Orders/GetOrder', false],
    ['shop.v1.Orders/Undo', false],
    ['shop.v1.Orders/Track', true],
  ]);
  expect(['/shop.v1.Orders/Place', 'shop.v1.Orders.Place', 'shop.v1.Orders.Place of orders'].map(id => contract.rpc(id)?.id)).toEqual(
    Array.from({ length: 3 }, () => 'shop.v1.Orders/Place'),
  );
});

const made = () => sample(messageArbitrary('shop.v1.Order', contract), { seed: 5, numRuns: 100 });

test('messages that are made can be written, fit, and are made again by the same seed', () => {
  const wrong = made().map(message => wireMisfit(codec.encode('shop.v1.Order', message), 'shop.v1.Order', contract));
  expect(wrong.filter(wrong => wrong !== undefined)).toEqual([]);
  expect(made()).toEqual(made());
});

test('what was written is read again', () => {
  const message = exampleMessage('shop.v1.Order', contract);
  expect(codec.decode('shop.v1.Order', codec.encode('shop.v1.Order', message))).toMatchObject(message);
});

test('keys in the style of JSON, times as texts, and bare wrapped values are taken', () => {
  const proto = `syntax = "proto3"; package a; import "google/protobuf/wrappers.proto"; import "google/protobuf/duration.proto"; import "google/protobuf/timestamp.proto";
message M { string order_id = 1; google.protobuf.StringValue note = 2; google.protobuf.Duration wait = 3; google.protobuf.Timestamp at = 4; }`;
  const { encode, decode } = codecOf(protoContract(contractOf({ 'a.proto': proto }))!);
  expect(decode('a.M', encode('a.M', { orderId: 'o', note: 'n', wait: '1.5s', at: '2024-02-29T12:00:00.250Z' }))).toEqual({
    order_id: 'o',
    note: { value: 'n' },
    wait: { seconds: '1', nanos: 500_000_000 },
    at: { seconds: '1709208000', nanos: 250_000_000 },
  });
});

test('a key that a message does not have is an error that says what it has', () => {
  expect(() => codec.encode('shop.v1.Receipt', { orderId: 'o' })).toThrow('The message shop.v1.Receipt has no field "orderId"; it has id.');
});

/** Another version of a message, written, and read by the one above. */
const readByOther = (
  fields: string,
  value: Record<string, string | number | string[]>,
  message = 'Receipt { string id = 1; }',
  syntax = 'proto3',
) => {
  const read = protoContract(contractOf({ 'a.proto': `syntax = "${syntax}"; package a; message ${message}` }))!;
  const written = protoContract(contractOf({ 'a.proto': `syntax = "proto3"; package a; message Receipt { ${fields} }` }))!;
  return wireMisfit(codecOf(written).encode('a.Receipt', value), 'a.Receipt', read);
};

test.each([
  ['the same', 'string id = 1;', { id: 'a' }, undefined],
  [
    'more fields',
    'string id = 1; string more = 2; fixed64 eight = 3; fixed32 four = 4;',
    { id: 'a', more: 'b', eight: 1, four: 2 },
    undefined,
  ],
  ['another type', 'int32 id = 1;', { id: 5 }, 'has a number where a.Receipt.id is a string'],
  ['bytes that are no text', 'bytes id = 1;', { id: '/w==' }, 'has no text in a.Receipt.id, which is a string'],
])('a message with %s is told by its bytes', (_, fields, value, wrong) => {
  expect(readByOther(fields, value as never)).toBe(wrong);
});

test('a list of numbers may be packed or not, and a field that has to be there is missed', () => {
  expect(readByOther('repeated int32 ids = 1;', { ids: ['1', '300'] }, 'Receipt { repeated int32 ids = 1; }')).toBeUndefined();
  expect(readByOther('int32 ids = 1;', { ids: 300 }, 'Receipt { repeated int32 ids = 1; }')).toBeUndefined();
  expect(readByOther('string id = 1;', { id: 'a' }, 'Receipt { optional string id = 1; required string name = 2; }', 'proto2')).toBe(
    'lacks a.Receipt.name, which is required',
  );
});

test.each([
  [[0x0a]],
  [[0x0a, 0x05, 0x61]],
  [[0x08]],
  [[0x0c]],
  [[0x0f, 0x01]],
  [[0x0b, 0x08, 0x01]],
  [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
])('bytes %j are no message, and nothing is thrown', bytes => {
  expect(wireMisfit(Uint8Array.from(bytes), 'shop.v1.Receipt', contract)).toBeDefined();
});

test.each([
  ['OK', 1, undefined],
  ['OK', 0, 'body'],
  ['NOT_FOUND', 0, undefined],
  ['UNIMPLEMENTED', 0, 'status'],
  ['INTERNAL', 0, 'server-error'],
  ['UNAVAILABLE', 0, 'connection'],
] as const)('an answer %s with %i messages breaks %s', (code, count, rule) => {
  const messages = Array.from({ length: count }, () => new Uint8Array());
  expect(grpcBreach(contract.rpc('shop.v1.Orders/GetOrder')!, { code, details: '', messages }, contract)?.rule).toBe(rule);
});

test('a file that a compiler would not take is an error of one sentence', () => {
  const broken = protoContract(contractOf({ 'a.proto': 'syntax = "proto3"; message A { nonsense' }))!;
  expect(() => codecOf(broken)).toThrow(
    /^a\.proto cannot be used to write messages: .*Correct it, so that a protobuf compiler takes it\.$/,
  );
  const missing = protoContract(contractOf({ 'a.proto': 'syntax = "proto3"; message A { Nobody b = 1; }' }))!;
  expect(() => codecOf(missing).encode('A', { b: {} })).toThrow(/Nobody/);
});

test('a copy of a file that comes with every compiler takes nothing from it', () => {
  const texts = {
    'a.proto':
      'syntax = "proto3"; package a; import "google/protobuf/any.proto"; import "google/protobuf/timestamp.proto"; message M { google.protobuf.Any any = 1; google.protobuf.Timestamp at = 2; }',
    'vendor/google/protobuf/any.proto': 'syntax = "proto3"; package google.protobuf; message Any { string type_url = 1; bytes value = 2; }',
  };
  const proto = protoContract(contractOf(texts))!;
  const { encode, decode } = codecOf(proto);
  expect(decode('a.M', encode('a.M', exampleMessage('a.M', proto)))).toEqual({
    any: { type_url: 'text', value: 'dGV4dA==' },
    at: { seconds: '1709208000', nanos: 0 },
  });
});
