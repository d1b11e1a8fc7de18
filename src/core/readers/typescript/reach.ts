import type { FilePath } from '../../model/source.ts';
import { isReadable } from './scripts.ts';
import type { Scripts } from './script-texts.ts';
import type { SymbolQuestion } from './symbol-uses.ts';

/** The files that a question has to look into. */
interface Reach {
  /** Files that name what is asked about and get to its file by imports: only they can use it. */
  readonly suspects: readonly FilePath[];
  /** The suspects, and the files by which types come to them. */
  readonly loaded: ReadonlyMap<FilePath, string>;
  readonly searched: number;
  readonly leftOut: number;
}

/** How much a question may look into: so many suspects, and beside them files that only bring types along. */
const SUSPECTS: Bound = { files: 2_000, characters: 4_000_000 };
const SURROUNDING: Bound = { files: 1_000, characters: 1_000_000 };

interface Bound {
  readonly files: number;
  readonly characters: number;
}

/** Under which one symbol goes. */
const MOST_NAMES = 20;

/** Files that only pass on what others declare are short. */
const BARREL = 4_000;

/** Who names the type itself comes before who only names its member, however far away. */
const FAR = 1e6;

/** Nothing is parsed to find them: files are told apart by the words in them and by their imports. */
export function reachOf(question: SymbolQuestion, scripts: Scripts, required: readonly string[]): Reach {
  const naming = [...new Set([...filesNaming(question, scripts), ...filesGiving(required, scripts)])];
  const distance = distancesTo(question.file, forwardLinks(naming, scripts));
  const symbols = new Set(filesNaming({ file: question.file, symbol: question.symbol }, scripts));
  const near = (file: FilePath): number => distance.get(file) ?? Infinity;
  const rank = (file: FilePath): number => near(file) + (symbols.has(file) ? 0 : FAR);
  const suspects = naming.filter(file => file !== question.file && distance.has(file)).toSorted((a, b) => rank(a) - rank(b));
  const passes = (file: FilePath): boolean => symbols.has(file) || (scripts.read(file)?.length ?? 0) < BARREL;
  const loaded = load([question.file, ...suspects], scripts, [
    (file, next) => near(next) < near(file),
    (_, next) => distance.has(next) && passes(next),
    (_, next) => distance.has(next),
    () => true,
  ]);
  const kept = suspects.filter(file => loaded.has(file));
  return { suspects: kept, loaded, searched: scripts.paths.length, leftOut: suspects.length - kept.length };
}

/** A default export goes by any name, and a part of it by its own. */
function filesNaming({ symbol, member }: SymbolQuestion, scripts: Scripts): readonly FilePath[] {
  if (member !== undefined && member !== 'constructor') return filesWith(new Set([member]), scripts);
  const name = symbol.slice(symbol.lastIndexOf('.') + 1);
  if (name === 'default' || name === 'export=') return scripts.paths;
  const names = new Set([name]);
  for (let known = 0; known < names.size;) {
    known = names.size;
    for (const file of filesWith(names, scripts))
      for (const other of otherNames(names, scripts.read(file) ?? '')) if (names.size < MOST_NAMES) names.add(other);
  }
  return names.has('default') ? scripts.paths : filesWith(names, scripts);
}

/** An object literal makes one of a type without its name, by all the members that it has to have. */
const filesGiving = (required: readonly string[], scripts: Scripts): readonly FilePath[] =>
  required.reduce((files, name) => filesWith(new Set([name]), { ...scripts, paths: files }), required.length > 0 ? scripts.paths : []);

function filesWith(names: ReadonlySet<string>, { paths, read }: Scripts): readonly FilePath[] {
  const word = wordOf(names);
  return paths.filter(file => word.test(read(file) ?? ''));
}

/** `export { UserCreated as Created }` */
const otherNames = (names: ReadonlySet<string>, text: string): string[] =>
  [...text.matchAll(new RegExp(`${wordOf(names).source}\\s+as\\s+([\\w$]+)`, 'g'))].map(([, other]) => other!);

const wordOf = (names: ReadonlySet<string>): RegExp =>
  new RegExp(`(?<![\\w$])(?:${[...names].map(name => name.replace(/[^\w]/g, '\\$&')).join('|')})(?![\\w$])`);

function forwardLinks(from: readonly FilePath[], { links }: Scripts): ReadonlyMap<FilePath, readonly FilePath[]> {
  const found = new Map<FilePath, readonly FilePath[]>();
  const open = [...from];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue;
    found.set(file, links(file));
    open.push(...found.get(file)!);
  }
  return found;
}

function distancesTo(target: FilePath, links: ReadonlyMap<FilePath, readonly FilePath[]>): ReadonlyMap<FilePath, number> {
  const importers = new Map<FilePath, FilePath[]>();
  for (const [file, targets] of links)
    for (const imported of targets) {
      const known = importers.get(imported);
      if (known) known.push(file);
      else importers.set(imported, [file]);
    }
  const distance = new Map([[target, 0]]);
  for (const file of distance.keys())
    for (const importer of importers.get(file) ?? []) if (!distance.has(importer)) distance.set(importer, distance.get(file)! + 1);
  return distance;
}

/** Whether what a file imports is to be loaded with it. */
type Follows = (file: FilePath, next: FilePath) => boolean;

/** The given files, then what they import, the most promising links before the others, as far as the bounds reach. */
function load(first: readonly FilePath[], { read, links }: Scripts, order: readonly Follows[]): ReadonlyMap<FilePath, string> {
  const loaded = new Map<FilePath, string>();
  let left = SUSPECTS;
  const add = (file: FilePath): void => {
    const text = read(file);
    if (text === undefined || loaded.has(file) || left.files === 0 || text.length > left.characters || !isReadable(text)) return;
    left = { files: left.files - 1, characters: left.characters - text.length };
    loaded.set(file, text);
  };
  first.forEach(add);
  left = SURROUNDING;
  for (const follows of order) for (const file of loaded.keys()) for (const next of links(file)) if (follows(file, next)) add(next);
  return loaded;
}
