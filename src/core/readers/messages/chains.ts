import { type Code, isAccess, isKeyword, isWord, markAt } from './code.ts';

/** The opening `<` of type arguments that end at a `>`; -1 where it is a comparison. */
export function genericsBefore(code: Code, close: number): number {
  let depth = 0;
  for (let at = close; at > close - 60 && at >= 0; at--) {
    const mark = markAt(code, at);
    if (mark === '>') depth++;
    else if (mark === '<') {
      if (--depth === 0) return at;
    } else if (!(isWord(code, at) || /^(?:[,.?*&:[\]|_]|::)$/.test(mark))) return -1;
  }
  return -1;
}

/** The closing `>` of type arguments; -1 where it is a comparison. */
export function genericsAfter(code: Code, open: number): number {
  let depth = 0;
  for (let at = open; at < open + 60 && at < code.tokens.length; at++) {
    const mark = markAt(code, at);
    if (mark === '<') depth++;
    else if (mark === '>') {
      if (--depth === 0) return at;
    } else if (!(isWord(code, at) || /^(?:[,.?*&:[\]|_]|::)$/.test(mark))) return -1;
  }
  return -1;
}

const isClosing = (mark: string): boolean => mark === ')' || mark === ']' || mark === '}';

/** The first word of `a.b(c).d` that ends here. */
export function chainStart(code: Code, end: number): number {
  let at = end;
  for (let step = 0; step < 200; step++) {
    const mark = markAt(code, at);
    if (isClosing(mark)) {
      if (code.pairs[at]! < 0) return at;
      at = code.pairs[at]!;
      const before = calleeBefore(code, at);
      if (before < 0 && !(isAccess(code, at - 1) && at >= 2)) return at;
      at = before < 0 ? at - 2 : before;
      continue;
    }
    if (isAccess(code, at - 1) && at >= 2) at -= 2;
    else return at;
  }
  return at;
}

/** What an opening bracket belongs to: the name that is called, the value that is indexed; -1 where it opens by itself. */
export function calleeBefore(code: Code, open: number): number {
  let at = open - 1;
  if (at < 0) return -1;
  if (markAt(code, at) === '>' && genericsBefore(code, at) > 0) at = genericsBefore(code, at) - 1;
  if (markAt(code, at) === '::' && code.language === 'Rust') at--;
  if (markAt(code, at) === '!' && code.language === 'Rust') at--;
  if (isWord(code, at)) return isKeyword(markAt(code, at)) && !isAccess(code, at - 1) ? -1 : at;
  if (code.tokens[open]!.fresh && markAt(code, open) !== '(') return -1;
  return markAt(code, at) === ')' || markAt(code, at) === ']' ? at : -1;
}

/** The last token of the `a.b(c).d` that begins here. */
export function chainEnd(code: Code, start: number): number {
  let at = start;
  const opens = /^[([{]$/.test(markAt(code, at));
  if (opens) at = code.pairs[at]! < 0 ? at : code.pairs[at]!;
  else if (markAt(code, at) === 'new' && isWord(code, at + 1)) at++;
  for (let step = 0; step < 200; step++) {
    const next = linked(code, at);
    if (next < 0) return at;
    at = next;
  }
  return at;
}

/** The end of the next link of a chain: a member, a call, an index, a literal's body. */
function linked(code: Code, at: number): number {
  const next = markAt(code, at + 1);
  const token = code.tokens[at + 1];
  if (!token) return -1;
  if (isAccess(code, at + 1)) {
    if (isWord(code, at + 2)) return at + 2;
    return /^[([<]$/.test(markAt(code, at + 2)) ? at + 1 : -1;
  }
  if (next === '(' || (next === '[' && !token.fresh))
    return code.pairs[at + 1]! < 0 || (token.fresh && next === '(') ? -1 : code.pairs[at + 1]!;
  if (next === '<') {
    const close = genericsAfter(code, at + 1);
    return close > 0 && /^[({]$/.test(markAt(code, close + 1)) ? close : -1;
  }
  if (next === '!' && code.language === 'Rust' && /^[([]$/.test(markAt(code, at + 2))) return at + 1;
  if (next === '{' && !token.fresh && hasBody(code, at)) return code.pairs[at + 1]! < 0 ? -1 : code.pairs[at + 1]!;
  return -1;
}

/** `pb.Ad{`, `Ad {`, `new Ad() {`, `ads.map {`; and not the body of `if ad {`. */
function hasBody(code: Code, at: number): boolean {
  switch (code.language) {
    case 'Go':
    case 'Rust':
      return /^[A-Z]/.test(markAt(code, at)) && !inHeader(code, at);
    case 'C#':
      return isWord(code, at) ? markAt(code, chainStart(code, at) - 1) === 'new' : markAt(code, chainStart(code, at) - 1) === 'new';
    case 'Kotlin':
    case 'Ruby':
      return true;
    default:
      return false;
  }
}

/** In `for _, ad := range order.Ads {` the brace is the loop's. */
function inHeader(code: Code, at: number): boolean {
  let here = at;
  while (here > 0 && here > at - 60 && !code.tokens[here]!.fresh) here--;
  for (; here < at; here++)
    if (/^(?:for|if|switch|match|while)$/.test(markAt(code, here)) && code.around[here] === code.around[at]) return true;
  return false;
}

const PREFIXES: ReadonlySet<string> = new Set([
  'await',
  '&',
  '*',
  '!',
  '-',
  '...',
  '..',
  '**',
  'mut',
  'ref',
  'clone',
  'move',
  'async',
  'yield',
  'try',
  'return',
  'throw',
  'not',
  'copy',
]);

/** Past `await`, `&` and the like. */
export function valueStart(code: Code, at: number): number {
  let here = at;
  while (PREFIXES.has(markAt(code, here)) || (code.language === 'Go' && markAt(code, here) === '[' && isTypePrefix(code, here))) {
    here = markAt(code, here) === '[' ? code.pairs[here]! + 1 : here + 1;
  }
  return here;
}

/** `[]*pb.Ad{`: the brackets of a Go type. */
const isTypePrefix = (code: Code, at: number): boolean =>
  code.pairs[at]! >= 0 && /^[*\w[]/.test(markAt(code, code.pairs[at]! + 1)) && !code.tokens[code.pairs[at]! + 1]!.fresh;

/** Back over `await`, `&`, `new` to where an expression begins. */
export function prefixStart(code: Code, at: number): number {
  let here = at;
  while (
    here > 0 &&
    (PREFIXES.has(markAt(code, here - 1)) || markAt(code, here - 1) === 'new') &&
    markAt(code, here - 1) !== 'return' &&
    markAt(code, here - 1) !== 'throw'
  )
    here--;
  return here;
}

/** Which argument of its call an expression is, counted from 0. */
export function argumentNumber(code: Code, at: number): number {
  const open = code.around[at]!;
  let count = 0;
  for (let here = at - 1; here > open; here--) {
    const mark = markAt(code, here);
    if (isClosing(mark) && code.pairs[here]! >= 0) here = code.pairs[here]!;
    else if (mark === ',') count++;
  }
  return count;
}

/** The first token of each part of a bracket that commas divide. */
export function partsOf(code: Code, open: number): readonly number[] {
  const close = code.pairs[open]!;
  const starts: number[] = [];
  if (close < 0 || close === open + 1) return starts;
  starts.push(open + 1);
  for (let at = open + 1; at < close; at++) {
    const mark = markAt(code, at);
    if (/^[([{]$/.test(mark) && code.pairs[at]! > at) at = code.pairs[at]!;
    else if (mark === ',' && at + 1 < close) starts.push(at + 1);
    if (starts.length > 200) return starts;
  }
  return starts;
}

/** The call that an expression is an argument of: its name, its bracket, and which argument it is. */
export function callAround(
  code: Code,
  at: number,
): { readonly callee: number; readonly open: number; readonly number: number } | undefined {
  const open = code.around[at]!;
  if (open < 0 || markAt(code, open) !== '(') return undefined;
  const callee = calleeBefore(code, open);
  return callee >= 0 && isWord(code, callee) ? { callee, open, number: argumentNumber(code, at) } : undefined;
}
