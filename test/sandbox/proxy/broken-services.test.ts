import { connect as connectHttp2 } from 'node:http2';
import { createServer } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asked, codeOf, edgeTo, HOST, listening, pause } from './loopback.ts';

const starts = [
  '',
  'HTTP/1.1 200 OK\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: x\r\n\r\n5\r\nhello\r\n0\r\n',
  'HTTP/1.1 099 Odd\r\n\r\n',
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
  'HTTP/1.0 200 OK\r\n\r\n',
  'HTTP/1.1 103 Early Hints\r\n\r\n',
];

test('whatever a service answers, the proxy lives, and the next request gets its answer', { timeout: 60_000 }, async () => {
  let answer: Buffer = Buffer.alloc(0);
  const service = createServer({ allowHalfOpen: true }, socket => void socket.once('data', () => socket.end(answer)));
  const edge = await edgeTo(await listening(service));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), async (start, bytes) => {
      answer = Buffer.concat([Buffer.from(start), bytes]);
      await Promise.race([codeOf(asked(edge)), pause(20)]);
    }),
    { numRuns: 150 },
  );
  answer = Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine');
  expect((await asked(edge)).text).toBe('fine');
});

test('a service that speaks no HTTP/2 breaks the call of who does, and nothing else', async () => {
  const edge = await edgeTo(
    await listening(createServer(socket => void socket.on('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')))),
    'grpc',
  );
  const session = connectHttp2(`http://${HOST}:${edge.port}`);
  session.on('error', () => {});
  const stream = session.request({ ':path': '/x' });
  expect(await new Promise(resolve => void stream.on('error', () => {}).once('close', () => resolve('closed')))).toBe('closed');
  session.destroy();
});

test('a status that no server may send is passed to nobody', async () => {
  const edge = await edgeTo(await listening(createServer(socket => void socket.end('HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n'))));
  expect(await codeOf(asked(edge))).toBe('ECONNRESET');
  expect(edge.told()).toEqual(['orders GET / reset']);
});

test('a service of HTTP/1.0 ends the connection of its caller after the answer, and says so', async () => {
  const edge = await edgeTo(
    await listening(createServer(socket => void socket.on('data', () => socket.end('HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi')))),
  );
  const answer = await asked(edge);
  expect([answer.text, answer.headers.connection]).toEqual(['hi', 'close']);
});
