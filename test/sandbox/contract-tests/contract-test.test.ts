import type { IncomingMessage, RequestListener } from 'node:http';
import { status } from '@grpc/grpc-js';
import { expect, test } from 'vitest';
import { contractTest, type ContractTesting, type OperationResult } from '../../../src/sandbox/contract-tests/contract-test.ts';
import { contractOf } from '../../core/verify/requests/texts.ts';
import { grpcServer, httpServer } from '../journeys/servers.ts';

const SHOP = contractOf({
  'shop.yaml': `
openapi: 3.0.3
paths:
  /orders:
    get:
      parameters: [{ name: limit, in: query, required: true, schema: { type: integer, minimum: 1, maximum: 1000 } }]
      responses: { '200': { content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Order' } } } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
      responses: { '201': { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }, '422': { description: not now } }
  /orders/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }, '404': { description: none } }
components:
  schemas:
    Order: { type: object, required: [id], properties: { id: { type: string }, total: { type: integer }, parent: { $ref: '#/components/schemas/Order' } } }`,
});

const OPERATIONS = ['GET /orders', 'POST /orders', 'GET /orders/{}'];

interface Asked {
  readonly url: URL;
  readonly body: Record<string, unknown>;
}

type Answer = readonly [status: number, body?: unknown, type?: string];

/** A server that keeps the contract, with some of its operations done otherwise. */
function shop(otherwise: Readonly<Record<string, (asked: Asked) => Answer>> = {}): RequestListener {
  const kept: Readonly<Record<string, (asked: Asked) => Answer>> = {
    'GET /orders': ({ url }) => [
      200,
      Array.from({ length: Math.min(3, Number(url.searchParams.get('limit'))) }, (_, at) => ({ id: `o${at}` })),
    ],
    'POST /orders': ({ body }) => (body.total === 0 ? [422] : [201, body]),
    'GET /orders/{}': ({ url }) => (url.pathname.length > 12 ? [404] : [200, { id: url.pathname.slice(8) }]),
    ...otherwise,
  };
  return (request, response) =>
    void asked(request).then(asked => {
      const [code, body, type = 'application/json'] =
        kept[`${request.method} ${asked.url.pathname.replace(/(?<=orders\/).+/, '{}')}`]!(asked);
      response
        .writeHead(code, body === undefined ? {} : { 'content-type': type })
        .end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
    });
}

async function asked(request: IncomingMessage): Promise<Asked> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return { url: new URL(request.url ?? '/', 'http://shop'), body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

async function results(handler: RequestListener, more: Partial<ContractTesting> = {}): Promise<readonly OperationResult[]> {
  const endpoint = await httpServer(handler);
  return contractTest({
    contract: SHOP,
    operations: OPERATIONS,
    endpoint,
    seed: 11,
    runs: 60,
    writes: true,
    signal: new AbortController().signal,
    ...more,
  });
}

const said = ({ result, rule, why }: OperationResult): string => [result, rule, why].filter(part => part !== undefined).join(' | ');

test('a server that keeps its contract is found to keep it', async () => {
  const found = await results(shop());
  expect(found.map(({ result }) => result)).toEqual(['kept', 'kept', 'kept']);
  expect(found.every(({ requests }) => requests === 61)).toBe(true);
});

test.each<[string, string, (asked: Asked) => Answer, string, string]>([
  [
    'a field that is gone',
    'GET /orders',
    () => [200, [{ number: 1 }]],
    'broken | body | The body of its answer 200 at 0 has no "id".',
    'GET /orders?limit=1',
  ],
  [
    'a field of another type',
    'GET /orders',
    () => [200, [{ id: 5 }]],
    'broken | body | The body of its answer 200 at 0.id must be string.',
    'GET /orders?limit=1',
  ],
  [
    'a status that nobody knows',
    'GET /orders',
    () => [206, []],
    'broken | status | It answers 206, and the contract knows 200.',
    'GET /orders?limit=1',
  ],
  [
    'another content type',
    'GET /orders',
    () => [200, '<orders/>', 'text/xml'],
    'broken | content-type | Its answer 200 is text/xml, and the contract has application/json.',
    'GET /orders?limit=1',
  ],
  [
    'a limit that is read as it must not be',
    'GET /orders',
    ({ url }) => (Number(url.searchParams.get('limit')) > 500 ? [500, 'too many'] : [200, []]),
    'broken | server-error | It answers 500, and the contract knows 200.',
    'GET /orders?limit=501',
  ],
  [
    'a field that is needed now',
    'POST /orders',
    ({ body }) => (body.total === undefined ? [400, { error: 'no total' }] : [201, body]),
    'broken | status | It answers 400, and the contract knows 201, 422.',
    'POST /orders with application/json {"id":"a"}',
  ],
])('%s is found, with the smallest request that shows it', async (_, operation, otherwise, sentence, counterexample) => {
  const [found] = await results(shop({ [operation]: otherwise }), { operations: [operation] });
  expect(said(found!)).toBe(sentence);
  expect(found!.counterexample).toBe(counterexample);
});

test('the same seed sends the same requests', async () => {
  const urls: string[][] = [];
  for (const _ of [1, 2]) {
    const seen: string[] = [];
    await results(shop({ 'GET /orders': ({ url }) => (seen.push(url.search), [200, []]) }), { operations: ['GET /orders'] });
    urls.push(seen);
  }
  expect(urls[0]).toEqual(urls[1]);
});

test('what may change something is sent only when that is asked for', async () => {
  let posts = 0;
  const found = await results(shop({ 'POST /orders': () => (posts++, [201, { id: 'o' }]) }), { writes: false });
  expect(found.map(({ result }) => result)).toEqual(['kept', 'not-tested', 'kept']);
  expect(posts).toBe(0);
});

const guarded: RequestListener = (request, response) =>
  request.headers.authorization === 'Bearer key' ? shop()(request, response) : void response.writeHead(401).end();

test('a server that lets nobody in is not judged, and headers let in', async () => {
  const [out] = await results(guarded, { operations: ['GET /orders'] });
  expect(said(out!)).toBe('not-tested | Every request was turned away with 401; give headers that let it in.');
  const [inside] = await results(guarded, { operations: ['GET /orders'], headers: { authorization: 'Bearer key' } });
  expect(inside!.result).toBe('kept');
});

test('a connection that breaks off is a breach, and nobody who listens is none', async () => {
  const [broken] = await results(
    (request, response) => void (request.url?.includes('limit=1') ? response.destroy() : shop()(request, response)),
    { operations: ['GET /orders'] },
  );
  expect(broken).toMatchObject({ result: 'broken', rule: 'connection' });
  const [nobody] = await contractTest({
    contract: SHOP,
    operations: ['GET /orders'],
    endpoint: { host: '127.0.0.1', port: 1 },
    seed: 1,
    runs: 5,
    signal: new AbortController().signal,
  });
  expect(said(nobody!)).toBe('not-tested | Nobody listens where the service should.');
});

test('a service behind a gateway is asked without what the gateway adds', async () => {
  const text = `{ openapi: 3.0.3, servers: [{ url: 'https://shop.example/api' }], paths: { /a: { get: { responses: { '200': { description: ok } } } } } }`;
  const found = await results((request, response) => void response.writeHead(request.url === '/a' ? 200 : 404).end(), {
    contract: contractOf({ 'api.yaml': text }),
    operations: ['GET /a'],
  });
  expect(found[0]!.result).toBe('kept');
});

test('an operation that the contract does not have is not tested', async () => {
  const [none] = await results(shop(), { operations: ['GET /nothing'] });
  expect(said(none!)).toBe('not-tested | shop.yaml has no operation GET /nothing.');
});

test('a test that is stopped ends at once', async () => {
  const stopping = new AbortController();
  const running = results(() => undefined, { signal: stopping.signal });
  setTimeout(() => stopping.abort(), 50);
  await expect(running).rejects.toThrow();
});

const stock = (response: string): Record<string, string> => ({
  'stock.proto': `syntax = "proto3"; package shop; service Stock { rpc GetLeft (Order) returns (Left); rpc Reserve (Order) returns (Left); }
message Order { string id = 1; int32 count = 2; } message Left { ${response} }`,
});

const grpcResults = async (endpoint: ContractTesting['endpoint'], more: Partial<ContractTesting> = {}) =>
  contractTest({
    contract: contractOf(stock('string name = 1;')),
    operations: ['shop.Stock.GetLeft', 'shop.Stock/Reserve'],
    endpoint,
    seed: 5,
    runs: 30,
    signal: new AbortController().signal,
    ...more,
  });

test('a gRPC server that keeps its contract is found to keep it', async () => {
  const endpoint = await grpcServer(stock('string name = 1;'), {
    'shop.Stock/GetLeft': ({ id }) => (id === '' ? { code: status.NOT_FOUND, details: 'none' } : { name: id! }),
  });
  expect((await grpcResults(endpoint)).map(({ result }) => result)).toEqual(['kept', 'not-tested']);
});

test('a gRPC server of another version is told by its bytes, its codes and its methods', async () => {
  const other = await grpcServer(stock('int32 name = 1;'), { 'shop.Stock/GetLeft': () => ({ name: 5 }) });
  const failing = await grpcServer(stock('string name = 1;'), {
    'shop.Stock/GetLeft': ({ count }) => ((count as number) > 100 ? { code: status.INTERNAL, details: 'overflow' } : { name: 'a' }),
  });
  expect(said((await grpcResults(other))[0]!)).toBe('broken | body | Its shop.Left has a number where shop.Left.name is a string.');
  const [found] = await grpcResults(failing);
  expect(said(found!)).toBe('broken | server-error | It answers INTERNAL: overflow.');
  expect(found!.counterexample).toMatch(/^shop\.Stock\/GetLeft with \{.*"count":101\}$/);
  expect(said((await grpcResults(failing, { writes: true }))[1]!)).toMatch(/^broken \| status \| It does not know the method/);
});
