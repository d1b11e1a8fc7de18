import { Agent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Connection } from './connection.ts';
import { connectionWords, endToEnd, has, without } from './headers.ts';
import type { World } from './world.ts';

/** Headers of some systems are larger than what is usual. */
export const HEADER_SIZE = 1024 * 1024;

/** Called with what connects an agent to the service. */
export interface ServiceAgent {
  readonly agent: Agent;
  isMocked: boolean;
}

/** One connection to the service for each of a caller, kept as long as both want it. `closed` is told when the service ends it. */
export function serviceAgent(world: World, { pair, port, socket: caller }: Connection, closed: () => void): ServiceAgent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const service: ServiceAgent = { agent, isMocked: false };
  /** Kept while nothing is asked: that it was ended is seen by node itself on a socket of the system only. */
  let idle: Duplex | undefined;
  agent.createConnection = (_, created) => {
    world.dial(pair.to, port).then(
      ({ socket, mocked }) => {
        // Whoever asked for it may be gone, and nobody would end it.
        if (caller.destroyed) return void socket.destroy();
        service.isMocked = mocked;
        socket.once('close', closed).once('end', () => socket === idle && socket.destroy());
        created?.(null, socket);
      },
      // Typed as if a failure came with a stream.
      error => created?.(error, undefined as unknown as Duplex),
    );
    return undefined;
  };
  Object.assign(agent, {
    // How long it stays is agreed between the caller and the service.
    keepSocketAlive: (socket: Duplex) => (idle = socket) !== undefined,
    reuseSocket: (socket: Duplex, request: ClientRequest) => {
      idle = undefined;
      Agent.prototype.reuseSocket(socket, request);
    },
  });
  return service;
}

/** The request as the service gets it. */
export function forwarded(request: IncomingMessage, { agent, connection }: { agent: Agent; connection: Connection }): ClientRequest {
  return httpRequest({
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: headersFor(request, connection),
    maxHeaderSize: HEADER_SIZE,
    setHost: false,
    agent,
  });
}

export const isChunked = (request: IncomingMessage): boolean => request.headers['transfer-encoding'] !== undefined;

function headersFor(request: IncomingMessage, { pair, port }: Connection): string[] {
  const chunked = isChunked(request);
  const headers = chunked ? endToEnd(request.rawHeaders) : without(endToEnd(request.rawHeaders), 'trailer');
  const words = connectionWords(request.rawHeaders);
  // HTTP/1.0 knows no Host, and what is sent on is HTTP/1.1.
  if (!has(headers, 'host')) headers.push('Host', `${pair.to}:${port}`);
  if (chunked) headers.push('Transfer-Encoding', 'chunked');
  // Without it node would make a chunked body of none.
  else if (!has(headers, 'content-length') && /^(POST|PUT|PATCH)$/.test(request.method ?? '')) headers.push('Content-Length', '0');
  if (request.headers.te !== undefined && words.has('te')) headers.push('TE', String(request.headers.te));
  if (isUpgrade(request)) headers.push('Connection', 'Upgrade', 'Upgrade', request.headers.upgrade ?? '');
  else if (words.has('close')) headers.push('Connection', 'close');
  return headers;
}

/** HTTP/2 is only spoken to whom begins with it: asked for as an upgrade it is not, which every client accepts. */
export const isUpgrade = ({ headers }: IncomingMessage): boolean =>
  headers.upgrade !== undefined && headers.upgrade.toLowerCase() !== 'h2c' && /\bupgrade\b/i.test(headers.connection ?? '');
