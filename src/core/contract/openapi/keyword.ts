import type { Node } from '../../yaml/tree.ts';
import { isAbsent, missingIn, plain, same, textsOf, type Plain } from './value.ts';

/** Keywords whose value is one schema. */
export const CHILDREN: ReadonlySet<string> = new Set([
  'items',
  'additionalProperties',
  'contains',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
  'if',
  'then',
  'else',
  'contentSchema',
  'not',
]);

/** Keywords whose value is a list of schemas. */
export const LISTS: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);

/** Keywords whose value is schemas by name. */
export const MAPS: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs']);

/** What a keyword means that is not written. */
const UNWRITTEN: ReadonlyMap<string, Plain> = new Map<string, Plain>([
  ...['nullable', 'readOnly', 'writeOnly', 'deprecated', 'uniqueItems', 'allowEmptyValue'].map(key => [key, false] as const),
  ...['minLength', 'minItems', 'minProperties'].map(key => [key, 0] as const),
  ...['title', 'description', 'format', 'pattern'].map(key => [key, ''] as const),
]);

const SETS: ReadonlySet<string> = new Set(['type', 'required', 'enum']);

/** Whether a keyword says the same in both versions. */
export function sameKeyword(keyword: string, before: Node | undefined, after: Node | undefined): boolean {
  if (SETS.has(keyword)) return sameSet(before, after);
  const from = isAbsent(before) ? undefined : before;
  const to = isAbsent(after) ? undefined : after;
  if (from && to) return same(from, to);
  const other = from ?? to;
  return other === undefined || (UNWRITTEN.has(keyword) && other.kind === 'scalar' && plain(other) === UNWRITTEN.get(keyword));
}

function sameSet(before: Node | undefined, after: Node | undefined): boolean {
  if (before && after && same(before, after)) return true;
  const [from, to] = [itemsOf(before), itemsOf(after)];
  return missingIn(from, to).length === 0 && missingIn(to, from).length === 0;
}

const itemsOf = (node: Node | undefined): readonly Node[] =>
  node?.kind === 'sequence' ? node.items : node && !isAbsent(node) ? [node] : [];

/** The items of a list that only one version has. */
export interface SetChange<Item> {
  readonly added: readonly Item[];
  readonly removed: readonly Item[];
}

export const nodesChanged = (before: Node | undefined, after: Node | undefined): SetChange<Node> => ({
  added: missingIn(itemsOf(after), itemsOf(before)),
  removed: missingIn(itemsOf(before), itemsOf(after)),
});

export const namesChanged = (before: readonly string[], after: readonly string[]): SetChange<string> => ({
  added: after.filter((name, index) => !before.includes(name) && after.indexOf(name) === index),
  removed: before.filter((name, index) => !after.includes(name) && before.indexOf(name) === index),
});

export const textsChanged = (before: Node | undefined, after: Node | undefined): SetChange<string> =>
  namesChanged(textsOf(before), textsOf(after));
