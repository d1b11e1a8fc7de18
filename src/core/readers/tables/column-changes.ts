import type { Location, Source } from '../../model/source.ts';
import type { ColumnDeclaration, SchemaStep } from './column-use.ts';
import { folded } from './column-use.ts';
import { schemaSteps } from './columns.ts';

/** One difference between two versions of the files that declare a schema. */
export interface ColumnChange {
  readonly kind: 'table-removed' | 'table-renamed' | 'column-removed' | 'column-renamed' | 'column-added' | 'type-changed' | 'required';
  readonly table: string;
  readonly column?: string;
  /** The new name or type. */
  readonly to?: string;
  /** In the files before: what is gone or was otherwise. */
  readonly before?: Location;
  /** In the files after: what made the change. */
  readonly after?: Location;
}

interface Table {
  readonly name: string;
  readonly at: Location;
  readonly columns: Map<string, ColumnDeclaration>;
}

interface Schema {
  readonly tables: Map<string, Table>;
  /** Renamings that the files say themselves, by the new place. */
  readonly renamed: Map<string, { readonly from: string; readonly at: Location }>;
  /** Where a table or column was taken away. */
  readonly dropped: Map<string, Location>;
}

/** Tables and columns that are declared before and not after, or otherwise. Migrations are applied in the order of their paths. Pure and total. */
export function columnChanges(before: readonly Source[], after: readonly Source[]): readonly ColumnChange[] {
  const [was, is] = [schemaOf(before), schemaOf(after)];
  return [...was.tables.values()].flatMap(table => {
    const now = is.tables.get(folded(table.name));
    if (now) return columnsOf(table, now, is);
    const renaming = [...is.renamed].find(([, { from }]) => from === folded(table.name));
    const next = renaming && is.tables.get(renaming[0]);
    if (!next)
      return [{ kind: 'table-removed', table: table.name, before: table.at, ...afterOf(is.dropped.get(folded(table.name))) } as const];
    return [
      { kind: 'table-renamed', table: table.name, to: next.name, before: table.at, after: renaming[1].at } as const,
      ...columnsOf(table, next, is),
    ];
  });
}

const afterOf = (after: Location | undefined): { readonly after?: Location } => (after ? { after } : {});

function columnsOf(was: Table, is: Table, schema: Schema): readonly ColumnChange[] {
  const removed = [...was.columns.values()].filter(({ column }) => !is.columns.has(folded(column)));
  const added = [...is.columns.values()].filter(({ column }) => !was.columns.has(folded(column)));
  const changes: ColumnChange[] = [];
  const renamedTo = new Set<ColumnDeclaration>();
  for (const old of removed) {
    const next = renamedIn(old, added, { schema, alone: removed.length === 1 && added.length === 1 });
    if (next) renamedTo.add(next);
    const dropped = schema.dropped.get(columnId(is.name, old.column));
    if (next)
      changes.push({ kind: 'column-renamed', table: was.name, column: old.column, to: next.column, before: old.at, after: next.at });
    else changes.push({ kind: 'column-removed', table: was.name, column: old.column, before: old.at, ...afterOf(dropped) });
  }
  for (const column of added) {
    if (renamedTo.has(column)) continue;
    changes.push({ kind: column.isRequired ? 'required' : 'column-added', table: is.name, column: column.column, after: column.at });
  }
  return [...changes, ...[...was.columns.values()].flatMap(old => altered(old, is.columns.get(folded(old.column))))];
}

/** Said by the files, or the only one that went and the only one that came with one type. */
function renamedIn(
  old: ColumnDeclaration,
  added: readonly ColumnDeclaration[],
  { schema, alone }: { readonly schema: Schema; readonly alone: boolean },
): ColumnDeclaration | undefined {
  const told = added.find(({ table, column }) => schema.renamed.get(columnId(table, column))?.from === folded(old.column));
  if (told) return told;
  const [only] = added;
  return alone && only && only.type === old.type ? only : undefined;
}

function altered(old: ColumnDeclaration, now: ColumnDeclaration | undefined): readonly ColumnChange[] {
  if (!now) return [];
  const named = { table: now.table, column: now.column, before: old.at, after: now.at };
  const changes: ColumnChange[] = [];
  if (old.type !== undefined && now.type !== undefined && old.type !== now.type)
    changes.push({ kind: 'type-changed', ...named, to: now.type });
  if (!old.isRequired && now.isRequired) changes.push({ kind: 'required', ...named });
  return changes;
}

const columnId = (table: string, column: string): string => `${folded(table)}.${folded(column)}`;

function schemaOf(sources: readonly Source[]): Schema {
  const schema: Schema = { tables: new Map(), renamed: new Map(), dropped: new Map() };
  const ordered = [...sources].sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
  // What undoes a migration is not applied.
  for (const source of ordered)
    if (!/(\.|_|\/)(down|undo|rollback)\b[^/]*$/i.test(source.path)) for (const step of schemaSteps(source)) apply(step, schema);
  return schema;
}

function apply(step: SchemaStep, { tables, renamed, dropped }: Schema): void {
  const id = folded(step.table);
  const table = tables.get(id);
  switch (step.kind) {
    case 'table':
      if (!table) tables.set(id, { name: step.table, at: step.at, columns: new Map() });
      return;
    case 'column': {
      const owner = table ?? { name: step.table, at: step.at, columns: new Map<string, ColumnDeclaration>() };
      tables.set(id, owner);
      if (!owner.columns.has(folded(step.column))) owner.columns.set(folded(step.column), step);
      return;
    }
    case 'drop-table':
      tables.delete(id);
      dropped.set(id, step.at);
      return;
    case 'drop-column':
      table?.columns.delete(folded(step.column));
      dropped.set(columnId(step.table, step.column), step.at);
      return;
    case 'rename-table':
      if (!table) return;
      tables.delete(id);
      tables.set(folded(step.to), { ...table, name: step.to });
      renamed.set(folded(step.to), { from: id, at: step.at });
      return;
    case 'rename-column':
      if (table && renameColumn(table, step)) renamed.set(columnId(step.table, step.to), { from: folded(step.column), at: step.at });
      return;
    case 'require':
    case 'retype':
      if (table) alter(table, step);
  }
}

type StepOf<Kind extends SchemaStep['kind']> = Extract<SchemaStep, { kind: Kind }>;

function renameColumn({ columns }: Table, { column, to, at }: StepOf<'rename-column'>): boolean {
  const old = columns.get(folded(column));
  if (!old) return false;
  columns.delete(folded(column));
  columns.set(folded(to), { ...old, column: to, at });
  return true;
}

function alter({ columns }: Table, step: StepOf<'require' | 'retype'>): void {
  const old = columns.get(folded(step.column));
  if (!old) return;
  const { isRequired, ...rest } = old;
  const required = step.kind === 'require' ? step.isRequired : isRequired === true;
  const type = step.kind === 'retype' ? { type: step.type } : {};
  columns.set(folded(step.column), { ...rest, ...type, at: step.at, ...(required && { isRequired: true as const }) });
}
