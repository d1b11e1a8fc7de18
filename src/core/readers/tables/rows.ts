import type { Span } from '../../model/source.ts';
import { callbacksOf, connectionOf, noEntrances } from '../payload/entrances.ts';
import type { Origin } from '../payload/origin.ts';
import { Origins } from '../payload/origins.ts';
import { alone } from '../payload/program.ts';
import { readsIn } from '../payload/follow.ts';
import type { PlacedCall, Unit } from '../payload/unit.ts';
import { within } from '../payload/unit.ts';
import type { ColumnUse } from './column-use.ts';
import { folded } from './column-use.ts';
import type { Embedded } from './embedded.ts';

/** Files with more queries are dumps of queries. */
const MOST_QUERIES = 40;

/** Columns that code takes from the rows of a query: `row.vote`, `rs.getString("vote")`. Only what the query asks for counts. */
export function rowReads(
  unit: Unit,
  queries: readonly { readonly query: Embedded; readonly uses: readonly ColumnUse[] }[],
): readonly ColumnUse[] {
  return queries.slice(0, MOST_QUERIES).flatMap(({ query, uses }) => {
    const asked = uses.filter(({ how }) => how === 'reads');
    return /^\s*(select|with)\b|\breturning\b/i.test(query.text) && asked.length > 0 ? taken(unit, query, asked) : [];
  });
}

function taken(unit: Unit, query: Embedded, asked: readonly ColumnUse[]): readonly ColumnUse[] {
  const entrances = rowsOf(unit, query);
  if (!entrances) return [];
  const keys = readsIn(unit, entrances, { program: alone(unit.source), naming: 'as written', depth: 9 });
  const all = asked.find(({ column }) => column === '*');
  return keys.flatMap((key): ColumnUse[] => {
    const column = key.path.split(/\.|\[\]/).at(-1) ?? '';
    const source = asked.find(use => folded(use.column) === folded(column)) ?? all;
    if (!source || isLabel(column, query.text) || column === 'rows') return [];
    return [{ table: source.table, column, at: key.at, how: 'reads', confidence: source === all ? 'possible' : 'likely' }];
  });
}

/** `COUNT(id) AS count`: what the query names itself is no column. */
const isLabel = (column: string, text: string): boolean =>
  new RegExp(String.raw`\bas\s+["\`]?${column.replace(/\W/g, '')}\b`, 'i').test(text);

function rowsOf(unit: Unit, { span }: Embedded): ReturnType<typeof noEntrances> | undefined {
  const placed = innermost(unit, span);
  const row: Origin = { state: 'envelope', path: [], confidence: 'likely', isRow: true };
  const names = new Set<string>();
  const entrances = noEntrances(false, names);
  if (!placed) {
    // `command.CommandText = "SELECT …"`: whatever the command gives.
    const given = unit.bindings.find(({ target, value }) => target.length > 1 && value && within(span, value.span));
    if (!given) return undefined;
    names.add(given.target[0]!);
    return { ...entrances, calls: new Map(rowCalls(unit, given.target[0]!).map(({ call }) => [call, row])) };
  }
  entrances.calls.set(placed.call, row);
  const origins = new Origins(unit, entrances);
  for (const handler of callbacksOf(placed.call, placed.scope, origins)) {
    const given = new Map(handler.parameters.filter(({ name }) => !/^(err|error|e|_\w*)$/.test(name)).map(({ name }) => [name, row]));
    entrances.parameters.set(handler, given);
  }
  // A cursor is told the query, and asked for the rows later.
  if (placed.call.path.at(-1)?.startsWith('execute'))
    for (const { call } of rowCalls(unit, connectionOf(placed.call) ?? ''))
      if (call !== placed.call && call.span[0] > placed.call.span[0]) entrances.calls.set(call, row);
  return entrances;
}

const GIVES_ROWS = /^(fetch\w*|execute(Query|Reader|Scalar)?(Async)?|Execute(Reader|Scalar)?(Async)?|all|first|one|mappings|scalars)$/;

const rowCalls = (unit: Unit, name: string): readonly PlacedCall[] =>
  unit.calls.filter(({ call }) => connectionOf(call) === name && GIVES_ROWS.test(call.path.at(-1) ?? ''));

/** The call that is given the query; a text that is kept in a variable first is followed to where that is used. */
function innermost(unit: Unit, span: Span): PlacedCall | undefined {
  const around = unit.calls.filter(({ call }) => within(span, call.span)).sort((one, other) => length(one) - length(other));
  const direct = around.find(({ call }) => !/^(text|sql|raw|format|strip|trim|dedent)$/.test(call.path.at(-1) ?? ''));
  if (direct) return direct;
  const kept = unit.bindings.find(
    ({ target, value }) => target.length === 1 && value && within(span, value.span) && value.kind !== 'function',
  );
  return (
    kept &&
    unit.calls.find(({ call }) =>
      call.arguments.some(argument => argument.kind === 'name' && argument.path.length === 1 && argument.path[0] === kept.target[0]),
    )
  );
}

const length = ({ call }: PlacedCall): number => call.span[1] - call.span[0];
