import type { Node, Scalar } from '../../yaml/tree.ts';

export type Plain = string | number | boolean | null;

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;

/** What a scalar means in JSON. */
export function plain({ text, quoted }: Scalar): Plain {
  if (quoted) return text;
  if (text === '') return null;
  if (text === 'true' || text === 'True' || text === 'TRUE') return true;
  if (text === 'false' || text === 'False' || text === 'FALSE') return false;
  return NUMBER.test(text) ? Number(text) : text;
}

export const isAbsent = (node: Node | undefined): boolean => node === undefined || (node.kind === 'scalar' && plain(node) === null);

export const isTrue = (node: Node | undefined): boolean => node?.kind === 'scalar' && plain(node) === true;

export function numberOf(node: Node | undefined): number | undefined {
  const value = node?.kind === 'scalar' ? plain(node) : undefined;
  return typeof value === 'number' ? value : undefined;
}

export const textOf = (node: Node | undefined): string => (node?.kind === 'scalar' ? node.text : '');

/** A list of texts, or one alone. */
export function textsOf(node: Node | undefined): readonly string[] {
  if (node?.kind === 'sequence') return node.items.flatMap(item => (item.kind === 'scalar' ? [item.text || 'null'] : []));
  return node?.kind === 'scalar' && !isAbsent(node) ? [node.text] : [];
}

/** Whether two values mean the same, wherever and however they are written; the order of keys does not count. */
export function same(before: Node, after: Node): boolean {
  if (before === after) return true;
  if (before.kind === 'scalar') return after.kind === 'scalar' && sameScalar(before, after);
  if (before.kind === 'sequence')
    return (
      after.kind === 'sequence' &&
      before.items.length === after.items.length &&
      before.items.every((item, index) => same(item, after.items[index]!))
    );
  if (after.kind !== 'mapping' || before.entries.length !== after.entries.length) return false;
  const others = after.entries;
  if (before.entries.every(({ key }, index) => others[index]!.key === key))
    return before.entries.every(({ value }, index) => same(value, others[index]!.value));
  const byKey = new Map(others.map(({ key, value }) => [key, value]));
  return before.entries.every(({ key, value }) => byKey.has(key) && same(value, byKey.get(key)!));
}

const sameScalar = (before: Scalar, after: Scalar): boolean =>
  (before.text === after.text && before.quoted === after.quoted) || plain(before) === plain(after);

/** Items that the other list has not. */
export function missingIn(items: readonly Node[], others: readonly Node[]): readonly Node[] {
  const scalars = new Set(others.flatMap(other => (other.kind === 'scalar' ? [plain(other)] : [])));
  return items.filter(item => (item.kind === 'scalar' ? !scalars.has(plain(item)) : !others.some(other => same(item, other))));
}

const LONGEST = 60;

/** A value as a sentence shows it. */
export function shown(node: Node | undefined): string {
  if (isAbsent(node)) return 'nothing';
  if (node!.kind === 'mapping') return 'an object';
  if (node!.kind === 'sequence') return 'a list';
  return quote(textOf(node));
}

export const quote = (text: string): string => `\`${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}\``;
