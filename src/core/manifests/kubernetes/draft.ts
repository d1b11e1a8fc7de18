import type { Node, Scalar } from '../../yaml/tree.ts';
import type { Location, Span } from '../../model/source.ts';
import type { Origins, Tree, TreeEntry } from '../tree.ts';
import { plainScalar, scalarType, type ScalarType } from './scalar.ts';

/** A Kubernetes object while it is being changed: every step rewrites parts of it in place, and each part keeps the places that decided it. */
export type Draft = DraftMapping | DraftSequence | DraftScalar;

export interface DraftMapping {
  readonly kind: 'mapping';
  readonly entries: Map<string, DraftEntry>;
  origins: Origins;
}

interface DraftEntry {
  readonly keyOrigins: Origins;
  value: Draft;
}

export interface DraftSequence {
  readonly kind: 'sequence';
  items: Draft[];
  origins: Origins;
}

export interface DraftScalar {
  readonly kind: 'scalar';
  text: string;
  type: ScalarType;
  /** A quoted scalar that gets another text stays a text. */
  readonly quoted: boolean;
  /** `{key: }`: written again in brackets, nothing becomes an empty text. */
  readonly blank?: boolean;
  origins: Origins;
}

/** The text that a node was read from, and where a part of it stands in its file. */
export interface Written {
  readonly text: string;
  readonly place: (span: Span) => Location;
}

export const mapping = (origins: Origins = []): DraftMapping => ({ kind: 'mapping', entries: new Map(), origins });
export const sequence = (items: Draft[] = [], origins: Origins = []): DraftSequence => ({ kind: 'sequence', items, origins });

/** A text that stays one, whatever it looks like. */
export const textScalar = (text: string, origins: Origins): DraftScalar => ({ kind: 'scalar', text, type: 'text', quoted: true, origins });

/** A scalar as if it had been written without quotes. */
export const plainDraft = (text: string, origins: Origins): DraftScalar => ({
  kind: 'scalar',
  text,
  type: scalarType(text),
  quoted: false,
  origins,
});

export function draftOf(node: Node, written: Written, inBrackets = false): Draft {
  const origins = [written.place(node.at)];
  switch (node.kind) {
    case 'mapping': {
      const flow = inBrackets || written.text[node.at[0]] === '{';
      const entries = node.entries.map(
        ({ key, keyAt, value }) => [key, { keyOrigins: [written.place(keyAt)], value: draftOf(value, written, flow) }] as const,
      );
      return { kind: 'mapping', entries: new Map(entries), origins };
    }
    case 'sequence': {
      const flow = inBrackets || written.text[node.at[0]] === '[';
      return { kind: 'sequence', items: node.items.map(item => draftOf(item, written, flow)), origins };
    }
    case 'scalar': {
      if (node.quoted || node.text !== '')
        return {
          kind: 'scalar',
          text: writtenText(node, written.text),
          type: node.quoted ? 'text' : scalarType(node.text),
          quoted: node.quoted,
          origins,
        };
      const text = written.text.slice(...node.at).trim();
      const isWord = scalarType(text) === 'null' && text !== '';
      return {
        kind: 'scalar',
        text: isWord ? text : '',
        type: 'null',
        quoted: false,
        origins,
        ...(inBrackets && !isWord ? { blank: true } : {}),
      };
    }
  }
}

/** A `|` or `>` text that ends with the file has no last line break where the file has none. */
function writtenText({ text, quoted, at }: Scalar, file: string): string {
  const endsFile = quoted && at[1] >= file.length && !file.endsWith('\n') && (file[at[0]] === '|' || file[at[0]] === '>');
  return endsFile ? text.replace(/\n+$/, '') : text;
}

export function copyOf(draft: Draft): Draft {
  switch (draft.kind) {
    case 'scalar':
      return { ...draft };
    case 'sequence':
      return { ...draft, items: draft.items.map(copyOf) };
    case 'mapping':
      return copyOfMapping(draft);
  }
}

export const copyOfMapping = (draft: DraftMapping): DraftMapping => ({
  ...draft,
  entries: new Map([...draft.entries].map(([key, { keyOrigins, value }]) => [key, { keyOrigins, value: copyOf(value) }])),
});

export function treeOf(draft: Draft): Tree {
  switch (draft.kind) {
    case 'scalar':
      return { kind: 'scalar', value: draft.blank ? '' : plainScalar(draft.text, draft.type), origins: draft.origins };
    case 'sequence':
      return { kind: 'sequence', items: draft.items.map(treeOf), origins: draft.origins };
    case 'mapping': {
      const entries = [...draft.entries].map(([key, { keyOrigins, value }]): [string, TreeEntry] => [
        key,
        { keyOrigins, value: treeOf(value) },
      ]);
      return { kind: 'mapping', entries: new Map(entries), origins: draft.origins };
    }
  }
}

export const isNull = (draft: Draft | undefined): boolean => draft === undefined || (draft.kind === 'scalar' && draft.type === 'null');

/** A field of a mapping; nothing for any other draft. */
export const field = (draft: Draft | undefined, key: string): Draft | undefined =>
  draft?.kind === 'mapping' ? draft.entries.get(key)?.value : undefined;

/** The scalar at a path of keys, as written. */
export function textAt(draft: Draft | undefined, ...path: readonly string[]): string {
  let here = draft;
  for (const key of path) here = field(here, key);
  return here?.kind === 'scalar' ? here.text : '';
}

/** Sets a field; its key keeps its place where it was there before. */
export function setField(target: DraftMapping, key: string, value: Draft): void {
  const known = target.entries.get(key);
  if (known) known.value = value;
  else target.entries.set(key, { keyOrigins: value.origins, value });
}

/** Another text in the same style: quoted stays text, unquoted is read anew. */
export function rewritten(scalar: DraftScalar, text: string, origins: Origins): DraftScalar {
  return { kind: 'scalar', text, type: scalar.quoted ? 'text' : scalarType(text), quoted: scalar.quoted, origins };
}

/** The mapping below a key, made where there is none or nothing. */
export function mappingAt(target: DraftMapping, key: string, origins: Origins): DraftMapping {
  const found = field(target, key);
  if (found?.kind === 'mapping') return found;
  const made = mapping(origins);
  setField(target, key, made);
  return made;
}
