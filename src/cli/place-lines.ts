import type { Files } from '../core/manifests/files.ts';
import type { Location } from '../core/model/source.ts';

/** The line, from 1, that a place begins on. */
export type PlaceLines = (place: Location) => number;

export function placeLines(files: Files): PlaceLines {
  const starts = new Map<string, readonly number[]>();
  return ({ file, span }) => {
    const known = starts.get(file) ?? lineStarts(files.read(file) ?? '');
    starts.set(file, known);
    return lineAt(known, span[0]);
  };
}

function lineStarts(text: string): readonly number[] {
  const found = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) found.push(at + 1);
  return found;
}

/** How many lines begin at or before an offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
