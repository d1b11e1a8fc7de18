import { remembered } from '../../model/remembered.ts';
import { genericsAfter, genericsBefore } from './chains.ts';
import { type Code, isKeyword, isWord, markAt } from './code.ts';

/** A function or method that a file declares. All numbers are tokens. */
export interface OwnFunction {
  readonly name: string;
  readonly at: number;
  /** Its brackets; equal where it has none. */
  readonly parameters: readonly [open: number, close: number];
  readonly result?: readonly [from: number, to: number];
  readonly body: readonly [from: number, to: number];
}

/** The first and last token of something. */
type Range = readonly [from: number, to: number];

export const functionsOf = remembered(read);

function read(code: Code): readonly OwnFunction[] {
  const found: OwnFunction[] = [];
  for (let at = 0; at < code.tokens.length; at++) {
    const one = isWord(code, at) ? functionAt(code, at) : undefined;
    if (one) found.push(one);
  }
  return found;
}

const DECLARED_BY: Readonly<Record<string, ReadonlySet<string>>> = {
  Go: new Set(['func']),
  Python: new Set(['def']),
  Ruby: new Set(['def']),
  PHP: new Set(['function']),
  Rust: new Set(['fn']),
  Kotlin: new Set(['fun']),
};

function functionAt(code: Code, at: number): OwnFunction | undefined {
  const keywords = DECLARED_BY[code.language];
  if (keywords) return isDeclared(code, at, keywords) ? declared(code, at) : undefined;
  if (isKeyword(markAt(code, at)) || markAt(code, at) === 'function') return undefined;
  return methodAt(code, at);
}

/** `func name`, `func (r *Receiver) name`, `fun Receiver.name`, `def self.name`. */
function isDeclared(code: Code, at: number, keywords: ReadonlySet<string>): boolean {
  const before = markAt(code, at - 1);
  if (keywords.has(before)) return !(markAt(code, at + 1) === '.' && code.language !== 'Python');
  if (before === '.') return keywords.has(markAt(code, at - 3)) && isWord(code, at - 2);
  if (before === '>' && code.language === 'Kotlin') return keywords.has(markAt(code, genericsBefore(code, at - 1) - 1));
  return code.language === 'Go' && before === ')' && keywords.has(markAt(code, code.pairs[at - 1]! - 1)) && markAt(code, at + 1) === '(';
}

function declared(code: Code, at: number): OwnFunction | undefined {
  const generic = markAt(code, at + 1) === '<' ? genericsAfter(code, at + 1) : markAt(code, at + 1) === '[' ? code.pairs[at + 1]! : -1;
  const open = (generic > 0 ? generic : at) + 1;
  const close = markAt(code, open) === '(' ? code.pairs[open]! : -1;
  const head = close > 0 ? close : at;
  const parameters: Range = close > 0 ? [open, close] : [at, at];
  const name = markAt(code, at);
  if (code.language === 'Python' || code.language === 'Ruby') {
    const body = indentedBody(code, at, head);
    const colon = code.language === 'Python' ? body[0] - 1 : head;
    return { name, at, parameters, body, ...(markAt(code, head + 1) === '->' && { result: [head + 2, colon] as const }) };
  }
  return bodyAfter(code, head, { name, at, parameters });
}

/** `{ … }`, `= expression`, `=> expression` after a head that may name its result. */
function bodyAfter(code: Code, head: number, one: Pick<OwnFunction, 'name' | 'at' | 'parameters'>): OwnFunction | undefined {
  for (let at = head + 1; at < head + 60 && at < code.tokens.length; at++) {
    const mark = markAt(code, at);
    if (mark === ';' || mark === '}') return undefined;
    const isType = isGoType(code, at);
    if (mark === '{' && code.pairs[at]! > 0 && !isType) return { ...one, ...resultOf(head, at), body: [at, code.pairs[at]!] };
    if (mark === '=' || mark === '=>') return { ...one, ...resultOf(head, at), body: [at, expressionEnd(code, at + 1)] };
    if ((isType || /^[([]$/.test(mark)) && code.pairs[at]! > at) at = code.pairs[at]!;
  }
  return undefined;
}

/** `interface{}` and `struct{}` in a result. */
export const isGoType = (code: Code, at: number): boolean =>
  code.language === 'Go' && markAt(code, at) === '{' && /^(?:interface|struct)$/.test(markAt(code, at - 1));

const resultOf = (head: number, to: number): Pick<OwnFunction, 'result'> => (to > head + 1 ? { result: [head + 1, to] } : {});

/** Java, C#, TypeScript: `Type name(…) {`, `name(…): Type {`, `const name = async (…) =>`, `name: (…) =>`, `function name(…) {`. */
function methodAt(code: Code, at: number): OwnFunction | undefined {
  const name = markAt(code, at);
  const next = markAt(code, at + 1);
  if (next === '(' || (next === '<' && code.language !== 'JavaScript')) {
    const open = next === '(' ? at + 1 : genericsAfter(code, at + 1) + 1;
    const close = markAt(code, open) === '(' ? code.pairs[open]! : -1;
    if (close < 0 || !isMethodName(code, at)) return undefined;
    const found = bodyAfter(code, close, { name, at, parameters: [open, close] });
    if (!found || (code.language === 'JavaScript' && found.result && markAt(code, found.result[0]) !== ':')) return undefined;
    if (
      code.language !== 'JavaScript' &&
      found.result &&
      markAt(code, found.result[0]) !== 'throws' &&
      markAt(code, found.result[0]) !== 'where'
    )
      return undefined;
    return code.language === 'JavaScript' ? found : { ...found, result: [typeBefore(code, at), at] };
  }
  if (code.language !== 'JavaScript' || !(next === '=' || next === ':')) return undefined;
  return lambdaNamed(code, at, name);
}

/** A call is followed by no body; what is followed by one and is no call has a type or modifier before it, or begins its line. */
function isMethodName(code: Code, at: number): boolean {
  const before = markAt(code, at - 1);
  if (before === 'new' || before === '.' || before === 'return' || before === 'else') return false;
  if (code.language === 'JavaScript') return isWord(code, at - 1) || /^[{};,*)]?$/.test(before) || code.tokens[at]!.fresh;
  return (isWord(code, at - 1) && !/^(?:throw|await|case|in)$/.test(before)) || before === '>' || before === ']' || before === '?';
}

function lambdaNamed(code: Code, at: number, name: string): OwnFunction | undefined {
  let open = at + 2;
  while (/^(?:async|function|\*)$/.test(markAt(code, open))) open++;
  if (markAt(code, open - 1) === 'function' && isWord(code, open)) open++;
  const close = markAt(code, open) === '(' ? code.pairs[open]! : -1;
  if (close < 0) return undefined;
  const arrow = bodyAfter(code, close, { name, at, parameters: [open, close] });
  return arrow &&
    (markAt(code, arrow.body[0]) === '{' || markAt(code, arrow.body[0]) === '=>') &&
    (!arrow.result || markAt(code, arrow.result[0]) === ':')
    ? arrow
    : undefined;
}

/** The first token of the type that stands before a name: `Task<Ad>` of `Task<Ad> get(`. */
export function typeBefore(code: Code, at: number): number {
  let here = at - 1;
  for (let step = 0; step < 20; step++) {
    const mark = markAt(code, here);
    if (mark === '?' || mark === '*' || mark === '&') here--;
    else if (mark === ']' && code.pairs[here]! >= 0) here = code.pairs[here]! - 1;
    else if (mark === '>') {
      const open = genericsBefore(code, here);
      if (open < 0) return here;
      here = open - 1;
    } else if (isWord(code, here) && /^(?:\.|::|\\)$/.test(markAt(code, here - 1)) && isWord(code, here - 2)) here -= 2;
    else return isWord(code, here) ? here : here + 1;
  }
  return here;
}

/** In words, each bracket counted as one. */
const LONGEST_EXPRESSION = 2_000;

/** The last token of an expression: what closes its surroundings, a comma, or the end of the line that is no continuation. */
export function expressionEnd(code: Code, from: number): number {
  let at = from;
  for (let step = 0; at < code.tokens.length && step < LONGEST_EXPRESSION; at++, step++) {
    const mark = markAt(code, at);
    if (/^[([{]$/.test(mark) && code.pairs[at]! > at) at = code.pairs[at]!;
    else if (/^(?:[)\]},;])$/.test(mark)) return at - 1;
    else if (at > from && code.tokens[at]!.fresh && isWord(code, at) && !/^(?:\.|\?|:|&&|\|\||=>|\+)$/.test(markAt(code, at - 1)))
      return at - 1;
  }
  return at - 1;
}

function column({ text, tokens }: Code, at: number): number {
  const { start } = tokens[at]!;
  return start - (text.lastIndexOf('\n', start - 1) + 1);
}

/** The column of the first word of the line that a token stands on. */
function indent(code: Code, at: number): number {
  let here = at;
  while (here > 0 && !code.tokens[here]!.fresh) here--;
  return column(code, here);
}

/** What is indented deeper than the line that a function begins on. */
function indentedBody(code: Code, at: number, head: number): readonly [number, number] {
  const outer = indent(code, at);
  let from = head + 1;
  if (code.language === 'Python') while (from < code.tokens.length && markAt(code, from) !== ':' && from < head + 60) from++;
  let to = from;
  while (to + 1 < code.tokens.length) {
    const next = code.tokens[to + 1]!;
    if (next.fresh && code.around[to + 1]! <= code.around[at]! && column(code, to + 1) <= outer) break;
    to++;
  }
  return [code.language === 'Python' ? from + 1 : from, Math.max(from, to)];
}
