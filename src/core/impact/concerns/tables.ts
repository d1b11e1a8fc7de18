import type { Service } from '../../link/services.ts';
import type { Blow, ElementChange } from '../../model/impact.ts';
import { isTest } from '../../model/paths.ts';
import type { FilePath, Source } from '../../model/source.ts';
import { columnChanges, type ColumnChange } from '../../readers/tables/column-changes.ts';
import { columns, type ColumnUse } from '../../readers/tables/columns.ts';
import { declaresTables } from '../declares-tables.ts';
import { NOTHING, together, type Concern, type Found } from '../concern.ts';
import { textsOf } from '../payload-of.ts';
import { inAfter, nameOf, sidedPlace, type Side, type Sides } from '../side.ts';

/** Tables and columns of stores that services share, as schemas, migrations and mapped classes declare them. */
export const tables: Concern = {
  name: 'tables',
  run: sides => {
    const declaring = [...sides.changed].filter(file => declaresTables(file, sides.before) || declaresTables(file, sides.after));
    if (declaring.length === 0) return NOTHING;
    const owners = ownersOf(declaring, sides);
    const found = columnChanges(sourcesOf(owners, declaring, sides.before), sourcesOf(owners, declaring, sides.after));
    return together(found.filter(({ kind }) => kind !== 'column-added').map(change => hit(change, { owners, sides })));
  },
};

const ownersOf = (files: readonly FilePath[], { before, after }: Sides): readonly Service[] => [
  ...new Map(
    files
      .flatMap(file => [...before.world.ownership.ownersOf(file), ...after.world.ownership.ownersOf(file)])
      .map(service => [service.id, service]),
  ).values(),
];

/** Everything that makes up the owners' schemas, for migrations only count together. */
function sourcesOf(owners: readonly Service[], changed: readonly FilePath[], side: Side): Source[] {
  const ids = new Set(owners.map(({ id }) => id));
  const own = side.world.services
    .filter(({ id }) => ids.has(id))
    .flatMap(service => side.world.ownership.filesOf(service).map(({ file }) => file));
  const paths = [...new Set([...changed, ...own.filter(file => declaresTables(file, side))])];
  return paths.flatMap(path => {
    const text = side.texts.read(path);
    return text === undefined ? [] : [{ path, text }];
  });
}

interface Around {
  readonly owners: readonly Service[];
  readonly sides: Sides;
}

const DONE: Readonly<Record<ColumnChange['kind'], string>> = {
  'table-removed': 'is gone',
  'table-renamed': 'has another name',
  'column-removed': 'is gone',
  'column-renamed': 'has another name',
  'column-added': 'is new',
  'type-changed': 'has another type',
  required: 'is required now',
};

function hit(found: ColumnChange, { owners, sides }: Around): Found {
  const element = found.column === undefined ? found.table : `${found.table}.${found.column}`;
  const isGone = found.kind !== 'type-changed' && found.kind !== 'required';
  const change: ElementChange = {
    element,
    kind: 'table',
    level: isGone ? 'wire' : 'behaviour',
    breaking: isGone,
    message: `${element} ${DONE[found.kind]}${found.to === undefined ? '' : `: ${found.to}`}.`,
    at: sidedPlace(found.before, found.after),
    providers: owners.map(({ id }) => id),
  };
  return {
    changes: [change],
    blows: sharing(owners, sides.after).flatMap(service => blow({ change, found, service, side: sides.after }) ?? []),
  };
}

/** The owners, and everyone who uses a store that they use or are. */
function sharing(owners: readonly Service[], { graph, world }: Side): readonly Service[] {
  const used = graph.edges.filter(({ kind, from }) => kind === 'stores-in' && owners.some(({ id }) => id === from)).map(({ to }) => to);
  const stores = new Set([...used, ...owners.map(({ id }) => id)]);
  const users = new Set(graph.edges.filter(({ kind, to }) => kind === 'stores-in' && stores.has(to)).map(({ from }) => from));
  return world.services.filter(({ id }) => users.has(id) || owners.some(owner => owner.id === id));
}

interface Using {
  readonly change: ElementChange;
  readonly found: ColumnChange;
  readonly service: Service;
  readonly side: Side;
}

function blow({ change, found, service, side }: Using): Blow | undefined {
  const used = usesOf(service, side).filter(({ table, how }) => how !== 'declares' && (table === '' || isSame(table, found.table)));
  const exact = used.filter(({ column, table }) => (found.column === undefined ? table !== '' : isSame(column, found.column)));
  if (used.filter(({ table }) => table !== '').length === 0) return undefined;
  const isHit = change.breaking && exact.length > 0;
  const shown = exact.length > 0 ? exact : used;
  return {
    change,
    service: service.id,
    effect: isHit ? 'broken' : 'at-risk',
    confidence: shown[0]!.confidence,
    why:
      exact.length > 0
        ? `${nameOf(service.id, side)} uses ${change.element}.`
        : `It uses ${found.table}; no use of ${change.element} was found in its code.`,
    evidence: inAfter(shown),
  };
}

/** Mappers spell `order_id` as `OrderId`. */
const isSame = (one: string, other: string): boolean => one.replaceAll('_', '').toLowerCase() === other.replaceAll('_', '').toLowerCase();

const known = new WeakMap<Side, Map<string, readonly ColumnUse[]>>();

/** Every column that a service's code names; read once a side. */
function usesOf(service: Service, side: Side): readonly ColumnUse[] {
  const all = known.get(side) ?? new Map<string, readonly ColumnUse[]>();
  known.set(side, all);
  const uses =
    all.get(service.id) ??
    side.world.ownership.filesOf(service).flatMap(({ file }) => {
      const text = isTest(file) ? undefined : side.texts.read(file);
      return text === undefined ? [] : columns({ path: file, text }, textsOf(service.id, side));
    });
  all.set(service.id, uses);
  return uses;
}
