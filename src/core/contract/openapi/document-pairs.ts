import type { Place } from './place.ts';
import type { Versions } from './schema-pair.ts';

/** Documents go together by path, and one alone that is left on either side with the other. What only one version has is new, or gone with all that it holds. */
export function documentPairs(before: readonly Place[], after: readonly Place[]): readonly Partial<Versions<Place>>[] {
  const paired = before.flatMap(from => {
    const to = after.find(({ file }) => file === from.file);
    return to ? [{ before: from, after: to }] : [];
  });
  const gone = before.filter(from => !paired.some(pair => pair.before === from));
  const fresh = after.filter(to => !paired.some(pair => pair.after === to));
  if (gone.length === 1 && fresh.length === 1) return [...paired, { before: gone[0]!, after: fresh[0]! }];
  return [...paired, ...gone.map(from => ({ before: from })), ...fresh.map(to => ({ after: to }))];
}
