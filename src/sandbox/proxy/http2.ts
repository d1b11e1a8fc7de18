import { connect, constants, createServer, type ClientHttp2Session, type Http2Session, type ServerHttp2Stream } from 'node:http2';
import type { Connection } from './connection.ts';
import type { Door } from './http1.ts';
import { HEADER_SIZE } from './http1-request.ts';
import { Http2Exchange } from './http2-exchange.ts';
import { failure } from './meter.ts';
import { hold } from './tcp.ts';
import type { World } from './world.ts';

/** A window and a table as large as what anybody may ask for, so that the proxy is never what slows a stream down. */
const SETTINGS = {
  settings: { initialWindowSize: 4 * 1024 * 1024, maxHeaderListSize: HEADER_SIZE, enablePush: false },
  maxSessionMemory: 1024,
  maxHeaderListPairs: 4000,
  maxSendHeaderBlockLength: HEADER_SIZE,
  peerMaxConcurrentStreams: 2 ** 31 - 1,
};

interface Caller {
  readonly connection: Connection;
  readonly service: ClientHttp2Session;
  readonly isMocked: boolean;
}

/** Speaks HTTP/2 without TLS with callers that begin with it, as gRPC does. */
export function http2(world: World): Door {
  const callers = new Map<Http2Session, Caller>();
  const server = createServer(SETTINGS);
  server.on('sessionError', () => {});
  server.on('stream', (stream: ServerHttp2Stream, headers, flags) => {
    const caller = stream.session && callers.get(stream.session);
    if (!caller) return stream.close(constants.NGHTTP2_CANCEL);
    void new Http2Exchange(world, caller, { stream, headers, isWhole: (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0 }).run();
  });

  async function take(connection: Connection): Promise<void> {
    const { pair, socket } = connection;
    const [held] = world.treatments.on(pair, 'blackhole');
    if (held) return cutOff(world, connection, held.afterwards);
    try {
      const { socket: upstream, mocked } = await world.dial(pair.to, connection.port);
      if (socket.destroyed) return void upstream.destroy();
      // HTTP/2 knows no half of a connection: a service that was killed says nothing but this.
      for (const end of [socket, upstream]) end.once('end', () => end.end());
      const service = connect(`http://${pair.to}:${connection.port}`, { ...SETTINGS, createConnection: () => upstream });
      service.on('error', () => {});
      // The session is made while its connection is handed over.
      server.once('session', session => together(callers, session, { connection, service, isMocked: mocked }));
      server.emit('connection', socket);
    } catch (error) {
      world.meter({ ...pair, protocol: 'grpc', operation: 'connection' }).end({ outcome: failure(error) });
      connection.reset();
    }
  }

  return {
    take: connection => void take(connection),
    close: () => {
      for (const session of callers.keys()) session.destroy();
    },
  };
}

/** The session of a caller and the one with the service end together. */
function together(callers: Map<Http2Session, Caller>, session: Http2Session, caller: Caller): void {
  const { service, connection } = caller;
  callers.set(session, caller);
  session.on('error', () => {});
  session.once('close', () => {
    callers.delete(session);
    service.destroy();
  });
  service.once('goaway', () => session.close());
  service.once('close', () => {
    if (!session.destroyed && !connection.isCut) session.close();
  });
  connection.onCut(() => {
    // A session reads no more while it waits to write; what is held back are its answers.
    connection.socket.uncork();
    service.destroy();
  });
}

/** Who does not hear from the other side cannot even begin. */
function cutOff(world: World, connection: Connection, afterwards: Set<() => void>): void {
  const call = world.meter({ ...connection.pair, protocol: 'grpc', operation: 'connection' });
  connection.socket.resume();
  hold(connection, afterwards, () => call.end({ ...connection.gone('timeout'), injected: true }));
}
