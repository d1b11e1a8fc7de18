import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const source = (file: string): string => JSON.stringify(join(import.meta.dirname, '../../../src/sandbox/proxy', file));

/** Every kind of connection is under way, and several treatments hold, when the proxies are closed; then nothing keeps the process alive. */
const SCRIPT = `
import { createServer, get } from 'node:http';
import { connect as connectHttp2, createServer as createHttp2 } from 'node:http2';
import { connect, createServer as createTcp } from 'node:net';
const { openProxies } = await import(${source('proxies.ts')});
const { directNetwork } = await import(${source('../engine-network/direct.ts')});
const listen = server => new Promise(resolve => server.listen(0, '127.0.0.1', () => { server.unref(); resolve(server.address().port); }));
const unref = server => server.on('connection', socket => socket.on('error', () => {}).unref());
const web = await listen(unref(createServer((request, response) => request.url === '/slow' || response.end('x'))));
const rpc = await listen(unref(createHttp2().on('stream', stream => stream.on('error', () => {}))));
const bytes = await listen(unref(createTcp(socket => socket.pipe(socket))));
const service = (name, port, protocol) => ({ service: name, address: '127.0.0.2', ports: [{ port, protocol }] });
const proxies = await openProxies({
  network: directNetwork,
  targets: [service('web', web, 'http'), service('rpc', rpc, 'grpc'), service('bytes', bytes, 'unknown')],
  callerOf: () => 'me', upstream: async (_, port) => ({ host: '127.0.0.1', port }), seed: 1, now: () => performance.now(), onCall: () => {},
});
proxies.treat({ to: 'bytes' }, { kind: 'blackhole' });
proxies.treat({ to: 'web' }, { kind: 'latency', milliseconds: 600000, jitterMilliseconds: 0 });
const at = { host: '127.0.0.2' };
get({ ...at, port: web, path: '/slow' }).on('error', () => {});
get({ ...at, port: web, path: '/late' }).on('error', () => {});
const session = connectHttp2('http://127.0.0.2:' + rpc);
session.on('error', () => {});
session.request({ ':path': '/x' }).on('error', () => {});
connect({ ...at, port: bytes }).on('error', () => {}).write('hello');
connect({ ...at, port: web }).on('error', () => {});
await new Promise(resolve => setTimeout(resolve, 200));
await proxies.close();
await proxies.close();
session.destroy();
console.log('closed');
`;

test('closed proxies leave nothing open', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', SCRIPT], { timeout: 15_000 });
  expect(stdout).toBe('closed\n');
});
