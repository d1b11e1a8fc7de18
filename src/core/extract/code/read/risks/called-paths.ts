import { remembered } from '../../../../model/remembered.ts';
import type { Span } from '../../../../model/source.ts';
import { isWord } from '../../outline/brace-blocks.ts';
import type { Outline } from '../../outline/outline.ts';

/** A call by a dotted name, `this.orders.create(`, without its this or self. */
export interface PathCall {
  readonly at: Span;
  /** Never empty. */
  readonly path: readonly string[];
  /** It began with this or self. */
  readonly isOwn: boolean;
  /** Of its arguments. */
  readonly open: number;
}

/** Every call by name, in the order of the text. A call on what another call gave is none. */
export const callsIn = remembered(({ code }: Outline): readonly PathCall[] => found(code));

function found(code: string): readonly PathCall[] {
  const calls: PathCall[] = [];
  for (let open = code.indexOf('('); open >= 0; open = code.indexOf('(', open + 1)) {
    const call = callBefore(code, open);
    if (call) calls.push(call);
  }
  return calls;
}

const MOST_TYPES = 80;
const MOST_PARTS = 6;

function callBefore(code: string, open: number): PathCall | undefined {
  let end = open;
  if (code[end - 1] === '>') end = Math.max(code.lastIndexOf('<', end), end - MOST_TYPES);
  const words: string[] = [];
  let start = end;
  for (let at = end; ;) {
    const from = wordStart(code, at);
    if (from === at) return undefined;
    words.unshift(code.slice(from, at));
    start = from;
    const dot = dotBefore(code, from);
    if (dot === undefined) break;
    at = dot;
    if (words.length > MOST_PARTS) return undefined;
  }
  if (DECLARES.test(code.slice(Math.max(0, start - 12), start))) return undefined;
  const isOwn = OWN.has(words[0]!);
  const path = isOwn ? words.slice(1) : words;
  return path.length === 0 || (path.length === 1 && KEYWORDS.has(path[0]!)) ? undefined : { at: [start, end], path, isOwn, open };
}

/** `def place(` declares it. */
const DECLARES = /\b(?:def|function|func)\s+$/;

const OWN: ReadonlySet<string> = new Set(['this', 'self', 'cls']);
const KEYWORDS: ReadonlySet<string> = new Set(
  'if for while switch catch return await function func async typeof new in of and or not with elif except print super import require yield throw delete void assert lambda synchronized using'.split(
    ' ',
  ),
);

function wordStart(code: string, end: number): number {
  let at = end;
  while (at > 0 && isWord(code.charCodeAt(at - 1))) at--;
  return at;
}

/** Where the part before a dot ends, over the ends of lines; undefined where no dot stands before a place. */
function dotBefore(code: string, from: number): number | undefined {
  let at = from;
  while (at > 0 && isSpace(code.charCodeAt(at - 1))) at--;
  if (code[at - 1] !== '.') return undefined;
  at--;
  if (code[at - 1] === '?' || code[at - 1] === '!') at--;
  while (at > 0 && isSpace(code.charCodeAt(at - 1))) at--;
  return at;
}

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 9 || code === 13;
