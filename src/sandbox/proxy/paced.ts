import { Transform } from 'node:stream';
import { pause, type Pair, type Treatments } from './treatments.ts';

/** Pieces a second in which a slow body comes. */
const PIECES = 20;

async function trickle(chunk: Buffer, { treatments, pair, push }: { treatments: Treatments; pair: Pair; push: (piece: Buffer) => void }) {
  for (let at = 0; at < chunk.length;) {
    const slow = treatments.pace(pair);
    if (!slow) return push(chunk.subarray(at));
    const { bytesPerSecond } = slow.treatment;
    const size = Math.max(1, Math.ceil(bytesPerSecond / PIECES));
    const piece = chunk.subarray(at, at + size);
    push(piece);
    at += size;
    await pause(slow, (piece.length / bytesPerSecond) * 1000);
  }
}

/** Lets bytes through at the pace of the moment; `before` is waited for before each chunk. */
export function paced(treatments: Treatments, pair: Pair, before?: () => Promise<void> | undefined): Transform {
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const waited = before?.();
      if (!waited && !treatments.pace(pair)) return done(null, chunk);
      void Promise.resolve(waited)
        .then(() => trickle(chunk, { treatments, pair, push: piece => void this.push(piece) }))
        .then(() => done());
    },
  });
}
