import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openProxies } from '../../../src/sandbox/proxy/proxies.ts';
import { spread } from '../../../src/sandbox/proxy/seeded.ts';
import { testedNetwork } from '../engine-network/tested-network.ts';
import { asked, closed, codeOf, edgeTo, HOST, httpEdge, keepAlive, listening, pause, until, WEB } from './loopback.ts';

const hello = (_: IncomingMessage, response: ServerResponse) => response.end('hello');
const times = <T>(count: number, make: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)));

async function inTurn<T>(count: number, make: (at: number) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let at = 0; at < count; at++) all.push(await make(at));
  return all;
}

test('of any number of requests exactly the share is taken, whatever the seed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 50 }), fc.integer(), (percent, rounds, seed) => {
      const takes = spread(percent / 100, seed);
      const taken = Array.from({ length: rounds * 100 }, takes);
      // Evenly: of every 100 in a row as many as of all.
      for (let at = 0; at < rounds; at++) expect(taken.slice(at * 100, at * 100 + 100).filter(Boolean)).toHaveLength(percent);
    }),
  );
});

test('a status is answered to exactly its share, in place of the service, until it is undone', async () => {
  let served = 0;
  const edge = await httpEdge((request, response) => {
    served++;
    hello(request, response);
  });
  const undo = edge.treat({ kind: 'http-status', status: 429, share: 0.3, retryAfterSeconds: 2 });
  const answers = await inTurn(10, () => asked(edge));
  const refused = answers.filter(({ status }) => status === 429);
  expect([refused.length, served]).toEqual([3, 7]);
  expect(refused[0]).toMatchObject({ text: 'Too Many Requests\n', headers: { 'retry-after': '2' } });
  expect(edge.calls.filter(({ injected, retryAfterSeconds }) => injected && retryAfterSeconds === 2)).toHaveLength(3);
  await undo();
  await undo();
  expect((await inTurn(10, () => asked(edge))).every(({ status }) => status === 200)).toBe(true);
});

test('shares are exact for requests at once too, and on connections that are kept', async () => {
  const edge = await httpEdge(hello);
  edge.treat({ kind: 'http-status', status: 503, share: 0.25 });
  const agents = Array.from({ length: 5 }, keepAlive);
  const answers = await times(100, at => asked(edge, { agent: agents[at % 5] }));
  expect(answers.filter(({ status }) => status === 503)).toHaveLength(25);
});

test('the first tries of each operation fail, and then it passes', async () => {
  const edge = await httpEdge((request, response) => void request.resume().on('end', () => response.end('paid')));
  edge.treat({ kind: 'http-status', status: 503, share: 1, first: 2 });
  const post = (body: string) => asked(edge, { method: 'POST', path: '/charges', body }).then(({ status }) => status);
  expect(await inTurn(4, () => post('one'))).toEqual([503, 503, 200, 200]);
  expect(await inTurn(3, () => post('two'))).toEqual([503, 503, 200]);
  expect(await inTurn(3, at => asked(edge, { path: `/list?page=${at}` }).then(({ status }) => status))).toEqual([503, 503, 200]);
  // Every try of an operation carries its id, whoever answered it.
  expect(new Set(edge.calls.slice(0, 4).map(({ operationId }) => operationId)).size).toBe(1);
});

test('a treatment of one caller leaves the others alone', async () => {
  const edge = await httpEdge(hello);
  edge.treat({ kind: 'http-status', status: 500, share: 1 }, 'orders');
  expect((await asked(edge)).status).toBe(500);
  expect((await asked(edge, { localAddress: WEB })).status).toBe(200);
});

test('an answer is late by the latency and its jitter, and on time again at once', async () => {
  const edge = await httpEdge(hello);
  const undo = edge.treat({ kind: 'latency', milliseconds: 120, jitterMilliseconds: 40 });
  const late = await inTurn(4, () => asked(edge));
  for (const { headAfter } of late) expect(headAfter).toBeGreaterThanOrEqual(75);
  expect(new Set(late.map(({ headAfter }) => Math.round(headAfter))).size).toBeGreaterThan(1);
  expect(edge.calls[0]!.milliseconds).toBeGreaterThanOrEqual(75);
  await undo();
  let served = 0;
  const other = await httpEdge((request, response) => {
    served++;
    hello(request, response);
  });
  const end = other.treat({ kind: 'latency', milliseconds: 5000, jitterMilliseconds: 0 });
  const waiting = asked(other);
  await until(() => served === 1);
  await pause(20);
  await end();
  expect((await waiting).headAfter).toBeLessThan(4000);
});

test('several treatments hold together', async () => {
  const edge = await httpEdge(hello);
  edge.treat({ kind: 'latency', milliseconds: 60, jitterMilliseconds: 0 });
  edge.treat({ kind: 'latency', milliseconds: 60, jitterMilliseconds: 0 });
  edge.treat({ kind: 'http-status', status: 503, share: 0.5 });
  const answers = await inTurn(4, () => asked(edge));
  expect(answers.filter(({ status }) => status === 503)).toHaveLength(2);
  for (const { headAfter } of answers) expect(headAfter).toBeGreaterThanOrEqual(115);
});

test('an answer that came too late for its caller counts as what it was', async () => {
  const edge = await httpEdge((_, response) => {
    response.statusCode = 201;
    response.end();
  });
  edge.treat({ kind: 'latency', milliseconds: 5000, jitterMilliseconds: 0 });
  expect(await codeOf(asked(edge, { method: 'POST', path: '/charges', signal: AbortSignal.timeout(400) }))).toBe('ABORT_ERR');
  await until(() => edge.calls.length === 1);
  expect(edge.told()).toEqual(['orders POST /charges 201']);
});

test('a share of requests finds its connection reset', async () => {
  const edge = await httpEdge(hello);
  edge.treat({ kind: 'reset', share: 0.5 });
  const codes = await inTurn(6, () => codeOf(asked(edge, { path: '/x' })));
  expect(codes.filter(code => code === 'ECONNRESET')).toHaveLength(3);
  expect(edge.told().filter(told => told === 'orders GET /x reset injected')).toHaveLength(3);
});

test('where nobody listens a connection is refused, also one that is open already', async () => {
  const edge = await httpEdge(hello);
  const agent = keepAlive();
  await asked(edge, { agent });
  const open = connect({ host: HOST, port: edge.port, localAddress: '127.0.0.11' }).on('error', () => {});
  await pause(20);
  const undo = edge.treat({ kind: 'refuse' });
  await until(() => open.destroyed);
  expect(await codeOf(asked(edge))).toBe('ECONNRESET');
  expect(edge.told().at(-1)).toBe('orders connection refused injected');
  expect((await asked(edge, { localAddress: WEB }).catch(() => undefined))?.status).toBeUndefined();
  await undo();
  expect((await asked(edge, { agent })).status).toBe(200);
});

test('into a black hole everything goes and nothing comes back; when it is gone the connection is reset', async () => {
  let served = 0;
  const edge = await httpEdge((request, response) => {
    served++;
    hello(request, response);
  });
  const undo = edge.treat({ kind: 'blackhole' });
  expect(await codeOf(asked(edge, { path: '/given-up', signal: AbortSignal.timeout(300) }))).toBe('ABORT_ERR');
  const waiting = codeOf(asked(edge, { path: '/waiting' }));
  await pause(200);
  expect(served).toBe(0);
  await undo();
  expect(await waiting).toBe('ECONNRESET');
  await until(() => edge.calls.length === 2);
  expect(edge.told()).toEqual(['orders GET /given-up timeout injected', 'orders GET /waiting reset injected']);
  expect((await asked(edge)).status).toBe(200);
});

test('a cut also holds back the answer to what was under way', async () => {
  let answer: (() => void) | undefined;
  const edge = await httpEdge((_, response) => {
    answer = () => response.end('late');
  });
  const waiting = codeOf(asked(edge));
  await until(() => answer !== undefined);
  const undo = edge.treat({ kind: 'blackhole' });
  answer?.();
  expect(await Promise.race([waiting, pause(150).then(() => 'nothing')])).toBe('nothing');
  await undo();
  expect(await waiting).toBe('ECONNRESET');
});

test('a cut in the middle of an answer holds back the rest of it, and its end', async () => {
  let rest: (() => void) | undefined;
  const edge = await httpEdge((_, response) => {
    response.write('begun');
    rest = () => response.end('rest');
  });
  const socket = connect({ host: HOST, port: edge.port, localAddress: '127.0.0.11' }).on('error', () => {});
  let text = '';
  socket.on('data', chunk => (text += String(chunk)));
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await until(() => text.includes('begun'));
  const before = text;
  const undo = edge.treat({ kind: 'blackhole' });
  rest?.();
  await pause(100);
  expect([text, socket.destroyed]).toEqual([before, false]);
  await undo();
  await closed(socket);
});

test('a slow body comes at its pace, and the rest at once when it is undone', async () => {
  const edge = await httpEdge((_, response) => response.end(Buffer.alloc(4000)));
  const undo = edge.treat({ kind: 'slow-body', bytesPerSecond: 10_000 });
  const slow = await asked(edge);
  expect(slow.text).toHaveLength(4000);
  expect(slow.milliseconds - slow.headAfter).toBeGreaterThan(300);
  await undo();
  const undoSlower = edge.treat({ kind: 'slow-body', bytesPerSecond: 100 });
  const waiting = asked(edge);
  await pause(60);
  await undoSlower();
  expect((await waiting).milliseconds).toBeLessThan(10_000);
});

test('in a storm each request arrives many times, and its caller gets the first answer', async () => {
  const bodies: string[] = [];
  const edge = await httpEdge((request, response) => {
    let body = '';
    request.on('data', chunk => (body += String(chunk)));
    request.on('end', () => {
      bodies.push(body);
      setTimeout(() => response.end(String(bodies.length)), bodies.length === 1 ? 0 : 50);
    });
  });
  edge.treat({ kind: 'storm', times: 4 });
  expect((await asked(edge, { method: 'POST', path: '/charges', body: 'pay' })).status).toBe(200);
  await until(() => edge.calls.length === 4);
  expect(bodies).toEqual(['pay', 'pay', 'pay', 'pay']);
  expect(new Set(edge.calls.map(({ operationId }) => operationId)).size).toBe(1);
  await asked(edge, { method: 'POST', body: Buffer.alloc(1_200_000) });
  await until(() => edge.calls.length === 5);
  expect(bodies).toHaveLength(5);
});

test('of a service that is gone every try of a storm is refused, and its caller is reset', async () => {
  const dead = createServer();
  const port = await listening(dead);
  dead.close();
  const edge = await edgeTo(port);
  edge.treat({ kind: 'storm', times: 3 });
  expect(await codeOf(asked(edge))).toBe('ECONNRESET');
  await until(() => edge.calls.length === 3);
  expect(new Set(edge.told())).toEqual(new Set(['orders GET / refused']));
});

test('a port that opens with its service is shut before, and open from then on', async () => {
  const service = createServer(hello);
  const port = await listening(service);
  await new Promise(resolve => void service.close(resolve));
  const network = await testedNetwork();
  const proxies = await openProxies({
    network,
    targets: [{ service: 'payments', address: HOST, ports: [{ port, protocol: 'http' }] }],
    callerOf: () => 'orders',
    upstream: async () => network.endpoint({ host: '127.0.0.1', port }),
    opensWithService: true,
    seed: 1,
    now: () => 0,
    onCall: () => {},
  });
  onTestFinished(() => proxies.close());
  expect(proxies.listening).toMatchObject([{ service: 'payments', address: HOST, port }]);
  expect(await codeOf(asked({ port }))).toBe('ECONNREFUSED');
  await new Promise<void>(resolve => void service.listen(port, '127.0.0.1', resolve));
  await vi.waitFor(async () => expect((await asked({ port })).text).toBe('hello'), { timeout: 5000 });
});

test('a sentence is said of each port that cannot be listened on', async () => {
  const taken = await httpEdge(hello);
  const proxies = await openProxies({
    network: await testedNetwork(),
    targets: [
      { service: 'payments', address: HOST, ports: [{ port: taken.port, protocol: 'http' }] },
      { service: 'cache', address: '192.0.2.1', ports: [{ port: 6379, protocol: 'tcp' }] },
    ],
    callerOf: () => undefined,
    upstream: async () => ({ host: '127.0.0.1', port: 1 }),
    seed: 1,
    now: () => 0,
    onCall: () => {},
  });
  expect(proxies.listening).toEqual([]);
  expect(proxies.problems).toEqual([
    expect.stringMatching(/^Calls to payments on port \d+ are not seen: something else on this machine listens on 127.0.0.2:\d+; stop it/),
    expect.stringMatching(/^Calls to cache on port 6379 are not seen: 192.0.2.1 is no address of this machine/),
  ]);
  await proxies.close();
});
