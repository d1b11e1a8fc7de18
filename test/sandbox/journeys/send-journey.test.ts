import { status } from '@grpc/grpc-js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { UserRequest } from '../../../src/core/model/verify.ts';
import { journeySchema } from '../../../src/core/verify/journey.ts';
import { load } from '../../../src/sandbox/journeys/load.ts';
import { journeySender, type Target } from '../../../src/sandbox/journeys/send-journey.ts';
import { SandboxError } from '../../../src/sandbox/sandbox-error.ts';
import type { Endpoint } from '../../../src/sandbox/sandbox.ts';
import { contractOf } from '../../core/verify/requests/texts.ts';
import { grpcServer, httpServer, tcpServer } from './servers.ts';

const STOCK = {
  'protos/stock.proto': `syntax = "proto3"; package shop; service Stock { rpc Reserve (Order) returns (Order); } message Order { string order_id = 1; repeated int32 sizes = 2; }`,
};

const target = (endpoint: Endpoint, more: Partial<Target> = {}): Target => ({
  endpoint: () => Promise.resolve(endpoint),
  exec: () => Promise.reject(new SandboxError('Nothing runs here.')),
  files: contractOf(STOCK).files,
  seed: 1,
  now: () => performance.now(),
  signal: new AbortController().signal,
  ...more,
});

const journey = (steps: string) => journeySchema.parse({ name: 'checkout', steps: parse(steps) as unknown });

const sent = (steps: string, endpoint: Endpoint, more: Partial<Target> = {}): Promise<UserRequest> =>
  journeySender(target(endpoint, more))(journey(steps), 3);

test('values of an answer are used by later steps, and every request has its own', async () => {
  const seen: string[] = [];
  const shop = await httpServer((request, response) => {
    let body = '';
    request.on('data', chunk => (body += String(chunk)));
    request.on('end', () => {
      seen.push(`${request.method} ${request.url} ${request.headers['x-key'] ?? ''} ${body}`.trim());
      response
        .writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' })
        .end('{"order":{"id":"a b","total":5}}');
    });
  });
  const request = await sent(
    `
- http: { service: shop, method: POST, path: /orders, headers: { X-Key: "key-\${sequence}" }, body: { number: "\${sequence}" }, expect: { status: 201 }, save: { id: $.order.id } }
- http: { service: shop, path: "/orders/\${id}", expect: { body: { order: { total: 5 } } } }`,
    shop,
  );
  expect(request).toMatchObject({ journey: 'checkout', outcome: 200, passed: true });
  expect(seen).toEqual(['POST /orders key-3 {"number":3}', 'GET /orders/a%20b']);
});

test('the first step that is not answered as expected ends the journey, and is named', async () => {
  let calls = 0;
  const shop = await httpServer((_, response) => {
    calls++;
    response.writeHead(503).end('try later');
  });
  const request = await sent(`[{ http: { service: shop, path: /a } }, { http: { service: shop, path: /b } }]`, shop);
  expect(request).toMatchObject({ outcome: 503, passed: false, why: 'Step 1, GET /a of shop: answered 503 and not 2xx: try later.' });
  expect(calls).toBe(1);
});

test.each([
  ['{ status: 404 }', true],
  ['{ status: [200, 404] }', true],
  ['{ status: 4xx }', true],
  ['{ status: 2xx }', false],
  ['{ status: 404, body: { error: none } }', true],
  ['{ status: 404, body: { error: some } }', false],
])('an answer 404 with {"error":"none"} passes %s: %s', async (expected, passed) => {
  const shop = await httpServer((_, response) => response.writeHead(404).end('{"error":"none"}'));
  expect((await sent(`[{ http: { service: shop, path: /a, expect: ${expected} } }]`, shop)).passed).toBe(passed);
});

test('a value that is saved and not there is said', async () => {
  const shop = await httpServer((_, response) => response.end('{"a":1}'));
  const request = await sent(`[{ http: { service: shop, path: /a, save: { id: $.id } } }]`, shop);
  expect(request.why).toBe('Step 1, GET /a of shop: its answer has nothing at $.id, which is saved as id; it is {"a":1}.');
});

const closedPort = { host: '127.0.0.1', port: 1 };

const look = (within: number): string => `[{ http: { service: shop, path: /, within: ${within} } }]`;

test('how a connection fails is an outcome', async () => {
  const reset = await tcpServer(socket => socket.once('data', () => socket.resetAndDestroy()));
  const closed = await tcpServer(socket => socket.once('data', () => socket.end()));
  const silent = await tcpServer(() => undefined);
  const torn = await httpServer((_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half');
    setTimeout(() => response.destroy(), 20);
  });
  const outcomes = await Promise.all(
    [reset, closed, silent, closedPort, torn].map(endpoint => sent(look(endpoint === silent ? 0.2 : 20), endpoint)),
  );
  expect(outcomes.map(({ outcome, passed }) => [outcome, passed])).toEqual([
    ['reset', false],
    ['closed', false],
    ['timeout', false],
    ['refused', false],
    ['closed', false],
  ]);
});

test('a service that does not run now is an outcome and no error', async () => {
  const request = await sent(`[{ http: { service: shop, path: / } }]`, closedPort, {
    endpoint: () => Promise.reject(new SandboxError('The service shop does not run; start it.')),
  });
  expect(request).toMatchObject({ outcome: 'unresolved', why: 'Step 1, GET / of shop: The service shop does not run; start it.' });
});

const wait = (state: string, within: number): string =>
  `[{ until: { http: { service: shop, path: /, expect: { body: { state: ${state} } } }, within: ${within} } }]`;

test('a wait asks again until it is so, and ends when it takes too long', async () => {
  let asked = 0;
  const shop = await httpServer((_, response) => response.end(JSON.stringify({ state: ++asked < 3 ? 'open' : 'paid' })));
  expect(await sent(wait('paid', 20), shop)).toMatchObject({ passed: true, outcome: 200 });
  expect(asked).toBe(3);
  expect(await sent(wait('shipped', 1), shop)).toMatchObject({
    outcome: 'timeout',
    why: 'Step 1, until GET / of shop: not within 1 s; at last it answered that $.state is "paid" and not "shipped".',
  });
});

const reserve = (more: string): string => `[{ grpc: { service: stock, proto: protos/stock.proto, method: shop.Stock/Reserve, ${more} } }]`;

test('gRPC is called by the proto file of the tree, and answers codes', async () => {
  const stock = await grpcServer(STOCK, {
    'shop.Stock/Reserve': ({ order_id, sizes }) =>
      order_id === '' ? { code: status.NOT_FOUND, details: 'no order' } : { order_id: `${order_id}!`, sizes: sizes! },
  });
  expect(
    await sent(
      reserve('message: { orderId: "o${sequence}", sizes: [1, 300] }, expect: { message: { order_id: "o3!", sizes: [1, 300] } }'),
      stock,
    ),
  ).toMatchObject({
    passed: true,
    outcome: 'OK',
  });
  expect(await sent(reserve('message: {}'), stock)).toMatchObject({
    outcome: 'NOT_FOUND',
    why: 'Step 1, shop.Stock/Reserve of stock: answered NOT_FOUND and not OK: no order.',
  });
  expect(await sent(reserve('message: {}, expect: { code: NOT_FOUND }'), stock)).toMatchObject({ passed: true });
  expect(await sent(reserve('message: {}, within: 1'), closedPort)).toMatchObject({ passed: false, outcome: 'UNAVAILABLE' });
});

const ambiguous = (): never => {
  throw new SandboxError('shop listens on 1, 2; write port: into the step.');
};

test('a port that nobody can name is an error, for messages too', async () => {
  const steps = ['[{ http: { service: shop, path: / } }]', '[{ message: { broker: shop, protocol: nats, topic: t, payload: 1 } }]'];
  for (const step of steps) await expect(sent(step, closedPort, { endpoint: ambiguous })).rejects.toThrow('write port: into the step.');
});

test('a path may have any letters, and a header that HTTP does not allow is an error', async () => {
  const shop = await httpServer((request, response) => response.end(JSON.stringify({ url: request.url })));
  expect(
    await sent(`[{ http: { service: shop, path: "/größe a?b=%20", expect: { body: { url: "/gr%C3%B6%C3%9Fe%20a?b=%20" } } } }]`, shop),
  ).toMatchObject({ passed: true });
  await expect(sent(`[{ http: { service: shop, path: /, headers: { X-A: "a\\nb" } } }]`, shop)).rejects.toThrow(
    /^The request GET \/ cannot be sent: .*x-a/,
  );
});

test('a server is asked for by the name that users know, or by the one that is written', async () => {
  const shop = await httpServer((request, response) => response.end(JSON.stringify({ host: request.headers.host })));
  const asked = (headers: string, host: string): Promise<UserRequest> =>
    sent(`[{ http: { service: shop, path: /, headers: ${headers}, expect: { body: { host: "${host}" } } } }]`, shop);
  expect((await asked('{}', `localhost:${shop.port}`)).why).toBeUndefined();
  expect((await asked('{ Host: shop.example }', 'shop.example')).why).toBeUndefined();
});

test('what nobody could send is an error that says what to do', async () => {
  await expect(sent(`[{ grpc: { service: s, proto: no.proto, method: shop.Stock/Reserve } }]`, closedPort)).rejects.toThrow(
    'There is no file no.proto in the workspace; write the path of the .proto file from its root.',
  );
  await expect(sent(`[{ grpc: { service: s, proto: protos/stock.proto, method: shop.Stock/Free } }]`, closedPort)).rejects.toThrow(
    'protos/stock.proto has no method shop.Stock/Free; it has shop.Stock/Reserve.',
  );
});

test('as many requests are under way at once as asked for, each with its own sequence', async () => {
  let open = 0;
  let most = 0;
  const seen: string[] = [];
  const shop = await httpServer((request, response) => {
    most = Math.max(most, ++open);
    seen.push(request.url ?? '');
    setTimeout(() => {
      open--;
      response.end();
    }, 20);
  });
  const told: UserRequest[] = [];
  const requests = await load(journey(`[{ http: { service: shop, path: "/\${sequence}" } }]`), {
    ...target(shop),
    requests: 10,
    concurrency: 3,
    first: 100,
    onRequest: request => told.push(request),
  });
  expect([requests.length, told.length, most]).toEqual([10, 10, 3]);
  expect(new Set(seen)).toEqual(new Set(Array.from({ length: 10 }, (_, at) => `/${100 + at}`)));
});

test('requests that begin so often a second do so however long each takes', async () => {
  const shop = await httpServer((_, response) => setTimeout(() => response.end(), 100));
  const start = performance.now();
  const requests = await load(journey(`[{ http: { service: shop, path: / } }]`), {
    ...target(shop),
    requests: 5,
    concurrency: 5,
    perSecond: 50,
  });
  // A timer may be early by a millisecond.
  expect(requests.every(({ began }, at) => began - start >= at * 20 - 2)).toBe(true);
});

test('a load that is stopped ends at once, with the requests that have ended', async () => {
  const stopping = new AbortController();
  const silent = await tcpServer(() => undefined);
  setTimeout(() => stopping.abort(), 50);
  expect(
    await load(journey(`[{ http: { service: shop, path: / } }]`), {
      ...target(silent, { signal: stopping.signal }),
      requests: 5,
      concurrency: 2,
    }),
  ).toEqual([]);
});
