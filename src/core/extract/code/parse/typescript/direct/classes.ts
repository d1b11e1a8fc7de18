import type { Annotation, Expression, Statement } from '../../../syntax.ts';
import { skipBrackets } from './brackets.ts';
import { chain } from './chains.ts';
import { decorators } from './decorators.ts';
import { assignment, other } from './expressions.ts';
import { blockInto, endOfStatement, method } from './functions.ts';
import { propertyKey } from './keys.ts';
import type { Script } from './script.ts';
import * as token from './token.ts';
import { annotation, skipType, skipTypeArguments, skipTypeParameters } from './types.ts';

type ClassStatement = Extract<Statement, { kind: 'class' }>;

export interface ClassHead {
  readonly start: number;
  readonly annotations: readonly Annotation[];
}

/** A class as a value is a statement of its own before what it stands in. */
export function classExpression(script: Script, into: Statement[]): Expression {
  const { start } = script;
  const annotations = decorators(script, into);
  into.push(classStatement(script, { start, annotations }));
  script.read('class');
  return other([], start, script.before);
}

/** From `class` on. */
export function classStatement(script: Script, { start, annotations }: ClassHead): ClassStatement {
  if (!script.takesWord('class')) script.fail();
  const name = className(script) ?? 'default';
  skipTypeParameters(script);
  const bases = basesOf(script);
  const body: Statement[] = [];
  script.expect(token.OPEN_CURLY);
  while (script.kind !== token.CLOSE_CURLY) member(script, body);
  script.next();
  return { kind: 'class', name, bases, annotations, parameters: [], body, span: [start, script.before] };
}

function className(script: Script): string | undefined {
  if (script.kind !== token.WORD || script.is('extends') || script.is('implements')) return undefined;
  const { word } = script;
  script.next();
  return word;
}

/** What the class extends and implements, as written: `IEventHandler<OrderCreated>`. */
function basesOf(script: Script): string[] {
  const bases: string[] = [];
  if (script.takesWord('extends')) {
    const { start } = script;
    if (script.kind === token.OPEN_ROUND) script.fail();
    chain(script, [], 'base');
    if (script.kind === token.LESS) skipTypeArguments(script);
    bases.push(script.text.slice(start, script.before));
  }
  if (!script.types || !script.takesWord('implements')) return bases;
  do {
    const { start } = script;
    skipType(script);
    bases.push(script.text.slice(start, script.before));
  } while (script.takes(token.COMMA));
  return bases;
}

function member(script: Script, into: Statement[]): void {
  if (script.takes(token.SEMICOLON)) return;
  const { start } = script;
  // Where it turns out to be a field, its value counts before its decorators.
  const before: Statement[] = [];
  const annotations = script.kind === token.AT ? decorators(script, before) : [];
  skipModifiers(script);
  if (isIndexSignature(script)) return skipIndexSignature(script);
  if (isStaticBlock(script, start)) return blockInto(script, into);
  script.takes(token.STAR);
  const name = propertyKey(script);
  if (script.kind === token.QUESTION || (script.kind === token.NOT && script.types)) script.next();
  if (script.kind === token.OPEN_ROUND || script.kind === token.LESS) {
    into.push(...before);
    into.push({ ...method(name, script, into, start), annotations });
  } else field(script, into, { name, start, annotations, before });
}

const MODIFIERS: ReadonlySet<string> = new Set(
  'public private protected static readonly abstract override declare accessor async get set'.split(' '),
);

/** A modifier is one only before a name: `get` may be a name itself. */
function skipModifiers(script: Script): void {
  while (script.kind === token.WORD && MODIFIERS.has(script.word)) {
    const mark = script.mark();
    script.next();
    if (startsMember(script, script.text.slice(mark.start, mark.end))) continue;
    script.back(mark);
    return;
  }
}

function startsMember(script: Script, modifier: string): boolean {
  switch (script.kind) {
    case token.WORD:
    case token.PRIVATE:
    case token.TEXT:
    case token.NUMBER:
    case token.OPEN_SQUARE:
      return !script.breakBefore || modifier === 'get' || modifier === 'set' || modifier === 'static';
    case token.STAR:
      return modifier === 'async' || modifier === 'static' || modifier === 'public';
    case token.OPEN_CURLY:
      return modifier === 'static';
    default:
      return false;
  }
}

const isStaticBlock = (script: Script, start: number): boolean =>
  script.kind === token.OPEN_CURLY && script.text.startsWith('static', start);

/** `[key: string]: T`. */
function isIndexSignature(script: Script): boolean {
  if (script.kind !== token.OPEN_SQUARE) return false;
  return /^\[\s*[\w$]+\s*:/.test(script.text.slice(script.start, script.start + 200));
}

function skipIndexSignature(script: Script): void {
  skipBrackets(script);
  annotation(script);
  endOfMember(script);
}

const endOfMember = endOfStatement;

interface Field {
  readonly name: string;
  readonly start: number;
  readonly annotations: readonly Annotation[];
  readonly before: readonly Statement[];
}

function field(script: Script, into: Statement[], { name, start, annotations, before }: Field): void {
  const type = annotation(script);
  const value = script.takes(token.ASSIGN) ? assignment(script, into) : undefined;
  endOfMember(script);
  into.push(...before);
  into.push({
    kind: 'assign',
    target: [name],
    ...(type ? { type } : {}),
    ...(value ? { value } : {}),
    annotations,
    span: [start, script.before],
  });
}

/** `enum Name { … }`, from `enum` on. */
export function enumStatement(script: Script, start: number): ClassStatement {
  script.next();
  const name = script.word;
  script.expect(token.WORD);
  script.expect(token.OPEN_CURLY);
  const body: Statement[] = [];
  while (script.kind !== token.CLOSE_CURLY) {
    enumMember(script, body);
    if (!script.takes(token.COMMA)) break;
  }
  script.expect(token.CLOSE_CURLY);
  return { kind: 'class', name, bases: [], annotations: [], parameters: [], body, span: [start, script.before] };
}

function enumMember(script: Script, body: Statement[]): void {
  const { start } = script;
  if (script.kind !== token.WORD && script.kind !== token.TEXT) script.fail();
  const name = propertyKey(script);
  const value = script.takes(token.ASSIGN) ? assignment(script, body) : undefined;
  body.push({ kind: 'assign', target: [name], ...(value ? { value } : {}), annotations: [], span: [start, script.before] });
}
