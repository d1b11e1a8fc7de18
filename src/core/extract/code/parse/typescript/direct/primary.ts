import type { Expression, Statement } from '../../../syntax.ts';
import { importCall } from './calls.ts';
import { classExpression } from './classes.ts';
import { element } from './elements.ts';
import { expression, other } from './expressions.ts';
import { functionExpression } from './functions.ts';
import { list, object } from './objects.ts';
import type { Script } from './script.ts';
import { numberText, textValue, unescaped } from './text.ts';
import * as token from './token.ts';

/** A name, a constant, something in brackets, a function or a class. */
export function primary(script: Script, into: Statement[]): Expression {
  switch (script.kind) {
    case token.WORD:
      return named(script, into);
    case token.TEXT: {
      const text = textValue(script);
      return literal(script, { kind: 'text', text, span: [script.start, script.end] });
    }
    case token.NUMBER:
      return literal(script, { kind: 'number', text: numberText(script), span: [script.start, script.end] });
    case token.BIG_NUMBER:
      return literal(script, other([], script.start, script.end));
    case token.TEMPLATE:
      return template(script, into);
    case token.OPEN_ROUND:
      return inBrackets(script, into);
    case token.OPEN_CURLY:
      return object(script, into);
    case token.OPEN_SQUARE:
      return list(script, into);
    case token.SLASH:
    case token.ASSIGN_CHANGED:
      return pattern(script);
    case token.LESS:
      return element(script, into);
    case token.AT:
      return classExpression(script, into);
    default:
      return script.fail();
  }
}

function literal(script: Script, value: Expression): Expression {
  script.next();
  script.read('literal');
  return value;
}

function pattern(script: Script): Expression {
  const { start } = script;
  if (script.text.charCodeAt(start) !== 0x2f) script.fail();
  script.pattern();
  script.read('literal');
  return other([], start, script.before);
}

function inBrackets(script: Script, into: Statement[]): Expression {
  const { inChoice, inHead } = script;
  script.inChoice = script.inHead = false;
  script.next();
  const value = expression(script, into);
  script.expect(token.CLOSE_ROUND);
  script.inChoice = inChoice;
  script.inHead = inHead;
  return value;
}

type Word = (script: Script, into: Statement[]) => Expression;

const constant: Word = script => literal(script, other([], script.start, script.end));

const self: Word = script => {
  const isSuper = script.is('super');
  const span = [script.start, script.end] as const;
  script.next();
  script.read(isSuper ? 'super' : 'other');
  return { kind: 'name', path: [], span };
};

const imports: Word = (script, into) => {
  const { start } = script;
  script.next();
  if (!script.takes(token.DOT)) return importCall(script, into, start);
  if (!script.takesWord('meta')) script.fail();
  script.read('other');
  return { kind: 'name', path: ['import', 'meta'], span: [start, script.before] };
};

const refuse: Word = script => script.fail();

const identifier: Word = script => {
  const path = [script.word];
  const span = [script.start, script.end] as const;
  script.next();
  script.read('identifier');
  return { kind: 'name', path, span };
};

/** `async function`; arrows were seen before. */
const asynchronous: Word = (script, into) => {
  const mark = script.mark();
  script.next();
  const isFunction = !script.breakBefore && script.is('function');
  script.back(mark);
  return isFunction ? functionExpression(script, into) : identifier(script, into);
};

const WORDS: ReadonlyMap<string, Word> = new Map<string, Word>([
  ['this', self],
  ['super', self],
  ['null', constant],
  ['true', constant],
  ['false', constant],
  ['function', functionExpression],
  ['async', asynchronous],
  ['class', classExpression],
  ['import', imports],
  ...'break case catch const continue debugger default do else enum export extends finally for if in instanceof return switch throw try var while with'
    .split(' ')
    .map(word => [word, refuse] as const),
]);

function named(script: Script, into: Statement[]): Expression {
  const read = WORDS.get(script.word);
  return read ? read(script, into) : identifier(script, into);
}

/** Texts and holes in turn. Where types are known, the texts of the tree span their delimiters too. */
export function template(script: Script, into: Statement[]): Expression {
  const { text, start } = script;
  const margin = script.types ? 1 : 0;
  const parts: Expression[] = [];
  let holes = 0;
  let from = script.end;
  for (;;) {
    const end = textEnd(script, from);
    const isLast = text.charCodeAt(end) === 0x60;
    const value = cooked(script, from, end);
    const span = [from - margin, end + (isLast ? margin : 2 * margin)] as const;
    if (isLast && holes === 0) return read(script, end + 1, { kind: 'text', text: value, span: [start, end + 1] });
    if (value) parts.push({ kind: 'text', text: value, span });
    if (isLast) return read(script, end + 1, { kind: 'join', parts, span: [start, end + 1] });
    holes++;
    script.end = end + 2;
    script.next();
    parts.push(expression(script, into));
    if (script.kind !== token.CLOSE_CURLY) script.fail();
    from = script.end;
  }
}

function read(script: Script, end: number, value: Expression): Expression {
  script.end = end;
  script.next();
  script.read('other');
  return value;
}

/** Where a text of a template ends: at its backtick or at a hole. */
function textEnd({ text }: Script, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x60 || (code === 0x24 && text.charCodeAt(at + 1) === 0x7b)) return at;
  }
  return text.length;
}

function cooked(script: Script, from: number, end: number): string {
  if (end === script.text.length) script.fail();
  const written = script.text.slice(from, end).replaceAll(/\r\n?/g, '\n');
  return written.includes('\\') ? unescaped(written, script) : written;
}
