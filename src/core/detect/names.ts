/** Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other; `most` and more are not told apart. */
export function distance(a: string, b: string, most = 8): number {
  if (Math.abs(a.length - b.length) >= most || a.length * b.length > 10_000) return most;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      next[column] = Math.min(
        last[column]! + 1,
        next[column - 1]! + 1,
        last[column - 1]! + (same ? 0 : 1),
        swapped ? before[column - 2]! + 1 : Infinity,
      );
    }
    before = last;
    last = next;
  }
  return Math.min(most, last[b.length]!);
}

/** The candidate that was most likely meant: so near that it is a slip, and nearer than any other. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const bound = name.length < 5 ? 1 : name.length < 9 ? 2 : 3;
  const ranked = [...candidates]
    .map(candidate => ({ candidate, steps: distance(name.toLowerCase(), candidate.toLowerCase(), bound + 1) }))
    .filter(({ steps, candidate }) => steps <= bound && candidate !== name)
    .toSorted((a, b) => a.steps - b.steps);
  return ranked[0]?.candidate;
}

/** The words of a name: `DB_PASSWORD` and `dbPassword` are db, password. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '');
