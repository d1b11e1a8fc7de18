import type { Location, Span } from '../model/source.ts';
import { unknown, type Value } from '../model/value.ts';
import type { Origins, Tree, TreeScalar } from '../manifests/tree.ts';
import { originsOf } from '../manifests/tree.ts';
import { PLAIN, type Reading } from '../extract/kubernetes/reading.ts';
import type { Node, Scalar } from '../yaml/tree.ts';

/** A resolved tree as the readers of manifests see it: spans are numbers of nodes, and `places` says what they stand for. */
interface Traced {
  readonly root: Node;
  readonly reading: Reading;
  readonly places: (span: Span) => Origins;
}

/** Stands before the number of a scalar whose value is not known; from the private use area. */
const MARK = '\uE002';

/**
 * Readers of Kubernetes objects take nodes of one file. Here every node gets a number in writing order as its span, so that
 * what they read can be led back to the places in many files that it came from. `read` says what a known text means.
 */
export function traced(tree: Tree, read: (text: string) => Value = PLAIN.value): Traced {
  const origins: Origins[] = [];
  const unknowns: TreeScalar[] = [];
  const spanOf = (own: Origins): Span => [origins.push(own) - 1, origins.length];
  const scalar = (from: TreeScalar): Scalar => ({
    kind: 'scalar',
    at: spanOf(from.origins),
    text: from.unknown === undefined ? textOf(from.value) : `${MARK}${unknowns.push(from) - 1}${MARK}`,
    quoted: typeof from.value === 'string',
  });
  const node = (from: Tree): Node => {
    if (from.kind === 'scalar') return scalar(from);
    if (from.kind === 'sequence') return { kind: 'sequence', at: spanOf(from.origins), items: from.items.map(node) };
    const at = spanOf(from.origins);
    const entries = [...from.entries].map(([key, { keyOrigins, value }]) => ({ key, keyAt: spanOf(keyOrigins), value: node(value) }));
    return { kind: 'mapping', at, entries };
  };
  const root = node(tree);
  return {
    root,
    reading: readingOf(unknowns, read),
    places: ([start, end]) => originsOf(...origins.slice(start, Math.max(end, start + 1)).reverse()),
  };
}

const textOf = (value: TreeScalar['value']): string => (value === null ? '' : String(value));

const MARKED = new RegExp(`${MARK}(\\d+)${MARK}`, 'g');

function readingOf(unknowns: readonly TreeScalar[], read: (text: string) => Value): Reading {
  const found = (text: string): TreeScalar | undefined => (text.startsWith(MARK) ? unknowns[Number(text.slice(1, -1))] : undefined);
  return {
    value: text => {
      const why = found(text)?.unknown;
      return why === undefined ? read(text) : unknown(why);
    },
    text: text => (text.includes(MARK) ? text.replace(MARKED, (_, index: string) => textOf(unknowns[Number(index)]!.value)) : text),
  };
}

/** A fact read from traced nodes, with real places. What came from more than its own file's one place carries `origins`. */
export function placed<T extends { readonly at: Span }>(
  fact: T,
  { places }: Traced,
): { readonly file: Location['file']; readonly fact: T } | undefined {
  const file = places(fact.at)[0]?.file;
  return file === undefined ? undefined : { file, fact: relocated(fact, file, places) as T };
}

function relocated(value: unknown, file: Location['file'], places: Traced['places']): unknown {
  if (Array.isArray(value)) return value.map(item => relocated(item, file, places));
  if (typeof value !== 'object' || value === null) return value;
  const { at, ...rest } = value as { readonly at?: Span };
  const inner = Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, relocated(item, file, places)]));
  if (at === undefined) return inner;
  const origins = places(at);
  const [first] = origins;
  if (first === undefined) return { ...inner, at: [0, 0] };
  return { ...inner, at: first.span, ...((origins.length > 1 || first.file !== file) && { origins }) };
}
