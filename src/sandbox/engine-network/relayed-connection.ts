import { Duplex } from 'node:stream';
import type { Wire } from './engine-network.ts';
import { FRAME, WINDOW } from './frames.ts';

/** A part of a chunk that had no room yet. */
interface Waiting {
  readonly rest: Buffer;
  readonly done: () => void;
}

export interface Carrier {
  readonly say: (kind: number, bytes?: Buffer) => void;
  /** Told once, when nothing more is said about it. */
  readonly over: () => void;
}

/** A connection whose socket is the relay's. It behaves as a socket does that is kept open half way. */
export class RelayedConnection extends Duplex implements Wire {
  readonly remoteAddress: string | undefined;
  private readonly carrier: Carrier;
  /** So many bytes may still be sent. */
  private room = WINDOW;
  /** So many came and were not told to be taken. */
  private untold = 0;
  private waiting: Waiting | undefined;
  private isReset = false;
  /** The relay's socket is closed. */
  private isGone = false;

  constructor(carrier: Carrier, remoteAddress?: string) {
    // Whether an error closed it is told with `close`, as a socket tells it.
    super({ emitClose: false });
    this.carrier = carrier;
    this.remoteAddress = remoteAddress;
  }

  opened(): void {
    this.emit('connect');
  }

  arrived(bytes: Buffer): void {
    if (this.destroyed) return;
    this.untold += bytes.length;
    this.push(bytes);
  }

  ended(): void {
    if (this.destroyed) return;
    this.push(null);
    // Told also where nobody reads, as of a connection that is kept for later, but not before somebody can listen who has just got it.
    setImmediate(() => this.read(0));
  }

  /** The other end takes more. */
  taken(count: number): void {
    this.room += count;
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting) this.pass(waiting.rest, waiting.done);
  }

  gone(error?: Error): void {
    this.isGone = true;
    if (error) return void this.destroy(error);
    // What is still written goes nowhere.
    this.taken(Number.MAX_SAFE_INTEGER);
    this.ended();
  }

  override _read(): void {
    if (this.untold < WINDOW / 2 || this.isGone) return;
    this.carrier.say(FRAME.taken, Buffer.from(String(this.untold)));
    this.untold = 0;
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.pass(chunk, done);
  }

  override _final(done: () => void): void {
    this.say(FRAME.ended);
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.say(this.isReset ? FRAME.reset : FRAME.closed);
    this.carrier.over();
    done(error);
    process.nextTick(() => this.emit('close', error !== null));
  }

  resetAndDestroy(): this {
    this.isReset = true;
    return this.destroy();
  }

  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  // What clients of HTTP also ask of a socket is the relay's to do, or nobody's.
  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  private say(kind: number, bytes?: Buffer): void {
    if (!this.isGone) this.carrier.say(kind, bytes);
  }

  private pass(chunk: Buffer, done: () => void): void {
    const fits = chunk.subarray(0, this.room);
    this.room -= fits.length;
    if (fits.length > 0) this.say(FRAME.data, fits);
    if (fits.length === chunk.length) return done();
    this.waiting = { rest: chunk.subarray(fits.length), done };
  }
}
