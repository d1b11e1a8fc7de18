import { CHILDREN, LISTS, MAPS, sameKeyword } from './keyword.ts';
import { fieldNear, fields, named, type Field } from './place.ts';
import type { Schema, Schemas, Site } from './schema.ts';
import type { ChildPair, LoneSchema, SchemaPair, SchemaPairs, ValueChange, Versions } from './schema-pair.ts';
import { listed, type Identity } from './subschemas.ts';
import type { Unchanged } from './unchanged.ts';

export type Differences = Pick<SchemaPair, 'values' | 'lone' | 'both'>;

export const NONE: Differences = { values: new Map(), lone: [], both: [] };

interface Making extends Identity {
  readonly of: SchemaPairs['of'];
  readonly unchanged: Unchanged;
}

interface Found {
  readonly values: Map<string, ValueChange>;
  readonly lone: LoneSchema[];
  readonly both: ChildPair[];
}

/** What differs between two schemas in themselves, and what there is to compare in what they hold. */
export function differences({ before, after }: Versions<Schema>, read: Versions<Schemas>, making: Making): Differences {
  if (before === after) return NONE;
  const found: Found = { values: new Map(), lone: [], both: [] };
  const compare = (keyword: string, from: Field | undefined, to: Field | undefined): void => {
    if (LISTS.has(keyword)) addListed(keyword, { before: from, after: to }, { read, found, making });
    else if (MAPS.has(keyword)) addNamed(keyword, { before: from, after: to }, { read, found, making });
    else if (CHILDREN.has(keyword)) addChild(keyword, { before: from, after: to }, { read, found, making });
    else if (!sameKeyword(keyword, from?.node, to?.node)) found.values.set(keyword, change(from, to));
  };
  if (before.whole && after.whole && making.unchanged.says(before.whole, after.whole)) {
    // Only what it refers to can have changed.
    for (const [index, from] of fields(before.whole).entries())
      if (HOLDERS.has(from.key)) compare(from.key, from, fieldNear(after.whole, from.key, index));
    return found;
  }
  for (const [keyword, from] of before.keywords) compare(keyword, from, after.keywords.get(keyword));
  for (const [keyword, to] of after.keywords) if (!before.keywords.has(keyword)) compare(keyword, undefined, to);
  return found;
}

/** Keywords that hold schemas. */
const HOLDERS: ReadonlySet<string> = new Set([...LISTS, ...MAPS, ...CHILDREN]);

const change = (before: Field | undefined, after: Field | undefined): ValueChange => ({
  ...(before && { before }),
  ...(after && { after }),
});

interface Work {
  readonly read: Versions<Schemas>;
  readonly found: Found;
  readonly making: Making;
}

/** `true` and `false` are no schemas: between the two, and to none at all, only the value changes. */
function addChild(keyword: string, at: Partial<Versions<Field | undefined>>, { read, found, making }: Work): void {
  if (at.before && at.after && making.unchanged.means(at.before, at.after)) return;
  const before = read.before.of(at.before);
  const after = read.after.of(at.after);
  if (before && after) found.both.push(child(keyword, '', { before, after, of: making.of }));
  else if (before) found.lone.push({ keyword, side: 'removed', name: '', schema: before.schema, at: before.at });
  else if (after) found.lone.push({ keyword, side: 'added', name: '', schema: after.schema, at: after.at });
  else if (!sameKeyword(keyword, at.before?.node, at.after?.node)) found.values.set(keyword, change(at.before, at.after));
}

function addNamed(keyword: string, at: Partial<Versions<Field | undefined>>, { read, found, making }: Work): void {
  for (const [index, from] of fields(at.before).entries()) {
    const to = fieldNear(at.after, from.key, index);
    if (to && making.unchanged.means(from, to)) continue;
    const before = read.before.of(from);
    const after = read.after.of(to);
    if (before && after) found.both.push(child(keyword, from.key, { before, after, of: making.of }));
    else if (before && !to) found.lone.push({ keyword, side: 'removed', name: from.key, schema: before.schema, at: named(from) });
    else if (to && !sameKeyword(keyword, from.node, to.node)) found.values.set(`${keyword} ${from.key}`, change(from, to));
  }
  for (const [index, to] of fields(at.after).entries()) {
    const after = fieldNear(at.before, to.key, index) ? undefined : read.after.of(to);
    if (after) found.lone.push({ keyword, side: 'added', name: to.key, schema: after.schema, at: named(to) });
  }
}

function addListed(keyword: string, at: Partial<Versions<Field | undefined>>, { read, found, making }: Work): void {
  const { matched, added, removed } = listed({ before: read.before.list(at.before), after: read.after.list(at.after) }, making);
  for (const { name, before, after } of matched) found.both.push(child(keyword, name, { before, after, of: making.of }));
  for (const { name, site } of added) found.lone.push({ keyword, side: 'added', name, schema: site.schema, at: site.at });
  for (const { name, site } of removed) found.lone.push({ keyword, side: 'removed', name, schema: site.schema, at: site.at });
}

function child(keyword: string, name: string, { before, after, of }: Versions<Site> & Pick<SchemaPairs, 'of'>): ChildPair {
  return { keyword, name, pair: of(before.schema, after.schema), before: before.at, after: after.at };
}
