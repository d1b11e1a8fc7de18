import type { Hash } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';

/** A body larger than this has no part in an operation's id. */
export const DIGESTED = 64 * 1024;

/** What a caller sends: passed on as it comes, and kept only as long as somebody needs it whole. */
export class Body {
  private readonly source: Readable;
  private readonly hash: Hash | undefined;
  private readonly kept: Buffer[] = [];
  private size = 0;
  /** Some of it was passed on. */
  hasBegun = false;
  private ended: boolean;
  private digested: string | undefined;

  constructor(source: Readable, hash: Hash | undefined) {
    this.source = source;
    this.hash = hash;
    this.ended = source.readableEnded;
    source.on('end', () => (this.ended = true));
    // Whoever asked went away: the answer's end says so too.
    source.on('error', () => {});
  }

  /** Waits for all of it; false where it is larger, or does not end soon. */
  whole(limit: number, milliseconds: number): Promise<boolean> {
    if (this.ended || this.size > limit) return Promise.resolve(this.ended && this.size <= limit);
    return new Promise(resolve => {
      const done = () => {
        clearTimeout(timer);
        this.source.off('data', take).off('end', done).off('close', done).pause();
        resolve(this.ended && this.size <= limit);
      };
      const take = (chunk: Buffer) => {
        this.count(chunk);
        this.kept.push(chunk);
        if (this.size > limit) done();
      };
      const timer = setTimeout(done, milliseconds);
      this.source.on('data', take).on('end', done).on('close', done);
    });
  }

  /** Passes on what was kept and what follows; `atEnd` ends the target. Where all of it was kept it can be passed on again. */
  passTo(target: Writable, atEnd: () => void): void {
    for (const chunk of this.kept) target.write(chunk);
    this.hasBegun = this.kept.length > 0;
    if (this.ended) return atEnd();
    this.kept.length = 0;
    this.source.on('data', chunk => this.count(chunk));
    this.source.once('data', () => (this.hasBegun = true));
    this.source.on('end', atEnd);
    this.source.pipe(target, { end: false });
  }

  /** Nobody wants it any more. */
  drop(): void {
    this.source.on('data', chunk => this.count(chunk));
  }

  /** The digest of a body that was seen to its end. */
  digest(): string | undefined {
    if (!this.hash || !this.ended || this.size > DIGESTED) return undefined;
    return (this.digested ??= this.hash.digest('hex').slice(0, 32));
  }

  private count(chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size <= DIGESTED) this.hash?.update(chunk);
  }
}
