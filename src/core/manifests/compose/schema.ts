import { refuse } from './failure.ts';
import { plainOf } from '../tree.ts';
import type { ListNode, MappingNode, Node, ScalarNode } from './node.ts';
import { kindsOf, type SchemaRule } from './schema-rules.ts';
import { projectRule } from './schema-project.ts';

/** Refuses what compose's schema does: unknown keys, wrong kinds, values out of range. */
export const refuseBySchema = (root: MappingNode): void => check(root, projectRule, []);

function check(node: Node, rule: SchemaRule, path: readonly string[]): void {
  if (node.kind === 'scalar' && node.isDate) refuse(`${named(path)} is a date; put it into quotes.`, node);
  if (!rule.kinds) return;
  const kinds = kindsOf(node);
  if (!kinds.some(kind => rule.kinds!.includes(kind))) refuse(`${named(path)} must be a ${rule.kinds.join(' or a ')}.`, node);
  if (node.kind === 'scalar') checkScalar(node, rule, path);
  else if (node.kind === 'sequence') checkList(node, rule, path);
  else checkMapping(node, rule, path);
}

const named = (path: readonly string[]): string => (path.length === 0 ? 'A compose file' : path.join('.'));

function checkScalar(node: ScalarNode, rule: SchemaRule, path: readonly string[]): void {
  const { value } = node;
  if (typeof value === 'string') {
    if (rule.oneOf && !rule.oneOf.includes(value)) refuse(`${named(path)} must be one of ${rule.oneOf.join(', ')}.`, node);
    if (rule.pattern && !rule.pattern.test(value)) refuse(`${named(path)} cannot be "${value}".`, node);
  }
  if (typeof value !== 'number') return;
  if (rule.least !== undefined && value < rule.least) refuse(`${named(path)} must be at least ${rule.least}.`, node);
  if (rule.most !== undefined && value > rule.most) refuse(`${named(path)} must be at most ${rule.most}.`, node);
}

function checkList(node: ListNode, { items, distinct }: SchemaRule, path: readonly string[]): void {
  if (items) for (const [index, item] of node.items.entries()) check(item, items, [...path, String(index)]);
  if (!distinct) return;
  const seen = new Set<string>();
  for (const item of node.items) {
    const shown = JSON.stringify(plainOf(item));
    if (seen.has(shown)) refuse(`${named(path)} has ${shown} twice.`, item);
    seen.add(shown);
  }
}

function checkMapping(node: MappingNode, rule: SchemaRule, path: readonly string[]): void {
  for (const key of rule.needs ?? []) if (!node.entries.has(key)) refuse(`${named(path)} has no ${key}.`, node);
  for (const [key, { value }] of node.entries) {
    const below = ruleFor(key, rule);
    if (!below) refuse(`${path.length === 0 ? '' : `${path.join('.')}: `}the key ${key} is not known here.`, value);
    check(value, below, [...path, key]);
  }
}

function ruleFor(key: string, { keys, keysLike, others = 'allowed' }: SchemaRule): SchemaRule | undefined {
  const known = keys && Object.hasOwn(keys, key) ? keys[key] : undefined;
  if (known) return known;
  if (keysLike?.[0].test(key)) return keysLike[1];
  return others === 'allowed' || (others === 'extended' && key.startsWith('x-')) ? ANYTHING : undefined;
}

const ANYTHING: SchemaRule = {};
