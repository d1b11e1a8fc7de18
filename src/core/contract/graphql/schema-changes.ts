import type { Change } from '@graphql-inspector/core';
import { diffSchema } from '@graphql-inspector/core/diff/schema';
import type { ContractChange } from '../change.ts';
import { changeOf } from './change.ts';
import { placesOf } from './places.ts';
import type { BuiltSchema } from './schema.ts';

/** What changed between two versions of one schema. */
export function schemaChanges(before: BuiltSchema, after: BuiltSchema): readonly ContractChange[] {
  const places = { before: placesOf(before.definitions), after: placesOf(after.definitions) };
  return diffSchema(before.schema, after.schema)
    .map(change => ofDefinedTypes(change, before, after))
    .flatMap(change => (change && changeOf(change, places)) ?? []);
}

type Level = Change['criticality']['level'];

/** A type that only one version defines is gone, or new; of what stands in for it in the other version nothing is told. */
function ofDefinedTypes(change: Change, before: BuiltSchema, after: BuiltSchema): Change | undefined {
  const type = change.path?.split('.', 1)[0];
  if (type === undefined) return change;
  const [wasUndefined, isUndefined] = [before.undefinedTypes.has(type), after.undefinedTypes.has(type)];
  if (wasUndefined === isUndefined) return wasUndefined ? undefined : change;
  if (change.path !== type || !/^TYPE_(?:KIND_CHANGED|REMOVED|ADDED)$/.test(change.type)) return undefined;
  return isUndefined
    ? { ...change, type: 'TYPE_REMOVED', message: `Type '${type}' was removed`, criticality: { level: 'BREAKING' as Level } }
    : { ...change, type: 'TYPE_ADDED', message: `Type '${type}' was added`, criticality: { level: 'NON_BREAKING' as Level } };
}
