/** One place of a pattern. Matching walks over all places that a path may have reached, so that no pattern takes long. */
type Place =
  | { readonly kind: 'character'; readonly matches: (character: string) => boolean }
  | { readonly kind: 'stretch'; readonly matches: (character: string) => boolean };

type Pattern = (path: string) => boolean;

const anything = (): boolean => true;
const withinFolder = (character: string): boolean => character !== '/';

/** As Go's filepath.Match, which `.helmignore` uses: stars and question marks stay within a folder. */
export const shellPattern = (pattern: string): Pattern => matching(places(pattern, false));

/** Braces within braces multiply; nobody means more than these. */
const MOST_ALTERNATIVES = 256;

/** As `.Files.Glob`: `**` crosses folders, and `{a,b}` is one or the other. */
export function globPattern(pattern: string): Pattern {
  const alternatives = expanded(pattern).map(alternative => matching(places(alternative, true)));
  return path => alternatives.some(matches => matches(path));
}

const PART = /\*+|\?|\[[!^]?(?:\\.|[^\]\\])+\]|\\.|[^]/gu;

function places(pattern: string, crosses: boolean): readonly Place[] {
  return (pattern.match(PART) ?? []).map(part => {
    if (part.startsWith('*')) return { kind: 'stretch', matches: crosses && part.length > 1 ? anything : withinFolder };
    if (part === '?') return { kind: 'character', matches: withinFolder };
    if (part.startsWith('[') && part.length > 1) return { kind: 'character', matches: oneOf(part.slice(1, -1)) };
    const wanted = part.startsWith('\\') && part.length > 1 ? part.slice(1) : part;
    return { kind: 'character', matches: character => character === wanted };
  });
}

const SET_PART = /(?<first>\\.|[^\\])(?:-(?<last>\\.|[^\\]))?/gu;

function oneOf(inside: string): (character: string) => boolean {
  const negated = /^[!^]/.test(inside);
  const ranges = [...inside.slice(negated ? 1 : 0).matchAll(SET_PART)].map(({ groups }) => {
    const first = groups!['first']!.at(-1)!;
    return [first, groups!['last']?.at(-1) ?? first] as const;
  });
  return character => character !== '/' && ranges.some(([first, last]) => first <= character && character <= last) !== negated;
}

function matching(places: readonly Place[]): Pattern {
  return path => {
    let reached = withSkipped(new Set([0]), places);
    for (const character of path) {
      const next = new Set<number>();
      for (const at of reached) {
        const place = places[at];
        if (place?.matches(character)) next.add(place.kind === 'stretch' ? at : at + 1);
      }
      if (next.size === 0) return false;
      reached = withSkipped(next, places);
    }
    return reached.has(places.length);
  };
}

/** A stretch may hold nothing. A set gives what is added while it is walked. */
function withSkipped(reached: Set<number>, places: readonly Place[]): Set<number> {
  for (const at of reached) if (places[at]?.kind === 'stretch') reached.add(at + 1);
  return reached;
}

function expanded(pattern: string): readonly string[] {
  let done: readonly string[] = [''];
  for (let at = 0; at < pattern.length;) {
    const close = pattern[at] === '{' ? closing(pattern, at) : -1;
    const end = close < 0 ? at + (pattern[at] === '\\' ? 2 : 1) : close + 1;
    const choices = close < 0 ? [pattern.slice(at, end)] : alternatives(pattern.slice(at + 1, close)).flatMap(expanded);
    done = done.flatMap(before => choices.map(choice => before + choice)).slice(0, MOST_ALTERNATIVES);
    at = end;
  }
  return done;
}

function closing(pattern: string, open: number): number {
  let depth = 0;
  for (let at = open; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++;
    else if (pattern[at] === '{') depth++;
    else if (pattern[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

function alternatives(inside: string): readonly string[] {
  const found = [''];
  let depth = 0;
  for (const part of inside.match(/\\.|[^]/gu) ?? []) {
    if (part === '{') depth++;
    else if (part === '}') depth--;
    if (part === ',' && depth === 0) found.push('');
    else found[found.length - 1] += part;
  }
  return found;
}
