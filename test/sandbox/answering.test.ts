import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { answering } from '../../src/sandbox/answering.ts';

const server: Server = createServer((request, response) => {
  response.writeHead(request.url === '/moved' ? 302 : request.url === '/up' ? 200 : 503, { location: '/nowhere' }).end();
}).listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => server.close());
const { port } = server.address() as AddressInfo;

const answers = answering(
  new Map([
    ['up', { port, path: '/up' }],
    ['moved', { port, path: 'moved' }],
    ['down', { port, path: '/down' }],
    ['open', { port }],
    ['closed', { port: 1 }],
    ['gone', { port: 2 }],
  ]),
  {
    endpoint: async (service, port) => (service === 'gone' ? Promise.reject(new Error('gone does not run.')) : { host: '127.0.0.1', port }),
  },
);

test.each([
  ['up', true],
  ['moved', true],
  ['down', false],
  ['open', true],
  ['closed', false],
  ['gone', false],
  ['without a probe', true],
])('%s answers: %s', async (service, does) => {
  expect(await answers(service)).toBe(does);
});
