import type { Schema, Schemas } from './schema.ts';
import { differences, NONE, type Differences } from './schema-differences.ts';
import type { ChildPair, SchemaPair, SchemaPairs, Versions } from './schema-pair.ts';
import type { Identity } from './subschemas.ts';
import type { Unchanged } from './unchanged.ts';

/** Inline alternatives inside inline alternatives, through references as well: deeper, they go together by their place in the list. */
const DEEPEST = 100;

/** Compares each two schemas once, and only when somebody asks: they may hold each other. */
export function schemaPairs(read: Versions<Schemas>, unchanged: Unchanged): SchemaPairs {
  const known = new Map<Schema, Map<Schema, LazyPair>>();
  const changed = changedPairs();
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
    const found = differences({ before, after }, read, { of, unchanged, same: depth > DEEPEST ? undefined : same });
    depth--;
    return found;
  };

  const same: Identity['same'] = (before, after) => before === after || !changed(of(before, after));

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

/**
 * Whether two schemas differ anywhere in what they hold, worked out once.
 * What is being compared at this moment counts as unchanged: it holds itself, and the answer is found elsewhere.
 */
function changedPairs(): SchemaPairs['changed'] {
  const unchangedOnes = new WeakSet<SchemaPair>();
  const changedOnes = new WeakSet<SchemaPair>();
  return pair => {
    if (unchangedOnes.has(pair)) return false;
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
      for (const child of next.both) if (!unchangedOnes.has(child.pair) && !holders.has(child.pair)) holders.set(child.pair, next);
    }
    if (whole) for (const one of holders.keys()) unchangedOnes.add(one);
    return false;
  };
}

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
