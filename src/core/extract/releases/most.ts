/** A file that says more than this is made by a machine to be large, not to install. */
const MOST_FACTS = 3_000;

/** The first of what is found, and no more of it is looked for. */
export function most<Item>(found: Iterable<Item>): readonly Item[] {
  const kept: Item[] = [];
  for (const item of found) {
    kept.push(item);
    if (kept.length >= MOST_FACTS) break;
  }
  return kept;
}
