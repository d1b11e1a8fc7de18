import type { Node } from '../../yaml/tree.ts';
import { written } from './place.ts';
import type { ValueChange, Versions } from './schema-pair.ts';
import { isRequest, type Finding, type Scope } from './schema-rule.ts';
import { isAbsent, numberOf, shown } from './value.ts';

/** A keyword that limits a value from one side. */
interface Bound {
  readonly name: string;
  readonly keyword: string;
  readonly limits: 'max' | 'min';
  /** What it is where it is not written. */
  readonly unwritten?: number;
}

export const BOUNDS: readonly Bound[] = [
  { name: 'max', keyword: 'maximum', limits: 'max' },
  { name: 'min', keyword: 'minimum', limits: 'min' },
  { name: 'exclusive-max', keyword: 'exclusiveMaximum', limits: 'max' },
  { name: 'exclusive-min', keyword: 'exclusiveMinimum', limits: 'min' },
  { name: 'max-length', keyword: 'maxLength', limits: 'max' },
  { name: 'min-length', keyword: 'minLength', limits: 'min', unwritten: 0 },
  { name: 'max-items', keyword: 'maxItems', limits: 'max' },
  { name: 'min-items', keyword: 'minItems', limits: 'min', unwritten: 0 },
  { name: 'max-contains', keyword: 'maxContains', limits: 'max' },
  { name: 'min-contains', keyword: 'minContains', limits: 'min' },
];

export function boundFindings(bound: Bound, { before, after }: ValueChange, scope: Scope): readonly Finding[] {
  const movement = moved(bound, { before: before?.node, after: after?.node }, scope);
  if (!movement) return [];
  return [
    {
      ending: `${bound.name}-${movement}`,
      predicate: changed(bound, before?.node, after?.node),
      ...(before && { before: written(before) }),
      ...(after && { after: written(after) }),
    },
  ];
}

function moved(bound: Bound, { before, after }: Versions<Node | undefined>, scope: Scope): string | undefined {
  const from = isAbsent(before) ? bound.unwritten : (numberOf(before) ?? 'other');
  const to = isAbsent(after) ? bound.unwritten : (numberOf(after) ?? 'other');
  if (from === undefined) return 'set';
  if (to === undefined) return 'unset';
  if (typeof from === 'number' && typeof to === 'number') return to > from ? 'increased' : 'decreased';
  // Before OpenAPI 3.1 these are true or false, and which numbers that allows depends on another keyword.
  if (!isRequest(scope)) return undefined;
  return bound.limits === 'max' ? 'increased' : 'decreased';
}

function changed({ keyword }: Bound, before: Node | undefined, after: Node | undefined): string {
  if (isAbsent(before)) return `has a new \`${keyword}\` of ${shown(after)}`;
  if (isAbsent(after)) return `no longer has its \`${keyword}\` of ${shown(before)}`;
  return `has a \`${keyword}\` of ${shown(after)} instead of ${shown(before)}`;
}
