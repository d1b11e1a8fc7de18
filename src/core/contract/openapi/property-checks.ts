import type { Location } from '../../model/source.ts';
import { field, named } from './place.ts';
import { hasDefault, hasProperty, isReadOnly, isRequired, isWriteOnly, type Schema, type Schemas } from './schema.ts';
import type { LoneSchema, SchemaPair } from './schema-pair.ts';
import { isParameter, type Finding, type SchemaCheck, type Scope } from './schema-rule.ts';
import { placesOf } from './value-checks.ts';
import { textsChanged } from './keyword.ts';
import { isTrue } from './value.ts';
import type { Visit } from './schema-walk.ts';

/** Properties that only one version has. */
export const presenceCheck: SchemaCheck = (visit, scope) => {
  if (visit.isAdditional) return [];
  return visit.pair.lone.filter(({ keyword }) => keyword === 'properties').flatMap(lone => presence(lone, visit.pair, scope));
};

function presence(lone: LoneSchema, pair: SchemaPair, scope: Scope): readonly Finding[] {
  const { name, schema, side, at } = lone;
  const isNew = side === 'added';
  const required = isRequired(isNew ? pair.after : pair.before, name);
  const rule = presenceRule({ isNew, required, schema }, scope);
  if (!rule) return [];
  const found = isNew ? `is new${required ? ' and required' : ''}` : 'is gone';
  return [{ ending: '', rule, property: name, predicate: found, ...(isNew ? { after: at } : { before: at }) }];
}

interface Presence {
  readonly isNew: boolean;
  readonly required: boolean;
  readonly schema: Schema;
}

function presenceRule({ isNew, required, schema }: Presence, { part }: Scope): string | undefined {
  if (part === 'response-body') {
    const kind = `${required ? 'required' : 'optional'}${isWriteOnly(schema) ? '-write-only' : ''}`;
    return `response-${kind}-property-${isNew ? 'added' : 'removed'}`;
  }
  if (isReadOnly(schema)) return undefined;
  if (part === 'header-parameter') return isNew && required ? 'new-required-request-header-property' : undefined;
  if (part === 'parameter') return undefined;
  if (!isNew) return 'request-property-removed';
  if (!required) return 'new-optional-request-property';
  return hasDefault(schema) ? 'new-required-request-property-with-default' : 'new-required-request-property';
}

/** Properties that both have, and that are required in one. */
export const requiredCheck: SchemaCheck = (visit, scope) => {
  const change = visit.pair.values.get('required');
  if (!change) return [];
  const { added, removed } = textsChanged(change.before?.node, change.after?.node);
  const told = (name: string, isNew: boolean): readonly Finding[] => {
    const rule = requiredRule({ name, isNew, visit }, scope);
    const predicate = scope.part === 'response-body' ? presenceWords(isNew) : `is ${isNew ? 'now required' : 'no longer required'}`;
    return rule ? [{ ending: '', rule, property: name, predicate, ...placesOf(change), ...propertyPlaces(visit, name) }] : [];
  };
  return [...added.flatMap(name => told(name, true)), ...removed.flatMap(name => told(name, false))];
};

const presenceWords = (isNew: boolean): string => (isNew ? 'is now always there' : 'is no longer always there');

function propertyPlaces({ pair }: Visit, name: string): { readonly before?: Location; readonly after?: Location } {
  const before = field(pair.before.keywords.get('properties'), name);
  const after = field(pair.after.keywords.get('properties'), name);
  return { ...(before && { before: named(before) }), ...(after && { after: named(after) }) };
}

interface Asked {
  readonly name: string;
  readonly isNew: boolean;
  readonly visit: Visit;
}

function requiredRule(asked: Asked, scope: Scope): string | undefined {
  const { name, isNew, visit } = asked;
  const { before, after } = visit.pair;
  const nested = visit.path !== '';
  const inBefore = hasProperty(before, name);
  if (!hasProperty(after, name)) return undefined;
  const is = (flag: (schema: Schema) => boolean, side: 'before' | 'after'): boolean =>
    holds(flag, { schema: visit.pair[side], name, read: scope.read[side] });
  if (scope.part === 'response-body') {
    if (!inBefore && (isNew || nested)) return undefined;
    const only = is(isWriteOnly, nested ? 'before' : 'after') ? 'write-only-' : '';
    return `response-${only}property-became-${isNew ? 'required' : 'optional'}`;
  }
  if (is(isReadOnly, 'after')) return undefined;
  if (scope.part === 'header-parameter') return isNew && (nested || inBefore) ? 'request-header-property-became-required' : undefined;
  if (isParameter(scope) || !inBefore) return undefined;
  if (!isNew) return 'request-property-became-optional';
  return is(hasDefault, 'after') ? 'request-property-became-required-with-default' : 'request-property-became-required';
}

function holds(
  flag: (schema: Schema) => boolean,
  { schema, name, read }: { readonly schema: Schema; readonly name: string; readonly read: Schemas },
): boolean {
  const property = read.of(field(schema.keywords.get('properties'), name));
  return property !== undefined && flag(property.schema);
}

/** Who may send a property. */
export const directionCheck: SchemaCheck = ({ pair, parent, property }, scope) => {
  if (property === '' || !parent || isParameter(scope)) return [];
  const kind = isRequired(parent.before, property) ? 'required' : 'optional';
  return (['readOnly', 'writeOnly'] as const).flatMap(keyword => {
    const change = pair.values.get(keyword);
    if (!change) return [];
    const is = isTrue(change.after?.node);
    const rule = `${scope.part === 'response-body' ? 'response' : 'request'}-${kind}-property-became-${is ? '' : 'not-'}${keyword === 'readOnly' ? 'read-only' : 'write-only'}`;
    const where = keyword === 'readOnly' ? 'responses' : 'requests';
    return [
      { ending: '', rule, predicate: is ? `only belongs into ${where} now` : `no longer belongs only into ${where}`, ...placesOf(change) },
    ];
  });
};

/** Schemas by which values are judged, that only one version has. */
const JUDGES: ReadonlyMap<string, string> = new Map([
  ['contains', 'contains'],
  ['propertyNames', 'property-names'],
  ['unevaluatedItems', 'unevaluated-items'],
  ['unevaluatedProperties', 'unevaluated-properties'],
  ['if', 'if'],
  ['then', 'then'],
  ['else', 'else'],
  ['contentSchema', 'content-schema'],
  ['allOf', 'all-of'],
  ['anyOf', 'any-of'],
  ['oneOf', 'one-of'],
  ['prefixItems', 'prefix-items'],
  ['patternProperties', 'pattern-property'],
  ['dependentSchemas', 'dependent-schema'],
]);

export const judgeFindings = ({ pair }: Visit, areTypes: boolean): readonly Finding[] =>
  pair.lone.flatMap(({ keyword, side, name, at }) => {
    const judge = JUDGES.get(keyword);
    if (!judge || (areTypes && (keyword === 'oneOf' || keyword === 'anyOf'))) return [];
    const called = name === '' ? `\`${keyword}\`` : `\`${name}\` in \`${keyword}\``;
    const isNew = side === 'added';
    return [
      {
        ending: `${judge}-${side}`,
        predicate: isNew ? `has ${called}, which is new` : `no longer has ${called}`,
        ...(isNew ? { after: at } : { before: at }),
      },
    ];
  });
