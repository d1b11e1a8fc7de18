import type { Problem, Span } from '../model/source.ts';

/** YAML (and JSON, which is YAML) as every reader of manifests sees it: aliases and merge keys (`<<`) are already followed, and share their nodes. */
export type Node = Mapping | Sequence | Scalar;

export interface Mapping {
  readonly kind: 'mapping';
  readonly at: Span;
  /** In written order; a key that stands twice keeps its last value, and a key of the mapping itself wins over a merged one. */
  readonly entries: readonly MappingEntry[];
  readonly tag?: string;
}

export interface MappingEntry {
  readonly key: string;
  readonly keyAt: Span;
  readonly value: Node;
}

interface Sequence {
  readonly kind: 'sequence';
  readonly at: Span;
  readonly items: readonly Node[];
  readonly tag?: string;
}

export interface Scalar {
  readonly kind: 'scalar';
  readonly at: Span;
  /** As written, unquoted; empty for null. */
  readonly text: string;
  readonly quoted: boolean;
  /** `!reset`, `!override`, `!Ref`; absent for the standard ones. */
  readonly tag?: string;
}

export interface YamlDocument {
  readonly root: Node;
}

export interface YamlFile {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly Problem[];
}

/** The value at a path of mapping keys and sequence indexes. */
export function at(node: Node | undefined, ...path: readonly (string | number)[]): Node | undefined {
  let here = node;
  for (const step of path) {
    if (here?.kind === 'mapping') here = entry(here, String(step))?.value;
    else if (here?.kind === 'sequence' && typeof step === 'number') here = here.items[step];
    else return undefined;
  }
  return here;
}

export function entry(node: Node | undefined, key: string): MappingEntry | undefined {
  return node?.kind === 'mapping' ? node.entries.find(entry => entry.key === key) : undefined;
}

/** Entries of a mapping; none for anything else. */
export const entries = (node: Node | undefined): readonly MappingEntry[] => (node?.kind === 'mapping' ? node.entries : []);

/** Items of a sequence; none for anything else. */
export const items = (node: Node | undefined): readonly Node[] => (node?.kind === 'sequence' ? node.items : []);

/** The text of a scalar at a path; absent where there is none, or it is null. */
export function text(node: Node | undefined, ...path: readonly (string | number)[]): string | undefined {
  const found = at(node, ...path);
  return found?.kind === 'scalar' && (found.text !== '' || found.quoted) ? found.text : undefined;
}

/** The texts of a sequence; what is no text is left out. */
export const texts = (node: Node | undefined): readonly string[] => items(node).flatMap(item => text(item) ?? []);
