import type { Shape, ShapeKey } from '../../../../model/shape-fact.ts';
import type { Span } from '../../../../model/source.ts';
import { closingOf } from '../../outline/masked.ts';
import type { Outline } from '../../outline/outline.ts';

const DEPTH = 4;

/** The type that stands at a place, as the shape of JSON; absent where only another file tells. Texts of keys are code here. */
export function shapeAt(outline: Outline, start: number, depth = DEPTH): { readonly shape: Shape; readonly end: number } | undefined {
  const { code } = outline;
  const from = start + (/^\s*/.exec(code.slice(start, start + 80))?.[0].length ?? 0);
  if (depth === 0) return undefined;
  const plain = single(outline, from, depth);
  if (!plain) return undefined;
  let { shape, end } = plain;
  for (let list = /^\s*\[\s*\]/.exec(code.slice(end, end + 12)); list; list = /^\s*\[\s*\]/.exec(code.slice(end, end + 12))) {
    end += list[0].length;
    shape = { kind: 'list', at: [from, end], ...(shape && { of: shape }) };
  }
  // A union or an intersection is more than its first part.
  return shape && !/^\s*[|&]/.test(code.slice(end, end + 12)) ? { shape, end } : undefined;
}

interface Single {
  readonly shape: Shape | undefined;
  readonly end: number;
}

function single(outline: Outline, from: number, depth: number): { shape: Shape | undefined; end: number } | undefined {
  const { code } = outline;
  if (code[from] === '{') return braced(outline, from, depth);
  const name = /^[A-Za-z_$][\w$.]*/.exec(code.slice(from, from + 120))?.[0];
  if (name === undefined) return undefined;
  const end = from + name.length;
  if (/^(?:Array|ReadonlyArray|Promise|Readonly)$/.test(name) && code[end] === '<') {
    const inner = shapeAt(outline, end + 1, depth - 1);
    const close = closingAngle(code, end);
    if (name === 'Promise' || name === 'Readonly') return inner && { shape: inner.shape, end: close };
    return { shape: { kind: 'list', at: [from, close], ...(inner && { of: inner.shape }) }, end: close };
  }
  if (code[end] === '<') return undefined;
  return { shape: declared(outline, name, depth)?.shape, end };
}

function closingAngle(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length && at < open + 600; at++) {
    if (code[at] === '<') depth++;
    else if (code[at] === '>' && --depth === 0) return at + 1;
  }
  return open;
}

/** `type W = { … }` or `interface W { … }` of the same file. What extends others is not known. */
function declared(outline: Outline, name: string, depth: number): Single | undefined {
  const found = new RegExp(`\\b(?:type\\s+${name}\\s*=\\s*|interface\\s+${name}\\s*(?=\\{))`).exec(outline.code);
  if (!found) return undefined;
  return shapeAt(outline, found.index + found[0].length, depth - 1);
}

const KEY = /\s*(?:readonly\s+)?(?:([A-Za-z_$][\w$]*)|(['"])([^'"\n]*)\2)\s*(\?)?\s*:/y;

function braced(outline: Outline, open: number, depth: number): Single {
  const { code, source } = outline;
  const end = closingOf(code, open) + 1;
  const keys: ShapeKey[] = [];
  let isOpen = false;
  for (const [start, stop] of members(code, open, end - 1)) {
    KEY.lastIndex = start;
    const key = KEY.exec(source.text);
    if (!key || KEY.lastIndex > stop) {
      isOpen ||= code.slice(start, stop).trim() !== '';
      continue;
    }
    const name = key[1] ?? key[3]!;
    const at: Span = [start + key[0].indexOf(name), start + key[0].indexOf(name) + name.length];
    const inner = shapeAt(outline, KEY.lastIndex, depth - 1);
    const mayLack = key[4] !== undefined || /\b(?:undefined|null)\b/.test(code.slice(KEY.lastIndex, stop));
    keys.push({ name, at, ...(mayLack && { optional: true }), ...(inner && { shape: inner.shape }) });
  }
  return { shape: { kind: 'object', at: [open, end], keys, ...(isOpen && { open: true }) }, end };
}

/** The members of a type, between `;`, `,` or lines. */
function members(code: string, open: number, end: number): readonly Span[] {
  const found: Span[] = [];
  let start = open + 1;
  for (let at = open + 1; at <= end; at++) {
    const letter = code[at]!;
    if (letter === '{' || letter === '(' || letter === '[') at = closingOf(code, at);
    else if (/[;,\n]/.test(letter) || at === end) {
      if (code.slice(start, at).trim() !== '') found.push([start, at]);
      start = at + 1;
    }
  }
  return found;
}
