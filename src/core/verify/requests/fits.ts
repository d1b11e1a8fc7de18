import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonSchema, JsonSchemas } from './json-schemas.ts';

/** What is wrong with a value, in words that follow its name: `has no "total"`; undefined where nothing is. */
export type Misfit = (value: unknown) => string | undefined;

/** One validator for the schemas of one contract: each is compiled once, when it is asked for. */
export function misfits(schemas: JsonSchemas): (schema: JsonSchema) => Misfit {
  const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false, unicodeRegExp: false, addUsedSchema: false });
  addFormats(ajv);
  const added = new Set<string>();
  const known = new Map<JsonSchema, Misfit>();

  const compiled = (schema: JsonSchema): Misfit => {
    for (const [id, definition] of schemas.definitions) if (!added.has(id)) ajv.addSchema(asObject(definition), id);
    for (const id of schemas.definitions.keys()) added.add(id);
    return misfitOf(ajv, schema);
  };

  return schema => {
    const misfit = known.get(schema) ?? compiled(schema);
    known.set(schema, misfit);
    return misfit;
  };
}

const asObject = (schema: JsonSchema): object => (typeof schema === 'boolean' ? (schema ? {} : { not: {} }) : schema);

/** A schema that no validator can make sense of fits everything. */
function misfitOf(ajv: Ajv2020, schema: JsonSchema): Misfit {
  let validate: ValidateFunction;
  try {
    validate = ajv.compile(asObject(schema));
  } catch {
    return () => undefined;
  }
  return value => (validate(value) ? undefined : sentence(validate.errors ?? []));
}

const depth = ({ instancePath }: ErrorObject): number => instancePath.split('/').length;

/** Of several, the one that lies deepest is the most telling: the others follow from it. */
function sentence(errors: readonly ErrorObject[]): string {
  const [error] = errors.toSorted((a, b) => depth(b) - depth(a));
  if (!error) return 'does not fit';
  const where = error.instancePath === '' ? '' : ` at ${error.instancePath.slice(1).replaceAll('/', '.')}`;
  return `${where.trimStart()}${where && ' '}${said(error)}`;
}

function said({ keyword, params, message }: ErrorObject): string {
  const of = params as Readonly<Record<string, unknown>>;
  if (keyword === 'required') return `has no "${String(of.missingProperty)}"`;
  if (keyword === 'additionalProperties') return `has "${String(of.additionalProperty)}", which is not allowed`;
  if (keyword === 'enum')
    return `must be one of ${(of.allowedValues as readonly unknown[]).map(value => JSON.stringify(value)).join(', ')}`;
  return message ?? 'does not fit';
}
