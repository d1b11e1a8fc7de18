import { type Draft, type DraftMapping, type DraftSequence, field, isNull, setField, textAt } from '../kubernetes/draft.ts';
import { shapeOf, type Shape } from '../kubernetes/merge-keys.ts';
import { mergeLists } from './merge-lists.ts';
import { Refusal } from './session.ts';

/** Where a merge is: what the schema says of this place. */
export interface Place {
  readonly shape?: Shape | undefined;
  /** The keys that the items of this list are told by; undefined where the list is replaced. */
  readonly keys?: readonly string[] | undefined;
}

/** Lays a strategic merge patch over an object; undefined where the patch deletes it. Both are changed. */
export const strategicMerge = (target: DraftMapping, patch: DraftMapping): Draft | undefined => merged(target, patch, {});

/** What two values become; undefined removes the field or item. The patch may be the target itself: new parts still obey their directives. */
export function merged(target: Draft | undefined, patch: Draft | undefined, place: Place): Draft | undefined {
  const kind = [target, patch].find(value => !isNull(value))?.kind ?? 'mapping';
  for (const value of [target, patch])
    if (value && !isNull(value) && value.kind !== kind)
      throw new Refusal(`The patch has a ${value.kind} where the object has a ${kind}.`, patch?.origins[0]);
  if (kind === 'scalar') return patch ?? target;
  if (kind === 'mapping') return mergedMappings(target, patch, place);
  if (place.keys === undefined) return patch ?? target;
  return mergedSequences(target, patch, place);
}

function mergedMappings(target: Draft | undefined, patch: Draft | undefined, place: Place): Draft | undefined {
  const shape = place.shape ?? embeddedShape(target) ?? embeddedShape(patch);
  const base = mappingBase(target, patch);
  if (base?.kind !== 'mapping') return base;
  const over = patch?.kind === 'mapping' ? patch : undefined;
  for (const key of new Set([...base.entries.keys(), ...(over?.entries.keys() ?? [])].toSorted())) {
    const spec = shape && Object.hasOwn(shape, key) ? shape[key] : undefined;
    const written = over?.entries.get(key);
    const value = merged(field(base, key), written?.value, { shape: spec?.of, keys: spec?.keys });
    if (value === undefined || (isNull(value) && !isKeptNull(value, written?.value))) base.entries.delete(key);
    else if (written && value === written.value) base.entries.set(key, { keyOrigins: written.keyOrigins, value });
    else setField(base, key, value);
  }
  return base;
}

/** A null that the object itself has stays; a null of the patch removes. */
const isKeptNull = (value: Draft, patch: Draft | undefined): boolean => patch === undefined && value.kind === 'scalar' && value.text !== '';

const embeddedShape = (value: Draft | undefined): Shape | undefined => shapeOf(textAt(value, 'apiVersion'), textAt(value, 'kind'));

/** The mapping that goes on: the object's, or the patch's where the object has none or is replaced. */
function mappingBase(target: Draft | undefined, patch: Draft | undefined): Draft | undefined {
  if (isNull(target)) {
    if (patch?.kind === 'mapping' && directive(patch) === 'delete') return undefined;
    return patch === undefined && target !== undefined ? target : patch;
  }
  if (patch === undefined) return target;
  if (isNull(patch)) return undefined;
  const order = patch.kind === 'mapping' ? directive(patch) : 'merge';
  return order === 'delete' ? undefined : order === 'replace' ? patch : target;
}

function mergedSequences(target: Draft | undefined, patch: Draft | undefined, place: Place): Draft | undefined {
  if (isNull(target)) return patch?.kind === 'sequence' ? mergeLists(patch, patch, place) : patch;
  if (patch !== undefined && isNull(patch)) return undefined;
  const over = patch as DraftSequence | undefined;
  const order = over ? listDirective(over) : 'merge';
  if (order === 'delete') return undefined;
  return mergeLists((order === 'replace' ? over : target) as DraftSequence, over, place);
}

const DIRECTIVES = new Set(['delete', 'replace', 'merge']);

/** `$patch` of a mapping, taken out of it. */
function directive(patch: DraftMapping): string {
  const entry = patch.entries.get('$patch');
  if (!entry) return 'merge';
  const order = entry.value.kind === 'scalar' ? entry.value.text : '';
  if (!DIRECTIVES.has(order)) throw new Refusal('$patch takes delete, replace or merge.', entry.value.origins[0]);
  patch.entries.delete('$patch');
  return order;
}

/** An item of a list that is nothing but `$patch`, taken out of it. */
function listDirective(patch: DraftSequence): string {
  const order = patch.items.find(item => item.kind === 'mapping' && item.entries.has('$patch'));
  if (order?.kind !== 'mapping' || order.entries.size > 1) return 'merge';
  const text = textAt(order, '$patch');
  if (!DIRECTIVES.has(text)) throw new Refusal('$patch takes delete, replace or merge.', order.origins[0]);
  patch.items = patch.items.filter(item => textAt(item, '$patch') !== text);
  return text;
}
