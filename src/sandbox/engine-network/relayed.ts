import type { Duplex } from 'node:stream';
import { SandboxError } from '../sandbox-error.ts';
import type { Undo } from '../sandbox.ts';
import { once } from '../undo.ts';
import type { Address, Wire, EngineNetwork } from './engine-network.ts';
import { type Failure, FRAME, frame, frameReader } from './frames.ts';
import { RelayedConnection } from './relayed-connection.ts';

interface Listener {
  readonly arrive: (connection: Wire) => void;
  readonly opened: () => void;
  readonly failed: (error: Error) => void;
  shut: () => void;
}

export interface Relay {
  /** What it says and hears. */
  readonly stream: Duplex;
  /** Why it ended that nobody has ended; one sentence. */
  readonly ended: () => Promise<string>;
  /** Removes it. */
  readonly close: Undo;
}

/** The network in which a relay is, over its one stream. Resolves when the relay is there. */
export async function relayedNetwork(relay: Relay): Promise<EngineNetwork> {
  const lost = new AbortController();
  const carried = new CarriedNetwork(relay.stream);
  let isClosed = false;
  const close = once(async () => {
    isClosed = true;
    carried.over();
    relay.stream.destroy();
    await relay.close();
  });
  const gone = async (): Promise<void> => {
    carried.over();
    if (!isClosed) lost.abort(new SandboxError(await relay.ended()));
  };
  relay.stream.once('close', () => void gone()).once('end', () => relay.stream.destroy());
  relay.stream.on('error', () => relay.stream.destroy());
  await Promise.race([carried.ready, rejected(lost.signal)]);
  return {
    listen: (at, arrive) => carried.listen(at, arrive),
    endpoint: at => ({ ...at, connect: () => carried.connect(at) }),
    lost: lost.signal,
    close,
  };
}

/** Listeners and connections of a relay, by their numbers on its stream. */
class CarriedNetwork {
  readonly ready: Promise<void>;
  private readonly stream: Duplex;
  private readonly listeners = new Map<number, Listener>();
  private readonly connections = new Map<number, RelayedConnection>();
  private next = 1;
  private isCorked = false;
  private isOver = false;

  constructor(stream: Duplex) {
    this.stream = stream;
    this.ready = new Promise(resolve => {
      const read = frameReader((kind, id, bytes) => (kind === FRAME.opened && id === 0 ? resolve() : this.hear(kind, id, bytes)));
      stream.on('data', read);
    });
  }

  listen(at: Address, arrive: Listener['arrive']): Promise<Undo> {
    const id = this.number();
    return new Promise((resolve, reject) => {
      const listener: Listener = { arrive, opened: () => resolve(once(() => this.unlisten(id))), failed: reject, shut: () => undefined };
      if (this.isOver) return reject(cutOff());
      this.listeners.set(id, listener);
      this.say(FRAME.listen, id, told(at));
    });
  }

  connect(at: Address): Wire {
    const id = this.number();
    const connection = this.connection(id);
    if (this.isOver) return connection.destroy(cutOff());
    this.say(FRAME.connect, id, told(at));
    return connection;
  }

  /** Nothing is said any more. */
  over(): void {
    this.isOver = true;
    for (const listener of this.listeners.values()) {
      listener.failed(cutOff());
      listener.shut();
    }
    for (const connection of this.connections.values()) connection.gone(cutOff());
    this.listeners.clear();
  }

  private unlisten(id: number): Promise<void> {
    const listener = this.listeners.get(id);
    return new Promise(resolve => {
      if (!listener) return resolve();
      listener.shut = resolve;
      this.say(FRAME.closed, id);
    });
  }

  private number(): number {
    const id = this.next;
    this.next += 2;
    return id;
  }

  private connection(id: number, address?: string): RelayedConnection {
    const carrier = { say: (kind: number, bytes?: Buffer) => this.say(kind, id, bytes), over: () => void this.connections.delete(id) };
    const connection = new RelayedConnection(carrier, address);
    this.connections.set(id, connection);
    return connection;
  }

  /** All that is said in one turn goes out at once. */
  private say(kind: number, id: number, bytes?: Buffer): void {
    if (this.isOver) return;
    if (!this.isCorked) {
      this.isCorked = true;
      this.stream.cork();
      process.nextTick(() => {
        this.isCorked = false;
        this.stream.uncork();
      });
    }
    this.stream.write(frame(kind, id, bytes));
  }

  private hear(kind: number, id: number, bytes: Buffer): void {
    if (kind === FRAME.arrived) return this.arrived(id, JSON.parse(bytes.toString()) as { listener: number; address: string });
    const connection = this.connections.get(id);
    if (!connection) return this.heardOfListener(kind, id, bytes);
    if (kind === FRAME.data) connection.arrived(bytes);
    else if (kind === FRAME.taken) connection.taken(Number(bytes.toString()));
    else if (kind === FRAME.opened) connection.opened();
    else if (kind === FRAME.ended) connection.ended();
    else if (kind === FRAME.closed) connection.gone();
    else if (kind === FRAME.failed) connection.gone(failure(bytes));
  }

  private arrived(id: number, { listener, address }: { readonly listener: number; readonly address: string }): void {
    const connection = this.connection(id, address);
    const found = this.listeners.get(listener);
    if (found) found.arrive(connection);
    else connection.resetAndDestroy();
  }

  private heardOfListener(kind: number, id: number, bytes: Buffer): void {
    const listener = this.listeners.get(id);
    if (kind === FRAME.opened) return listener?.opened();
    if (kind !== FRAME.failed && kind !== FRAME.closed) return;
    this.listeners.delete(id);
    if (kind === FRAME.failed) listener?.failed(failure(bytes));
    listener?.shut();
  }
}

const rejected = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));

const told = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const failure = (bytes: Buffer): Error => {
  const { message, ...rest } = JSON.parse(bytes.toString()) as Failure;
  return Object.assign(new Error(message), rest);
};

const cutOff = (): Error => Object.assign(new Error('The relay is gone.'), { code: 'ECONNRESET', syscall: 'read' });
