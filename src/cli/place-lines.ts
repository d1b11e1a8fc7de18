import { lineStarts, position } from '../core/model/lines.ts';
import type { Files } from '../core/manifests/files.ts';
import type { Location } from '../core/model/source.ts';

/** The line, from 1, that a place begins on. */
export type PlaceLines = (place: Location) => number;

export function placeLines(files: Files): PlaceLines {
  const starts = new Map<string, readonly number[]>();
  return ({ file, span }) => {
    const known = starts.get(file) ?? lineStarts(files.read(file) ?? '');
    starts.set(file, known);
    return position(known, span[0]).line;
  };
}
