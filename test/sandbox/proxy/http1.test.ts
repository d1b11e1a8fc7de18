import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { asked, codeOf, edgeTo, HOST, httpEdge, keepAlive, listening, ORDERS, pause, until, WEB, type Edge } from './loopback.ts';

const hello = (_: IncomingMessage, response: ServerResponse) => response.end('hello');

/** What a client gets that writes these bytes and waits for the end of the connection. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect({ host: HOST, port, localAddress: ORDERS });
  socket.write(text);
  const chunks: Buffer[] = [];
  socket.on('data', chunk => chunks.push(chunk)).on('error', () => {});
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

test('a request and its answer pass as they are, and are metered with who called', async () => {
  const edge = await httpEdge((request, response) => {
    response.writeHead(201, 'Made', { 'X-Case': 'Kept', 'set-cookie': ['a=1', 'b=2'] });
    response.end(`${request.method} ${request.url} ${request.headers.host}`);
  });
  const answer = await asked(edge, { path: '/charges?id=1', headers: { Host: 'payments:8080' } });
  expect(answer).toMatchObject({ status: 201, text: 'GET /charges?id=1 payments:8080', headers: { 'set-cookie': ['a=1', 'b=2'] } });
  expect(answer.raw).toContain('X-Case');
  await asked(edge, { localAddress: WEB });
  await asked(edge, { localAddress: '127.0.0.13' });
  expect(edge.told()).toEqual(['orders GET /charges 201', 'web GET / 201', '127.0.0.13 GET / 201']);
  expect(edge.calls[0]).toMatchObject({ to: 'payments', protocol: 'http', began: expect.any(Number), milliseconds: expect.any(Number) });
});

test('what is between two neighbours only does not pass', async () => {
  const seen: string[] = [];
  const edge = await httpEdge((request, response) => {
    seen.push(...request.rawHeaders.map(name => name.toLowerCase()));
    response.writeHead(200, { Connection: 'X-Private', 'X-Private': '1', 'Proxy-Connection': 'close', 'X-Public': '2' });
    response.end();
  });
  const { raw: names } = await asked(edge, {
    headers: { Connection: 'x-mine', 'X-Mine': '1', 'Proxy-Connection': 'close', 'X-Ours': '2' },
  });
  expect(seen).toContain('x-ours');
  expect(seen).not.toContain('x-mine');
  expect(seen).not.toContain('proxy-connection');
  expect(names).toContain('X-Public');
  expect(names).not.toContain('X-Private');
});

test('a connection that is kept carries many requests, and the service sees one connection', async () => {
  const sockets = new Set<Socket>();
  const edge = await httpEdge((request, response) => {
    sockets.add(request.socket);
    hello(request, response);
  });
  const agent = keepAlive();
  for (let at = 0; at < 20; at++) expect((await asked(edge, { agent, path: `/${at}` })).text).toBe('hello');
  expect(sockets.size).toBe(1);
  expect(edge.calls).toHaveLength(20);
});

test('a connection that the service ends while nothing is asked ends for the caller too', async () => {
  const edge = await httpEdge((request, response) => {
    hello(request, response);
    setTimeout(() => request.socket.end(), 30);
  });
  const socket = connect({ host: HOST, port: edge.port });
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket.resume(), 'end');
});

test.each(['HEAD', 'GET'])('an answer without a body is over at once: %s', async method => {
  const edge = await httpEdge((request, response) => {
    response.writeHead(request.method === 'HEAD' ? 200 : request.url === '/204' ? 204 : 304, { 'X-Length': '5' });
    response.end();
  });
  const agent = keepAlive();
  const answers = [await asked(edge, { agent, method, path: '/204' }), await asked(edge, { agent, method, path: '/304' })];
  expect(answers.map(({ status, text }) => `${status}${text}`)).toEqual(method === 'HEAD' ? ['200', '200'] : ['204', '304']);
});

test('a length of HEAD is not taken for a body', async () => {
  const edge = await httpEdge((_, response) => {
    response.writeHead(200, { 'content-length': '5000' });
    response.end();
  });
  const agent = keepAlive();
  const { headers } = await asked(edge, { agent, method: 'HEAD' });
  expect(headers['content-length']).toBe('5000');
  expect((await asked(edge, { agent, method: 'HEAD' })).status).toBe(200);
});

test('chunks pass as they come, both ways', async () => {
  const got: string[] = [];
  const edge = await httpEdge((request, response) => {
    request.on('data', chunk => {
      got.push(String(chunk));
      response.write(`saw ${chunk}`);
    });
    request.on('end', () => response.end('over'));
  });
  const outgoing = request({ host: HOST, port: edge.port, method: 'POST', agent: false });
  outgoing.write('one');
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  const back: string[] = [];
  answer.on('data', chunk => back.push(String(chunk)));
  await until(() => back.join('') === 'saw one');
  outgoing.write('two');
  await until(() => back.join('') === 'saw onesaw two');
  outgoing.end();
  await once(answer, 'end');
  expect([got.join(), back.join('')]).toEqual(['one,two', 'saw onesaw twoover']);
});

test('a head whose body comes later does not wait for it', async () => {
  const edge = await httpEdge((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    setTimeout(() => response.end('late'), 1000);
  });
  const { headAfter, text } = await asked(edge);
  expect(headAfter).toBeLessThan(900);
  expect(text).toBe('late');
});

test('trailers pass both ways', async () => {
  const edge = await httpEdge((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(200, { Trailer: 'X-Sum' });
      response.write('body');
      response.addTrailers({ 'X-Sum': request.trailers['x-sent'] ?? 'none' });
      response.end();
    });
  });
  const outgoing = request({ host: HOST, port: edge.port, method: 'POST', agent: false, headers: { Trailer: 'X-Sent' } });
  outgoing.write('part');
  outgoing.addTrailers({ 'X-Sent': '42' });
  outgoing.end();
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  await once(answer.resume(), 'end');
  expect(answer.trailers).toEqual({ 'x-sum': '42' });
});

test('whoever expects to be told to go on is told by the service', async () => {
  const edge = await httpEdge((request, response) => void request.pipe(response));
  const outgoing = request({
    host: HOST,
    port: edge.port,
    method: 'PUT',
    agent: false,
    headers: { Expect: '100-continue', 'content-length': '4' },
  });
  outgoing.flushHeaders();
  await once(outgoing, 'continue');
  outgoing.end('body');
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  const [chunk] = (await once(answer, 'data')) as [Buffer];
  expect(String(chunk)).toBe('body');
});

test('a change without a body has none after the proxy either', async () => {
  const edge = await httpEdge((request, response) =>
    response.end(`${request.headers['content-length']} ${request.headers['transfer-encoding']}`),
  );
  expect(await raw(edge.port, 'POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toContain('0 undefined');
});

test('a client of HTTP/1.0 gets a body that ends with the connection', async () => {
  const edge = await httpEdge((request, response) => {
    response.write(`${request.headers.host} `);
    response.end('done');
  });
  const answer = await raw(edge.port, 'GET /old HTTP/1.0\r\n\r\n');
  expect(answer).toContain(`payments:${edge.port} done`);
  expect(answer).not.toMatch(/transfer-encoding/i);
  expect(edge.told()).toEqual(['orders GET /old 200']);
});

test('requests that are sent one after the other without waiting are answered in order', async () => {
  const edge = await httpEdge((request, response) => void setTimeout(() => response.end(request.url), request.url === '/a' ? 30 : 0));
  const text = 'GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
  expect((await raw(edge.port, text)).match(/\/[ab]/g)).toEqual(['/a', '/b']);
});

test('a websocket passes bytes both ways, and counts as one call', async () => {
  const edge = await httpEdge(hello);
  const upgraded = await edgeWithUpgrade();
  const socket = connect({ host: HOST, port: upgraded.port, localAddress: ORDERS });
  socket.write('GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nearly');
  let text = '';
  socket.on('data', chunk => (text += String(chunk)));
  await until(() => text.includes('echo early'));
  expect(text).toMatch(/^HTTP\/1\.1 101 .*\r\nUpgrade: websocket/s);
  socket.write('more');
  await until(() => text.includes('echo more'));
  socket.end();
  await once(socket, 'close');
  expect(upgraded.told()).toEqual(['orders GET /ws 101']);
  // Who does not follow the wish answers as usual.
  expect((await asked(edge, { headers: { Connection: 'Upgrade', Upgrade: 'websocket' } })).text).toBe('hello');
});

async function edgeWithUpgrade(): Promise<Edge> {
  const server = createServer(hello);
  server.on('upgrade', (_, socket, head) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    if (head.length > 0) socket.write(`echo ${head}`);
    socket.on('data', chunk => socket.write(`echo ${chunk}`));
    socket.on('end', () => socket.end());
  });
  return edgeTo(await listening(server));
}

test('a wish for HTTP/2 is not followed, and the request goes through', async () => {
  const edge = await httpEdge((request, response) => void request.pipe(response));
  const headers = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABkAAQAoAAAAAIAAAAA' };
  expect((await asked(edge, { method: 'POST', headers, body: 'mine' })).text).toBe('mine');
  const agent = keepAlive();
  expect((await asked(edge, { agent, headers })).status).toBe(200);
  expect((await asked(edge, { agent })).status).toBe(200);
});

test('a body of any size waits where it comes from, not in the proxy', async () => {
  let serve: (() => void) | undefined;
  const edge = await httpEdge((request, response) => {
    let seen = 0;
    serve = () => {
      request.on('data', (chunk: Buffer) => (seen += chunk.length)).on('end', () => response.end(String(seen)));
    };
  });
  const outgoing = request({ host: HOST, port: edge.port, method: 'POST', agent: false });
  const piece = Buffer.alloc(1024 * 1024);
  let sent = 0;
  const write = async (): Promise<boolean> => {
    sent += piece.length;
    return outgoing.write(piece) || Promise.race([once(outgoing, 'drain').then(() => true), pause(300).then(() => false)]);
  };
  while (sent < 200 * piece.length && (await write()));
  // What the kernel keeps for two connections, and no more.
  expect(sent).toBeLessThan(40 * piece.length);
  serve?.();
  outgoing.end();
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  const [text] = (await once(answer, 'data')) as [Buffer];
  expect(String(text)).toBe(String(sent));
});

test('tries of one operation have one id, from its key or from what is sent', async () => {
  const edge = await httpEdge((request, response) => void request.resume().on('end', () => response.end()));
  const body = '{"order":1}';
  for (const options of [
    { method: 'POST', path: '/charges', body, headers: { 'Idempotency-Key': 'k1' } },
    { method: 'POST', path: '/charges', body },
    { method: 'POST', path: '/charges', body },
    { method: 'POST', path: '/charges', body: '{"order":2}' },
    { method: 'GET', path: '/charges' },
    { method: 'POST', path: '/charges', body: 'x'.repeat(65 * 1024) },
    { method: 'GET', path: '/charges', headers: { 'X-Request-Id': 'r1' } },
  ])
    await asked(edge, options);
  const ids = edge.calls.map(({ operationId }) => operationId);
  expect(ids[0]).toBe('k1');
  expect(ids[1]).toMatch(/^[0-9a-f]{32}$/);
  expect(ids[2]).toBe(ids[1]);
  expect(ids[3]).not.toBe(ids[1]);
  expect(ids.slice(4)).toEqual([undefined, undefined, 'r1']);
});

test('what an answer asks to wait for is metered: seconds or a date', async () => {
  const edge = await httpEdge((request, response) => {
    const date = new Date(0).toUTCString();
    response.writeHead(
      503,
      request.url === '/date' ? { Date: date, 'Retry-After': new Date(90_000).toUTCString() } : { 'Retry-After': '7' },
    );
    response.end();
  });
  await asked(edge, { path: '/date' });
  await asked(edge, { path: '/seconds' });
  expect(edge.calls.map(({ retryAfterSeconds }) => retryAfterSeconds)).toEqual([90, 7]);
});

test('a caller that goes away before an answer ends the request at the service too', async () => {
  let isAborted = false;
  const edge = await httpEdge((request, response) => void response.on('close', () => (isAborted = true)));
  const outgoing = request({ host: HOST, port: edge.port, localAddress: ORDERS, path: '/slow', agent: false });
  outgoing.on('error', () => {});
  outgoing.end();
  await pause(50);
  outgoing.destroy();
  await until(() => isAborted && edge.calls.length === 1);
  expect(edge.told()).toEqual(['orders GET /slow timeout']);
});

test('a caller that goes away in the middle of what it sends or gets harms nobody', async () => {
  const edge = await httpEdge((request, response) => {
    request.resume();
    if (request.url === '/down') response.write('a'.repeat(1_000_000));
  });
  const up = request({ host: HOST, port: edge.port, localAddress: ORDERS, method: 'POST', path: '/up', agent: false });
  up.on('error', () => {});
  up.write('part');
  await pause(30);
  up.destroy();
  const down = request({ host: HOST, port: edge.port, localAddress: ORDERS, path: '/down', agent: false });
  down.on('error', () => {});
  down.end();
  const [answer] = (await once(down, 'response')) as [IncomingMessage];
  answer.on('error', () => {}).destroy();
  await until(() => edge.calls.length === 2);
  expect(edge.told()).toEqual(['orders POST /up timeout', 'orders GET /down 200']);
});

test('a service that dies in the middle of an answer gives what came of it, and a broken end', async () => {
  const edge = await httpEdge((_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => setTimeout(() => response.socket?.resetAndDestroy(), 30));
  });
  const outgoing = request({ host: HOST, port: edge.port, localAddress: ORDERS, agent: false }).end();
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  let text = '';
  answer.on('data', chunk => (text += String(chunk)));
  const [error] = (await once(answer, 'error')) as [NodeJS.ErrnoException];
  expect([text, error.code]).toEqual(['half', 'ECONNRESET']);
  await until(() => edge.calls.length === 1);
  expect(edge.told()).toEqual(['orders GET / reset']);
});

test('a service that ends the connection instead of an answer, and one that is gone, look so', async () => {
  const edge = await httpEdge(request => void request.socket.destroy());
  expect(await codeOf(asked(edge))).toBe('ECONNRESET');
  expect(edge.told()).toEqual(['orders GET / reset']);
  const dead = await edgeTo(1 + (edge.port % 60_000));
  expect(await codeOf(asked(dead, { path: '/x' }))).toBe('ECONNRESET');
  expect(dead.told()).toEqual(['orders GET /x refused']);
});

test('500 requests at once are all answered and metered', async () => {
  const edge = await httpEdge((request, response) => void setTimeout(() => response.end(request.url), 20));
  const answers = await Promise.all(Array.from({ length: 500 }, (_, at) => asked(edge, { path: `/${at}` })));
  expect(answers.map(({ text }) => text)).toEqual(answers.map((_, at) => `/${at}`));
  expect(edge.calls).toHaveLength(500);
});

test('what is answered by a mock is metered so', async () => {
  const edge = await edgeTo(await listening(createServer(hello)), 'http', true);
  await asked(edge);
  expect(edge.calls[0]).toMatchObject({ mocked: true, outcome: 200 });
});
