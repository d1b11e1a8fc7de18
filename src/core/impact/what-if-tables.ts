import type { FilePath, Location, Source, Span } from '../model/source.ts';
import { folded } from '../readers/tables/column-use.ts';
import { schemaSteps } from '../readers/tables/columns.ts';
import { unitOf, within, type Unit } from '../readers/payload/unit.ts';
import { declaresTables } from './declares-tables.ts';
import type { Side } from './side.ts';

/** `table orders`, and everything that makes it: its statements, model, class or migration. */
interface DeclaredTable {
  /** As people name it: `table orders`. */
  readonly name: string;
  readonly at: Location;
  /** What has to go for the table to be gone. */
  readonly whole: Location;
}

/** Tables that schemas, migrations and mapped classes declare. Pure and total, once the grammars of the texts' languages are loaded. */
export function declaredTables(side: Side, only?: FilePath): readonly DeclaredTable[] {
  const files = only === undefined ? [...side.world.view.files.keys()] : [only];
  return files.filter(file => declaresTables(file, side)).flatMap(path => tablesIn({ path, text: side.texts.read(path) ?? '' }));
}

function tablesIn(source: Source): DeclaredTable[] {
  const steps = schemaSteps(source);
  if (steps.length === 0) return [];
  const unit = IS_TEXT.test(source.path) ? undefined : unitOf(source);
  const made = new Set(steps.flatMap(({ kind, table }) => (kind === 'table' ? [folded(table)] : [])));
  return steps
    .filter(({ table }) => made.has(folded(table)))
    .map(({ table, at }) => ({
      name: `table ${table}`,
      at,
      whole: { file: source.path, span: unit ? declarationAround(at.span, unit) : statementAround(at.span, source.text) },
    }));
}

const IS_TEXT = /\.(sql|ddl|prisma)$/i;

/** The class, else the outermost call. */
function declarationAround(at: Span, { classes, calls }: Unit): Span {
  const around = classes.map(({ span }) => span).filter(span => within(at, span));
  const called = calls.map(({ call }) => call.span).filter(span => within(at, span));
  return around.at(-1) ?? called.reduce<Span>((widest, span) => (within(widest, span) ? span : widest), at);
}

/** `CREATE TABLE orders (…);`, `model Order { … }` */
function statementAround([start, end]: Span, text: string): Span {
  const before = Math.max(text.lastIndexOf(';', start), text.lastIndexOf('}', start)) + 1;
  const first = before + text.slice(before).search(/\S/);
  let depth = 0;
  for (let offset = first; offset < text.length; offset++) {
    const character = text[offset];
    if (character === '(' || character === '{') depth++;
    if (character === ')' || character === '}') depth--;
    if (offset >= end && depth <= 0 && (character === ';' || character === '}')) return [first, offset + 1];
  }
  return [first, text.length];
}
