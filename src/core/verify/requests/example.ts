import { flat, isLeftOut, leadingItems, typesOf } from './flat.ts';
import { isList, isObject, type Json, type JsonObject } from './json.ts';
import type { JsonSchema, JsonSchemas } from './json-schemas.ts';
import { exampleNumber, exampleText } from './scalar-examples.ts';

/** So many values in one example; then only what is required is added. */
const LARGEST = 500;
const DEEPEST = 24;

interface Building {
  readonly schemas: JsonSchemas;
  readonly budget: { left: number };
  /** References on the way here: what is optional and leads back to one is left out. */
  readonly within: ReadonlySet<string>;
  readonly depth: number;
  readonly withGiven: boolean;
}

/** A value for a schema: the same one every time. With what its author gives as examples, or without; not every schema is met by it. */
export const builtExample = (schema: JsonSchema, schemas: JsonSchemas, withGiven: boolean): Json =>
  example(schema, { schemas, budget: { left: LARGEST }, within: new Set(), depth: 0, withGiven });

function example(schema: JsonSchema, building: Building): Json {
  building.budget.left--;
  const { keywords, choices, passed } = flat(schema, building.schemas);
  const given = givenExample(keywords, building.withGiven);
  if (given !== undefined) return given;
  if (building.depth > DEEPEST) return null;
  const inside = { ...building, within: new Set([...building.within, ...passed]), depth: building.depth + 1 };
  if (choices.length === 0) return valueOf(keywords, inside);
  const chosen = choices.map(list => list.find(choice => !isNull(choice, building) && !leadsBack(choice, inside)) ?? list[0]!);
  return example({ allOf: [...chosen, keywords] }, inside);
}

/** What its author says that it looks like; else what it can only be. */
function givenExample({ example, examples, const: only, default: usual, enum: values }: JsonObject, withGiven: boolean): Json | undefined {
  const given = withGiven ? (example ?? (isList(examples) ? examples[0] : undefined) ?? usual) : undefined;
  return given ?? only ?? (isList(values) ? values.find(value => value !== null) : undefined);
}

const isNull = (schema: JsonSchema, { schemas }: Building): boolean => {
  const types = typesOf(flat(schema, schemas).keywords);
  return types.length === 1 && types[0] === 'null';
};

function valueOf(keywords: JsonObject, building: Building): Json {
  const types = typesOf(keywords);
  switch (types.find(type => type !== 'null')) {
    case 'object':
      return objectOf(keywords, building);
    case 'array':
      return listOf(keywords, building);
    case 'boolean':
      return true;
    case 'integer':
      return exampleNumber(keywords, true);
    case 'number':
      return exampleNumber(keywords, false);
    case 'string':
      return exampleText(keywords);
    default:
      return null;
  }
}

function objectOf({ properties, required, additionalProperties, minProperties }: JsonObject, building: Building): JsonObject {
  const schemas = isObject(properties) ? properties : {};
  const needed = isList(required) ? required.map(String) : [];
  const wanted = Object.keys(schemas).filter(name => {
    const schema = schemas[name] as JsonSchema;
    if (needed.includes(name)) return true;
    return building.budget.left > 0 && !isLeftOut(schema, building.schemas) && !leadsBack(schema, building);
  });
  const value: Record<string, Json> = {};
  for (const name of new Set([...wanted, ...needed])) value[name] = example((schemas[name] ?? true) as JsonSchema, building);
  const more = (additionalProperties ?? true) as JsonSchema;
  const least = more === false ? 0 : Math.min(Number(minProperties ?? 0), LARGEST);
  for (let next = 1; Object.keys(value).length < least; next++) value[`key${next}`] = example(more, building);
  return value;
}

function listOf(keywords: JsonObject, building: Building): readonly Json[] {
  const { items, minItems, maxItems } = keywords;
  const first = leadingItems(keywords).map(item => example(item, building));
  const rest = (items ?? true) as JsonSchema;
  const least = Math.min(Number(minItems ?? 0), LARGEST);
  const wanted =
    rest === false || (leadsBack(rest, building) && least <= first.length) ? 0 : Math.max(least - first.length, first.length > 0 ? 0 : 1);
  const count = Math.min(wanted, Number(maxItems ?? wanted));
  return [...first, ...Array.from({ length: count }, () => example(rest, building))];
}

/** Whether a schema, or what its lists hold, is one that is being built already. */
function leadsBack(schema: JsonSchema, { schemas, within }: Building): boolean {
  const { keywords, passed } = flat(schema, schemas);
  if ([...passed].some(id => within.has(id))) return true;
  const items = keywords.items;
  return isObject(items) && [...flat(items, schemas).passed].some(id => within.has(id));
}
