import type { Span } from '../../model/source.ts';
import { entries, entry, text, type Mapping, type MappingEntry, type Node } from '../../yaml/tree.ts';

export const mapping = (at: Span, fields: readonly MappingEntry[]): Mapping => ({ kind: 'mapping', at, entries: fields });

/** A key that nobody wrote, at the place of what it is made of. */
export const made = (key: string, value: Node): MappingEntry => ({ key, keyAt: value.at, value });

export const word = (value: string, at: Span): Node => ({ kind: 'scalar', at, text: value, quoted: true });

export const listed = (node: Node | undefined): readonly string[] =>
  node?.kind === 'sequence' ? node.items.flatMap(item => (item.kind === 'scalar' ? [item.text] : [])) : [];

/** One schema under each media type. */
export const content = (mediaTypes: readonly string[], schema: MappingEntry): MappingEntry => ({
  key: 'content',
  keyAt: schema.keyAt,
  value: mapping(
    schema.value.at,
    [...new Set(mediaTypes)].map(key => ({ key, keyAt: schema.keyAt, value: mapping(schema.value.at, [schema]) })),
  ),
});

/** What a parameter, header or form field says of its value; the rest is about itself. */
const VALUE = new Set(
  (
    'type format items default maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems ' +
    'uniqueItems enum multipleOf'
  ).split(' '),
);

/** Its value's keywords as a schema, if it says of which type it is. */
export function withSchema(node: Node): Node {
  const fields = entries(node);
  const type = entry(node, 'type');
  if (node.kind !== 'mapping' || !type) return node;
  const values = fields.filter(({ key }) => VALUE.has(key));
  const schema = made('schema', mapping(node.at, text(type.value) === 'file' ? asBytes(values, type) : values));
  return mapping(node.at, [...fields.filter(({ key }) => !VALUE.has(key) && key !== 'schema'), schema]);
}

/** A file is sent as a text of bytes. */
const asBytes = (values: readonly MappingEntry[], type: MappingEntry): readonly MappingEntry[] => [
  ...values.filter(({ key }) => key !== 'type' && key !== 'format'),
  { ...type, value: word('string', type.value.at) },
  { ...type, key: 'format', value: word('binary', type.value.at) },
];

/** A response with its schema under each media type that the operation produces. */
export function withContent(response: Node, produces: Node | undefined): Node {
  const schema = entry(response, 'schema');
  const fields = entries(response).flatMap(field => {
    if (field.key === 'schema' || field.key === 'examples') return [];
    return [field.key === 'headers' ? { ...field, value: headers(field.value) } : field];
  });
  if (response.kind !== 'mapping') return response;
  const types = listed(produces);
  return mapping(response.at, schema ? [...fields, content(types.length > 0 ? types : ['*/*'], schema)] : fields);
}

const headers = (node: Node): Node =>
  mapping(
    node.at,
    entries(node).map(header => ({ ...header, value: withSchema(header.value) })),
  );
