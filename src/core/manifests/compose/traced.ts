import type { Location } from '../../model/source.ts';
import { originsOf, type Origins } from '../tree.ts';
import type { ScalarNode } from './node.ts';

/** A text whose characters know where they are written, so that the `80` of `${HOST}:80` is not said to come from the line that sets HOST. */
export interface Traced {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

interface Piece {
  readonly length: number;
  readonly origins: Origins;
  /** The first origin holds this text character by character. */
  readonly exact?: true;
}

/** A text with one origin for all of it. */
export const whole = (text: string, origins: Origins): Traced => ({ text, pieces: text === '' ? [] : [{ length: text.length, origins }] });

/** A text that stands in a file as it is. */
export const verbatim = (text: string, at: Location): Traced => ({
  text,
  pieces: text === '' ? [] : [{ length: text.length, origins: [at], exact: true }],
});

export const tracedOf = (node: ScalarNode): Traced => node.traced ?? whole(String(node.value ?? ''), node.origins);

export function joined(parts: readonly Traced[]): Traced {
  if (parts.length === 1) return parts[0]!;
  return { text: parts.map(({ text }) => text).join(''), pieces: parts.flatMap(({ pieces }) => pieces) };
}

export function sliced(traced: Traced, start: number, end: number = traced.text.length): Traced {
  if (start === 0 && end === traced.text.length) return traced;
  const pieces: Piece[] = [];
  let at = 0;
  for (const piece of traced.pieces) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, piece.length);
    if (from < to) pieces.push(cut(piece, from, to));
    at += piece.length;
    if (at >= end) break;
  }
  return { text: traced.text.slice(start, end), pieces };
}

function cut(piece: Piece, from: number, to: number): Piece {
  const [first, ...others] = piece.origins;
  if (!piece.exact || !first) return { ...piece, length: to - from };
  return { length: to - from, exact: true, origins: [{ file: first.file, span: [first.span[0] + from, first.span[0] + to] }, ...others] };
}

/** Every place that a text is made of; neighbours in one file are one place. */
export function placesOf({ pieces }: Traced): Origins {
  const found: Location[] = [];
  const others: Location[] = [];
  for (const { origins } of pieces) {
    const [first, ...rest] = origins;
    const last = found.at(-1);
    if (first && last && last.file === first.file && last.span[1] === first.span[0])
      found[found.length - 1] = { file: last.file, span: [last.span[0], first.span[1]] };
    else if (first) found.push(first);
    others.push(...rest);
  }
  return originsOf(found, others);
}

/** A part of a text as a value of its own. An empty part stands where nothing is written, so it has the origins of the whole. */
export function tracedScalar(traced: Traced, fallback: Origins = []): ScalarNode {
  const origins = placesOf(traced);
  return { kind: 'scalar', value: traced.text, origins: origins.length > 0 ? origins : fallback, traced };
}

/** Both sides of the first separator; undefined where there is none. */
export function cutAt(traced: Traced, separator: string): readonly [Traced, Traced] | undefined {
  const at = traced.text.indexOf(separator);
  return at < 0 ? undefined : [sliced(traced, 0, at), sliced(traced, at + separator.length)];
}

export function splitAt(traced: Traced, separator: string): readonly Traced[] {
  const parts: Traced[] = [];
  let start = 0;
  for (const part of traced.text.split(separator)) {
    parts.push(sliced(traced, start, start + part.length));
    start += part.length + separator.length;
  }
  return parts;
}
