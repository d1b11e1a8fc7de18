import type { Server, Socket } from 'node:net';
import type { Address } from './engine-network.ts';
import { FRAME, frame, frameReader, WINDOW } from './frames.ts';

/** The whole program of the relay, for `node -e`: it does what it is told on its input, and ends with it. */
export const relayProgram = (): string =>
  `new (${Relay})({ net: require('net'), process, FRAME: ${JSON.stringify(FRAME)}, WINDOW: ${WINDOW}, frame: ${frame}, frameReader: ${frameReader} })`;

interface Given {
  readonly net: typeof import('node:net');
  readonly process: NodeJS.Process;
  readonly FRAME: typeof FRAME;
  readonly WINDOW: number;
  readonly frame: typeof frame;
  readonly frameReader: typeof frameReader;
}

interface Carried {
  readonly socket: Socket;
  /** So many bytes may still be sent to the other end of the stream. */
  room: number;
  /** So many were passed on and are not told yet. */
  taken: number;
}

/** Its text is sent to where it runs, so it knows nothing but what it is given. */
class Relay {
  private readonly given: Given;
  private readonly servers = new Map<number, Server>();
  private readonly connections = new Map<number, Carried>();
  /** Those that begin here are even, those that begin at the other end of the stream are odd. */
  private next = 2;

  constructor(given: Given) {
    const { process, frameReader, FRAME } = given;
    this.given = given;
    const leave = (): void => process.exit();
    process.stdout.on('error', leave);
    process.stdin.on('end', leave).on('close', leave);
    process.stdin.on(
      'data',
      frameReader((kind, id, bytes) => this.hear(kind, id, bytes)),
    );
    this.say(FRAME.opened, 0);
  }

  private say(kind: number, id: number, told?: unknown): void {
    const bytes = told === undefined || Buffer.isBuffer(told) ? told : Buffer.from(JSON.stringify(told));
    this.given.process.stdout.write(this.given.frame(kind, id, bytes));
  }

  private fail(id: number, { code, syscall, message }: NodeJS.ErrnoException): void {
    this.say(this.given.FRAME.failed, id, { code, syscall, message });
  }

  private hear(kind: number, id: number, bytes: Buffer): void {
    const { FRAME } = this.given;
    const one = this.connections.get(id);
    if (kind === FRAME.listen) this.listen(id, JSON.parse(bytes.toString()) as Address);
    else if (kind === FRAME.connect) this.connect(id, JSON.parse(bytes.toString()) as Address);
    else if (!one) this.unlisten(kind, id);
    else if (kind === FRAME.data) this.pass(id, one, bytes);
    else if (kind === FRAME.taken) this.resume(one, Number(bytes.toString()));
    else if (kind === FRAME.ended) one.socket.end();
    // What was written goes out first, unless there is nobody yet to whom it could.
    else if (one.socket.connecting && (kind === FRAME.closed || kind === FRAME.reset)) one.socket.destroy();
    else if (kind === FRAME.closed) one.socket.destroySoon();
    else if (kind === FRAME.reset) one.socket.resetAndDestroy();
  }

  private listen(id: number, { host, port }: Address): void {
    const { net, FRAME } = this.given;
    const server = net.createServer({ allowHalfOpen: true }, socket => {
      const arrived = this.next;
      this.next += 2;
      this.say(FRAME.arrived, arrived, { listener: id, address: socket.remoteAddress });
      this.carry(arrived, socket);
    });
    this.servers.set(id, server);
    server.once('error', error => {
      this.servers.delete(id);
      this.fail(id, error);
    });
    server.listen({ host, port, backlog: 1024 }, () => this.say(FRAME.opened, id));
  }

  /** Who is connected stays so. */
  private unlisten(kind: number, id: number): void {
    const { FRAME } = this.given;
    if (kind !== FRAME.closed) return;
    this.servers.get(id)?.close();
    if (this.servers.delete(id)) this.say(FRAME.closed, id);
  }

  private connect(id: number, { host, port }: Address): void {
    const { net, FRAME } = this.given;
    const socket = net.connect({ host, port, allowHalfOpen: true });
    socket.once('connect', () => this.say(FRAME.opened, id));
    this.carry(id, socket);
  }

  private carry(id: number, socket: Socket): void {
    const { FRAME, WINDOW } = this.given;
    const one: Carried = { socket, room: WINDOW, taken: 0 };
    let error: NodeJS.ErrnoException | undefined;
    this.connections.set(id, one);
    socket.setNoDelay(true);
    socket.on('data', bytes => {
      this.say(FRAME.data, id, bytes);
      one.room -= bytes.length;
      if (one.room <= 0) socket.pause();
    });
    socket.on('end', () => this.say(FRAME.ended, id));
    socket.on('error', seen => (error = seen));
    socket.on('close', () => {
      this.connections.delete(id);
      if (error) this.fail(id, error);
      else this.say(FRAME.closed, id);
    });
  }

  private pass(id: number, one: Carried, bytes: Buffer): void {
    const { FRAME, WINDOW } = this.given;
    one.socket.write(bytes, () => {
      one.taken += bytes.length;
      if (one.taken < WINDOW / 2) return;
      this.say(FRAME.taken, id, one.taken);
      one.taken = 0;
    });
  }

  private resume(one: Carried, taken: number): void {
    one.room += taken;
    if (one.room > 0) one.socket.resume();
  }
}
