import type { Location } from '../../model/source.ts';
import type { Node } from '../../yaml/tree.ts';
import { ByReference } from './by-reference.ts';
import { elements, field, fields, located, named, nodeOf, type Field, type Place } from './place.ts';
import type { Reader } from './reader.ts';
import { isAbsent, isTrue, textOf, textsOf } from './value.ts';

/** The keywords of a schema; what its `$ref` names is already followed. */
export interface Schema {
  readonly at: Location;
  readonly keywords: ReadonlyMap<string, Field>;
  /** Where all of it is written; absent where keywords beside a reference add to what that names. */
  readonly whole: Place | undefined;
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
    if (siblingsCount && target !== place) return { at: located(target), keywords: keywordsOf(target, place), whole: undefined };
    return new WrittenSchema(target, keywordsOf);
  };

  const keywordsOf = (target: Place, sibling?: Place): ReadonlyMap<string, Field> => {
    const keywords = new Map<string, Field>();
    for (const keyword of fields(target)) add(keywords, keyword);
    if (tupleItems) renameTuple(keywords);
    if (sibling) for (const keyword of fields(sibling)) if (keyword.key !== '$ref') add(keywords, keyword);
    return keywords;
  };

  const definitions = new ByReference<Schema>();

  /** What nothing but its reference says is the same schema wherever it is used. */
  const used = (place: Place, reference: string): Schema => {
    const isAlone = place.node.kind !== 'mapping' || place.node.entries.length <= 1;
    if (reference === '' || (siblingsCount && !isAlone)) return schemaAt(place);
    const known = definitions.get(reference, place);
    if (known) return known;
    const target = reader.follow(place);
    const schema = schemaAt(target);
    if (target !== place) definitions.set(reference, place, schema);
    return schema;
  };

  const site = (place: Place, at: Location): Site => {
    const reference = textOf(nodeOf(place, '$ref'));
    return { schema: used(place, reference), reference, at };
  };

  return {
    of: from => (from?.node.kind === 'mapping' ? site(from, named(from)) : undefined),
    list: from => elements(from).map(place => site(place, located(place))),
  };
}

/** Its keywords are read when somebody asks: most schemas are found to be written alike before. */
class WrittenSchema implements Schema {
  readonly whole: Place;
  private readonly read: (place: Place) => ReadonlyMap<string, Field>;
  private known: ReadonlyMap<string, Field> | undefined;

  constructor(whole: Place, read: (place: Place) => ReadonlyMap<string, Field>) {
    this.whole = whole;
    this.read = read;
  }

  get at(): Location {
    return located(this.whole);
  }

  get keywords(): ReadonlyMap<string, Field> {
    return (this.known ??= this.read(this.whole));
  }
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
