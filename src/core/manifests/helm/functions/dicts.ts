import { TemplateError } from '../value.ts';
import type { GoFunction, GoMap, GoString, GoValue } from '../value.ts';
import { isEmpty } from './flow.ts';
import { sortedKeys } from './printing.ts';
import { kindName, takes, takesMore, typeName } from './signature.ts';
import { asText } from './strings.ts';
import { because, boolFrom, keyPlace, listOf, mapOf, originsIn, textFrom, united } from './text.ts';

/** More values than a chart can mean to copy. */
const MOST_COPIED = 1_000_000;

const dict = takesMore([], 'any', values => {
  const entries = new Map<string, GoValue>();
  for (let at = 0; at < values.length; at += 2) {
    const key = asText(values[at]!);
    entries.set(key.text, because(values[at + 1] ?? textFrom(''), key));
  }
  return mapOf(entries, []);
});

/** What a map is made of besides its entries. */
const place = (map: GoMap): GoValue => ({ kind: 'nil', origins: map.origins });

const get = takes(['map', 'string'], (map, key) => {
  const found = map.entries.get(key.text);
  return found ? because(found, key) : textFrom('', place(map), key);
});

const set = takes(['map', 'string', 'any'], (map, key, value) => {
  map.entries.set(key.text, because(value, key));
  return map;
});

const unset = takes(['map', 'string'], (map, key) => {
  map.entries.delete(key.text);
  return because(map, key);
});

const hasKey = takes(['map', 'string'], (map, key) =>
  boolFrom(map.entries.has(key.text), key, map.entries.has(key.text) ? keyPlace(map, key.text) : place(map)),
);

const pluck = takesMore(['string'], 'map', (maps, key) =>
  listOf(
    maps.flatMap(map => map.entries.get(key.text) ?? []),
    originsIn(key, ...maps.map(place)),
  ),
);

const keys = takesMore([], 'map', maps =>
  listOf(
    maps.flatMap(map => sortedKeys(map.entries).map(key => textFrom(key, keyPlace(map, key)))),
    united(maps.map(map => map.origins)),
  ),
);

/** In the order of their keys; Go gives them in any. */
const values = takes(['map'], map =>
  listOf(
    sortedKeys(map.entries).map(key => map.entries.get(key)!),
    map.origins,
  ),
);

function chosen(map: GoMap, names: readonly GoString[], keeps: (named: boolean) => boolean): GoMap {
  const named = new Set(names.map(name => name.text));
  const entries = new Map([...map.entries].filter(([key]) => keeps(named.has(key))));
  return { ...map, entries, origins: originsIn(place(map), ...names) };
}

/** A value of its own, so that `set` on it leaves the first one alone. */
function copied(value: GoValue, budget = { left: MOST_COPIED }): GoValue {
  if ((budget.left -= 1) < 0) throw new TemplateError(`The value holds more than ${MOST_COPIED} others or itself, and is not copied.`);
  if (value.kind === 'list') return { ...value, items: value.items.map(item => copied(item, budget)) };
  if (value.kind === 'map') return { ...value, entries: new Map([...value.entries].map(([key, item]) => [key, copied(item, budget)])) };
  return value;
}

/**
 * Puts the entries of `source` into `target`, in place: with `overwrites` all, else those that `target` lacks or has empty.
 * Maps in both are merged in the same way; a map never takes the place of anything that is not empty.
 */
function merge(target: GoMap, source: GoMap, overwrites: boolean): void {
  if (target.entries === source.entries) return;
  for (const [key, fresh] of source.entries) {
    const old = target.entries.get(key);
    if (old?.kind === 'map' && fresh.kind === 'map') merge(old, fresh, overwrites);
    if (takesPlace(fresh, old, overwrites)) target.entries.set(key, fresh);
  }
}

function takesPlace(fresh: GoValue, old: GoValue | undefined, overwrites: boolean): boolean {
  if (fresh.kind === 'nil') return overwrites;
  return !old || isEmpty(old) || (overwrites && fresh.kind !== 'map');
}

const merged = (overwrites: boolean): GoFunction =>
  takesMore(['map'], 'map', (sources, target) => {
    for (const source of sources) merge(target, source, overwrites);
    return target;
  });

const dig: GoFunction = args => {
  if (args.length < 3) throw new TemplateError('dig needs at least three arguments');
  const keys = args.slice(0, -2);
  let here = args.at(-1)!;
  for (const key of keys) {
    if (here.kind !== 'map')
      throw new TemplateError(
        `interface conversion: interface {} is ${here.kind === 'nil' ? 'nil' : typeName(here)}, not map[string]interface {}`,
      );
    if (key.kind !== 'string') throw new TemplateError(`interface conversion: interface {} is ${kindName(key)}, not string`);
    const found = here.entries.get(key.text);
    if (!found) return because(args.at(-2)!, place(here), ...keys);
    here = found;
  }
  return because(here, ...keys);
};

const deepCopy = takes(['any'], value => {
  if (value.kind === 'nil') throw new TemplateError('deepCopy error: reflect: call of reflect.Value.Type on zero Value');
  return copied(value);
});

export const DICTS: Readonly<Record<string, GoFunction>> = {
  dict,
  get,
  set,
  unset,
  hasKey,
  pluck,
  keys,
  values,
  pick: takesMore(['map'], 'string', (names, map) => chosen(map, names, named => named)),
  omit: takesMore(['map'], 'string', (names, map) => chosen(map, names, named => !named)),
  dig,
  merge: merged(false),
  mustMerge: merged(false),
  mergeOverwrite: merged(true),
  mustMergeOverwrite: merged(true),
  deepCopy,
  mustDeepCopy: deepCopy,
};
