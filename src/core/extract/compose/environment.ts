import type { EnvEntry } from '../../model/deployment-parts.ts';
import type { Span } from '../../model/source.ts';
import { COMPOSE, interpolate, plainText } from '../interpolation.ts';
import { shellWords, type Word } from '../shell-words.ts';
import { entries, items, type Node, type Scalar } from '../../yaml/tree.ts';

/** `{NAME: value}` or `[NAME=value, NAME]`, as environment, labels and build arguments are written. */
export function nameValues(node: Node | undefined): readonly EnvEntry[] {
  if (node?.kind === 'sequence') return node.items.flatMap(item => (item.kind === 'scalar' ? [listed(item)] : []));
  return entries(node).map(({ key, keyAt, value }): EnvEntry => {
    const at = spanFrom(keyAt, value.at);
    if (value.kind !== 'scalar' || (value.text === '' && !value.quoted) || isNull(value)) return { name: key, at: keyAt };
    return { name: key, value: interpolate(value.text, COMPOSE), at };
  });
}

function listed({ text, at }: Scalar): EnvEntry {
  const equals = text.indexOf('=');
  const name = plainText(interpolate(equals < 0 ? text : text.slice(0, equals), COMPOSE)).trim();
  return equals < 0 ? { name, at } : { name, value: interpolate(text.slice(equals + 1), COMPOSE), at };
}

const isNull = ({ text, quoted }: Scalar): boolean => !quoted && /^(~|null|Null|NULL)$/.test(text);

/** From a key to its value, where they stand together; the value of an alias or a merged key stands elsewhere. */
export function spanFrom(key: Span, value: Span): Span {
  return value[0] >= key[1] && value[0] - key[1] < 400 ? [key[0], Math.max(key[1], value[1])] : key;
}

/** A command as text is a shell's command line; as a list, each item is a word, and a script given to `sh -c` is parted too. */
export function commandWords(node: Node | undefined): readonly Word[] {
  if (node?.kind === 'scalar') return shellWords(node.text, node.at[0], COMPOSE).map(({ value }) => ({ value, at: node.at }));
  return items(node).flatMap(item => {
    if (item.kind !== 'scalar') return [];
    if (/[\s;|&]/.test(item.text)) return shellWords(item.text, item.at[0], COMPOSE).map(({ value }) => ({ value, at: item.at }));
    return [{ value: interpolate(item.text, COMPOSE), at: item.at }];
  });
}

/** The text of a scalar with variables replaced by their fallbacks; absent where there is none. */
export function plain(node: Node | undefined): string | undefined {
  if (node?.kind !== 'scalar' || node.text === '' || isNull(node)) return undefined;
  return plainText(interpolate(node.text, COMPOSE));
}

/** Texts of a list, or the one text that stands for it. */
export function plainList(node: Node | undefined): readonly string[] {
  const found = node?.kind === 'scalar' ? [node] : items(node);
  return found.flatMap(item => plain(item) ?? []);
}
