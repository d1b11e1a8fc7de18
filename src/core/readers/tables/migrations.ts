import type { Call, Expression } from '../../extract/code/syntax.ts';
import type { Location, Span } from '../../model/source.ts';
import { nameIn } from '../payload/fields.ts';
import type { PlacedCall, Unit } from '../payload/unit.ts';
import { within } from '../payload/unit.ts';
import type { SchemaStep } from './column-use.ts';
import { words } from '../words.ts';

/** What migrations and table definitions say by calls: ActiveRecord, Laravel, Knex, Sequelize, Alembic, Drizzle. Pure and total. */
export function migrationSteps(unit: Unit): readonly SchemaStep[] {
  return unit.calls.flatMap(placed => [...stepsOf(placed, unit)]);
}

const CREATES =
  /^(create_table|createTable|change_table|alterTable|table|create|Table|pgTable|mysqlTable|sqliteTable|createTableIfNotExists)$/;

function* stepsOf({ call }: PlacedCall, unit: Unit): Generator<SchemaStep> {
  const name = call.path.at(-1) ?? '';
  const [first, ...rest] = call.arguments;
  if (first?.kind !== 'text' || !/^[\w.]{2,63}$/.test(first.text)) return;
  const table = first.text;
  const at = (expression: Expression): Location => placeOf(unit, expression.span, expression.kind === 'text' ? expression.text : '');
  if (CREATES.test(name) && isSchema(call, rest)) {
    yield { kind: 'table', table, at: at(first) };
    for (const argument of rest) yield* columnsOf(argument, table, unit);
  }
  yield* changeOf(call, { table, unit, at });
}

/** `table` and `create` are words of many libraries; only what is given columns defines a table. */
const isSchema = ({ path }: Call, rest: readonly Expression[]): boolean =>
  /^(create_table|createTable\w*|pgTable|mysqlTable|sqliteTable|change_table)$/.test(path.at(-1)!) ||
  (/^(Schema|schema|knex|op)$/.test(path.at(-2) ?? '') && rest.some(({ kind }) => kind === 'function')) ||
  (path.at(-1) === 'Table' && rest.some(isColumnCall));

const isColumnCall = (expression: Expression): boolean =>
  expression.kind === 'call' && expression.path.at(-1) === 'Column' && expression.arguments[0]?.kind === 'text';

interface Change {
  readonly table: string;
  readonly unit: Unit;
  readonly at: (expression: Expression) => Location;
}

function* changeOf(call: Call, { table, unit, at }: Change): Generator<SchemaStep> {
  const [, second, third] = call.arguments;
  switch (call.path.at(-1)) {
    case 'add_column':
    case 'addColumn':
      if (second?.kind === 'text')
        yield { kind: 'column', table, column: second.text, at: at(second), ...(third?.kind === 'text' && { type: third.text }) };
      else if (second && isColumnCall(second)) yield* columnsOf(second, table, unit);
      return;
    case 'remove_column':
    case 'removeColumn':
    case 'drop_column':
    case 'dropColumn':
      if (second?.kind === 'text') yield { kind: 'drop-column', table, column: second.text, at: at(second) };
      return;
    case 'rename_column':
    case 'renameColumn':
      if (second?.kind === 'text' && third?.kind === 'text')
        yield { kind: 'rename-column', table, column: second.text, to: third.text, at: at(third) };
      return;
    case 'drop_table':
    case 'dropTable':
    case 'dropIfExists':
      yield { kind: 'drop-table', table, at: at(call.arguments[0]!) };
      return;
    case 'rename_table':
    case 'renameTable':
      if (second?.kind === 'text') yield { kind: 'rename-table', table, to: second.text, at: at(second) };
      return;
    case 'define':
      if (second?.kind === 'object') yield* columnsOf(second, table, unit);
      return;
  }
}

const COLUMN = words(`
  string text integer int bigint bigInteger unsignedBigInteger unsignedInteger boolean bool date datetime dateTime dateTimeTz timestamp
  timestampTz time float double decimal json jsonb uuid binary char enum enu references foreignId foreignUuid increments bigIncrements id
  smallint tinyInteger mediumText longText column specificType citext inet numeric ipAddress
`);

/** `t.string "name"` inside a block, `name: varchar('name')` of an object, `Column('name', …)` beside the table. */
function* columnsOf(argument: Expression, table: string, unit: Unit): Generator<SchemaStep> {
  if (argument.kind === 'object')
    for (const { key, span, value } of argument.entries)
      yield { kind: 'column', table, column: renamedTo(value) ?? key, at: placeOf(unit, span, key) };
  if (argument.kind === 'call' && isColumnCall(argument)) yield column(argument, table, unit);
  if (argument.kind !== 'function') return;
  for (const { call } of unit.calls) {
    const [first] = call.arguments;
    if (!within(call.span, argument.span) || first?.kind !== 'text') continue;
    if (COLUMN.has(call.path.at(-1) ?? '') && (call.path.length === 2 || !call.on)) yield column(call, table, unit);
    if (call.path.at(-1) === 'dropColumn' || call.path.at(-1) === 'remove')
      yield { kind: 'drop-column', table, column: first.text, at: placeOf(unit, first.span, first.text) };
  }
}

function column(call: Call, table: string, unit: Unit): SchemaStep {
  const [first] = call.arguments;
  const name = first?.kind === 'text' ? first.text : '';
  const isReference = /^references$/.test(call.path.at(-1) ?? '') && unit.language === 'Ruby';
  return {
    kind: 'column',
    table,
    column: isReference ? `${name}_id` : name,
    at: placeOf(unit, first?.span ?? call.span, name),
    type: call.path.at(-1) ?? '',
  };
}

/** Drizzle and Sequelize may name the column otherwise than the member: `varchar('full_name')`, `field: 'full_name'`. */
function renamedTo(value: Expression): string | undefined {
  if (value.kind === 'object') {
    const field = value.entries.find(({ key }) => key === 'field')?.value;
    return field?.kind === 'text' ? field.text : undefined;
  }
  let inner: Expression | undefined = value;
  while (inner?.kind === 'call' && inner.on) inner = inner.on;
  const first = inner?.kind === 'call' ? inner.arguments[0] : undefined;
  return first?.kind === 'text' ? first.text : undefined;
}

const placeOf = ({ source }: Unit, span: Span, name: string): Location => ({
  file: source.path,
  span: name === '' ? span : nameIn(source.text, span, name),
});
