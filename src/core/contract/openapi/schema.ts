import type { Location } from '../../model/source.ts';
import type { Node } from '../../yaml/tree.ts';
import { elements, field, fields, located, named, type Field, type Place } from './place.ts';
import type { Reader } from './reader.ts';
import { isAbsent, isTrue, textOf, textsOf } from './value.ts';

/** The keywords of a schema; what its `$ref` names is already followed. */
export interface Schema {
  readonly at: Location;
  readonly keywords: ReadonlyMap<string, Field>;
}

/** A schema where it is used. */
export interface Site {
  readonly schema: Schema;
  /** The reference as written; empty for a schema that is written out here. */
  readonly reference: string;
  /** The key that it belongs to, or itself in a list. */
  readonly at: Location;
}

export interface Schemas {
  /** The schema of a key; nothing where `true` or `false` stands for one. */
  readonly of: (field: Field | undefined) => Site | undefined;
  readonly list: (list: Place | undefined) => readonly Site[];
}

interface Dialect {
  /** Since OpenAPI 3.1 and JSON Schema 2019-09, keywords beside a `$ref` add to what it names; before, they are passed over. */
  readonly siblingsCount: boolean;
  /** Before JSON Schema 2020-12, a list as `items` means what `prefixItems` says since then. */
  readonly tupleItems?: boolean;
}

/** Reads each schema once. */
export function schemas(reader: Reader, { siblingsCount, tupleItems = false }: Dialect): Schemas {
  const known = new Map<Node, Schema>();

  const schemaAt = (place: Place): Schema => {
    const found = known.get(place.node);
    if (found) return found;
    const schema = read(place);
    known.set(place.node, schema);
    return schema;
  };

  const read = (place: Place): Schema => {
    const target = reader.follow(place);
    const keywords = new Map<string, Field>();
    for (const keyword of fields(target)) add(keywords, keyword);
    if (tupleItems) renameTuple(keywords);
    if (siblingsCount && target !== place) for (const keyword of fields(place)) if (keyword.key !== '$ref') add(keywords, keyword);
    return { at: located(target), keywords };
  };

  /** What nothing but its reference says is the same schema wherever it is used. */
  const used = (place: Place): Schema => {
    if (siblingsCount && fields(place).length > 1) return schemaAt(place);
    const target = reader.follow(place);
    return schemaAt(target);
  };

  const site = (place: Place, at: Location): Site => ({ schema: used(place), reference: textOf(field(place, '$ref')?.node), at });

  return {
    of: from => (from?.node.kind === 'mapping' ? site(from, named(from)) : undefined),
    list: from => elements(from).map(place => site(place, located(place))),
  };
}

function add(keywords: Map<string, Field>, keyword: Field): void {
  if (keyword.key === 'x-nullable') keywords.set('nullable', { ...keyword, key: 'nullable' });
  else keywords.set(keyword.key, keyword);
}

function renameTuple(keywords: Map<string, Field>): void {
  const items = keywords.get('items');
  if (items?.node.kind !== 'sequence') return;
  const rest = keywords.get('additionalItems');
  keywords.delete('items');
  keywords.delete('additionalItems');
  keywords.set('prefixItems', { ...items, key: 'prefixItems' });
  if (rest) keywords.set('items', { ...rest, key: 'items' });
}

export const keywordOf = (schema: Schema, keyword: string): Node | undefined => schema.keywords.get(keyword)?.node;

export const hasProperty = (schema: Schema, name: string): boolean => field(schema.keywords.get('properties'), name) !== undefined;

/** The names in `required`. */
export const isRequired = (schema: Schema, name: string): boolean => textsOf(keywordOf(schema, 'required')).includes(name);

export const isReadOnly = (schema: Schema): boolean => isTrue(keywordOf(schema, 'readOnly'));
export const isWriteOnly = (schema: Schema): boolean => isTrue(keywordOf(schema, 'writeOnly'));
export const hasDefault = (schema: Schema): boolean => !isAbsent(keywordOf(schema, 'default'));
export const typesOf = (schema: Schema): readonly string[] => textsOf(keywordOf(schema, 'type'));
export const titleOf = (schema: Schema): string => textOf(keywordOf(schema, 'title'));
export const formatOf = (schema: Schema): string => textOf(keywordOf(schema, 'format'));

/** A list of sub-schemas that says something. */
export const isFilled = (schema: Schema, keyword: string): boolean => {
  const node = keywordOf(schema, keyword);
  return node?.kind === 'sequence' ? node.items.length > 0 : node?.kind === 'mapping' && node.entries.length > 0;
};
