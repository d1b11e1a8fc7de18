import { elements, field, fields, type Place } from '../../contract/openapi/place.ts';
import { textOf } from '../../contract/openapi/value.ts';
import type { JsonObject } from './json.ts';

/** Each choice with the value of the property that names it: without it, two choices with the same properties would both fit. */
export function discriminated(place: Place, schema: JsonObject): JsonObject {
  const property = textOf(field(field(place, 'discriminator'), 'propertyName')?.node);
  const key = (['oneOf', 'anyOf'] as const).find(key => Array.isArray(schema[key]));
  if (property === '' || !key) return schema;
  const references = elements(field(place, key)).map(choice => textOf(field(choice, '$ref')?.node));
  if (references.includes('')) return schema;
  const mapping = fields(field(field(place, 'discriminator'), 'mapping')).map(({ key, node }) => [key, textOf(node)] as const);
  const named = references.map(reference => {
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    const mapped = mapping.filter(([, target]) => target === reference || target === name).map(([key]) => key);
    return mapped.length > 0 ? mapped : [name];
  });
  const choices = (schema[key] as readonly JsonObject[]).map((choice, index) => ({
    allOf: [choice, { type: 'object', required: [property], properties: { [property]: { enum: named[index]! } } }],
  }));
  return { ...schema, [key]: choices };
}
