import { takeOptionList, takeOptionStatement } from './read-options.ts';
import { takeReserved } from './read-reserved.ts';
import type { Reader } from './reader.ts';
import type { EnumSyntax, Option, Range } from './syntax.ts';

interface Taking extends EnumSyntax {
  readonly values: EnumSyntax['values'][number][];
  readonly reservedRanges: Range[];
  readonly reservedNames: string[];
  readonly options: Option[];
}

/** Behind `enum`, which begins at `start`. */
export function takeEnum(reader: Reader, enums: EnumSyntax[], start: number): void {
  const name = reader.takeWord('the name of the enum');
  const taking: Taking = { name, at: [start, reader.last], values: [], reservedRanges: [], reservedNames: [], options: [] };
  enums.push(taking);
  reader.block(() => takeStatement(reader, taking));
}

function takeStatement(reader: Reader, taking: Taking): void {
  if (reader.accept(';')) return;
  const { start } = reader;
  const word = reader.takeWord('an enum value');
  if (reader.accept('=')) takeValue(reader, taking, { name: word, start });
  else if (word === 'option') takeOptionStatement(reader, taking.options);
  else if (word === 'reserved') takeReserved(reader, taking, 'enum');
  else reader.fail('"="');
}

function takeValue(reader: Reader, { values }: Taking, { name, start }: { readonly name: string; readonly start: number }): void {
  const number = reader.takeInteger('the number of the enum value');
  values.push({ name, number, at: [start, reader.last] });
  takeOptionList(reader);
  reader.take(';');
}
