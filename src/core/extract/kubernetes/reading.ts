import type { EnvEntry } from '../../model/deployment-parts.ts';
import type { Span } from '../../model/source.ts';
import { literal, type Value } from '../../model/value.ts';
import { interpolate, KUBERNETES } from '../interpolation.ts';
import { shellWords, type Word } from '../shell-words.ts';
import { at, entries, items, type Node, type Scalar } from '../../yaml/tree.ts';

/** What the scalars of a manifest mean: a plain one is what it says, one of a Helm template holds marks for its actions. */
export interface Reading {
  readonly value: (text: string) => Value;
  /** The text to show and to compare; template actions as written. */
  readonly text: (text: string) => string;
}

/** `$(NAME)` is Kubernetes', `${NAME}` is put in before the manifest is applied (envsubst, Flux). A text of many lines is a file and stays as it is. */
export const PLAIN: Reading = {
  value: text => (text.includes('\n') ? literal(text) : interpolate(text, KUBERNETES)),
  text: text => text,
};

export function value(node: Node | undefined, reading: Reading): Value | undefined {
  return node?.kind === 'scalar' && node.text !== '' ? reading.value(node.text) : undefined;
}

export function text(node: Node | undefined, reading: Reading): string | undefined {
  return node?.kind === 'scalar' && node.text !== '' ? reading.text(node.text) : undefined;
}

/** A text that is known before a template runs. */
export function certainText(node: Node | undefined, reading: Reading): string | undefined {
  const found = text(node, reading);
  return found?.includes('{{') ? undefined : found;
}

export function labels(node: Node | undefined, reading: Reading): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entries(node).flatMap(({ key, value }) => (value.kind === 'scalar' ? [[reading.text(key), reading.text(value.text)]] : [])),
  );
}

/** Entries of a mapping as names with values; what is no scalar is left out. */
export function nameValues(node: Node | undefined, reading: Reading): readonly EnvEntry[] {
  return entries(node).flatMap(({ key, keyAt, value }) =>
    value.kind === 'scalar' ? [{ name: reading.text(key), value: reading.value(value.text), at: spanFrom(keyAt, value.at) }] : [],
  );
}

/** From a key to its value, where they stand together. */
export const spanFrom = (key: Span, value: Span): Span =>
  value[0] >= key[1] && value[0] - key[1] < 200 ? [key[0], Math.max(key[1], value[1])] : key;

/** The words of `command` and `args`; a script given to a shell is parted too. */
export function words(node: Node | undefined, reading: Reading): readonly Word[] {
  const list = node?.kind === 'scalar' ? [node] : items(node);
  return list.flatMap(item => (item.kind === 'scalar' ? wordsOf(item, reading) : []));
}

function wordsOf({ text, at }: Scalar, reading: Reading): readonly Word[] {
  if (!/[\s;|&]/.test(text.trim())) return [{ value: reading.value(text), at }];
  const parted = shellWords(reading.text(text), 0, { ...KUBERNETES, bare: true });
  return parted.map(({ value }) => ({ value, at }));
}

/** Where a thing is named: the evidence that it is there. */
export function nameSpan(root: Node): Span {
  const name = at(root, 'metadata', 'name') ?? at(root, 'metadata', 'generateName') ?? at(root, 'kind');
  return name && name.at[1] > name.at[0] ? name.at : root.at;
}
