/** A pure function of one thing that is never changed, only replaced: what it gave holds for as long as the thing lives, over all edits elsewhere. */
export function remembered<K extends object, V>(make: (from: K) => V): (from: K) => V {
  const known = new WeakMap<K, { readonly made: V }>();
  return from => {
    const told = known.get(from);
    if (told) return told.made;
    const made = make(from);
    known.set(from, { made });
    return made;
  };
}
