import { type Code, isAccess, isKeyword, isWord, markAt } from './code.ts';
import { typeBefore } from './functions.ts';
import { type Region, regionAt } from './regions.ts';

/** How a variable comes to be at one place of a text. All numbers are tokens. */
export type Declaration =
  /** `ad Ad`, `Ad ad`, `ad: Ad`: the tokens of its type, and of its value where one stands beside it. */
  | { readonly kind: 'typed'; readonly from: number; readonly to: number; readonly value?: number }
  /** `ad = value`, `for ad in value`: the first token of the value; `firm` where an outer variable of the name is hidden. */
  | { readonly kind: 'value'; readonly value: number; readonly firm: boolean; readonly part?: number }
  /** The value ends with this token: `value as $ad`. */
  | { readonly kind: 'ended'; readonly end: number }
  /** A part that a pattern takes out of the value, or of what the parameter of a region gets. */
  | { readonly kind: 'part'; readonly key: string; readonly open: number }
  | { readonly kind: 'parameter'; readonly region: Region; readonly number: number }
  | { readonly kind: 'nothing' };

/** What the word at a place declares, if it does. */
export function declarationAt(code: Code, at: number): Declaration | undefined {
  if (isAccess(code, at - 1) || isAccess(code, at + 1) || markAt(code, at + 1) === '(') return undefined;
  return (
    patternPart(code, at) ?? typedAfter(code, at) ?? typedBefore(code, at) ?? parameter(code, at) ?? looped(code, at) ?? assigned(code, at)
  );
}

const DECLARES = /^(?:var|let|const|val|final|auto|mut|ref|static|readonly|public|private|protected|pub)$/;

/** `{ ad }`, `{ ad: mine }` that takes a value apart. */
function patternPart(code: Code, at: number): Declaration | undefined {
  const open = code.around[at]!;
  if (open < 0 || markAt(code, open) !== '{' || (code.language !== 'JavaScript' && code.language !== 'Rust')) return undefined;
  const before = markAt(code, at - 1);
  const isRenamed = before === ':' && isWord(code, at - 2) && /^[{,]$/.test(markAt(code, at - 3));
  if (!isRenamed && !/^[{,]$/.test(before)) return undefined;
  if (!/^[,}=]$/.test(markAt(code, at + 1)) || !isPattern(code, open)) return undefined;
  return { kind: 'part', key: markAt(code, isRenamed ? at - 2 : at), open };
}

/** Nobody takes a value further apart. */
const DEEPEST = 20;

/** Whether braces take a value apart: `const { a } = `, `({ a }) =>`, `for (const { a } of`, `let Ad { a } =`. */
export function isPattern(code: Code, open: number, depth = 0): boolean {
  const close = code.pairs[open]!;
  if (close < 0) return false;
  const after = markAt(code, close + 1);
  if (/^(?:const|let|var)$/.test(markAt(code, open - 1))) return true;
  if (code.language === 'Rust') return after === '=' || (after === '=>' && isWord(code, open - 1));
  if (isNested(code, open)) return depth < DEEPEST && isPattern(code, code.around[open]!, depth + 1);
  if (after === '=' || after === '=>') return after === '=' && markAt(code, close + 2) !== '=';
  const region = regionAt(code, open);
  return region !== undefined && region.parameters[0] < open && close < region.parameters[1] && code.around[open] === region.parameters[0];
}

/** `{ ad: { text } = {} }` */
export const isNested = (code: Code, open: number): boolean =>
  markAt(code, open - 1) === ':' &&
  isWord(code, open - 2) &&
  /^[{,]$/.test(markAt(code, open - 3)) &&
  code.around[open]! >= 0 &&
  markAt(code, code.around[open]!) === '{';

const hasColonTypes = ({ language }: Code): boolean => /^(?:Kotlin|JavaScript|Rust|Python)$/.test(language);

/** `ad: Ad`, and Go's `ad *pb.Ad`. */
function typedAfter(code: Code, at: number): Declaration | undefined {
  if (code.language === 'Go') return goTyped(code, at);
  if (!hasColonTypes(code)) return undefined;
  const colon = markAt(code, at + 1) === '?' && markAt(code, at + 2) === ':' ? at + 2 : at + 1;
  if (markAt(code, colon) !== ':' || !declaresBefore(code, at)) return undefined;
  const to = typeEnd(code, colon + 1);
  const isAssigned = markAt(code, to) === '=';
  return to > colon + 1 ? { kind: 'typed', from: colon + 1, to, ...(isAssigned && { value: to + 1 }) } : undefined;
}

function declaresBefore(code: Code, at: number): boolean {
  const before = markAt(code, at - 1);
  if (DECLARES.test(before)) return true;
  if (code.language === 'Python' && code.tokens[at]!.fresh && code.around[at]! < 0) return true;
  const region = regionAt(code, at);
  if (region && region.parameters[0] < at && at < region.parameters[1])
    return /^[(,|)]$/.test(before) || DECLARES.test(before) || before === '@';
  return code.tokens[at]!.fresh && isMember(code, at);
}

/** Stands directly in the body of a class or interface. */
export function isMember(code: Code, at: number): boolean {
  const open = code.around[at]!;
  if (open < 0 || markAt(code, open) !== '{') return false;
  for (let here = open - 1; here > open - 40 && here >= 0; here--) {
    const mark = markAt(code, here);
    if (/^(?:class|interface|struct|record|enum|object|trait)$/.test(mark) || (mark === 'type' && code.language === 'JavaScript'))
      return true;
    if (/^[{};]$/.test(mark)) return false;
  }
  return false;
}

/** Behind a type: at what ends it at its own depth. */
export function typeEnd(code: Code, from: number): number {
  let depth = 0;
  let at = from;
  for (; at < from + 80 && at < code.tokens.length; at++) {
    const mark = markAt(code, at);
    if (mark === '<') depth++;
    else if (mark === '>') depth--;
    else if (/^[([{]$/.test(mark) && code.pairs[at]! > at && (at === from || mark !== '{')) at = code.pairs[at]!;
    else if (
      /^(?:[)\]};={]|:=|\?:)$/.test(mark) ||
      (depth <= 0 && /^(?:,|in|by|of|=>|->|\||:)$/.test(mark) && !(mark === '|' && code.language === 'JavaScript'))
    )
      return at;
    else if (depth <= 0 && at > from && code.tokens[at]!.fresh && !/^[|&.]$/.test(markAt(code, at))) return at;
    if (depth < 0) return at;
  }
  return at;
}

/** Of `a, b *pb.Ad` both have the type. */
function goTyped(code: Code, at: number): Declaration | undefined {
  const before = markAt(code, at - 1);
  let last = at;
  while (markAt(code, last + 1) === ',' && isWord(code, last + 2) && last < at + 20 && /^[(,]$/.test(before)) last += 2;
  const next = code.tokens[last + 1];
  if (!next || next.fresh || !(next.kind === 'word' || /^[*[]$/.test(next.text)) || /^(?:range|in)$/.test(next.text)) return undefined;
  const open = code.around[at]!;
  const inParameters = /^[(,]$/.test(before) && open >= 0 && regionAt(code, at)?.parameters[0] === open;
  const isField = code.tokens[at]!.fresh && open >= 0 && markAt(code, open - 1) === 'struct';
  const isReceiver = before === '(' && markAt(code, open - 1) === 'func';
  if (!(before === 'var' || inParameters || isField || isReceiver)) return undefined;
  const to = typeEnd(code, last + 1);
  return { kind: 'typed', from: last + 1, to, ...(markAt(code, to) === '=' && { value: to + 1 }) };
}

const HAS_TYPES_BEFORE: ReadonlySet<string> = new Set(['Java', 'C#', 'PHP']);

/** `Ad ad`, `List<Ad> ads`. */
function typedBefore(code: Code, at: number): Declaration | undefined {
  if (!HAS_TYPES_BEFORE.has(code.language)) return undefined;
  const before = markAt(code, at - 1);
  const next = markAt(code, at + 1);
  const isNamed = (isWord(code, at - 1) && !isKeyword(before)) || /^[>\]?]$/.test(before);
  if (!isNamed || !/^(?:[=;,):{&|?]|=>|&&|\|\||in|when)$/.test(next)) return inferred(code, at);
  const from = typeBefore(code, at);
  if (from >= at || isKeyword(markAt(code, from))) return undefined;
  const value = valueBehind(code, at, next);
  return { kind: 'typed', from, to: at, ...(value > 0 && { value }) };
}

/** `var ad = …`, `for (var ad : ads)`, `foreach (var ad in ads)`. */
function inferred(code: Code, at: number): Declaration | undefined {
  if (!/^(?:var|final|auto|let)$/.test(markAt(code, at - 1))) return undefined;
  const value = valueBehind(code, at, markAt(code, at + 1));
  return value > 0 ? { kind: 'value', value, firm: true } : { kind: 'nothing' };
}

const valueBehind = (code: Code, at: number, next: string): number =>
  next === '=' || next === 'in' || (next === ':' && code.language === 'Java') ? at + 2 : -1;

/** A parameter without a type. */
function parameter(code: Code, at: number): Declaration | undefined {
  const region = regionAt(code, at);
  if (!region) return undefined;
  const [from, to] = region.parameters;
  if (at < from || at > to || (code.around[at]! > from && markAt(code, code.around[at]!) === '{')) return undefined;
  if (from !== to && !/^(?:[(,|*&{]|\*\*|\.\.\.|lambda|Some|Ok|mut|ref)$/.test(markAt(code, at - 1))) return undefined;
  return { kind: 'parameter', region, number: from === to ? 0 : commas(code, from, at) };
}

function commas(code: Code, from: number, at: number): number {
  let count = 0;
  const depth = code.around[at];
  for (let here = from + 1; here < at; here++) if (markAt(code, here) === ',' && code.around[here] === depth) count++;
  return count;
}

function looped(code: Code, at: number): Declaration | undefined {
  const [before, next] = [markAt(code, at - 1), markAt(code, at + 1)];
  if (next === 'of' || (next === 'in' && code.language !== 'JavaScript')) return { kind: 'value', value: at + 2, firm: true };
  if (code.language === 'PHP') return phpLoop(code, at, before);
  if (before === 'as' && code.language === 'Python' && !markAt(code, at - 2).startsWith('import')) return { kind: 'ended', end: at - 2 };
  if (next === ')' && markAt(code, at + 2) === 'in') return { kind: 'value', value: at + 3, firm: true };
  return tupled(code, at, next);
}

/** `for key, ad in`, `for _, ad := range`, `ad, err :=`, `[ad, status] =`. */
function tupled(code: Code, at: number, next: string): Declaration | undefined {
  if (!(next === ',' || /^[,[(]$/.test(markAt(code, at - 1))) || next === ':') return undefined;
  let first = at;
  while (markAt(code, first - 1) === ',' && isWord(code, first - 2) && !isAccess(code, first - 3)) first -= 2;
  let last = at;
  while (markAt(code, last + 1) === ',' && isWord(code, last + 2)) last += 2;
  const isBracketed = /^[[(]$/.test(markAt(code, first - 1)) && code.pairs[first - 1] === last + 1;
  const mark = markAt(code, last + (isBracketed ? 2 : 1));
  const value = last + (isBracketed ? 3 : 2);
  if (first === last && !isBracketed) return undefined;
  if (mark === 'in' || mark === 'of' || markAt(code, value) === 'range')
    return at === last ? { kind: 'value', value: markAt(code, value) === 'range' ? value + 1 : value, firm: true } : { kind: 'nothing' };
  if (mark !== ':=' && mark !== '=') return undefined;
  if (code.language === 'JavaScript') return { kind: 'value', value, firm: true, part: (at - first) / 2 };
  // What comes after the first is an error or a flag, unless there are as many values.
  return at === first ? { kind: 'value', value, firm: mark === ':=' } : { kind: 'nothing' };
}

function phpLoop(code: Code, at: number, before: string): Declaration | undefined {
  if (before === 'as') return markAt(code, at + 1) === '=>' ? { kind: 'nothing' } : { kind: 'ended', end: at - 2 };
  if (before === '=>' && markAt(code, at - 3) === 'as') return { kind: 'ended', end: at - 4 };
  if (markAt(code, at + 1) === ']' || markAt(code, at + 1) === ')') return undefined;
  return tupled(code, at, markAt(code, at + 1));
}

function assigned(code: Code, at: number): Declaration | undefined {
  const [before, next] = [markAt(code, at - 1), markAt(code, at + 1)];
  if (next !== '=' && next !== ':=') return undefined;
  const open = code.around[at]!;
  // A named argument: `show(ad=value)`.
  if (next === '=' && open >= 0 && markAt(code, open) === '(' && !DECLARES.test(before) && !/^(?:var|const)$/.test(markAt(code, open - 1)))
    return undefined;
  if (next === '=' && code.language === 'C#' && /^[{,]$/.test(before)) return undefined;
  if (markAt(code, at + 2) === 'range') return { kind: 'nothing' };
  return { kind: 'value', value: at + 2, firm: next === ':=' || DECLARES.test(before) };
}
