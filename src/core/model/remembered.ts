/** A pure function of one thing that is never changed, only replaced: what it gave holds for as long as the thing lives, over all edits elsewhere. */
export const remembered = <K extends object, V>(make: (from: K) => V): ((from: K) => V) =>
  keeping(new WeakMap<K, { readonly made: V }>(), make);

/** The same for names, for as long as the function that it gives is held. */
export const rememberedByName = <V>(make: (name: string) => V): ((name: string) => V) =>
  keeping(new Map<string, { readonly made: V }>(), make);

interface Known<K, V> {
  get(key: K): { readonly made: V } | undefined;
  set(key: K, value: { readonly made: V }): unknown;
}

function keeping<K, V>(known: Known<K, V>, make: (from: K) => V): (from: K) => V {
  return from => {
    const told = known.get(from);
    if (told) return told.made;
    const made = make(from);
    known.set(from, { made });
    return made;
  };
}
