import type { Finding, SchemaCheck } from './schema-rule.ts';
import type { SchemaPair, ValueChange } from './schema-pair.ts';
import { isAbsent, isTrue, numberOf, shown } from './value.ts';
import { placesOf } from './value-checks.ts';

/** What oasdiff passes over, and what a reader of messages or a validator does not. */
const closedCheck: SchemaCheck = ({ pair }) => {
  const [was, is] = [isClosed(pair.before), isClosed(pair.after)];
  const places = placesOf({ ...keyword(pair.before, 'before'), ...keyword(pair.after, 'after') });
  if (!was && is)
    return [{ ending: 'additional-properties-forbidden', predicate: 'no longer takes properties that it does not name', ...places }];
  return was && !is
    ? [{ ending: 'additional-properties-allowed', predicate: 'may now have properties that it does not name', ...places }]
    : [];
};

const CLOSING = 'additionalProperties';

const keyword = (schema: SchemaPair['before'], side: 'before' | 'after'): ValueChange => {
  const field = schema.keywords.get(CLOSING);
  return field ? { [side]: field } : {};
};

const isClosed = ({ keywords }: SchemaPair['before']): boolean => {
  const node = keywords.get(CLOSING)?.node;
  return node?.kind === 'scalar' && node.text === 'false' && !node.quoted;
};

interface Limit {
  readonly name: string;
  readonly keyword: string;
  readonly isTighter: (before: number, after: number) => boolean;
}

const LIMITS: readonly Limit[] = [
  { name: 'max-items', keyword: 'maxItems', isTighter: (before, after) => after < before },
  { name: 'max-properties', keyword: 'maxProperties', isTighter: (before, after) => after < before },
  { name: 'min-properties', keyword: 'minProperties', isTighter: (before, after) => after > before },
  { name: 'multiple-of', keyword: 'multipleOf', isTighter: (before, after) => !Number.isInteger(before / after) },
];

const limitsCheck: SchemaCheck = ({ pair }) =>
  LIMITS.flatMap((limit): readonly Finding[] => {
    const change = pair.values.get(limit.keyword);
    const [from, to] = [numberOf(change?.before?.node), numberOf(change?.after?.node)];
    if (!change || to === undefined || (from !== undefined && !limit.isTighter(from, to))) return [];
    const instead = from === undefined ? '' : ` instead of ${shown(change.before?.node)}`;
    return [
      {
        ending: `${limit.name}-tightened`,
        predicate: `has a \`${limit.keyword}\` of ${shown(change.after?.node)}${instead}`,
        ...placesOf(change),
      },
    ];
  });

const uniqueCheck: SchemaCheck = ({ pair }) => {
  const change = pair.values.get('uniqueItems');
  if (!change || isAbsent(change.after?.node) || !isTrue(change.after?.node)) return [];
  return [{ ending: 'unique-items-required', predicate: 'may no longer hold the same item twice', ...placesOf(change) }];
};

export const STRICT_CHECKS: readonly SchemaCheck[] = [closedCheck, limitsCheck, uniqueCheck];
