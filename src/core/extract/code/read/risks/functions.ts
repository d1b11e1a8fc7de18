import type { Fact } from '../../../../model/fact.ts';
import { packageName } from '../../../../model/go-package.ts';
import type { CalledFunction, OutlinedFunction } from '../../../../model/outlined-function.ts';
import type { Source, Span } from '../../../../model/source.ts';
import { outlineOf, type Block, type Outline } from '../../outline/outline.ts';
import type { Language } from '../../syntax.ts';
import { callsIn, type PathCall } from './called-paths.ts';
import { isHandler } from './handlers.ts';
import { receiverTypes } from './receiver-types.ts';

/** Larger files are rare, and nobody follows calls through thousands of functions. */
const MOST_FUNCTIONS = 300;
const MOST_CALLS = 200;

type Bare = Omit<OutlinedFunction, 'calls'>;

const LANGUAGES: Readonly<Record<string, Language>> = {
  ts: 'TypeScript',
  mts: 'TypeScript',
  cts: 'TypeScript',
  js: 'JavaScript',
  mjs: 'JavaScript',
  cjs: 'JavaScript',
  py: 'Python',
  go: 'Go',
  java: 'Java',
};

/** Larger sources are bundles and generated code. */
const MOST_CODE = 200_000;

/** The functions of a file with whom they call, outer before inner; `known` are the file's facts. Pure and total. */
export function functionsIn(source: Source, known: readonly Fact[]): readonly OutlinedFunction[] {
  const language = LANGUAGES[source.path.slice(source.path.lastIndexOf('.') + 1)];
  return language === undefined || source.text.length > MOST_CODE ? [] : outlinedFunctions(outlineOf(source, language), namesOf(known));
}

function outlinedFunctions(outline: Outline, imports: ReadonlySet<string>): readonly OutlinedFunction[] {
  const kept = outline.blocks.flatMap(block => outlined(block, outline)).slice(0, MOST_FUNCTIONS);
  const called = callsBy(kept, callsIn(outline));
  const own = new Set(kept.flatMap(({ name }) => name ?? []));
  const types = receiverTypes(receiversIn([...called.values()].flat(), imports), outline);
  const { language } = outline;
  return kept.map(one => {
    const calls = (called.get(one) ?? []).flatMap(call => targetOf(call, { own, types, imports, language }) ?? []);
    return { ...one, calls: distinct(calls).slice(0, MOST_CALLS) };
  });
}

/** Local names of what a file imports; of Go the package's, `github.com/shop/orders/v2` is `orders`. */
const namesOf = (known: readonly Fact[]): ReadonlySet<string> =>
  new Set(
    known.flatMap(fact => {
      if (fact.kind !== 'imports') return [];
      return fact.names.length > 0 ? fact.names.map(({ local }) => local) : [packageName(fact.specifier)];
    }),
  );

/** A callback without a name runs as a part of what holds it, unless it is what answers. */
function outlined(block: Block, outline: Outline): readonly Bare[] {
  const { kind, name, head, body } = block;
  if (kind !== 'function') return [];
  const answers = isHandler(block, outline);
  if (name === undefined && !answers) return [];
  const at: Span = [head[0], body[1]];
  return [{ at, head, ...(name !== undefined && { name }), ...(answers && { answers }), ...(block.async && { async: true }) }];
}

/** Calls by the innermost function that they stand in. Functions and calls are both in the order of the text. */
function callsBy(functions: readonly Bare[], calls: readonly PathCall[]): ReadonlyMap<Bare, readonly PathCall[]> {
  const found = new Map<Bare, PathCall[]>(functions.map(one => [one, []]));
  const open: Bare[] = [];
  let next = 0;
  for (const call of calls) {
    const [start] = call.at;
    while (next < functions.length && functions[next]!.head[1] <= start) open.push(functions[next++]!);
    while (open.length > 0 && open.at(-1)!.at[1] <= start) open.pop();
    const inside = open.findLast(({ at }) => start < at[1]);
    if (inside) found.get(inside)!.push(call);
  }
  return found;
}

/** What calls are made on that is no import. */
const receiversIn = (calls: readonly PathCall[], imports: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(
    calls.flatMap(({ path, isOwn }) => (path.length > 1 && (isOwn || path.length > 2 || !imports.has(path[0]!)) ? [path.at(-2)!] : [])),
  );

interface Known {
  readonly own: ReadonlySet<string>;
  readonly types: ReadonlyMap<string, string>;
  readonly imports: ReadonlySet<string>;
  readonly language: Outline['language'];
}

/** Whom a call may mean in this workspace; undefined where its name tells nothing. */
function targetOf({ at, path, isOwn }: PathCall, { own, types, imports, language }: Known): CalledFunction | undefined {
  const name = path.at(-1)!;
  const [root] = path;
  if (path.length === 1) {
    if (own.has(name)) return { at, name };
    if (!isOwn && imports.has(name)) return { at, name, on: name };
    return language === 'Go' && !isOwn && !BUILT_IN.has(name) ? { at, name } : undefined;
  }
  if (!isOwn && path.length === 2 && imports.has(root!)) return { at, name, on: root! };
  const type = types.get(path.at(-2)!);
  return type === undefined ? undefined : { at, name, on: type };
}

const distinct = (calls: readonly CalledFunction[]): readonly CalledFunction[] => [
  ...new Map(calls.toReversed().map(call => [`${call.on ?? ''}.${call.name}`, call])).values(),
];

const BUILT_IN: ReadonlySet<string> = new Set(
  'append cap clear close complex copy delete imag len make max min new panic print println real recover string byte rune int int32 int64 uint uint64 float32 float64 error any bool'.split(
    ' ',
  ),
);
