import { titleOf, type Schema, type Site } from './schema.ts';

export interface Identity {
  /** Whether two schemas say the same; absent where that is not to be asked any deeper. */
  readonly same: ((before: Schema, after: Schema) => boolean) | undefined;
}

interface Item {
  readonly index: number;
  readonly site: Site;
}

interface Listed {
  readonly matched: readonly { readonly name: string; readonly before: Site; readonly after: Site }[];
  readonly added: readonly { readonly name: string; readonly site: Site }[];
  readonly removed: readonly { readonly name: string; readonly site: Site }[];
}

/** So many comparisons of each with each; what is left counts as another schema. */
const MOST_COMPARISONS = 20_000;

/**
 * The items of `allOf`, `anyOf`, `oneOf` in both versions. They have no names: a reference is known by what it names, an inline schema
 * by what it says, else by its title; and of one alone that is left on either side it is thought that it was edited.
 */
export function listed(lists: { readonly before: readonly Site[]; readonly after: readonly Site[] }, identity: Identity): Listed {
  const before = lists.before.map((site, index) => ({ index, site }));
  const after = lists.after.map((site, index) => ({ index, site }));
  const references = byReference(before.filter(isReference), after.filter(isReference));
  const inline = identity.same
    ? withoutTwins(before.filter(isInline), after.filter(isInline), identity.same)
    : paired(before.filter(isInline), after.filter(isInline), ({ index }) => `${index}`);
  const titles = byTitle(inline.before, inline.after);
  const [lastBefore, lastAfter] = [titles.before[0], titles.after[0]];
  const edited =
    titles.before.length === 1 &&
    titles.after.length === 1 &&
    titleOf(lastBefore!.site.schema) === '' &&
    titleOf(lastAfter!.site.schema) === '';
  return {
    matched: [...references.matched, ...inline.matched, ...titles.matched, ...(edited ? [match(lastBefore!, lastAfter!)] : [])],
    added: [...references.after, ...(edited ? [] : titles.after)].map(called),
    removed: [...references.before, ...(edited ? [] : titles.before)].map(called),
  };
}

const isReference = ({ site }: Item): boolean => site.reference !== '';
const isInline = ({ site }: Item): boolean => site.reference === '';

const nameOf = ({ index, site }: Item): string => site.reference || titleOf(site.schema) || `#${index + 1}`;
const called = (item: Item): { readonly name: string; readonly site: Site } => ({ name: nameOf(item), site: item.site });

function match(before: Item, after: Item): Listed['matched'][number] {
  const [from, to] = [nameOf(before), nameOf(after)];
  return { name: from === to ? from : `${from} → ${to}`, before: before.site, after: after.site };
}

interface Rest {
  readonly matched: Listed['matched'];
  readonly before: readonly Item[];
  readonly after: readonly Item[];
}

/** Each item goes with the first of the other side with the same key; `undefined` goes with none. */
function paired(before: readonly Item[], after: readonly Item[], key: (item: Item) => string | undefined): Rest {
  const waiting = new Map<string, Item[]>();
  for (const item of after) {
    const of = key(item);
    if (of === undefined) continue;
    const others = waiting.get(of);
    if (others) others.push(item);
    else waiting.set(of, [item]);
  }
  const matched: Listed['matched'][number][] = [];
  const taken = new Set<Item>();
  const left = before.filter(item => {
    const of = key(item);
    const other = of === undefined ? undefined : waiting.get(of)?.shift();
    if (!other) return true;
    taken.add(other);
    matched.push(match(item, other));
    return false;
  });
  return { matched, before: left, after: after.filter(item => !taken.has(item)) };
}

const byReference = (before: readonly Item[], after: readonly Item[]): Rest => paired(before, after, item => item.site.reference);

/** A title that stands twice goes with one only. */
function byTitle(before: readonly Item[], after: readonly Item[]): Rest {
  const titles = new Set<string>();
  const first = new Set(
    after.filter(item => {
      const title = titleOf(item.site.schema);
      if (title === '' || titles.has(title)) return false;
      titles.add(title);
      return true;
    }),
  );
  return paired(before, after, item => (after.includes(item) && !first.has(item) ? undefined : titleOf(item.site.schema) || undefined));
}

/** Inline schemas that say the same on both sides are no change. */
function withoutTwins(before: readonly Item[], after: readonly Item[], isTwin: NonNullable<Identity['same']>): Rest {
  let comparisons = 0;
  const taken = new Set<Item>();
  const left = before.filter((item, place) => {
    const sameThere = (other: Item | undefined): other is Item =>
      other !== undefined && !taken.has(other) && comparisons++ < MOST_COMPARISONS && isTwin(item.site.schema, other.site.schema);
    const twin = sameThere(after[place]) ? after[place] : after.find(sameThere);
    if (twin) taken.add(twin);
    return !twin;
  });
  return { matched: [], before: left, after: after.filter(item => !taken.has(item)) };
}
