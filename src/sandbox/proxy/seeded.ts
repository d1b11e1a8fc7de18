/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A seed for one of many things, so that each has numbers of its own (FNV-1a). */
export function seedFor(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const character of name) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  return hash;
}

/** Parts of a whole, so that shares add up without the rounding of fractions. */
const WHOLE = 1_000_000;

/**
 * Says of each that comes whether it is one of the share, spread evenly: of any number in a row as many as the share is, but for less than one.
 * The seed only says where in the row the first one is.
 */
export function spread(share: number, seed: number): () => boolean {
  const step = Math.round(Math.min(1, Math.max(0, share)) * WHOLE);
  let sum = Math.floor(seeded(seed)() * WHOLE);
  return () => {
    sum += step;
    if (sum < WHOLE) return false;
    sum -= WHOLE;
    return true;
  };
}
