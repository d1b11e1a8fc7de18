import type { Location } from '../../model/source.ts';
import { type Field, fields, field, named } from './place.ts';
import { CHILDREN, LISTS, MAPS, sameKeyword } from './keyword.ts';
import type { Schema, Schemas, Site } from './schema.ts';
import { listed, type Identity } from './subschemas.ts';

/** A schema in both versions: what differs in itself, and what it holds. */
export interface SchemaPair {
  readonly before: Schema;
  readonly after: Schema;
  /** Keywords that hold no schema and do not say the same. */
  readonly values: ReadonlyMap<string, ValueChange>;
  /** Schemas that only one version has. */
  readonly lone: readonly LoneSchema[];
  /** Schemas that both have, changed or not. */
  readonly both: readonly ChildPair[];
}

export interface ValueChange {
  readonly before?: Field;
  readonly after?: Field;
}

export interface LoneSchema {
  readonly keyword: string;
  readonly side: 'added' | 'removed';
  /** Of a property or the like; else what the list calls it. */
  readonly name: string;
  readonly schema: Schema;
  readonly at: Location;
}

export interface ChildPair {
  readonly keyword: string;
  /** Of a property or the like, or of an item of a list; empty for a keyword with one schema. */
  readonly name: string;
  readonly pair: SchemaPair;
  readonly before: Location;
  readonly after: Location;
}

export interface SchemaPairs {
  readonly of: (before: Schema, after: Schema) => SchemaPair;
  /** Whether the two say something else, in themselves or in anything that they hold. */
  readonly changed: (pair: SchemaPair) => boolean;
  /** What it holds that changed, and that values have to follow: not what they must not be, and no definitions. */
  readonly changedIn: (pair: SchemaPair) => readonly ChildPair[];
}

/** Both versions' readers of schemas. */
export interface Versions<Of> {
  readonly before: Of;
  readonly after: Of;
}

/** Inline alternatives inside inline alternatives, through references as well: deeper, they go together by their place in the list. */
const DEEPEST = 100;

/** Compares each two schemas once, and only when somebody asks: they may hold each other. */
export function schemaPairs(read: Versions<Schemas>): SchemaPairs {
  const known = new Map<Schema, Map<Schema, LazyPair>>();
  const unchanged = new WeakSet<SchemaPair>();
  const changedOnes = new WeakSet<SchemaPair>();
  let depth = 0;

  const of = (before: Schema, after: Schema): SchemaPair => {
    const others = known.get(before) ?? new Map<Schema, LazyPair>();
    if (others.size === 0) known.set(before, others);
    const found = others.get(after);
    if (found) return found;
    const pair = new LazyPair(before, after, compare);
    others.set(after, pair);
    return pair;
  };

  const compare = (before: Schema, after: Schema): Differences => {
    depth++;
    const found = differences({ before, after }, read, { of, same: depth > DEEPEST ? undefined : same });
    depth--;
    return found;
  };

  const same: Identity['same'] = (before, after) => before === after || !changed(of(before, after));

  /** What is being compared at this moment counts as unchanged: it holds itself, and the answer is found elsewhere. */
  const changed = (pair: SchemaPair): boolean => {
    if (unchanged.has(pair)) return false;
    if (changedOnes.has(pair)) return true;
    const holders = new Map<SchemaPair, SchemaPair | undefined>([[pair, undefined]]);
    let whole = true;
    for (const next of holders.keys()) {
      if (!(next as LazyPair).isReady()) {
        whole = false;
        continue;
      }
      if (changedOnes.has(next) || next.values.size > 0 || next.lone.length > 0) {
        for (let here: SchemaPair | undefined = next; here; here = holders.get(here)) changedOnes.add(here);
        return true;
      }
      for (const child of next.both) if (!unchanged.has(child.pair) && !holders.has(child.pair)) holders.set(child.pair, next);
    }
    if (whole) for (const one of holders.keys()) unchanged.add(one);
    return false;
  };

  const held = new WeakMap<SchemaPair, readonly ChildPair[]>();
  const changedIn = (pair: SchemaPair): readonly ChildPair[] => {
    const known = held.get(pair);
    if (known) return known;
    const found = pair.both.filter(({ keyword, pair: child }) => keyword !== 'not' && keyword !== '$defs' && changed(child));
    held.set(pair, found);
    return found;
  };

  return { of, changed, changedIn };
}

type Differences = Pick<SchemaPair, 'values' | 'lone' | 'both'>;

/** Compared at the first look. */
class LazyPair implements SchemaPair {
  readonly before: Schema;
  readonly after: Schema;
  private readonly compare: (before: Schema, after: Schema) => Differences;
  private state: 'new' | 'open' | Differences = 'new';

  constructor(before: Schema, after: Schema, compare: (before: Schema, after: Schema) => Differences) {
    this.before = before;
    this.after = after;
    this.compare = compare;
  }

  /** False while its own comparison is under way. */
  isReady(): boolean {
    return this.found() !== NONE;
  }

  get values(): SchemaPair['values'] {
    return this.found().values;
  }
  get lone(): SchemaPair['lone'] {
    return this.found().lone;
  }
  get both(): SchemaPair['both'] {
    return this.found().both;
  }

  private found(): Differences {
    if (this.state === 'open') return NONE;
    if (this.state === 'new') {
      this.state = 'open';
      this.state = this.compare(this.before, this.after);
    }
    return this.state;
  }
}

const NONE: Differences = { values: new Map(), lone: [], both: [] };

interface Making extends Identity {
  readonly of: SchemaPairs['of'];
}

interface Found {
  readonly values: Map<string, ValueChange>;
  readonly lone: LoneSchema[];
  readonly both: ChildPair[];
}

function differences({ before, after }: Versions<Schema>, read: Versions<Schemas>, making: Making): Differences {
  if (before === after) return NONE;
  const found: Found = { values: new Map(), lone: [], both: [] };
  const compare = (keyword: string, from: Field | undefined, to: Field | undefined): void => {
    if (LISTS.has(keyword))
      addListed(keyword, listed({ before: read.before.list(from), after: read.after.list(to) }, making), found, making);
    else if (MAPS.has(keyword)) addNamed(keyword, { before: from, after: to }, { read, found, making });
    else if (CHILDREN.has(keyword)) addChild(keyword, { before: from, after: to }, { read, found, making });
    else if (!sameKeyword(keyword, from?.node, to?.node)) found.values.set(keyword, change(from, to));
  };
  for (const [keyword, from] of before.keywords) compare(keyword, from, after.keywords.get(keyword));
  for (const [keyword, to] of after.keywords) if (!before.keywords.has(keyword)) compare(keyword, undefined, to);
  return found;
}

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
  const before = read.before.of(at.before);
  const after = read.after.of(at.after);
  if (before && after) found.both.push(child(keyword, '', { before, after }, making));
  else if (before) found.lone.push({ keyword, side: 'removed', name: '', schema: before.schema, at: before.at });
  else if (after) found.lone.push({ keyword, side: 'added', name: '', schema: after.schema, at: after.at });
  else if (!sameKeyword(keyword, at.before?.node, at.after?.node)) found.values.set(keyword, change(at.before, at.after));
}

function addNamed(keyword: string, at: Partial<Versions<Field | undefined>>, { read, found, making }: Work): void {
  for (const from of fields(at.before)) {
    const before = read.before.of(from);
    const to = field(at.after, from.key);
    const after = read.after.of(to);
    if (before && after) found.both.push(child(keyword, from.key, { before, after }, making));
    else if (before && !to) found.lone.push({ keyword, side: 'removed', name: from.key, schema: before.schema, at: named(from) });
    else if (to && !sameKeyword(keyword, from.node, to.node)) found.values.set(`${keyword} ${from.key}`, change(from, to));
  }
  for (const to of fields(at.after)) {
    const after = read.after.of(to);
    if (after && !field(at.before, to.key)) found.lone.push({ keyword, side: 'added', name: to.key, schema: after.schema, at: named(to) });
  }
}

function addListed(keyword: string, { matched, added, removed }: ReturnType<typeof listed>, found: Found, making: Making): void {
  for (const { name, before, after } of matched) found.both.push(child(keyword, name, { before, after }, making));
  for (const { name, site } of added) found.lone.push({ keyword, side: 'added', name, schema: site.schema, at: site.at });
  for (const { name, site } of removed) found.lone.push({ keyword, side: 'removed', name, schema: site.schema, at: site.at });
}

const child = (keyword: string, name: string, { before, after }: Versions<Site>, { of }: Making): ChildPair => ({
  keyword,
  name,
  pair: of(before.schema, after.schema),
  before: before.at,
  after: after.at,
});
