/** Lines of the version before that became lines of the version after; numbers from 0, ends not included. Either part may be empty. */
export interface Hunk {
  readonly before: readonly [start: number, end: number];
  readonly after: readonly [start: number, end: number];
}

/** Beyond so many pairs of lines the middle of two texts counts as one change. */
const MOST_PAIRS = 1_000_000;

/** Where two texts differ, line by line. Pure and bounded. */
export function hunks(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const start = common(before, after, (lines, at) => lines[at]);
  const rest = Math.min(before.length, after.length) - start;
  const end = Math.min(
    rest,
    common(before, after, (lines, at) => lines[lines.length - 1 - at]),
  );
  const [was, is] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  if (was.length === 0 && is.length === 0) return [];
  const inner = was.length * is.length > MOST_PAIRS ? [whole(was, is)] : between(kept(was, is), was, is);
  return inner.map(hunk => ({ before: moved(hunk.before, start), after: moved(hunk.after, start) }));
}

const moved = ([from, to]: Hunk['before'], by: number): Hunk['before'] => [from + by, to + by];

const whole = (was: readonly string[], is: readonly string[]): Hunk => ({ before: [0, was.length], after: [0, is.length] });

function common(a: readonly string[], b: readonly string[], line: (lines: readonly string[], at: number) => string | undefined): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && line(a, count) === line(b, count)) count++;
  return count;
}

/** Pairs of lines that stay, by the longest common subsequence. */
function kept(was: readonly string[], is: readonly string[]): readonly (readonly [number, number])[] {
  const width = is.length + 1;
  const longest = new Uint32Array((was.length + 1) * width);
  for (let a = was.length - 1; a >= 0; a--)
    for (let b = is.length - 1; b >= 0; b--)
      longest[a * width + b] =
        was[a] === is[b] ? longest[(a + 1) * width + b + 1]! + 1 : Math.max(longest[(a + 1) * width + b]!, longest[a * width + b + 1]!);
  const pairs: [number, number][] = [];
  for (let a = 0, b = 0; a < was.length && b < is.length;) {
    if (was[a] === is[b]) pairs.push([a++, b++]);
    else if (longest[(a + 1) * width + b]! >= longest[a * width + b + 1]!) a++;
    else b++;
  }
  return pairs;
}

function between(pairs: readonly (readonly [number, number])[], was: readonly string[], is: readonly string[]): Hunk[] {
  const found: Hunk[] = [];
  let [a, b] = [0, 0];
  for (const [nextA, nextB] of [...pairs, [was.length, is.length] as const]) {
    if (nextA > a || nextB > b) found.push({ before: [a, nextA], after: [b, nextB] });
    [a, b] = [nextA + 1, nextB + 1];
  }
  return found;
}

/**
 * Where a line of the version before is now: the line itself, else of the lines that took its place the one that shares most words with it,
 * else the line above the gap. Numbers from 0.
 */
export function lineNow(line: number, before: readonly string[], after: readonly string[]): number {
  const all = hunks(before, after);
  const hunk = all.find(({ before: [start, end] }) => start <= line && line < end);
  if (hunk) return replaced(before[line] ?? '', hunk, after);
  const above = all.findLast(({ before: [, end] }) => end <= line);
  return above ? line - above.before[1] + above.after[1] : line;
}

function replaced(was: string, { after: [start, end] }: Hunk, after: readonly string[]): number {
  if (start === end) return Math.max(0, start - 1);
  const words = new Set(wordsOf(was));
  const shared = after.slice(start, end).map(line => wordsOf(line).filter(word => words.has(word)).length);
  return start + shared.indexOf(Math.max(...shared));
}

const wordsOf = (line: string): readonly string[] => line.match(/\w+/g) ?? [];
