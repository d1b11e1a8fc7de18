import type { FilePath } from '../model/source.ts';
import type { ImpactDocument } from './document.ts';
import { lineNow } from './hunks.ts';
import type { Side, Sides } from './side.ts';

/** A line of the newest text, without the blanks around it; all from 0. */
export interface PlaceNow {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** Where the changes of a document are to be seen in the texts of now, in the document's order; null where the file is gone. Pure. */
export function placesNow({ changes }: ImpactDocument, { before, after }: Sides): readonly (PlaceNow | null)[] {
  const was = linesIn(before);
  const is = linesIn(after);
  return changes.map(({ file, line, side }) => {
    const lines = is(file);
    if (!lines) return null;
    const now = side === 'before' ? lineNow(line - 1, was(file) ?? [], lines) : line - 1;
    return placeOf(now, lines[now] ?? '');
  });
}

const placeOf = (line: number, text: string): PlaceNow => ({
  line,
  start: text.length - text.trimStart().length,
  end: text.trimEnd().length,
});

function linesIn({ texts }: Side): (file: FilePath) => readonly string[] | undefined {
  const known = new Map<FilePath, readonly string[] | undefined>();
  return file => {
    if (!known.has(file)) known.set(file, texts.read(file)?.split('\n'));
    return known.get(file);
  };
}
