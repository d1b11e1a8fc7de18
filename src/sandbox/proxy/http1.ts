import { createServer, ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Connection } from './connection.ts';
import { Exchange } from './http1-exchange.ts';
import { HEADER_SIZE, isUpgrade, serviceAgent, type ServiceAgent } from './http1-request.ts';
import type { World } from './world.ts';

export interface Door {
  readonly take: (connection: Connection) => void;
  readonly close: () => void;
}

interface Caller {
  readonly connection: Connection;
  readonly service: ServiceAgent;
  underWay: number;
}

/** Speaks HTTP/1 with callers. */
export function http1(world: World): Door {
  const callers = new WeakMap<Duplex, Caller>();
  const server = quietServer();

  function serve(request: IncomingMessage, response: ServerResponse, head?: Buffer): void {
    const caller = callers.get(request.socket);
    if (!caller) return void request.socket.destroy();
    caller.underWay++;
    response.once('close', () => caller.underWay--);
    void new Exchange(world, caller, { request, response, ...(head && { head }) }).run();
  }

  server.on('request', serve).on('checkContinue', serve).on('checkExpectation', serve);
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!isUpgrade(request)) return again(server, { request, socket, head });
    const response = new ServerResponse(request);
    response.assignSocket(request.socket);
    serve(request, response, head);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const caller = callers.get(socket);
    if (caller && isUnreadable(error) && socket.writable) unreadable(world, caller.connection);
    else socket.destroy();
  });

  return {
    take: connection => {
      const service = serviceAgent(world, connection, () => {
        if (caller.underWay === 0) connection.socket.end();
      });
      const caller: Caller = { connection, service, underWay: 0 };
      callers.set(connection.socket, caller);
      connection.socket.once('close', () => service.agent.destroy());
      server.emit('connection', connection.socket);
    },
    close: () => server.closeAllConnections(),
  };
}

/** A caller that went away in the middle of a request is told by the end of that call. */
const isUnreadable = ({ code }: NodeJS.ErrnoException): boolean => code?.startsWith('HPE_') === true && code !== 'HPE_INVALID_EOF_STATE';

/** Only what could be read can be passed on, so this ends here, and as most servers end it. */
function unreadable({ meter }: World, { pair, socket }: Connection): void {
  meter({ ...pair, protocol: 'http', operation: 'unreadable' }).end({ outcome: 400 });
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

/** A server that ends nothing by itself. */
function quietServer(): Server {
  const server = createServer({
    keepAliveTimeout: 0,
    requestTimeout: 0,
    headersTimeout: 0,
    connectionsCheckingInterval: 2 ** 30,
    maxHeaderSize: HEADER_SIZE,
    requireHostHeader: false,
  });
  server.timeout = 0;
  server.maxHeadersCount = 0;
  return server;
}

/** A request for an upgrade that nobody follows, read again without that wish. */
function again(server: Server, { request, socket, head }: { request: IncomingMessage; socket: Duplex; head: Buffer }): void {
  const kept = request.rawHeaders.flatMap((name, at, all) =>
    at % 2 === 0 && !/^(upgrade|connection|http2-settings)$/i.test(name) ? `${name}: ${all[at + 1]}\r\n` : [],
  );
  const start = `${request.method} ${request.url} HTTP/1.1\r\n${kept.join('')}\r\n`;
  socket.unshift(Buffer.concat([Buffer.from(start, 'latin1'), head]));
  server.emit('connection', socket);
}
