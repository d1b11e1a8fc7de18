import picomatch from 'picomatch';
import type { Extractor } from './extractor.ts';

interface Rule {
  readonly matches: (text: string) => boolean;
  readonly extractor: Extractor;
}

interface NameRule extends Rule {
  /** A text that stands in every name that the glob matches. */
  readonly sign: string;
}

interface PlaceRule extends Rule {
  /** A folder that the path must lead through; absent where the glob names none. */
  readonly folder?: string | undefined;
}

interface Rules {
  readonly byEnding: Map<string, Extractor[]>;
  readonly byName: Map<string, Extractor[]>;
  /** Globs on the file's name alone: their answer is the same wherever the file lies. */
  readonly onName: NameRule[];
  readonly onPath: PlaceRule[];
}

/**
 * Which extractors want a path. Every path of a workspace is asked twice, so globs that name only an ending or a file are looked up,
 * globs on the file's name are matched once a name, and those that name a folder are matched only below such a folder.
 */
export function dispatcher(extractors: readonly Extractor[]): (path: string) => readonly Extractor[] {
  const rules: Rules = { byEnding: new Map(), byName: new Map(), onName: [], onPath: [] };
  for (const extractor of extractors) for (const glob of extractor.include.flatMap(alternatives)) addRule(rules, glob, extractor);
  const signs = new RegExp(rules.onName.map(({ sign }) => escaped(sign)).join('|'));
  const byBase = new Map<string, readonly Extractor[]>();
  const byFolder = new Map<string, readonly PlaceRule[]>();
  return path => {
    const end = path.lastIndexOf('/') + 1;
    const named = known(byBase, path.slice(end).toLowerCase(), base => wantedByName(rules, base, signs));
    const possible = known(byFolder, path.slice(0, end), folder => rulesIn(rules, folder));
    if (possible.length === 0) return named;
    const placed = possible.filter(({ matches }) => matches(path));
    return placed.length === 0 ? named : [...new Set([...named, ...placed.map(({ extractor }) => extractor)])];
  };
}

/** What is known under a key; found out where it is asked for the first time. */
function known<T>(map: Map<string, T>, key: string, found: (key: string) => T): T {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = found(key)));
  return value;
}

function rulesIn({ onPath }: Rules, folder: string): PlaceRule[] {
  const parts = new Set(folder.toLowerCase().split('/'));
  return onPath.filter(rule => rule.folder === undefined || parts.has(rule.folder));
}

/** Package managers write them, and they are often the largest files of a workspace. What they pin is in the manifests. */
const LOCKS: ReadonlySet<string> = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'packages.lock.json',
  'deno.lock',
  'composer.lock',
]);

/** Most names have none of the signs, and then no glob is tried. */
function wantedByName({ byEnding, byName, onName }: Rules, base: string, signs: RegExp): readonly Extractor[] {
  if (LOCKS.has(base)) return [];
  const dot = base.lastIndexOf('.');
  const found = new Set([...(byName.get(base) ?? []), ...(dot < 0 ? [] : (byEnding.get(base.slice(dot)) ?? []))]);
  if (signs.test(base)) for (const { sign, matches, extractor } of onName) if (base.includes(sign) && matches(base)) found.add(extractor);
  return [...found];
}

function addRule(rules: Rules, glob: string, extractor: Extractor): void {
  const ending = /^\*\*\/\*(\.[a-z0-9]+)$/i.exec(glob)?.[1];
  const tail = /^\*\*\/([^/]+)$/.exec(glob)?.[1];
  if (ending) add(rules.byEnding, ending.toLowerCase(), extractor);
  else if (tail && !/[*?{}[\]()!]/.test(tail)) add(rules.byName, tail.toLowerCase(), extractor);
  else if (tail) rules.onName.push({ sign: signOf(tail), matches: matcher(tail), extractor });
  else rules.onPath.push({ folder: folderIn(glob), matches: matcher(glob), extractor });
}

/** Braces written out: `*.{yaml,yml}` gives both endings. Nested braces stay for the matcher. */
function alternatives(glob: string): string[] {
  const [whole, inside] = /\{([^{}]*)\}/.exec(glob) ?? [];
  if (whole === undefined || inside === undefined || /\{[^}]*\{/.test(glob)) return [glob];
  return inside.split(',').flatMap(choice => alternatives(glob.replace(whole, () => choice)));
}

/** Most globs are never asked, so none is read before it is. */
function matcher(glob: string): (text: string) => boolean {
  let pattern: RegExp | undefined;
  return text => (pattern ??= picomatch.makeRe(glob, { dot: true, nocase: true })).test(text);
}

/** The longest text of a glob, in lower case as names are asked for. */
function signOf(glob: string): string {
  const [longest = ''] = /[(){}!]/.test(glob) ? [] : glob.split(/[*?]+|\[[^\]]*\]/).toSorted((a, b) => b.length - a.length);
  return longest.toLowerCase();
}

const escaped = (text: string): string => text.replaceAll(/[.+^$|\\-]/g, '\\$&');

const folderIn = (glob: string): string | undefined =>
  glob
    .split('/')
    .find(part => part !== '' && !/[*?{}[\]()!]/.test(part))
    ?.toLowerCase();

function add(map: Map<string, Extractor[]>, key: string, extractor: Extractor): void {
  const known = map.get(key);
  if (known) known.push(extractor);
  else map.set(key, [extractor]);
}
