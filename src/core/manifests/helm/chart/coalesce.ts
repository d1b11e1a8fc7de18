import type { Origins } from '../../tree.ts';
import { TemplateError, type GoMap, type GoValue } from '../value.ts';
import type { Chart } from './chart.ts';

/** Whether a null takes a key away (when values are final), or stays to take it away later. */
type Nulls = 'delete' | 'keep';

/** Values that a chart and all its subcharts get: what is given wins over values.yaml, parents win over children, globals go down. */
export function coalesced(chart: Chart, given: GoMap, nulls: Nulls): GoMap {
  const values = copied(given);
  intoChart(chart, values, nulls);
  return values;
}

function intoChart(chart: Chart, values: GoMap, nulls: Nulls): void {
  defaults(chart, values, nulls);
  for (const child of chart.dependencies) {
    const known = values.entries.get(child.name);
    if (known && known.kind !== 'map')
      throw new TemplateError(`the values of the subchart ${child.name} are no mapping; remove them or make them one`);
    const own = known ?? empty();
    put(values, child.name, own, []);
    globals(own, values);
    intoChart(child, own, nulls);
  }
}

/** What values.yaml says and nobody else does. */
function defaults(chart: Chart, values: GoMap, nulls: Nulls): void {
  const own = copied(chart.values);
  for (const [key, fallback] of own.entries) {
    const value = values.entries.get(key);
    if (!value) put(values, key, fallback, own.keyOrigins?.get(key) ?? []);
    else if (value.kind === 'nil' && nulls === 'delete') values.entries.delete(key);
    else if (value.kind === 'map' && fallback.kind === 'map')
      tables(value, fallback, chart.dependencies.some(({ name }) => name === key) ? 'keep' : nulls);
  }
}

function globals(child: GoMap, parent: GoMap): void {
  const own = child.entries.get('global') ?? empty();
  const given = parent.entries.get('global') ?? empty();
  if (own.kind !== 'map' || given.kind !== 'map') return;
  for (const [key, value] of given.entries) {
    const mine = own.entries.get(key);
    if (value.kind === 'map') {
      if (mine && mine.kind !== 'map') continue;
      const copy: GoMap = { ...value, entries: new Map(value.entries) };
      if (mine) tables(copy, mine, 'keep');
      put(own, key, copy, given.keyOrigins?.get(key) ?? []);
    } else if (mine?.kind !== 'map') put(own, key, value, given.keyOrigins?.get(key) ?? []);
  }
  put(child, 'global', own, parent.keyOrigins?.get('global') ?? []);
}

/** Merges `from` into `into`, which wins. */
export function tables(into: GoMap, from: GoMap, nulls: Nulls): GoMap {
  for (const [key, value] of from.entries) {
    const known = into.entries.get(key);
    if (!known) put(into, key, value, from.keyOrigins?.get(key) ?? []);
    else if (known.kind === 'nil' && nulls === 'delete') into.entries.delete(key);
    else if (known.kind === 'map' && value.kind === 'map') tables(known, value, nulls);
  }
  return into;
}

const empty = (): GoMap => ({ kind: 'map', entries: new Map(), keyOrigins: new Map(), origins: [] });

/** The only way in which a map of values gets a key: where the key is written goes along. */
function put(map: GoMap, key: string, value: GoValue, origins: Origins): void {
  map.entries.set(key, value);
  if (map.keyOrigins instanceof Map && origins.length > 0) map.keyOrigins.set(key, origins);
}

/** A copy down to the scalars, which nothing changes. */
export function copied(map: GoMap): GoMap {
  return {
    ...map,
    entries: new Map([...map.entries].map(([key, value]) => [key, copiedValue(value)])),
    keyOrigins: new Map(map.keyOrigins),
  };
}

function copiedValue(value: GoValue): GoValue {
  if (value.kind === 'map') return copied(value);
  return value.kind === 'list' ? { ...value, items: value.items.map(copiedValue) } : value;
}
