import type { Contract } from '../../contract/openapi/contract.ts';
import { elements, field, fields, type Field, type Place } from '../../contract/openapi/place.ts';
import { isTrue, textOf } from '../../contract/openapi/value.ts';
import type { Node } from '../../yaml/tree.ts';
import { discriminated } from './discriminated.ts';
import { isObject, jsonOf, type Json, type JsonObject } from './json.ts';
import { kept } from './keywords.ts';

/** JSON Schema 2020-12. Each schema that is referred to has an `$id`, and `$ref` names nothing else: circles stay circles. */
export type JsonSchema = boolean | JsonObject;

export type Direction = 'request' | 'response';

/** The schemas of a contract, whatever version of OpenAPI it is written in. Only what is asked for is read. */
export interface JsonSchemas {
  readonly direction: Direction;
  readonly of: (place: Place) => JsonSchema;
  /** By `$id`: what the schemas asked for so far refer to. */
  readonly definitions: ReadonlyMap<string, JsonSchema>;
}

const SCHEMAS = new Set(
  'items additionalProperties not contains propertyNames if then else unevaluatedProperties unevaluatedItems'.split(' '),
);
const LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas']);

export function jsonSchemas({ reader, root }: Contract, direction: Direction): JsonSchemas {
  const definitions = new Map<string, JsonSchema>();
  const ids = new Map<Node, string>();
  const open: { readonly id: string; readonly place: Place }[] = [];
  const siblingsCount = /^3\.[1-9]/.test(textOf(field(root, 'openapi')?.node));

  const reference = (place: Place): JsonSchema => {
    const target = reader.follow(place);
    // What leads nowhere says nothing.
    if (field(target, '$ref')) return true;
    const id = ids.get(target.node) ?? `${direction}:${ids.size}`;
    if (!ids.has(target.node)) open.push({ id, place: target });
    ids.set(target.node, id);
    return { $ref: id };
  };

  const translated = (place: Place): JsonSchema => {
    if (place.node.kind === 'scalar') return textOf(place.node) !== 'false';
    const referred = field(place, '$ref') && reference(place);
    if (referred !== undefined && (!siblingsCount || !isObject(referred))) return referred;
    const keywords: Record<string, Json> = { ...(isObject(referred) && referred) };
    for (const keyword of fields(place)) Object.assign(keywords, translatedKeyword(keyword));
    return discriminated(place, finished(keywords, place));
  };

  const translatedKeyword = (keyword: Field): JsonObject => {
    const { key, node } = keyword;
    // Before 2020-12, a list as `items` is what `prefixItems` is since.
    if (key === 'items' && node.kind === 'sequence') return { prefixItems: elements(keyword).map(translated) };
    if (SCHEMAS.has(key)) return { [key]: translated(keyword) };
    if (LISTS.has(key)) return node.kind === 'sequence' && node.items.length > 0 ? { [key]: elements(keyword).map(translated) } : {};
    if (MAPS.has(key)) return { [key]: Object.fromEntries(fields(keyword).map(inner => [inner.key, translated(inner)])) };
    return kept(key, jsonOf(node));
  };

  const finished = (keywords: Record<string, Json>, place: Place): JsonObject => {
    const required = Array.isArray(keywords.required)
      ? keywords.required.filter(name => !isOneSided(field(field(place, 'properties'), String(name))))
      : [];
    const { required: _, ...rest } = keywords;
    return nullable(bounded(rest.type === 'string' ? asTexts(rest, place) : rest), place, required);
  };

  /** Only answers have what is read only, and only requests what is written only. */
  const isOneSided = (property: Field | undefined): boolean =>
    property !== undefined &&
    [property, reader.follow(property)].some(place => isTrue(field(place, direction === 'request' ? 'readOnly' : 'writeOnly')?.node));

  return {
    direction,
    definitions,
    of: place => {
      const schema = translated(place);
      // More is added meanwhile.
      for (let next = open.pop(); next; next = open.pop()) definitions.set(next.id, translated(next.place));
      return schema;
    },
  };
}

/** `exclusiveMinimum: true` beside `minimum: 1`, as it was before JSON Schema 6. */
function bounded(schema: JsonObject): JsonObject {
  const changed: Record<string, Json> = { ...schema };
  for (const [strict, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof changed[strict] !== 'boolean') continue;
    const limit = changed[strict] ? changed[bound] : undefined;
    delete changed[strict];
    if (limit === undefined) continue;
    changed[strict] = limit;
    delete changed[bound];
  }
  return changed;
}

/** A number that is written where texts are meant is one: `type: string` with `enum: [1, 2]`. */
function asTexts(schema: JsonObject, place: Place): JsonObject {
  const written = (key: string): JsonObject => {
    const found = field(place, key)?.node;
    return found?.kind === 'scalar' && schema[key] !== null && schema[key] !== undefined ? { [key]: found.text } : {};
  };
  const values = field(place, 'enum');
  const texts =
    values && Array.isArray(schema.enum) ? { enum: elements(values).map(({ node }) => (jsonOf(node) === null ? null : textOf(node))) } : {};
  return { ...schema, ...written('default'), ...written('example'), ...written('const'), ...texts };
}

/** Marks a null that was meant, though the standard has it that `nullable` counts beside a `type` only: it is taken, and never sent. */
export const LENIENT = 'x-lenient';

function nullable(schema: JsonObject, place: Place, required: readonly Json[]): JsonObject {
  const whole = required.length > 0 ? { ...schema, required } : schema;
  if (!isTrue((field(place, 'nullable') ?? field(place, 'x-nullable'))?.node)) return whole;
  const { type, enum: values } = whole;
  if (type === undefined) return { anyOf: [whole, { type: 'null', [LENIENT]: true }] };
  return {
    ...whole,
    type: [...new Set([type].flat().concat('null'))],
    ...(Array.isArray(values) && !values.includes(null) && { enum: [...values, null] }),
  };
}
