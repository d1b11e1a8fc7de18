import type { Location, Span } from '../../model/source.ts';
import type { Scalar } from '../../yaml/tree.ts';
import type { Written } from '../kubernetes/draft.ts';

/** A document inside a scalar, as patches are written into a kustomization: its parts have their places in the file. */
export function embeddedText(scalar: Scalar, file: Written): Written {
  const { text, at } = scalar;
  const offsets = blockOffsets(scalar, file.text);
  if (!offsets) return { text, place: () => file.place(at) };
  const fileOffset = (offset: number): number => {
    const line = offsets.findLast(({ from }) => from <= offset);
    return line ? Math.min(line.to + offset - line.from, at[1]) : at[0];
  };
  const place = ([start, end]: Span): Location => file.place([fileOffset(start), Math.max(fileOffset(start), fileOffset(end))]);
  return { text, place };
}

type Lines = readonly { readonly from: number; readonly to: number }[];

/** Where each line of a `|` text begins in the text and in the file; nothing for other styles, or where lines do not fit. */
function blockOffsets({ text, at, quoted }: Scalar, file: string): Lines | undefined {
  if (!quoted || file[at[0]] !== '|') return undefined;
  let place = file.indexOf('\n', at[0]) + 1;
  if (place === 0) return undefined;
  const lines: { from: number; to: number }[] = [];
  let from = 0;
  for (const line of text.split('\n')) {
    const stop = file.indexOf('\n', place);
    const written = file.slice(place, stop < 0 ? file.length : stop).replace(/\r$/, '');
    if (line !== '' && !written.endsWith(line)) return undefined;
    lines.push({ from, to: place + written.length - line.length });
    from += line.length + 1;
    if (stop < 0) break;
    place = stop + 1;
  }
  return lines;
}
