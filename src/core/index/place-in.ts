import { position } from '../model/lines.ts';
import type { FilePath } from '../model/source.ts';
import type { Snapshot } from './snapshot.ts';

/** Turns locations into places, given where the lines of a file begin. */
export const placeIn =
  (linesOf: (file: FilePath) => readonly number[]): Snapshot['place'] =>
  ({ file, span }) => ({ file, ...position(linesOf(file), span[0]) });
