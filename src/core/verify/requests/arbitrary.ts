import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  dictionary,
  oneof,
  record,
  stringMatching,
  tuple,
  uniqueArray,
} from 'fast-check';
import { flat, isLeftOut, leadingItems, typesOf } from './flat.ts';
import { isList, isObject, type Json, type JsonObject } from './json.ts';
import { LENIENT, type JsonSchema, type JsonSchemas } from './json-schemas.ts';
import { numbers, texts } from './scalar-arbitraries.ts';

/** `usual` is what users send; `edge` is what the schema just allows: the longest text, no items, null. */
export type Mode = 'usual' | 'edge';

/** Below it only what is required is made, and lists are as short as they may be: circles end. */
const DEEP = 4;
const DEEPEST = 16;

interface Making {
  readonly schemas: JsonSchemas;
  readonly mode: Mode;
  readonly depth: number;
  /** The same part at the same depth is made once. */
  readonly made: Map<string, WeakMap<JsonObject, Arbitrary<Json>>>;
}

/** Values that nearly always fit: what cannot be generated from (`not`, a condition) is for a filter behind it. */
export const rawArbitrary = (schema: JsonSchema, schemas: JsonSchemas, mode: Mode): Arbitrary<Json> =>
  arbitrary(schema, { schemas, mode, depth: 0, made: new Map() });

function arbitrary(schema: JsonSchema, making: Making): Arbitrary<Json> {
  if (typeof schema === 'boolean') return constantFrom<Json>('text', 1, true);
  const key = `${making.depth}`;
  const made = making.made.get(key) ?? new WeakMap<JsonObject, Arbitrary<Json>>();
  making.made.set(key, made);
  const known = made.get(schema) ?? fresh(schema, making);
  made.set(schema, known);
  return known;
}

function fresh(schema: JsonObject, making: Making): Arbitrary<Json> {
  if (making.depth > DEEPEST) return constant(null);
  const { keywords, choices } = flat(schema, making.schemas);
  if (keywords.const !== undefined) return constant(keywords.const);
  if (isList(keywords.enum) && keywords.enum.length > 0) return constantFrom(...usable(keywords.enum, making));
  if (choices.length === 0) return ofTypes(keywords, making);
  const inside = { ...making, depth: making.depth + 1 };
  return oneof(
    ...combinations(choices.map(list => offered(list, making))).map(chosen => arbitrary({ allOf: [...chosen, keywords] }, inside)),
  );
}

/** Null is allowed, and seldom meant. */
const usable = (values: readonly Json[], { mode }: Making): readonly Json[] => {
  const meant = values.filter(value => value !== null);
  return mode === 'usual' && meant.length > 0 ? meant : values;
};

const MOST_COMBINATIONS = 32;

function combinations(lists: readonly (readonly JsonSchema[])[]): readonly (readonly JsonSchema[])[] {
  let found: readonly (readonly JsonSchema[])[] = [[]];
  for (const list of lists) found = found.flatMap(chosen => list.map(choice => [...chosen, choice])).slice(0, MOST_COMBINATIONS);
  return found;
}

/** Deep down the first choice is enough; what is only taken is never sent. */
function offered(list: readonly JsonSchema[], { schemas, mode, depth }: Making): readonly JsonSchema[] {
  const meant = list.filter(choice => {
    const { keywords } = flat(choice, schemas);
    return keywords[LENIENT] !== true && (mode === 'edge' || keywords.type !== 'null');
  });
  const found = meant.length > 0 ? meant : list;
  return depth > DEEP ? found.slice(0, 1) : found;
}

function ofTypes(keywords: JsonObject, making: Making): Arbitrary<Json> {
  const types = typesOf(keywords);
  const meant = types.filter(type => type !== 'null' || making.mode === 'edge');
  const offered = meant.length > 0 ? meant : types;
  return offered.length === 0 ? constant(null) : oneof(...offered.map(type => ofType(type, keywords, making)));
}

function ofType(type: string, keywords: JsonObject, making: Making): Arbitrary<Json> {
  switch (type) {
    case 'object':
      return objects(keywords, making);
    case 'array':
      return lists(keywords, making);
    case 'boolean':
      return boolean();
    case 'integer':
    case 'number':
      return withExamples(numbers(keywords, type === 'integer', making.mode), keywords);
    case 'string':
      return withExamples(texts(keywords, making.mode), keywords);
    default:
      return constant(null);
  }
}

/** What its author gives as an example may well exist: whoever asks for it gets further than whoever makes a value up. */
function withExamples(made: Arbitrary<Json>, { example, examples, default: usual }: JsonObject): Arbitrary<Json> {
  const given = [example, ...(isList(examples) ? examples : []), usual].filter(value => value !== undefined && value !== null);
  return given.length === 0 ? made : oneof({ arbitrary: made, weight: 2 }, { arbitrary: constantFrom(...given), weight: 1 });
}

function objects(
  { properties, required, additionalProperties, minProperties, patternProperties }: JsonObject,
  making: Making,
): Arbitrary<Json> {
  const schemas = isObject(properties) ? properties : {};
  const inside = { ...making, depth: making.depth + 1 };
  const needed = isList(required) ? required.map(String) : [];
  const optional =
    making.depth > DEEP ? [] : Object.keys(schemas).filter(name => !needed.includes(name) && isSent(schemas[name] as JsonSchema, making));
  const parts = Object.fromEntries([...needed, ...optional].map(name => [name, arbitrary((schemas[name] ?? true) as JsonSchema, inside)]));
  const known = record(parts, { requiredKeys: needed, noNullPrototype: true }) as Arbitrary<JsonObject>;
  const more = isObject(additionalProperties) ? additionalProperties : undefined;
  const least = Math.max(0, Number(minProperties ?? 0) - needed.length);
  if ((!more && least === 0) || additionalProperties === false || isObject(patternProperties)) return known;
  const others = dictionary(stringMatching(/^[a-z]{1,8}$/), arbitrary(more ?? true, inside), {
    minKeys: Math.min(least, 50),
    maxKeys: Math.max(Math.min(least, 50), making.depth > DEEP ? 0 : 3),
    noNullPrototype: true,
  });
  return tuple(known, others).map(([own, rest]) => ({ ...rest, ...own }));
}

const isSent = (schema: JsonSchema, { schemas }: Making): boolean => schema !== false && !isLeftOut(schema, schemas);

const MOST_ITEMS = 200;

function lists(keywords: JsonObject, making: Making): Arbitrary<Json> {
  const { items, minItems, maxItems, uniqueItems } = keywords;
  const inside = { ...making, depth: making.depth + 1 };
  const first = leadingItems(keywords).map(item => arbitrary(item, inside));
  const least = Math.min(Math.max(0, Number(minItems ?? 0) - first.length), MOST_ITEMS);
  const allowed = Math.max(least, Math.min(Number(maxItems ?? MOST_ITEMS) - first.length, MOST_ITEMS));
  const most = items === false ? 0 : Math.max(least, Math.min(allowed, making.depth > DEEP ? 0 : least + 3));
  const usualLeast = making.mode === 'usual' && most > 0 && making.depth === 0 ? Math.max(least, 1) : least;
  const item = arbitrary((items ?? true) as JsonSchema, inside);
  const bounds = { minLength: usualLeast, maxLength: most };
  const rest = uniqueItems === true ? uniqueArray(item, { ...bounds, selector: value => JSON.stringify(value) }) : array(item, bounds);
  return first.length === 0 ? rest : tuple(tuple(...first), rest).map(([start, end]) => [...start, ...end]);
}
