interface Rule {
  readonly takesBack: boolean;
  readonly segments: readonly string[];
}

/** What a `.dockerignore` keeps out of a build. */
export interface DockerIgnore {
  /** A file or a folder with all that is in it, by its path in the context. */
  readonly leavesOut: (path: string) => boolean;
}

const MOST_RULES = 2_000;
const LONGEST = 1_000;

/** As Docker reads it: the last rule that fits decides, and one that fits a folder fits what is in it. Pure and total. */
export function dockerIgnore(text: string): DockerIgnore {
  const rules = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .slice(0, MOST_RULES)
    .flatMap(rule);
  return {
    leavesOut: path => {
      const parts = path.split('/');
      let out = false;
      for (const { takesBack, segments } of rules) if (takesBack === out && fits(segments, parts)) out = !takesBack;
      return out && !rules.some(each => isBelow(each, path));
    },
  };
}

const isBelow = ({ takesBack, segments }: Rule, path: string): boolean => takesBack && segments.join('/').startsWith(`${path}/`);

function rule(line: string): readonly Rule[] {
  const written = line.trim();
  if (written === '' || line.startsWith('#') || written.length > LONGEST) return [];
  const takesBack = written.startsWith('!');
  const segments: string[] = [];
  for (const part of (takesBack ? written.slice(1) : written).trim().split('/')) {
    if (part === '..') segments.pop();
    // Twice in a row says no more than once.
    else if (part !== '' && part !== '.' && !(part === '**' && segments.at(-1) === '**')) segments.push(part);
  }
  return segments.length === 0 ? [] : [{ takesBack, segments }];
}

/** A file, or a folder around it; `**` stands for any number of folders. By rows of a table, one place for each beginning of the path, so that no pattern takes long. */
function fits(pattern: readonly string[], parts: readonly string[]): boolean {
  let row = [true, ...parts.map(() => false)];
  for (const segment of pattern) {
    const next = [segment === '**' && row[0]!];
    for (const [at, part] of parts.entries()) next.push(segment === '**' ? next[at]! || row[at + 1]! : row[at]! && fitsPart(segment, part));
    row = next;
  }
  return row.slice(1).some(Boolean);
}

/** `*`, `?`, `[a-z]` and `\\x` within one part of a path. */
function fitsPart(pattern: string, part: string): boolean {
  const tokens = pattern.match(/\\.|\[\^?[^\]]+\]|\*+|[^]/g) ?? [];
  const letters = Array.from(part);
  let row = [true, ...letters.map(() => false)];
  for (const token of tokens) {
    const next = [token.startsWith('*') && row[0]!];
    for (const [at, letter] of letters.entries())
      next.push(token.startsWith('*') ? next[at]! || row[at + 1]! : row[at]! && fitsLetter(token, letter));
    row = next;
  }
  return row.at(-1)!;
}

function fitsLetter(token: string, letter: string): boolean {
  if (token === '?') return true;
  if (token.length > 2 && token.startsWith('[')) return inClass(token.slice(1, -1), letter);
  return (token.length === 2 && token.startsWith('\\') ? token[1] : token) === letter;
}

function inClass(written: string, letter: string): boolean {
  const isNegated = written.startsWith('^');
  const ranges = (isNegated ? written.slice(1) : written).matchAll(/([^])-([^])|([^])/g);
  const isIn = [...ranges].some(([, from, to, one]) => (one === undefined ? from! <= letter && letter <= to! : one === letter));
  return isIn !== isNegated;
}
