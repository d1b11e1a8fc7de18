import type { Service } from '../../link/services.ts';
import type { Blow, ElementChange, SidedLocation } from '../../model/impact.ts';
import type { FilePath } from '../../model/source.ts';
import { exportChanges, type Affected, type ExportChange } from '../../readers/typescript/export-changes.ts';
import { symbolReader, type SymbolReader } from '../../readers/typescript/symbol-uses.ts';
import type { Texts, Use, UseKind } from '../../readers/use.ts';
import { NOTHING, together, type Concern, type Found } from '../concern.ts';
import { importersOf, importsOf } from '../imports-of.ts';
import { afterAt, inAfter, sidedPlace, type Sides } from '../side.ts';

/** Exported types and functions of code that several services share, in TypeScript and JavaScript. */
export const symbols: Concern = {
  name: 'symbols',
  run: async sides =>
    together(
      await Promise.all([...sides.changed].filter(file => isScript(file) && isShared(file, sides)).map(file => changed(file, sides))),
    ),
};

const isScript = (file: FilePath): boolean => /\.[cm]?[jt]sx?$/.test(file);

/** It runs in a service that it does not lie in. */
const isShared = (file: FilePath, sides: Sides): boolean => runnersOf(file, sides).length > 0;

const runnersOf = (file: FilePath, { before, after }: Sides): readonly Service[] => {
  const owners = [...before.world.ownership.ownersOf(file), ...after.world.ownership.ownersOf(file)];
  const importing = owners.filter(service =>
    [before, after].some(({ world }) =>
      world.ownership.filesOf(service).some(owned => owned.file === file && owned.importedBy !== undefined),
    ),
  );
  return [...new Map(importing.map(service => [service.id, service])).values()];
};

async function changed(file: FilePath, sides: Sides): Promise<Found> {
  const [before, after] = [sides.before.texts.read(file), sides.after.texts.read(file)];
  if (before === undefined) return NOTHING;
  const found = await exportChanges({ path: file, text: before }, { path: file, text: after ?? '' });
  if (found.length === 0) return NOTHING;
  const read = await symbolReader(
    asBefore(file, sides),
    (from, specifier) => importsOf(sides.after, from, specifier)[0] ?? importsOf(sides.before, from, specifier)[0],
  );
  return together([...found.map(change => hit({ file, change, read, sides })), rebuilt(file, found, sides)]);
}

/** Everything as it is now, but the shared file as it was: what still uses it uses it so. */
const asBefore = (file: FilePath, { before, after }: Sides): Texts => ({
  get paths() {
    return after.texts.paths.includes(file) ? after.texts.paths : [...after.texts.paths, file];
  },
  read: path => (path === file ? before.texts.read(path) : after.texts.read(path)),
});

interface Hit {
  readonly file: FilePath;
  readonly change: ExportChange;
  readonly read: SymbolReader;
  readonly sides: Sides;
}

const BREAKS: Readonly<Record<Affected, readonly UseKind[]>> = {
  importers: ['imports', 'names', 'reads', 'sets', 'calls', 'constructs', 'implements'],
  readers: ['reads', 'sets', 'calls'],
  makers: ['constructs', 'sets', 'implements'],
  callers: ['calls'],
  implementers: ['implements'],
};

function hit({ file, change, read, sides }: Hit): Found {
  if (change.level === 'safe') return NOTHING;
  const { symbol, member, breaks } = change;
  const kinds = [...new Set(breaks.flatMap(who => BREAKS[who]))];
  // Nobody can use yet what is new; who makes the type has to bring it.
  const part = change.before === undefined ? undefined : member;
  const asked = read({ file, symbol, how: kinds, ...(part !== undefined && { member: part }) });
  const { files, leftOut } = asked.searched;
  const element = { ...elementOf(file, change, sides), searched: files, ...(leftOut > 0 && { leftOut }) };
  const broken = byService(asked.uses, sides, file).map(([service, uses]) => blow(element, service, uses));
  const hitServices = new Set(broken.map(({ service }) => service));
  const wary = byService(read({ file, symbol }).uses, sides, file)
    .filter(([service]) => !hitServices.has(service))
    .map(([service, uses]) => mild(element, service, uses));
  return { changes: [element], blows: [...broken, ...wary] };
}

function elementOf(file: FilePath, { element, rule, level, message, before, after }: ExportChange, { after: side }: Sides): ElementChange {
  const home = side.graph.nodes.filter(({ kind, path }) => kind === 'package' && path !== undefined && file.startsWith(`${path}/`));
  return {
    element,
    kind: 'symbol',
    rule,
    level,
    breaking: level === 'source',
    message,
    at: sidedPlace(before, after),
    providers: home.map(({ id }) => id),
  };
}

/** Uses by the services in which the file that uses it runs. */
function byService(uses: readonly Use[], { after }: Sides, file: FilePath): readonly (readonly [string, readonly Use[]])[] {
  const owned = uses
    .filter(({ at }) => at.file !== file)
    .flatMap(use => after.world.ownership.ownersOf(use.at.file).map(({ id }) => ({ id, use })));
  return [...Map.groupBy(owned, ({ id }) => id)].map(([id, own]) => [id, own.map(({ use }) => use)]);
}

const blow = (change: ElementChange, service: string, uses: readonly Use[]): Blow => ({
  change,
  service,
  effect: change.level === 'behaviour' ? 'at-risk' : 'broken',
  confidence: uses.some(({ confidence }) => confidence === 'certain') ? 'certain' : (uses[0]?.confidence ?? 'likely'),
  why: `Its code uses ${change.element}.`,
  evidence: inAfter(uses),
});

const mild = (change: ElementChange, service: string, uses: readonly Use[]): Blow => ({
  change,
  service,
  effect: 'at-risk',
  confidence: 'likely',
  why: `It uses what ${change.element} is part of; no use of it was found in its code.`,
  evidence: inAfter(uses),
});

/** Whoever runs the shared file is built again. */
function rebuilt(file: FilePath, found: readonly ExportChange[], sides: Sides): Found {
  const [first] = found as [ExportChange, ...ExportChange[]];
  const change = { ...elementOf(file, first, sides), level: 'safe' as const, breaking: false, element: file, message: `${file} changed.` };
  const blows = runnersOf(file, sides).map((service): Blow => ({
    change,
    service: service.id,
    effect: 'rebuilt',
    confidence: 'certain',
    why: `Its code imports ${file}.`,
    evidence: importLines(service, file, sides),
  }));
  return { changes: [change], blows };
}

function importLines(service: Service, file: FilePath, { after }: Sides): SidedLocation[] {
  return importersOf(after, file)
    .filter(at => after.world.ownership.ownersOf(at.file).some(({ id }) => id === service.id))
    .slice(0, MOST_LINES)
    .map(afterAt);
}

const MOST_LINES = 5;
