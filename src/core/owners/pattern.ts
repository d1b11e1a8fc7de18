/** Whose rules a CODEOWNERS file follows; they differ in what a path without a leading slash means. */
export type Dialect = 'github' | 'gitlab';

/** A pattern in its parts: `**` stands for any folders, `*` inside of a part for anything but a slash. */
export type Pattern = readonly string[];

/** Patterns are those of .gitignore with two exceptions: `docs/*` stops at the files of docs, and at GitLab a name without a slash at its end is a file. */
export function patternOf(written: string, dialect: Dialect): Pattern {
  const inFolder = written.endsWith('/');
  const parts = written.split('/').filter(part => part !== '');
  const atTop = written.startsWith('/') || (dialect === 'github' && parts.length > 1);
  const isWhole = inFolder || (dialect === 'github' && parts.at(-1) !== '*');
  // A name stands for a file, or a folder with all that is in it.
  return [...(atTop ? [] : ['**']), ...parts, ...(inFolder ? ['**', '*'] : isWhole ? [BELOW] : [])];
}

/** The path may go on here, or end. */
const BELOW = '/';

/** Takes time by the product of both lengths at most, whatever the pattern is. */
export function matches(pattern: Pattern, path: string): boolean {
  const goesOn = pattern.at(-1) === BELOW;
  const wanted = goesOn ? pattern.slice(0, -1) : pattern;
  const parts = path.split('/');
  return goesOn ? isPrefix(wanted, parts) : isAll(wanted, parts);
}

const isAll = (wanted: Pattern, parts: readonly string[]): boolean => reached(wanted, parts).has(parts.length);

const isPrefix = (wanted: Pattern, parts: readonly string[]): boolean => reached(wanted, parts).size > 0;

/** How many parts of the path the whole pattern can take. */
function reached(wanted: Pattern, parts: readonly string[]): ReadonlySet<number> {
  let from = new Set([0]);
  for (const part of wanted) {
    const next = new Set<number>();
    if (part === '**') for (let at = Math.min(...from); at <= parts.length; at++) next.add(at);
    else for (const at of from) if (at < parts.length && isLike(part, parts[at]!)) next.add(at + 1);
    if (next.size === 0) return next;
    from = next;
  }
  return from;
}

/** `*` for any characters and `?` for one: on a mismatch only the last `*` takes one more. */
function isLike(wanted: string, part: string): boolean {
  let at = 0;
  let star = -1;
  let taken = 0;
  let place = 0;
  while (place < part.length) {
    if (wanted[at] === '*') {
      star = at++;
      taken = place;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === part[place])) {
      at++;
      place++;
    } else if (star >= 0) {
      at = star + 1;
      place = ++taken;
    } else return false;
  }
  while (wanted[at] === '*') at++;
  return at === wanted.length;
}
