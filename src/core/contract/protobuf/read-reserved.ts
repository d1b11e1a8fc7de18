import { takeText } from './quoted.ts';
import type { Reader } from './reader.ts';
import { takeOptionList } from './read-options.ts';
import type { Range } from './syntax.ts';

/** The highest numbers that fields and enum values can have: `to max`. */
const MOST_FIELD = 536_870_911;
const MOST_VALUE = 2_147_483_647;

interface Reserved {
  readonly reservedRanges: Range[];
  readonly reservedNames: string[];
}

/** `2, 9 to max;`, `"total";` and, with editions, `total;` behind `reserved`. */
export function takeReserved(reader: Reader, reserved: Reserved, of: 'message' | 'enum'): void {
  do {
    if (reader.kind === 'text') reserved.reservedNames.push(takeText(reader, 'a name'));
    else if (reader.kind === 'word') reserved.reservedNames.push(reader.takeWord('a name'));
    else reserved.reservedRanges.push(takeRange(reader, of === 'enum' ? MOST_VALUE : MOST_FIELD));
  } while (reader.accept(','));
  reader.take(';');
}

/** `100 to 199, 1000 to max [verification = UNVERIFIED];` behind `extensions`. */
export function takeExtensionRanges(reader: Reader, ranges: Range[]): void {
  do ranges.push(takeRange(reader, MOST_FIELD));
  while (reader.accept(','));
  takeOptionList(reader);
  reader.take(';');
}

/** Whoever writes out the highest number means `max`. */
function takeRange(reader: Reader, most: number): Range {
  const from = reader.takeInteger('a number');
  if (!reader.acceptWord('to')) return { from, to: from };
  const to = reader.acceptWord('max') ? most : reader.takeInteger('a number or "max"');
  return { from, to: to >= most ? Infinity : to };
}
