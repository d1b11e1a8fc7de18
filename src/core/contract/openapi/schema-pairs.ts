import type { Schema, Schemas } from './schema.ts';
import { differences, NONE, type Differences } from './schema-differences.ts';
import type { ChildPair, SchemaPair, SchemaPairs, Versions } from './schema-pair.ts';
import type { Identity } from './subschemas.ts';
import type { Unchanged } from './unchanged.ts';

/** Inline alternatives inside inline alternatives, through references as well: deeper, they go together by their place in the list. */
const DEEPEST = 100;

/** Compares each two schemas once, and only when somebody asks: they may hold each other. */
export function schemaPairs(read: Versions<Schemas>, unchanged: Unchanged): SchemaPairs {
  /** Nearly every schema is compared with one other only. */
  const first = new Map<Schema, LazyPair>();
  const others = new Map<Schema, Map<Schema, LazyPair>>();
  let depth = 0;

  const of = (before: Schema, after: Schema): SchemaPair => {
    const found = first.get(before);
    if (found?.after === after) return found;
    const known = found ? (others.get(before) ?? new Map<Schema, LazyPair>()) : first;
    if (known !== first) others.set(before, known);
    const key = found ? after : before;
    const pair = known.get(key) ?? new LazyPair(before, after, compare);
    known.set(key, pair);
    return pair;
  };

  const compare = (before: Schema, after: Schema): Differences => {
    depth++;
    const found = differences({ before, after }, read, { of, unchanged, same: depth > DEEPEST ? undefined : same });
    depth--;
    return found;
  };

  const same: Identity['same'] = (before, after) => before === after || !changed(of(before, after));

  const changed = (pair: SchemaPair): boolean => {
    const lazy = pair as LazyPair;
    if (lazy.isChanged === undefined) settle(lazy);
    return lazy.isChanged === true;
  };

  const changedIn = (pair: SchemaPair): readonly ChildPair[] =>
    ((pair as LazyPair).changedChildren ??= pair.both.filter(
      ({ keyword, pair: child }) => keyword !== 'not' && keyword !== '$defs' && changed(child),
    ));

  return { of, changed, changedIn };
}

/** Each pair that was come by, with those that hold it. */
type Holders = Map<LazyPair, LazyPair[]>;

/**
 * Finds out whether two schemas differ anywhere in what they hold: up to the first that does, of which all that were come by and hold it learn as well.
 * What is being compared at this moment counts as unchanged: it holds itself, and the answer is found elsewhere.
 */
function settle(pair: LazyPair): void {
  const holders: Holders = new Map([[pair, []]]);
  let whole = true;
  for (const next of holders.keys()) {
    if (!next.isReady()) whole = false;
    else if (next.isChanged || next.values.size > 0 || next.lone.length > 0 || addHeld(next, holders)) return markChanged(next, holders);
  }
  if (whole) for (const one of holders.keys()) one.isChanged ??= false;
}

/** Enters what a pair holds; true if some of it is known to differ. */
function addHeld(holder: LazyPair, holders: Holders): boolean {
  let isChanged = false;
  for (const child of holder.both) {
    const held = child.pair as LazyPair;
    if (held.isChanged === false) continue;
    isChanged ||= held.isChanged === true;
    const known = holders.get(held);
    if (known) known.push(holder);
    else holders.set(held, [holder]);
  }
  return isChanged;
}

function markChanged(pair: LazyPair, holders: Holders): void {
  const changed = new Set([pair]);
  for (const one of changed) {
    one.isChanged = true;
    for (const holder of holders.get(one)!) changed.add(holder);
  }
}

/** Compared at the first look. */
class LazyPair implements SchemaPair {
  readonly before: Schema;
  readonly after: Schema;
  /** Absent until it is known. */
  isChanged: boolean | undefined;
  changedChildren: readonly ChildPair[] | undefined;
  passed: SchemaPair['passed'];
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
