import type { FilePath } from '../model/source.ts';
import { importersOf } from './imports-of.ts';
import type { Side, Sides } from './side.ts';

/** Files that changed, those that take types and functions from them, and those that they hand a body to: it is made no further away. */
export function nearChanges({ before, after, changed }: Sides): ReadonlySet<FilePath> {
  const near = new Set(changed);
  for (const side of [before, after]) {
    for (const file of changed) for (const target of side.world.imports.from(file)) near.add(target);
    let ring: readonly FilePath[] = [...changed];
    for (let round = 0; round < ROUNDS && ring.length < MOST_FILES; round++) {
      const next = new Set(ring.flatMap(file => [...importersOf(side, file).map(at => at.file), ...naming(file, side)]));
      for (const file of next) near.add(file);
      ring = [...next];
    }
  }
  return near;
}

/** A body is made in a handler, of what a service gives, of what its types say. */
const ROUNDS = 2;
const MOST_FILES = 60;

const DECLARED = /\b(?:class|record|struct|interface|enum|type|trait|object|def|func(?:\s*\([^)]*\))?|fn)\s+([A-Za-z_]\w{3,})/g;
const MOST_NAMES = 80;

/** Code of one package, namespace or program sees what another file declares without importing that file. */
function naming(file: FilePath, { world: { ownership }, texts }: Side): readonly FilePath[] {
  const ending = /\.(?:go|java|kt|cs|rs|py|rb|php)$/.exec(file)?.[0];
  const names = ending === undefined ? [] : [...(texts.read(file) ?? '').matchAll(DECLARED)].map(([, name]) => name!);
  if (ending === undefined || names.length === 0) return [];
  const named = new RegExp(String.raw`\b(?:${[...new Set(names)].slice(0, MOST_NAMES).join('|')})\b`);
  const own = new Set(ownership.ownersOf(file).flatMap(service => ownership.filesOf(service).map(owned => owned.file)));
  return [...own].filter(path => path !== file && path.endsWith(ending) && named.test(texts.read(path) ?? ''));
}
