/** The parts of a JSON schema that tell what may be written. */
export interface WrittenSchema {
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly WrittenSchema[];
  readonly items?: WrittenSchema;
  readonly properties?: Readonly<Record<string, WrittenSchema>>;
}

/** What may stand below these keys, one below the other; the items of a list stand for the list. Pure. */
export const schemasAt = (schema: WrittenSchema, keys: readonly string[]): readonly WrittenSchema[] =>
  keys.reduce((found, key) => found.flatMap(one => propertyOf(one, key)).flatMap(ways), ways(schema));

const propertyOf = ({ properties = {} }: WrittenSchema, key: string): WrittenSchema[] =>
  Object.hasOwn(properties, key) ? [properties[key]!] : [];

const ways = (schema: WrittenSchema): readonly WrittenSchema[] => [
  schema,
  ...(schema.items ? ways(schema.items) : []),
  ...(schema.anyOf ?? []).flatMap(ways),
];
