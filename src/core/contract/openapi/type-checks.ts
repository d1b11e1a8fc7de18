import { written } from './place.ts';
import { keywordOf, formatOf, isFilled, typesOf, type Schema, type Schemas } from './schema.ts';
import type { SchemaPair, ValueChange } from './schema-pair.ts';
import { isParameter, isRequest, type Finding, type SchemaCheck, type Scope } from './schema-rule.ts';
import type { Visit } from './schema-walk.ts';
import { namesChanged, type SetChange } from './keyword.ts';
import { isTrue, quote } from './value.ts';

/** Type and format, told once for both. */
export const typeCheck: SchemaCheck = (visit, scope) => {
  const { pair, path } = visit;
  const types = pair.values.has('type') ? typesChanged(pair) : undefined;
  const format = pair.values.get('format');
  if (!types && !format) return [];
  if (!format && types && isOnlyNull(types)) return [];
  const inParameter = isParameter(scope);
  if (!inParameter && isListed(visit, scope)) return [];
  const ending =
    inParameter && path !== ''
      ? ofParameterProperty({ types, pair })
      : ofValue({ types, pair, isJson: scope.isJson && !inParameter }, scope);
  return [
    {
      ending,
      predicate: `is of type ${typeOf(pair.after)} instead of ${typeOf(pair.before)}`,
      ...places(pair.values.get('type') ?? format),
    },
  ];
};

/** Told as a change of the list of types: of the list itself, and of the items of a body that is one. */
const isListed = ({ pair, parent, depth }: Visit, { read }: Scope): boolean =>
  alternativesChanged(pair, read) !== undefined || (depth === 1 && parent !== undefined && alternativesChanged(parent, read) !== undefined);

const typesChanged = ({ before, after }: SchemaPair): SetChange<string> => namesChanged(typesOf(before), typesOf(after));

const isOnlyNull = ({ added, removed }: SetChange<string>): boolean => [...added, ...removed].every(type => type === 'null');

interface Typed {
  readonly types: SetChange<string> | undefined;
  readonly pair: SchemaPair;
}

/** What a server takes may become more, what it gives may become less. */
function ofValue({ types, pair, isJson }: Typed & { readonly isJson: boolean }, scope: Scope): string {
  const forward = isRequest(scope);
  const turned = types && (forward ? types : { added: types.removed, removed: types.added });
  return holds({ types: turned, pair, isJson, forward }) ? 'type-generalized' : 'type-changed';
}

/** How an object is written into a query is not known: `{"id":1}` tells numbers from texts, `filter[id]=1` does not. */
function ofParameterProperty({ types, pair }: Typed): string {
  const asJson = holds({ types, pair, isJson: true, forward: true });
  const asText = holds({ types, pair, isJson: false, forward: true });
  if (asJson !== asText) return 'type-changed';
  return asJson ? 'type-generalized' : 'type-specialized';
}

interface Held extends Typed {
  readonly isJson: boolean;
  readonly forward: boolean;
}

/** Whether every value of the old type is one of the new type. */
function holds({ types, pair, isJson, forward }: Held): boolean {
  if (!types) {
    const [from, to] = forward ? [formatOf(pair.before), formatOf(pair.after)] : [formatOf(pair.after), formatOf(pair.before)];
    return holdsFormat(typesOf(pair.after), from, to);
  }
  const { added, removed } = types;
  if (added.length === 1 && added[0] === 'number' && removed.length === 1 && removed[0] === 'integer') return true;
  return !isJson && (added.length === 0 || (added.length === 1 && added[0] === 'string'));
}

const WIDER: ReadonlySet<string> = new Set([
  'number float double',
  'integer int32 int64',
  'integer int32 bigint',
  'integer int64 bigint',
  'string date date-time',
  'string time date-time',
]);

const holdsFormat = (types: readonly string[], from: string, to: string): boolean =>
  types.length === 1 && WIDER.has(`${types[0]} ${from} ${to}`);

function typeOf(schema: Schema): string {
  const types = typesOf(schema).join(' or ') || 'any';
  return quote(formatOf(schema) ? `${types} (${formatOf(schema)})` : types);
}

const places = (change: ValueChange | undefined): Pick<Finding, 'before' | 'after'> => ({
  ...(change?.before && { before: written(change.before) }),
  ...(change?.after && { after: written(change.after) }),
});

/** Null as a type (since OpenAPI 3.1) or as `nullable` (before). */
export const nullCheck: SchemaCheck = ({ pair }) => {
  const flag = pair.values.get('nullable');
  const types = pair.values.get('type');
  const removed = flag ? isTrue(flag.before?.node) : types !== undefined && typesChanged(pair).removed.includes('null');
  const added = flag ? isTrue(flag.after?.node) : types !== undefined && typesChanged(pair).added.includes('null');
  if (removed) return [{ ending: 'became-not-nullable', predicate: 'can no longer be null', ...places(flag ?? types) }];
  return added ? [{ ending: 'became-nullable', predicate: 'can now be null', ...places(flag ?? types) }] : [];
};

/** `oneOf: [{type: string}, {type: integer}]` is a list of types, and its change one of types. */
export const alternativesCheck: SchemaCheck = (visit, scope) => {
  const change = alternativesChanged(visit.pair, scope.read);
  if (!change) return [];
  const { added, removed } = change;
  const isNarrowed = isRequest(scope) ? removed.length > 0 : added.length === 0;
  const { before, after } = visit;
  return [
    isNarrowed
      ? { ending: 'list-of-types-narrowed', predicate: `can no longer be ${quote(removed.join(', '))}`, before, after }
      : { ending: 'list-of-types-widened', predicate: `can now also be ${quote(added.join(', '))}`, before, after },
  ];
};

/** Only where both versions are such a list or a single type, and at least one is a list. */
export function alternativesChanged(pair: SchemaPair, read: Scope['read']): SetChange<string> | undefined {
  if (
    !isFilled(pair.before, 'oneOf') &&
    !isFilled(pair.before, 'anyOf') &&
    !isFilled(pair.after, 'oneOf') &&
    !isFilled(pair.after, 'anyOf')
  )
    return undefined;
  const before = alternatives(pair.before, read.before);
  const after = alternatives(pair.after, read.after);
  if (!before || !after || (before.source === 'type' && after.source === 'type')) return undefined;
  const change = namesChanged(before.types, after.types);
  return change.added.length + change.removed.length > 0 ? change : undefined;
}

interface Alternatives {
  readonly types: readonly string[];
  readonly source: 'type' | 'oneOf' | 'anyOf';
}

function alternatives(schema: Schema, read: Schemas): Alternatives | undefined {
  if (keywordOf(schema, 'not') || isFilled(schema, 'allOf') || isFilled(schema, 'properties')) return undefined;
  const [type] = typesOf(schema);
  if (type !== undefined) return { types: [type], source: 'type' };
  return listOfTypes(schema, 'oneOf', read) ?? listOfTypes(schema, 'anyOf', read);
}

function listOfTypes(schema: Schema, source: 'oneOf' | 'anyOf', read: Schemas): Alternatives | undefined {
  const items = read.list(schema.keywords.get(source)).map(site => site.schema);
  return items.length > 0 && items.every(isSimple) ? { types: items.flatMap(typesOf), source } : undefined;
}

const isSimple = (schema: Schema): boolean =>
  typesOf(schema).length === 1 && ['properties', 'oneOf', 'anyOf', 'allOf'].every(keyword => !isFilled(schema, keyword));
