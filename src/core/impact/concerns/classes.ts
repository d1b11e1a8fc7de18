import type { Service } from '../../link/services.ts';
import type { Blow, ElementChange } from '../../model/impact.ts';
import { isTest, isUnder } from '../../model/paths.ts';
import type { FilePath } from '../../model/source.ts';
import { classChanges, type ClassChange } from '../../readers/classes/class-changes.ts';
import { classUses } from '../../readers/classes/class-uses.ts';
import { declared, type Declared } from '../../readers/classes/declared.ts';
import type { Use, UseKind } from '../../readers/use.ts';
import { NOTHING, together, type Concern, type Found } from '../concern.ts';
import { importersOf } from '../imports-of.ts';
import { filesFor } from '../service-files.ts';
import { inAfter, type Side, type Sides } from '../side.ts';

/** Classes and functions of code that several services share, in the languages of classes and packages. */
export const classes: Concern = {
  name: 'classes',
  run: sides => together([...sides.changed].filter(file => isClassCode(file) && !isTest(file)).map(file => changed(file, sides))),
};

export const isClassCode = (file: FilePath): boolean => /\.(cs|java|kt|go|py|rs|rb|php)$/.test(file);

function changed(file: FilePath, sides: Sides): Found {
  const text = sides.before.texts.read(file);
  const users = text === undefined ? [] : usersOf(file, sides);
  if (text === undefined || users.length === 0) return NOTHING;
  const was = declared({ path: file, text });
  const found = was ? classChanges({ path: file, text }, { path: file, text: sides.after.texts.read(file) ?? '' }) : [];
  return together(found.map(change => hit({ change, file, users, files: [was!, ...heldBy(was!, file, sides)], sides })));
}

/** Whoever runs or imports the file, and is not what it is a part of. */
function usersOf(file: FilePath, { before, after }: Sides): readonly Service[] {
  const found = [before, after].flatMap(side => {
    const importing = [...importersOf(side, file).map(at => at.file), ...importersOfAll(packageOf(file, side), side)];
    return [...side.world.ownership.ownersOf(file), ...importing.flatMap(path => side.world.ownership.ownersOf(path))];
  });
  const others = found.filter(({ units }) => !units.some(({ folder }) => folder !== '' && isUnder(file, folder)));
  return [...new Map(others.map(service => [service.id, service])).values()];
}

const packageOf = (file: FilePath, { texts }: Side): string | undefined =>
  /\.(java|kt)$/.test(file) ? /^\s*package\s+([\w.]+)/m.exec(texts.read(file) ?? '')?.[1] : undefined;

/** `import shop.events.*` means no file alone. */
const importersOfAll = (name: string | undefined, { world: { view } }: Side): readonly FilePath[] =>
  name === undefined
    ? []
    : [...view.files.keys()].filter(
        path =>
          /\.(java|kt)$/.test(path) && view.of(path, 'imports').some(({ specifier, names }) => specifier === name && names.length === 0),
      );

/** Other classes that those of a file hold, where they lie beside it. */
function heldBy({ types }: Declared, file: FilePath, { before }: Sides): readonly Declared[] {
  const names = new Set(types.flatMap(({ members }) => members.flatMap(({ type }) => type?.match(/\b[A-Z]\w+/g) ?? [])));
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const beside = before.texts.paths.filter(
    path => path !== file && path.startsWith(folder) && names.has(path.slice(folder.length).replace(/\.\w+$/, '')),
  );
  return beside.slice(0, MOST_BESIDE).flatMap(path => declared({ path, text: before.texts.read(path) ?? '' }) ?? []);
}

const MOST_BESIDE = 20;

interface Hit {
  readonly change: ClassChange;
  readonly file: FilePath;
  readonly users: readonly Service[];
  readonly files: readonly [Declared, ...Declared[]];
  readonly sides: Sides;
}

const BREAKS: Readonly<Record<ClassChange['hits'], ReadonlySet<UseKind>>> = {
  users: new Set<UseKind>(['imports', 'names', 'reads', 'sets', 'calls', 'constructs', 'implements']),
  callers: new Set<UseKind>(['calls', 'reads']),
  makers: new Set<UseKind>(['constructs']),
  nobody: new Set<UseKind>(),
};

function hit(asked: Hit): Found {
  const element = elementOf(asked);
  return { changes: [element], blows: asked.users.map(service => blow(element, service, asked)) };
}

function elementOf({ change, file, sides }: Hit): ElementChange {
  const { element, rule, message, span, side, hits } = change;
  const home = sides.after.graph.nodes.filter(({ kind, path }) => kind === 'package' && path !== undefined && isUnder(file, path));
  const breaking = hits !== 'nobody';
  return {
    element,
    kind: 'symbol',
    rule,
    level: breaking ? 'source' : 'safe',
    breaking,
    message,
    at: { file, span, side },
    providers: home.map(({ id }) => id),
  };
}

function blow(element: ElementChange, service: Service, { change, files, sides }: Hit): Blow {
  const own = change.hits === 'nobody' ? [] : filesFor(service, sides.after);
  const { type, member } = change;
  const asked = { files, ...(type !== undefined && { type }) };
  const uses =
    own.length === 0 ? [] : classUses(change.hits === 'makers' || !member ? asked : { ...asked, member }, own, sides.after.texts);
  const broken = uses.filter(({ how }) => BREAKS[change.hits].has(how));
  if (broken.length > 0) return struck(element, service, { uses: broken, effect: 'broken', why: `Its code uses ${element.element}.` });
  const near = type === undefined || own.length === 0 ? [] : classUses({ files, type }, own, sides.after.texts);
  if (near.length > 0)
    return struck(element, service, {
      uses: near,
      effect: 'at-risk',
      why: `It uses ${type}; no use of ${element.element} was found in its code.`,
    });
  return struck(element, service, { uses: [], effect: 'rebuilt', why: `It is built with ${element.at.file}.` });
}

interface Struck {
  readonly uses: readonly Use[];
  readonly effect: Blow['effect'];
  readonly why: string;
}

/** What the service has of its own tells more than what it shares. */
function struck(change: ElementChange, service: Service, { uses, effect, why }: Struck): Blow {
  const isOwn = ({ at }: Use): boolean => service.units.some(({ folder }) => isUnder(at.file, folder));
  const sorted = uses.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
  return {
    change,
    service: service.id,
    effect,
    confidence: uses.length === 0 || uses.some(({ confidence }) => confidence === 'certain') ? 'certain' : 'likely',
    why,
    evidence: inAfter(sorted),
  };
}
