import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type RequestListener, type RequestOptions } from 'node:http';
import type { AddressInfo, Server as NetServer, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { MeteredCall } from '../../../src/core/model/verify.ts';
import type { PortProtocol } from '../../../src/sandbox/proxy/connection.ts';
import { testedNetwork } from '../engine-network/tested-network.ts';
import { openProxies, type Proxies } from '../../../src/sandbox/proxy/proxies.ts';
import type { Treatment } from '../../../src/sandbox/proxy/treatment.ts';

/** Callers are told apart by the address from which they call, as containers are. */
export const ORDERS = '127.0.0.11';
export const WEB = '127.0.0.12';
const CALLERS: Readonly<Record<string, string>> = { [ORDERS]: 'orders', [WEB]: 'web' };
/** Where the proxy listens on the service's own port. */
export const HOST = '127.0.0.2';

export interface Edge {
  readonly port: number;
  readonly calls: MeteredCall[];
  readonly proxies: Proxies;
  readonly treat: (treatment: Treatment, from?: string) => () => Promise<void>;
  /** Each call in a few words: `orders POST /charges 201`. */
  readonly told: () => string[];
}

export async function listening(server: NetServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

/** A proxy before a port of payments, which listens on this machine. */
export async function edgeTo(port: number, protocol: PortProtocol = 'http', mocked?: true): Promise<Edge> {
  const calls: MeteredCall[] = [];
  const network = await testedNetwork();
  const proxies = await openProxies({
    network,
    targets: [{ service: 'payments', address: HOST, ports: [{ port, protocol }] }],
    callerOf: address => CALLERS[address],
    upstream: async () => ({ ...network.endpoint({ host: '127.0.0.1', port }), ...(mocked && { mocked }) }),
    seed: 7,
    now: () => performance.now(),
    onCall: call => calls.push(call),
  });
  onTestFinished(() => proxies.close());
  return {
    port,
    calls,
    proxies,
    treat: (treatment, from) => proxies.treat({ to: 'payments', ...(from !== undefined && { from }) }, treatment),
    told: () => calls.map(({ from, operation, outcome, injected }) => `${from} ${operation} ${outcome}${injected ? ' injected' : ''}`),
  };
}

export async function httpEdge(serve: RequestListener): Promise<Edge> {
  return edgeTo(await listening(createServer(serve)));
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly raw: readonly string[];
  readonly trailers: IncomingMessage['trailers'];
  readonly text: string;
  readonly milliseconds: number;
  readonly headAfter: number;
}

/** What an ordinary client of HTTP/1 gets; the code of the error where it gets nothing. */
export function asked(edge: Pick<Edge, 'port'>, options: RequestOptions & { body?: string | Buffer } = {}): Promise<Answer> {
  const { body, ...rest } = options;
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: HOST, port: edge.port, localAddress: ORDERS, agent: false, ...rest }, answer => {
      const headAfter = performance.now() - began;
      const chunks: Buffer[] = [];
      answer.on('data', chunk => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          raw: answer.rawHeaders,
          trailers: answer.trailers,
          text: Buffer.concat(chunks).toString(),
          milliseconds: performance.now() - began,
          headAfter,
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Whether it ended in an error. */
export const closed = (socket: Socket): Promise<boolean> => new Promise(resolve => void socket.once('close', resolve));

export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'an answer',
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );

export function keepAlive(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return agent;
}

export async function until(is: () => boolean, milliseconds = 5000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!is()) {
    if (performance.now() > end) throw new Error('It did not come to pass.');
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}

export const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds));
