import picomatch from 'picomatch';
import type { Extractor } from './extractor.ts';

/** Which extractors want a path. Globs that name only an ending or a file are looked up; the rest are matched one by one. */
export function dispatcher(extractors: readonly Extractor[]): (path: string) => readonly Extractor[] {
  const byEnding = new Map<string, Extractor[]>();
  const byName = new Map<string, Extractor[]>();
  const byGlob: { readonly matches: (path: string) => boolean; readonly extractor: Extractor }[] = [];
  for (const extractor of extractors) {
    for (const glob of extractor.include) {
      const ending = /^\*\*\/\*(\.[a-z0-9]+)$/i.exec(glob)?.[1];
      const name = /^\*\*\/([^*?{}[\]()!]+)$/.exec(glob)?.[1];
      if (ending) add(byEnding, ending.toLowerCase(), extractor);
      else if (name && !name.includes('/')) add(byName, name.toLowerCase(), extractor);
      else byGlob.push({ matches: picomatch(glob, { dot: true, nocase: true }), extractor });
    }
  }
  return path => {
    const base = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    const dot = base.lastIndexOf('.');
    const found = new Set([...(byName.get(base) ?? []), ...(dot < 0 ? [] : (byEnding.get(base.slice(dot)) ?? []))]);
    for (const { matches, extractor } of byGlob) if (!found.has(extractor) && matches(path)) found.add(extractor);
    return [...found];
  };
}

function add(map: Map<string, Extractor[]>, key: string, extractor: Extractor): void {
  const known = map.get(key);
  if (known) known.push(extractor);
  else map.set(key, [extractor]);
}
