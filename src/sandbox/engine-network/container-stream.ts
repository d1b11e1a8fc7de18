import { Duplex } from 'node:stream';

const LONGEST_COMPLAINT = 2_000;

/** What is said to a container and by it. Its output comes in pieces with a head of eight bytes: which stream, and how long. */
export class ContainerStream extends Duplex {
  private readonly attached: Duplex;
  private rest: Buffer = Buffer.alloc(0);
  private said = '';

  constructor(attached: Duplex) {
    super();
    this.attached = attached;
    attached.on('data', (bytes: Buffer) => this.heard(bytes));
    attached
      .on('error', error => this.destroy(error))
      .once('end', () => this.destroy())
      .once('close', () => this.destroy());
  }

  /** The last line that says what went wrong. */
  get complaint(): string {
    const lines = this.said.split('\n').map(line => line.trim());
    return lines.find(line => /error/i.test(line)) ?? lines.findLast(line => line !== '') ?? '';
  }

  /** All that comes is taken at once: each connection holds back by itself what it has no room for. */
  override _read(): void {}

  override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    this.attached.write(chunk, done);
  }

  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.attached.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.attached.destroy();
    done(error);
  }

  private heard(bytes: Buffer): void {
    const all = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    let at = 0;
    while (all.length - at >= 8) {
      const end = at + 8 + all.readUInt32BE(at + 4);
      if (end > all.length) break;
      const piece = all.subarray(at + 8, end);
      if (all[at] === 1) this.push(piece);
      else this.said = (this.said + piece.toString()).slice(-LONGEST_COMPLAINT);
      at = end;
    }
    this.rest = all.subarray(at);
  }
}
