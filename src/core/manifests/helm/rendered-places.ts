import type { FilePath, Location, Span } from '../../model/source.ts';
import type { Origins } from '../tree.ts';
import { stretches, united } from './functions/text.ts';
import type { GoString } from './value.ts';

/** Says of every part of a rendered text where it comes from. */
export interface RenderedPlaces {
  readonly origins: (span: Span) => Origins;
  /** Why a part is only a stand-in. */
  readonly unknown: (span: Span) => string | undefined;
}

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly origins: Origins;
  readonly unknown?: string;
}

export function renderedPlaces(rendered: GoString, sourceText: (file: FilePath) => string | undefined): RenderedPlaces {
  let at = 0;
  const placed: readonly Placed[] = stretches(rendered).map(stretch => ({ ...stretch, start: at, end: (at += stretch.text.length) }));
  const within = (span: Span): readonly Placed[] => overlapping(placed, span);
  return {
    origins: span => {
      const parts = within(span).map(part => exactOrigins(part, span, sourceText));
      return united([touching(parts.flatMap(([first]) => first ?? [])), ...parts.map(([, ...others]) => others)]);
    },
    unknown: span => within(span).find(({ unknown }) => unknown !== undefined)?.unknown,
  };
}

/** What holds a part of the span, and what put nothing there. */
function overlapping(placed: readonly Placed[], [start, end]: Span): readonly Placed[] {
  const found: Placed[] = [];
  for (let index = firstEndingAt(placed, start); index < placed.length && placed[index]!.start <= end; index++) {
    const part = placed[index]!;
    const isEmpty = part.start === part.end;
    if (isEmpty ? part.origins.length > 0 : part.end > start && part.start < end) found.push(part);
  }
  return found;
}

function firstEndingAt(placed: readonly Placed[], offset: number): number {
  let low = 0;
  let high = placed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (placed[middle]!.end < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a part was put out as it is written, perhaps with other blanks around it, only what is asked of it is meant. */
function exactOrigins(part: Placed, [start, end]: Span, sourceText: (file: FilePath) => string | undefined): Origins {
  const asked: Span = [Math.max(start - part.start, 0), Math.min(end, part.end) - part.start];
  if (asked[1] - asked[0] >= part.text.length) return part.origins;
  return part.origins.map(({ file, span }) => {
    const isNear = span[1] - span[0] <= 4 * part.text.length + 100;
    const source = isNear ? sourceText(file)?.slice(...span) : undefined;
    const [first, last] = source === undefined ? [0, span[1] - span[0]] : sameInSource(source, part.text, asked);
    return { file, span: [span[0] + first, span[0] + last] };
  });
}

/** What a stretch of a text is in its source; all of the source where the two are not the same but for blanks around them. */
function sameInSource(source: string, text: string, [from, to]: Span): Span {
  if (source === text) return [from, to];
  const visible = text.trim();
  if (visible === '' || source.trim() !== visible) return [0, source.length];
  const shift = indent(source) - indent(text);
  const first = Math.max(from, indent(text));
  return [shift + first, shift + Math.max(first, Math.min(to, indent(text) + visible.length))];
}

const indent = (text: string): number => text.length - text.trimStart().length;

/** Parts that follow one another in one file are one place: `{{ .host }}:{{ .port }}` is written once. */
function touching(places: Origins): Origins {
  const found: Location[] = [];
  for (const place of places) {
    const last = found.at(-1);
    if (last && last.file === place.file && last.span[1] === place.span[0])
      found[found.length - 1] = { file: last.file, span: [last.span[0], place.span[1]] };
    else found.push(place);
  }
  return found;
}
