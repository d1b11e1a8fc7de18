import { isList, isObject, type Json, type JsonObject } from './json.ts';
import type { JsonSchema, JsonSchemas } from './json-schemas.ts';

/** A schema with everything that has to hold at once in one place: references followed and `allOf` joined. */
export interface Flat {
  readonly keywords: JsonObject;
  /** Of each of these lists, one schema has to hold as well. */
  readonly choices: readonly (readonly JsonSchema[])[];
  /** The references that were followed. */
  readonly passed: ReadonlySet<string>;
}

const cache = new WeakMap<JsonObject, Flat>();

export function flat(schema: JsonSchema, schemas: JsonSchemas): Flat {
  if (typeof schema === 'boolean') return { keywords: schema ? {} : { not: {} }, choices: [], passed: new Set() };
  const known = cache.get(schema) ?? flattened(schema, schemas);
  cache.set(schema, known);
  return known;
}

function flattened(schema: JsonObject, { definitions }: JsonSchemas): Flat {
  const passed = new Set<string>();
  const choices: (readonly JsonSchema[])[] = [];
  let keywords: JsonObject = {};
  const visit = (part: Json | undefined): void => {
    if (part === false) keywords = { ...keywords, not: {} };
    if (!isObject(part)) return;
    const { $ref, allOf, anyOf, oneOf, ...own } = part;
    if (typeof $ref === 'string' && !passed.has($ref)) {
      passed.add($ref);
      visit(definitions.get($ref));
    }
    if (isList(allOf)) allOf.forEach(visit);
    for (const list of [anyOf, oneOf]) if (isList(list)) choices.push(list as readonly JsonSchema[]);
    keywords = joined(keywords, own);
  };
  visit(schema);
  return { keywords, choices, passed };
}

const joined = (before: JsonObject, own: JsonObject): JsonObject => ({
  ...before,
  ...Object.fromEntries(
    Object.entries(own).map(([key, value]) => [key, before[key] === undefined ? value : both(key, before[key], value)]),
  ),
});

const LOWEST = new Set('maximum exclusiveMaximum maxLength maxItems maxProperties'.split(' '));
const HIGHEST = new Set('minimum exclusiveMinimum minLength minItems minProperties'.split(' '));
const SCHEMAS = new Set(['items', 'additionalProperties']);

function both(key: string, one: Json, other: Json): Json {
  if (LOWEST.has(key)) return Math.min(Number(one), Number(other));
  if (HIGHEST.has(key)) return Math.max(Number(one), Number(other));
  if (key === 'required') return [...new Set([one, other].flat())];
  if (key === 'type') return commonTypes([one].flat(), [other].flat());
  if (key === 'enum' && isList(one) && isList(other))
    return one.filter(value => other.some(same => JSON.stringify(same) === JSON.stringify(value)));
  if (key === 'properties' && isObject(one) && isObject(other)) return joinedProperties(one, other);
  if (SCHEMAS.has(key)) return one === false || other === false ? false : { allOf: [one, other] };
  return other;
}

const joinedProperties = (one: JsonObject, other: JsonObject): JsonObject => ({
  ...one,
  ...Object.fromEntries(
    Object.entries(other).map(([name, schema]) => [name, one[name] === undefined ? schema : { allOf: [one[name], schema] }]),
  ),
});

const commonTypes = (one: readonly Json[], other: readonly Json[]): readonly Json[] => [
  ...new Set([...one.filter(type => isAmong(type, other)), ...other.filter(type => isAmong(type, one))]),
];

const isAmong = (type: Json, types: readonly Json[]): boolean => types.includes(type) || (type === 'integer' && types.includes('number'));

/** The types that a value may have; what says nothing of it is told by the keywords that only one type has. */
export function typesOf({ type, ...keywords }: JsonObject): readonly string[] {
  if (type !== undefined) return [type].flat().map(String);
  const has = (...keys: readonly string[]): boolean => keys.some(key => keywords[key] !== undefined);
  if (has('properties', 'additionalProperties', 'required', 'minProperties', 'patternProperties')) return ['object'];
  if (has('items', 'prefixItems', 'minItems', 'maxItems')) return ['array'];
  if (has('minimum', 'maximum', 'multipleOf', 'exclusiveMinimum', 'exclusiveMaximum')) return ['number'];
  return ['string'];
}

/** What a list begins with: items that have a place of their own, and one that it has to contain. */
export const leadingItems = ({ prefixItems, contains, items }: JsonObject): readonly JsonSchema[] => [
  ...(isList(prefixItems) ? (prefixItems as readonly JsonSchema[]) : []),
  ...(isObject(contains) ? [{ allOf: [items ?? true, contains] }] : []),
];

/** Whether something of one direction only, such as an id that the server gives, is left out here. */
export function isLeftOut(schema: JsonSchema, schemas: JsonSchemas): boolean {
  const { keywords } = flat(schema, schemas);
  return keywords[schemas.direction === 'request' ? 'readOnly' : 'writeOnly'] === true;
}
