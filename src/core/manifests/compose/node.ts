import type { Location } from '../../model/source.ts';
import { originsOf, type Origins, type TreeMapping, type TreeScalar, type TreeSequence } from '../tree.ts';
import type { Traced } from './traced.ts';

/** A Tree while it is being resolved: texts know which characters came from where, and numbers and dates what YAML took them for. */
export type Node = MappingNode | ListNode | ScalarNode;

export interface MappingNode extends TreeMapping {
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface Entry {
  readonly keyOrigins: Origins;
  readonly value: Node;
}

export interface ListNode extends TreeSequence {
  readonly items: readonly Node[];
}

export interface ScalarNode extends TreeScalar {
  /** The text by its pieces; absent where every character has the scalar's own origins. */
  readonly traced?: Traced;
  /** A number's exact digits where JavaScript would round them. */
  readonly exact?: string;
  /** An unquoted date, which YAML takes for a point in time and compose for an error. */
  readonly isDate?: true;
}

export const scalar = (value: ScalarNode['value'], origins: Origins = []): ScalarNode => ({ kind: 'scalar', value, origins });

export const list = (items: readonly Node[], origins: Origins = []): ListNode => ({ kind: 'sequence', items, origins });

export const mapping = (entries: Iterable<readonly [string, Entry]> = [], origins: Origins = []): MappingNode => ({
  kind: 'mapping',
  entries: new Map(entries),
  origins,
});

/** A mapping of what compose implies: its keys are written nowhere. */
export const implied = (values: Readonly<Record<string, Node | undefined>>, origins: Origins = []): MappingNode =>
  mapping(
    Object.entries(values).flatMap(([key, value]) => (value ? [[key, { keyOrigins: [], value }] as const] : [])),
    origins,
  );

export const valueOf = (node: Node | undefined, key: string): Node | undefined =>
  node?.kind === 'mapping' ? node.entries.get(key)?.value : undefined;

/** The text of an entry; undefined where there is none or it is no text. */
export function textOf(node: Node | undefined, key: string): string | undefined {
  const value = valueOf(node, key);
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}

/** The same mapping with an entry replaced or added; the key keeps its place. */
export function withEntry(node: MappingNode, key: string, value: Node, keyOrigins?: Origins): MappingNode {
  const entries = new Map(node.entries);
  entries.set(key, { keyOrigins: keyOrigins ?? node.entries.get(key)?.keyOrigins ?? [], value });
  return { ...node, entries };
}

export function without(node: MappingNode, ...keys: readonly string[]): MappingNode {
  const entries = new Map(node.entries);
  for (const key of keys) entries.delete(key);
  return { ...node, entries };
}

/** The same mapping with each value changed; an undefined one drops out. */
export function eachValue(node: MappingNode, change: (value: Node, key: string) => Node | undefined): MappingNode {
  const entries = new Map<string, Entry>();
  for (const [key, entry] of node.entries) {
    const value = change(entry.value, key);
    if (value) entries.set(key, value === entry.value ? entry : { ...entry, value });
  }
  return { ...node, entries };
}

export const isNull = (node: Node | undefined): boolean => node?.kind === 'scalar' && node.value === null;
export const isText = (node: Node | undefined): node is ScalarNode & { readonly value: string } =>
  node?.kind === 'scalar' && typeof node.value === 'string' && !node.isDate;

/** Where a person would look for a node first. */
export const placeOf = (node: Node | undefined): Location | undefined =>
  node?.origins[0] ??
  (node?.kind === 'sequence' ? placeOf(node.items[0]) : node?.kind === 'mapping' ? placeOfFirst(node.entries.values()) : undefined);

function placeOfFirst(entries: Iterable<Entry>): Location | undefined {
  for (const { keyOrigins, value } of entries) {
    const place = keyOrigins[0] ?? placeOf(value);
    if (place) return place;
  }
  return undefined;
}

/** The same value, which something else decided too. */
export function alsoFrom(node: Node, origins: Origins): Node {
  if (origins.length === 0) return node;
  return { ...node, origins: originsOf(node.origins, origins) };
}
