import { expect, onTestFinished, test } from 'vitest';
import { protoContract } from '../../../src/core/verify/requests/proto-contract.ts';
import { sendGrpc } from '../../../src/sandbox/journeys/grpc-call.ts';
import { codecOf } from '../../../src/sandbox/journeys/protobuf.ts';
import { mockOf, type Mock } from '../../../src/sandbox/mocks/mock.ts';
import type { JsonObject } from '../../../src/core/verify/requests/json.ts';
import { contractOf } from '../../core/verify/requests/texts.ts';

const STOCK = contractOf({
  'stock.proto': `syntax = "proto3"; package shop;
service Stock { rpc Reserve (Order) returns (Left); rpc Watch (Order) returns (stream Left); rpc Fill (stream Order) returns (Left); rpc Talk (stream Order) returns (stream Left); }
message Order { string id = 1; } message Left { int32 count = 1; repeated string names = 2; }`,
});

const contract = protoContract(STOCK)!;
const codec = codecOf(contract);

async function stock(): Promise<Mock> {
  const mock = await mockOf([STOCK]);
  onTestFinished(mock.close);
  return mock;
}

async function called(mock: Mock, path: string, messages: readonly Buffer[]) {
  const answer = await sendGrpc(mock.endpoint, { path, messages, metadata: {} }, { seconds: 5, signal: new AbortController().signal });
  return [answer.code, ...answer.messages.map(bytes => codec.decode('shop.Left', bytes))] as readonly (string | JsonObject)[];
}

const order = codec.encode('shop.Order', { id: 'o' });
const LEFT = { count: 1, names: ['text'] };

test.each([
  ['Reserve', 1, ['OK', LEFT]],
  ['Watch', 1, ['OK', LEFT]],
  ['Fill', 3, ['OK', LEFT]],
  ['Talk', 3, ['OK', LEFT, LEFT, LEFT]],
  ['Nothing', 1, ['UNIMPLEMENTED']],
])('%s of %i messages is answered as its method streams', async (method, count, answer) => {
  const mock = await stock();
  expect(
    await called(
      mock,
      `/shop.Stock/${method}`,
      Array.from({ length: count }, () => order),
    ),
  ).toEqual(answer);
});

test('a request that does not fit is refused, and counted', async () => {
  const mock = await stock();
  expect(await called(mock, '/shop.Stock/Reserve', [Buffer.from([0x08, 0x01])])).toEqual(['INVALID_ARGUMENT']);
  expect([...mock.calls()]).toEqual([['shop.Stock/Reserve', 1]]);
});

test('a mock says that it is up to whoever asks by the health protocol', async () => {
  const mock = await stock();
  const answer = await sendGrpc(
    mock.endpoint,
    { path: '/grpc.health.v1.Health/Check', messages: [Buffer.alloc(0)], metadata: {} },
    { seconds: 5, signal: new AbortController().signal },
  );
  expect([answer.code, [...(answer.messages[0] ?? [])]]).toEqual(['OK', [8, 1]]);
});

test('a service may describe the health protocol itself', async () => {
  const health = `syntax = "proto3"; package grpc.health.v1; service Health { rpc Check (Asked) returns (Said); rpc Watch (Asked) returns (stream Said); } message Asked {} message Said { int32 status = 1; }`;
  const mock = await mockOf([contractOf({ 'health.proto': health })]);
  onTestFinished(mock.close);
  const sent = { path: '/grpc.health.v1.Health/Watch', messages: [Buffer.alloc(0)], metadata: {} };
  expect((await sendGrpc(mock.endpoint, sent, { seconds: 5, signal: new AbortController().signal })).code).toBe('OK');
});

test('a file of messages alone takes no calls, and no harm', async () => {
  const mock = await mockOf([contractOf({ 'messages.proto': 'syntax = "proto3"; message Order { string id = 1; }' })]);
  onTestFinished(mock.close);
  expect(await called(mock, '/Order/Get', [order])).toEqual(['UNIMPLEMENTED']);
});
