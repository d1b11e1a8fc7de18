import { depth, folderOf } from '../model/paths.ts';
import type { FilePath, Location, Span } from '../model/source.ts';
import type { Cursor } from './cursor.ts';
import type { Occurrences } from './navigation.ts';
import type { Occurrence, Role } from './occurrence.ts';

/** Where a definition is looked for from each role: the first of these that an element has. */
const DEFINED: Readonly<Record<Role, readonly Role[]>> = {
  calls: ['answers', 'declares'],
  answers: ['declares', 'calls'],
  declares: ['answers', 'reads', 'writes', 'calls', 'names', 'consumes', 'publishes'],
  reads: ['sets', 'declares', 'writes', 'reads'],
  writes: ['declares', 'reads', 'writes'],
  sets: ['reads'],
  publishes: ['consumes', 'names'],
  consumes: ['publishes', 'names'],
  names: ['declares', 'consumes', 'publishes'],
};

/** Who is asked for as references from each role: all of these that an element has. */
const REFERRED: Readonly<Record<Role, readonly Role[]>> = {
  calls: ['calls', 'answers'],
  answers: ['calls'],
  declares: ['calls', 'answers', 'reads', 'writes', 'names', 'consumes', 'publishes'],
  reads: ['writes', 'declares', 'sets', 'reads'],
  writes: ['reads', 'declares', 'writes'],
  sets: ['reads'],
  publishes: ['consumes', 'publishes'],
  consumes: ['publishes', 'consumes'],
  names: ['names', 'declares', 'consumes', 'publishes'],
};

/** A table is declared by the statement that makes it and by the class that is kept in it. */
const TABLE: readonly Role[] = ['declares'];
const isTable = ({ element }: Occurrence): boolean => element.startsWith('tables ');

/** Nobody picks from a longer list. */
const MOST_DEFINITIONS = 3;
const MOST_REFERENCES = 12;

export function definitions(from: readonly Occurrence[], cursor: Cursor, { of }: Pick<Occurrences, 'of'>): readonly Location[] {
  const found = from.map(origin => {
    const others = elsewhere(of(origin.element), origin, cursor);
    const role = [...(isTable(origin) ? TABLE : []), ...DEFINED[origin.role], origin.role].find(wanted =>
      others.some(other => other.role === wanted),
    );
    const ends = others.filter(other => other.role === role);
    return { isFar: role !== origin.role, ends: sure(across(ends, origin)) };
  });
  // What stands on the cursor's own side is an answer where nothing stands on the other.
  const isFar = found.some(one => one.isFar && one.ends.length > 0);
  const ends = found.flatMap(one => (isFar && !one.isFar ? [] : one.ends));
  const own = from.flatMap(origin => beginning(ends, origin, of));
  const meant = isManifest(cursor.file) ? inProfile(sameFile(own, cursor), cursor) : own;
  return places(isManifest(cursor.file) ? nearest(meant, cursor) : meant, cursor).slice(0, MOST_DEFINITIONS);
}

const isManifest = (file: FilePath): boolean => /\.(ya?ml|json|properties|env|conf|template)$|(^|\/)\.env/.test(file);

/** Where the service that names a host runs beside some of those that are called so, the others are for somebody else. */
function beginning(ends: readonly Occurrence[], origin: Occurrence, of: Occurrences['of']): readonly Occurrence[] {
  if (origin.role !== 'names' || origin.owner === undefined) return ends;
  const runs = new Set(of(`host ${origin.owner}`).map(({ environment }) => environment));
  const beside = ends.filter(({ environment }) => environment !== undefined && runs.has(environment));
  return beside.length > 0 ? ends.filter(end => end.environment === undefined || beside.includes(end)) : ends;
}

/** What a manifest declares itself it means. */
function sameFile(ends: readonly Occurrence[], { file }: Cursor): readonly Occurrence[] {
  const here = ends.filter(({ role, at }) => role === 'declares' && at.file === file);
  return here.length > 0 ? here : ends;
}

/** `appsettings.Staging.json` speaks of what `compose.staging.yaml` declares. */
function inProfile(ends: readonly Occurrence[], { file }: Cursor): readonly Occurrence[] {
  const profile = /(?:^|\/)(?:appsettings|application|bootstrap|values)[.-](\w+)\.\w+$|(?:^|\/)\.env\.(\w+)$/
    .exec(file)
    ?.slice(1)
    .find(Boolean)
    ?.toLowerCase();
  if (profile === undefined) return ends;
  const meant = ends.filter(({ role, at }) => role === 'declares' && at.file.toLowerCase().includes(profile));
  return meant.length > 0 ? meant : ends;
}

/** Manifests of one folder name each other; what stands farther away is for another environment. */
function nearest(ends: readonly Occurrence[], { file }: Cursor): readonly Occurrence[] {
  const steps = Math.min(...ends.filter(({ role }) => role === 'declares').map(({ at }) => distance(at.file, file)));
  return ends.filter(({ role, at }) => role !== 'declares' || distance(at.file, file) === steps);
}

export function references(from: readonly Occurrence[], cursor: Cursor, { of }: Pick<Occurrences, 'of'>): readonly Location[] {
  const ends = from.flatMap(origin => {
    const others = elsewhere(of(origin.element), origin, cursor);
    const found = [...new Set([...(isTable(origin) ? TABLE : []), ...REFERRED[origin.role]])].flatMap(role =>
      sure(
        across(
          others.filter(other => other.role === role),
          origin,
        ),
      ),
    );
    return found.length > 0 ? found : others.filter(({ role }) => role === origin.role || role === 'names');
  });
  return places(isManifest(cursor.file) ? beside(ends, cursor) : ends, cursor).slice(0, MOST_REFERENCES);
}

/** Who names a host beside the manifest that declares it; the same in other environments tells nothing more. */
function beside(ends: readonly Occurrence[], { file }: Cursor): readonly Occurrence[] {
  const here = ends.filter(({ role, at }) => role !== 'names' || distance(at.file, file) <= 0);
  return here.length > 0 ? here : ends;
}

/** Ends of jumps but for the place that the cursor stands on. */
const elsewhere = (all: readonly Occurrence[], origin: Occurrence, { file, offset }: Cursor): readonly Occurrence[] =>
  all.filter(
    other =>
      other !== origin && other.only !== 'cursor' && !(other.at.file === file && other.at.span[0] <= offset && offset <= other.at.span[1]),
  );

/** Another service's place is what was asked for; a service's own only where there is none. */
function across(ends: readonly Occurrence[], origin: Occurrence): readonly Occurrence[] {
  const others = ends.filter(({ owner }) => owner !== origin.owner);
  return others.length > 0 ? others : ends;
}

/** Doubtful places are offered only where there is none that is less so. */
function sure(ends: readonly Occurrence[]): readonly Occurrence[] {
  const least = Math.min(...ends.map(({ doubt = 0 }) => doubt));
  return ends.filter(({ doubt = 0 }) => doubt === least);
}

/** Nearest to the cursor first, each place once: facts of one line may tell the same with one of them inside the other. */
function places(ends: readonly Occurrence[], cursor: Cursor): readonly Location[] {
  const near = ends
    .map(end => ({ end, steps: distance(end.at.file, cursor.file) }))
    .toSorted((a, b) => Number(isScript(a.end)) - Number(isScript(b.end)) || a.steps - b.steps);
  const kept: Location[] = [];
  for (const { end } of near)
    if (!kept.some(({ file, span }) => (file === end.at.file && overlap(span, end.at.span)) || isCopy(end.at.file, file)))
      kept.push(end.at);
  return kept;
}

/** What starts a program reads what it hands on; the program's own reading tells more. */
const isScript = ({ role, at }: Occurrence): boolean => role === 'reads' && /\.(sh|bash|bat|ps1)$/.test(at.file);

/** A folder may hold the whole system once more, as the chapters of a tutorial do. */
const isCopy = (file: FilePath, other: FilePath): boolean => other.includes('/') && file.endsWith(`/${other}`);

const overlap = (a: Span, b: Span): boolean => a[0] < b[1] && b[0] < a[1];

/** Folders up and down from one file to another; a file is nearer to itself than to those beside it. */
function distance(to: FilePath, from: FilePath): number {
  if (to === from) return -1;
  const [a, b] = [folderOf(to), folderOf(from)];
  let common = a === '' || b === '' ? '' : a;
  while (common !== '' && common !== b && !b.startsWith(`${common}/`)) common = folderOf(common);
  return depth(a) + depth(b) - 2 * depth(common);
}
