import { TemplateError } from '../value.ts';
import type { GoBool, GoFloat, GoInt, GoList, GoMap, GoString, GoValue, Piece } from '../value.ts';
import type { Origins } from '../../tree.ts';

/** A part of a text that comes from the same places throughout. */
export interface Stretch {
  readonly text: string;
  readonly origins: Origins;
  readonly unknown?: string;
}

/** No function gives more text than this (in UTF-16 code units); a chart that asks for more is broken or hostile. */
export const LONGEST = 10_000_000;

export function checkLength(length: number): void {
  if (length > LONGEST) throw new TemplateError(`The result would be longer than ${LONGEST} characters; make the number smaller.`);
}

/** The places of all lists, each once, in order. Quick where only one list has any. */
export function united(lists: readonly Origins[]): Origins {
  const [first, ...others] = lists.filter(list => list.length > 0);
  if (!first) return [];
  if (others.every(list => list === first)) return first;
  const places = new Map<string, Origins[number]>();
  for (const place of [first, ...others].flat()) {
    const name = `${place.span[0]}:${place.span[1]}:${place.file}`;
    if (!places.has(name)) places.set(name, place);
  }
  return [...places.values()];
}

/** The places that a value with all that it holds came from, and why it is a stand-in, if some text in it is. */
export function sourceOf(values: readonly GoValue[]): { readonly origins: Origins; readonly unknown?: string } {
  const lists: Origins[] = [];
  const seen = new Set<unknown>();
  const waiting = values.toReversed();
  let unknown: string | undefined;
  for (let value = waiting.pop(); value; value = waiting.pop()) {
    lists.push(value.origins);
    if (value.kind === 'string') {
      for (const piece of value.pieces ?? []) lists.push(piece.origins);
      unknown ??= unknownOf(value);
    }
    const inner =
      value.kind === 'list' ? value.items : value.kind === 'map' ? value.entries : value.kind === 'object' ? value.fields : undefined;
    if (!inner || seen.has(inner)) continue;
    seen.add(inner);
    waiting.push(...[...inner.values()].toReversed());
  }
  return { origins: united(lists), ...why(unknown) };
}

const unknownOf = (text: GoString): string | undefined => text.unknown ?? text.pieces?.find(piece => piece.unknown !== undefined)?.unknown;

const why = (unknown: string | undefined) => (unknown === undefined ? {} : { unknown });

export const originsIn = (...values: readonly GoValue[]): Origins => sourceOf(values).origins;

/** A text made of the whole of some values. */
export const textFrom = (text: string, ...values: readonly GoValue[]): GoString => ({ kind: 'string', text, ...sourceOf(values) });

export const standIn = (text: string, unknown: string, ...values: readonly GoValue[]): GoString => ({
  ...textFrom(text, ...values),
  unknown,
});

export const boolFrom = (value: boolean, ...values: readonly GoValue[]): GoBool => ({ kind: 'bool', value, origins: originsIn(...values) });

export const intFrom = (value: number, ...values: readonly GoValue[]): GoInt => ({ kind: 'int', value, origins: originsIn(...values) });

export const longFrom = (value: number, ...values: readonly GoValue[]): GoInt => ({ ...intFrom(value, ...values), long: true });

export const floatFrom = (value: number, ...values: readonly GoValue[]): GoFloat => ({
  kind: 'float',
  value,
  origins: originsIn(...values),
});

export const listOf = (items: GoValue[], origins: Origins): GoList => ({ kind: 'list', items, origins });

/** Where a key of a map is written, as far as it is known; else where its value is. */
export const keyPlace = (map: GoMap, key: string): GoValue => ({
  kind: 'nil',
  origins: map.keyOrigins?.get(key) ?? map.entries.get(key)?.origins ?? map.origins,
});

export const mapOf = (entries: Map<string, GoValue>, origins: Origins): GoMap => ({ kind: 'map', entries, origins });

/** The same value, made also by what these values say: the condition of a choice, the index of an element. */
export function because<V extends GoValue>(value: V, ...reasons: readonly GoValue[]): V {
  const { origins, unknown } = sourceOf(reasons);
  if (origins.length === 0 && unknown === undefined) return value;
  const more = value.kind === 'string' && value.unknown === undefined ? why(unknown) : {};
  return { ...value, ...more, origins: united([value.origins, origins]) };
}

/** A text as stretches that follow one another. What is said of the whole holds for each of them. */
export function stretches(text: GoString): Stretch[] {
  const found: Stretch[] = [];
  let at = 0;
  const stretch = (end: number, piece?: Piece) => {
    const origins = piece ? united([piece.origins, text.origins]) : text.origins;
    found.push({ text: text.text.slice(at, end), origins, ...why(piece?.unknown ?? text.unknown) });
    at = end;
  };
  for (const piece of text.pieces ?? []) {
    if (piece.start > at) stretch(piece.start);
    stretch(piece.end, piece);
  }
  if (at < text.text.length || found.length === 0) stretch(text.text.length);
  return found;
}

/** Stretches put together again; the finest form that says no more than needed. */
export function joined(parts: readonly Stretch[]): GoString {
  let length = 0;
  for (const part of parts) length += part.text.length;
  checkLength(length);
  const pieces = piecesOf(parts);
  const text = parts.map(part => part.text).join('');
  const [only] = pieces;
  if (!only) return { kind: 'string', text, origins: [] };
  if (pieces.length === 1 && only.start === 0 && only.end === text.length)
    return { kind: 'string', text, origins: only.origins, ...why(only.unknown) };
  return { kind: 'string', text, origins: [], pieces };
}

function piecesOf(parts: readonly Stretch[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { text, origins, unknown } of parts) {
    const start = at;
    at += text.length;
    if (origins.length === 0 && unknown === undefined) continue;
    const before = pieces.at(-1);
    if (before && before.end === start && before.origins === origins && before.unknown === unknown)
      pieces[pieces.length - 1] = { ...before, end: at };
    else pieces.push({ start, end: at, origins, ...why(unknown) });
  }
  return pieces;
}

/** Cuts parts out of a text, each with what it came from. For many parts of one text it looks up where they begin. */
export function cutter(text: GoString): (start: number, end: number) => GoString {
  let length = 0;
  const parts = stretches(text).map(part => ({ part, start: length, end: (length += part.text.length) }));
  const firstAt = (start: number): number => {
    let [low, high] = [0, parts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (parts[middle]!.end <= start) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (start, end) => {
    const kept: Stretch[] = [];
    for (let index = firstAt(start); index < parts.length && parts[index]!.start < end; index++) {
      const { part, start: at } = parts[index]!;
      kept.push({ ...part, text: part.text.slice(Math.max(start - at, 0), end - at) });
    }
    return kept.length > 0 ? joined(kept) : textFrom('', text);
  };
}

export const cut = (text: GoString, start: number, end: number): GoString => cutter(text)(start, end);

/** A text with each of its stretches rewritten by itself. */
export const rewritten = (text: GoString, change: (part: string) => string): GoString => {
  let length = 0;
  return joined(
    stretches(text).map(part => {
      const changed = change(part.text);
      checkLength((length += changed.length));
      return { ...part, text: changed };
    }),
  );
};

export const literal = (text: string): Stretch => ({ text, origins: [] });
