import { addAbortSignal } from 'node:stream';
import { connected } from '../engine-network/connected.ts';
import type { Wire } from '../engine-network/engine-network.ts';
import type { Endpoint } from '../sandbox.ts';

/** A conversation in lines, as brokers of messages hold it. */
export interface LineConnection {
  readonly write: (bytes: string | Buffer) => void;
  /** The next line without its end. Rejects with what ended the connection. */
  readonly line: () => Promise<string>;
  readonly close: () => void;
}

/** A line without an end is no conversation. */
const LONGEST = 1_000_000;

export function lineConnection(endpoint: Endpoint, signal: AbortSignal): LineConnection {
  const socket = addAbortSignal(signal, connected(endpoint));
  const lines = linesOf(socket);
  return {
    write: bytes => void socket.write(bytes),
    line: async () => {
      const next = await lines.next();
      if (next.done) throw Object.assign(new Error('closed'), { code: 'ECONNRESET' });
      return next.value;
    },
    close: () => socket.destroy(),
  };
}

async function* linesOf(socket: Wire): AsyncGenerator<string, void> {
  let rest = '';
  for await (const chunk of socket.setEncoding('utf8') as AsyncIterable<string>) {
    rest += chunk;
    if (rest.length > LONGEST) return;
    const lines = rest.split('\r\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
