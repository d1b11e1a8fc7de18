import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PortProtocol } from '../../../src/sandbox/proxy/connection.ts';
import { asked, closed, edgeTo, HOST, listening, ORDERS, pause, until, type Edge } from './loopback.ts';

/** A server that says hello first and then everything back. */
const greeter = () =>
  createServer({ allowHalfOpen: true }, socket => {
    socket.write('hello ');
    socket.pipe(socket);
  });

const echo = () => createServer({ allowHalfOpen: true }, socket => void socket.pipe(socket));

const tcpEdge = async (serve: () => ReturnType<typeof createServer>, protocol: PortProtocol = 'tcp'): Promise<Edge> =>
  edgeTo(await listening(serve()), protocol);

interface Client {
  readonly socket: Socket;
  readonly text: () => string;
}

function client(edge: Edge): Client {
  const socket = connect({ host: HOST, port: edge.port, localAddress: ORDERS, allowHalfOpen: true }).on('error', () => {});
  let text = '';
  socket.on('data', chunk => (text += chunk.toString('latin1')));
  return { socket, text: () => text };
}

test('a service that speaks first is heard, and one connection is one call', async () => {
  const edge = await tcpEdge(greeter);
  const { socket, text } = client(edge);
  await until(() => text() === 'hello ');
  socket.end('bye');
  await closed(socket);
  expect(text()).toBe('hello bye');
  expect(edge.told()).toEqual(['orders connection closed']);
  expect(edge.calls[0]).toMatchObject({ protocol: 'tcp', to: 'payments' });
});

test('on a port of which nothing is known, whoever speaks first says what is spoken', async () => {
  const edge = await tcpEdge(greeter, 'unknown');
  const { socket, text } = client(edge);
  await until(() => text() === 'hello ');
  socket.write('PING');
  await until(() => text() === 'hello PING');
  const web = await edgeTo(await listening(createHttpServer((_, response) => response.end('page'))), 'unknown');
  expect((await asked(web, { path: '/now' })).text).toBe('page');
  const slow = client(web);
  await pause(120);
  slow.socket.write('GE');
  await pause(20);
  slow.socket.write('T /late HTTP/1.1\r\nHost: x\r\n');
  await pause(20);
  slow.socket.write('Connection: close\r\n\r\n');
  await once(slow.socket, 'end');
  expect(slow.text()).toContain('page');
  slow.socket.end();
  expect(web.told()).toEqual(['orders GET /now 200', 'orders GET /late 200']);
});

test.each<PortProtocol>(['http', 'unknown'])('a connection that is opened and given up without a word is no call: %s', async protocol => {
  const edge = await edgeTo(await listening(createHttpServer()), protocol);
  const { socket } = client(edge);
  await pause(protocol === 'unknown' ? 80 : 10);
  socket.end();
  await closed(socket);
  expect(edge.told()).toEqual([]);
});

test.each<[string, string]>([
  ['TLS', '\u0016\u0003\u0001\u0002'],
  ['a line that only begins like a request', 'GET key\r\n'],
  ['a version of HTTP that nobody knows', 'GET / HTTP/9.9\r\n\r\n'],
  ['a tunnel', 'CONNECT db:5432 HTTP/1.1\r\n\r\n'],
  ['RESP', '*1\r\n$4\r\nPING\r\n'],
])('what is no HTTP passes as bytes: %s', async (_, said) => {
  const edge = await tcpEdge(echo, 'http');
  const { socket, text } = client(edge);
  socket.end(Buffer.from(said, 'latin1'));
  await closed(socket);
  expect(text()).toBe(said);
});

test('a caller may end its side first and still get everything', async () => {
  const size = 5_000_000;
  const edge = await tcpEdge(() =>
    createServer({ allowHalfOpen: true }, socket => socket.resume().on('end', () => socket.end(Buffer.alloc(size)))),
  );
  const { socket, text } = client(edge);
  socket.end('ask');
  await once(socket, 'end');
  expect(text().length).toBe(size);
});

test('every answer and every greeting is late by the latency, and the bytes behind it are not', async () => {
  const edge = await tcpEdge(greeter);
  const undo = edge.treat({ kind: 'latency', milliseconds: 80, jitterMilliseconds: 0 });
  const began = performance.now();
  const { socket, text } = client(edge);
  await until(() => text() === 'hello ');
  expect(performance.now() - began).toBeGreaterThanOrEqual(79);
  const asking = performance.now();
  socket.write('a');
  await until(() => text().endsWith('a'));
  expect(performance.now() - asking).toBeGreaterThanOrEqual(79);
  const big = performance.now();
  socket.write('b'.repeat(2_000_000));
  await until(() => text().length === 2_000_007);
  expect(performance.now() - big).toBeLessThan(1500);
  await undo();
});

test('a share of what is asked resets the connection, also one that was open before', async () => {
  const edge = await tcpEdge(echo);
  const { socket, text } = client(edge);
  socket.write('before');
  await until(() => text() === 'before');
  edge.treat({ kind: 'reset', share: 1 });
  socket.write('after');
  expect([await closed(socket), text()]).toEqual([true, 'before']);
  expect(edge.told()).toEqual(['orders connection reset injected']);
});

test('a connection in a black hole is open and silent, and reset in the end', async () => {
  const edge = await tcpEdge(greeter);
  const before = client(edge);
  await until(() => before.text() === 'hello ');
  const undo = edge.treat({ kind: 'blackhole' });
  const during = client(edge);
  before.socket.write('lost');
  during.socket.write('lost');
  await pause(100);
  expect([before.text(), during.text(), before.socket.destroyed]).toEqual(['hello ', '', false]);
  const impatient = client(edge);
  await once(impatient.socket, 'connect');
  impatient.socket.destroy();
  await until(() => edge.calls.length === 1);
  await undo();
  await until(() => before.socket.destroyed && during.socket.destroyed);
  await until(() => edge.calls.length === 3);
  expect(edge.told().toSorted()).toEqual([
    'orders connection reset injected',
    'orders connection reset injected',
    'orders connection timeout injected',
  ]);
});

test('what is late when the network is cut never comes', async () => {
  const edge = await tcpEdge(greeter);
  edge.treat({ kind: 'latency', milliseconds: 100, jitterMilliseconds: 0 });
  const { socket, text } = client(edge);
  await pause(40);
  edge.treat({ kind: 'blackhole' });
  await pause(200);
  expect([text(), socket.destroyed]).toEqual(['', false]);
});

test('bytes come slowly, and at once when that is over', async () => {
  const edge = await tcpEdge(() => createServer(socket => void socket.end(Buffer.alloc(20_000))));
  const undo = edge.treat({ kind: 'slow-body', bytesPerSecond: 50_000 });
  const began = performance.now();
  const slow = client(edge);
  await once(slow.socket, 'end');
  slow.socket.end();
  expect([slow.text().length, performance.now() - began > 300]).toEqual([20_000, true]);
  await undo();
  const undoSlower = edge.treat({ kind: 'slow-body', bytesPerSecond: 500 });
  const rest = client(edge);
  await until(() => rest.text().length > 0);
  const undone = performance.now();
  await undoSlower();
  await once(rest.socket, 'end');
  rest.socket.end();
  expect([rest.text().length, performance.now() - undone < 10_000]).toEqual([20_000, true]);
});

test('a service that is gone resets, and one that breaks off is broken off', async () => {
  const dead = await edgeTo(1, 'tcp');
  const { socket } = client(dead);
  expect(await closed(socket)).toBe(true);
  const edge = await tcpEdge(() => createServer(one => void one.once('data', () => one.resetAndDestroy())));
  const other = client(edge);
  other.socket.write('x');
  await closed(other.socket);
  expect([...dead.told(), ...edge.told()]).toEqual(['orders connection refused', 'orders connection reset']);
});

test('no bytes bring the proxy down', { timeout: 60_000 }, async () => {
  const edge = await tcpEdge(echo, 'http');
  const starts = [
    '',
    'GET / HTTP/1.1\r\n',
    'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'PRI',
    'GET ',
  ];
  const web = await edgeTo(await listening(createHttpServer((request, response) => void request.pipe(response))), 'unknown');
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (start, bytes, isWeb) => {
      const { socket } = client(isWeb ? web : edge);
      socket.end(Buffer.concat([Buffer.from(start), bytes]));
      await Promise.race([closed(socket), pause(15)]);
      socket.destroy();
    }),
    { numRuns: 200 },
  );
  expect((await asked(web, { method: 'POST', body: 'still here' })).text).toBe('still here');
});
