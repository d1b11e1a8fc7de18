import { Client, credentials, Metadata, status, type StatusObject } from '@grpc/grpc-js';
import type { GrpcCode } from '../../core/model/verify.ts';
import { fromHere } from '../engine-network/from-here.ts';
import type { Endpoint } from '../sandbox.ts';

/** One call, whatever it streams: what is sent goes out at once, and what comes back is collected. */
export interface GrpcSent {
  /** `/shop.v1.Orders/Place`. */
  readonly path: string;
  readonly messages: readonly Buffer[];
  readonly metadata: Readonly<Record<string, string>>;
}

export interface GrpcReceived {
  readonly code: GrpcCode;
  readonly details: string;
  readonly messages: readonly Buffer[];
}

interface GrpcWaiting {
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** A stream that does not end is cut off. */
const MOST_MESSAGES = 1000;

const bytes = (message: Buffer): Buffer => message;

/** Rejects only when the signal ends everything: a connection that fails is a code. */
export const sendGrpc = (endpoint: Endpoint, sent: GrpcSent, waiting: GrpcWaiting): Promise<GrpcReceived> =>
  fromHere(endpoint, here => sendFromHere(here, { ...sent, authority: `localhost:${endpoint.port}` }, waiting));

async function sendFromHere(
  { host, port }: Endpoint,
  { authority, ...sent }: GrpcSent & { readonly authority: string },
  { seconds, signal }: GrpcWaiting,
): Promise<GrpcReceived> {
  signal.throwIfAborted();
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const client = new Client(address, credentials.createInsecure(), {
    // Each try counts, and is ours; and nothing of an earlier connection is used again.
    'grpc.enable_retries': 0,
    'grpc.use_local_subchannel_pool': 1,
    'grpc.enable_http_proxy': 0,
    'grpc.default_authority': authority,
    'grpc.max_receive_message_length': 16_000_000,
  });
  try {
    return await call(client, sent, { deadline: Date.now() + seconds * 1000, signal });
  } finally {
    client.close();
  }
}

const call = (
  client: Client,
  { path, messages, metadata }: GrpcSent,
  { deadline, signal }: { deadline: number; signal: AbortSignal },
): Promise<GrpcReceived> =>
  new Promise((resolve, reject) => {
    const headers = new Metadata();
    for (const [name, value] of Object.entries(metadata)) headers.set(name.toLowerCase(), value);
    const stream = client.makeBidiStreamRequest(path, bytes, bytes, headers, { deadline });
    const received: Buffer[] = [];
    const stop = (): void => stream.cancel();
    signal.addEventListener('abort', stop, { once: true });
    stream.on('data', (message: Buffer) => {
      received.push(message);
      if (received.length >= MOST_MESSAGES) stop();
    });
    // How the call ended is its status; without a listener, an error is thrown as well.
    stream.on('error', () => undefined);
    stream.on('status', ({ code, details }: StatusObject) => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) return reject(signal.reason as Error);
      const isCut = received.length >= MOST_MESSAGES;
      resolve({ code: isCut ? 'OK' : codeName(code), details, messages: received });
    });
    for (const message of messages) stream.write(message);
    stream.end();
  });

const codeName = (code: number): GrpcCode => (status[code] as GrpcCode | undefined) ?? 'UNKNOWN';
