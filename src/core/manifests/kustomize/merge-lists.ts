import { type Draft, type DraftSequence, field, isNull, plainDraft, sequence, setField } from '../kubernetes/draft.ts';
import { merged, type Place } from './strategic-merge.ts';

/** Merges lists whose items are told by keys, or by their own text. What the patch adds comes first. */
export function mergeLists(target: DraftSequence, patch: DraftSequence | undefined, place: Place): DraftSequence {
  const keys = place.keys?.length ? place.keys : [''];
  const rows = identities([patch, target], keys);
  const all = keys.length > 1 ? unified(rows) : rows;
  const added = sequence([], target.origins);
  let known: Known = { keys, values: [] };
  for (const values of all) {
    known = counting(all, { keys, values });
    const [own, over] = [target, patch].map(list => list && itemOf(list, counting([known.values], known)));
    const value = merged(own, over, { shape: place.shape });
    if (value === undefined || isNull(value) || (value.kind === 'mapping' && value.entries.size === 0)) setItem(target, undefined, known);
    else setItem(added, named(value, known), known);
  }
  return all.length === 0 ? target : joined(added, target, known.keys);
}

/** Which item is meant: the values of its keys. */
interface Known {
  readonly keys: readonly string[];
  readonly values: readonly string[];
}

const keyText = (item: Draft, key: string): string => {
  const value = key === '' ? item : field(item, key);
  return value?.kind === 'scalar' && !isNull(value) ? value.text : '';
};

/** The values of the keys of all items, each once. */
function identities(lists: readonly (DraftSequence | undefined)[], keys: readonly string[]): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  for (const item of lists.flatMap(list => list?.items ?? [])) {
    const values = keys.map(key => keyText(item, key));
    const id = JSON.stringify(values);
    if (!found.has(id)) found.set(id, values);
  }
  return [...found.values()];
}

/** A port without a protocol is the port with one, where the other list says it. */
function unified(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const all = [...rows];
  for (let i = 0; i < all.length; i++)
    for (let j = 0; j < all.length; j++) {
      const both = together(all[i]!, all[j]!);
      if (both) all[i] = all[j] = both;
    }
  return all;
}

function together(one: readonly string[], other: readonly string[]): readonly string[] | undefined {
  const agrees = one.every((value, i) => value === other[i] || value === '' || other[i] === '');
  return agrees && one.some((value, i) => value === other[i]) ? one.map((value, i) => value || other[i]!) : undefined;
}

/** Only the keys that any item has count; where none has any, all do. */
function counting(rows: readonly (readonly string[])[], { keys, values }: Known): Known {
  const counts = keys.map((_, i) => rows.some(row => (row[i] ?? '') !== ''));
  if (!counts.includes(true)) return { keys, values };
  return { keys: keys.filter((_, i) => counts[i]), values: values.filter((_, i) => counts[i]) };
}

function itemOf(list: DraftSequence, { keys, values }: Known): Draft | undefined {
  if (keys[0] === '') return list.items.find(item => item.kind === 'scalar' && item.text === values[0]);
  return list.items.find(
    item => item.kind === 'mapping' && keys.every((key, i) => item.entries.has(key) && rawText(item, key) === values[i]),
  );
}

const rawText = (item: Draft, key: string): string => {
  const value = field(item, key);
  return value?.kind === 'scalar' ? value.text : '';
};

/** The item with the fields that it was found by. */
function named(item: Draft, { keys, values }: Known): Draft {
  if (item.kind === 'mapping')
    for (const [i, key] of keys.entries())
      if (!item.entries.has(key) && values[i] !== '') setField(item, key, plainDraft(values[i]!, item.origins));
  return item;
}

/** Replaces every item that is meant, adds it where there is none, removes it where there is no value. Empty items go. */
function setItem(list: DraftSequence, item: Draft | undefined, known: Known): void {
  const isMapped = Boolean(known.keys[0]) && Boolean(known.values[0]);
  let found = false;
  const items: Draft[] = [];
  for (const old of list.items) {
    if (isNull(old) || (old.kind === 'mapping' && old.entries.size === 0)) continue;
    if (old.kind !== 'mapping' && isMapped) items.push(old);
    else if (!isMeant(old, known)) {
      if (known.values.length > 0) items.push(old);
    } else {
      found = true;
      if (item) items.push(item);
    }
  }
  if (item && !found) items.push(item);
  list.items = items;
}

function isMeant(item: Draft, { keys, values }: Known): boolean {
  if (keys[0] === '') return item.kind === 'scalar' && item.text === values[0];
  if (values.length === 0) return false;
  return keys.every((key, i) => {
    if (i >= values.length) return true;
    return item.kind === 'mapping' && item.entries.has(key) && (values[i] === '' || rawText(item, key) === values[i]);
  });
}

/** The items of the target behind those of the patch; an item of both stands where the patch has it. */
function joined(added: DraftSequence, target: DraftSequence, keys: readonly string[]): DraftSequence {
  for (const item of target.items) {
    if (keys[0] === '') {
      setItem(added, item, { keys, values: [item.kind === 'scalar' ? item.text : ''] });
      continue;
    }
    const values: string[] = [];
    for (const key of keys) {
      if (item.kind === 'mapping' && item.entries.has(key)) values.push(rawText(item, key));
      else added.items.push(item);
    }
    if (keys.length > 1) setItem(added, undefined, { keys, values });
    setItem(added, item, { keys, values });
  }
  target.items = added.items;
  return target;
}
