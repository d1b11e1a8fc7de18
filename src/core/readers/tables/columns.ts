import type { Source } from '../../model/source.ts';
import { programOf } from '../payload/program.ts';
import { unitOf, type Unit } from '../payload/unit.ts';
import type { Texts } from '../use.ts';
import type { ColumnUse, SchemaStep, Told } from './column-use.ts';
import { both, declared, toldNothing } from './column-use.ts';
import { embeddedIn } from './embedded.ts';
import { mappedSteps } from './mapped-classes.ts';
import { migrationSteps } from './migrations.ts';
import { prismaSteps } from './prisma-columns.ts';
import { rowReads } from './rows.ts';
import { toldBySql } from './sql.ts';

export type { ColumnUse } from './column-use.ts';

/**
 * Every place in a file where a column of a table is declared, written or read: SQL in files and in code, rows of queries, mapped classes, migrations.
 * With `texts`, classes that only another file makes a table of (`DbSet<Order>`) are found too. Pure and total, once the language's grammar is loaded.
 */
export const columns = (source: Source, texts?: Texts): readonly ColumnUse[] => told(source, texts).uses;

/** What the file does to a schema, in its order. */
export const schemaSteps = (source: Source): readonly SchemaStep[] => told(source).steps;

function told(source: Source, texts?: Texts): Told {
  if (/\.(sql|ddl)$/i.test(source.path)) return toldBySql(source.text, { file: source.path, start: 0 });
  if (source.path.endsWith('.prisma')) return declared(prismaSteps(source));
  if (!MAY_TELL.test(source.text)) return toldNothing;
  const known = texts && programOf(texts).unit(source.path);
  const unit = known?.source.text === source.text ? known : unitOf(source);
  return unit ? toldByCode(unit, texts) : toldNothing;
}

/** Words without which code says nothing of a table. */
const MAY_TELL = new RegExp(
  [
    String.raw`\b(?:select|insert|update|delete|create|alter)\b\s|\[Table|models\.Model|\.define\(`,
    'Column|@Entity|DbSet|gorm|pgTable|mysqlTable|sqliteTable|sequelize|Schema::',
    'createTable|create_table|addColumn|add_column|remove_column|drop_column|rename_column',
  ].join('|'),
  'i',
);

function toldByCode(unit: Unit, texts: Texts | undefined): Told {
  const queries = embeddedIn(unit).map(query => ({ query, told: toldBySql(query.text, { file: unit.source.path, start: query.span[0] }) }));
  const rows = rowReads(
    unit,
    queries.map(({ query, told }) => ({ query, uses: told.uses })),
  );
  const mapped = declared(mappedSteps(unit, texts));
  // A mapper asks for every column of its class, whoever makes the table.
  const asked = mapped.uses.map((use): ColumnUse => ({ ...use, how: 'reads', confidence: 'likely' }));
  const taken = { steps: [], uses: distinct([...rows, ...asked]) };
  return both([...queries.map(({ told }) => told), mapped, declared(migrationSteps(unit)), taken]);
}

/** Two queries may give the same row. */
function distinct(uses: readonly ColumnUse[]): readonly ColumnUse[] {
  const found = new Map<string, ColumnUse>();
  for (const use of uses) found.set(`${use.table} ${use.column} ${use.at.span[0]}`, use);
  return [...found.values()];
}
