import type { Expression, Statement } from '../../../syntax.ts';
import { arrow, startsArrow } from './arrows.ts';
import type { Script } from './script.ts';
import * as token from './token.ts';
import { BINDS } from './token.ts';
import { skipType } from './types.ts';
import { unary } from './unary.ts';

export const other = (children: readonly Expression[], start: number, end: number): Expression => ({
  kind: 'other',
  children,
  span: [start, end],
});

/** One expression, with commas. What is a statement inside it goes to `into`. */
export function expression(script: Script, into: Statement[]): Expression {
  const { start } = script;
  const first = assignment(script, into);
  if (script.kind !== token.COMMA) return first;
  const items = [first];
  while (script.takes(token.COMMA)) items.push(assignment(script, into));
  script.read('other');
  return other(items, start, script.before);
}

/** One expression that ends at a comma. */
export function assignment(script: Script, into: Statement[]): Expression {
  if (startsArrow(script)) return arrow(script, into);
  if (script.is('yield')) return yielded(script, into);
  const { start } = script;
  const target = conditional(script, into);
  const { kind } = script;
  return kind >= token.ASSIGN && kind <= token.ASSIGN_CHANGED ? assigned(script, into, { target, start }) : target;
}

const ENDS: ReadonlySet<number> = new Set([
  token.END,
  token.CLOSE_ROUND,
  token.CLOSE_SQUARE,
  token.CLOSE_CURLY,
  token.SEMICOLON,
  token.COMMA,
  token.COLON,
]);

function yielded(script: Script, into: Statement[]): Expression {
  const { start } = script;
  script.next();
  const hasValue = !script.breakBefore && !ENDS.has(script.kind);
  if (hasValue) script.takes(token.STAR);
  const value = hasValue ? assignment(script, into) : other([], start, script.before);
  script.read('other');
  return value;
}

interface Assigning {
  readonly target: Expression;
  readonly start: number;
}

/** Keeps `a.b = value` as a statement of its own, and gives the value to the expression around it. */
function assigned(script: Script, into: Statement[], { target, start }: Assigning): Expression {
  // What is taken apart was read as a value.
  if (target.kind === 'object' || target.kind === 'list') script.fail();
  const { kind } = script;
  script.next();
  const value = assignment(script, into);
  const span = [start, script.before] as const;
  const path = targetPath(target);
  if (script.shape === 'class' && path) {
    renameLast(into, path.at(-1)!);
    script.read('assignment');
    return target;
  }
  const given: Expression = kind === token.ASSIGN_MISSING ? { kind: 'choice', options: [target, value], span } : value;
  if (path && (kind === token.ASSIGN || given.kind === 'choice'))
    into.push({ kind: 'assign', target: path, value: given, annotations: [], span });
  else into.push({ kind: 'expression', value: { kind: 'other', children: [target, value], span }, span });
  script.read('assignment');
  return value;
}

/** A class that is given to a name goes by that name. */
export function renameLast(into: Statement[], name: string): void {
  const last = into.pop();
  if (last?.kind === 'class') into.push({ ...last, name });
}

/** `a.b` and `a['b']`. */
function targetPath(target: Expression): readonly string[] | undefined {
  if (target.kind === 'name' && target.path.length > 0) return target.path;
  if (target.kind === 'index' && target.object.kind === 'name' && target.key.kind === 'text')
    return [...target.object.path, target.key.text];
  return undefined;
}

/** The condition is no part of the value, but what it calls or reads still counts. */
function conditional(script: Script, into: Statement[]): Expression {
  const { start, inChoice } = script;
  const test = binary(script, into, 0);
  if (!script.takes(token.QUESTION)) return test;
  if (test.kind !== 'name' || test.path.length > 1) into.push({ kind: 'expression', value: test, span: test.span });
  script.inChoice = true;
  const consequent = assignment(script, into);
  script.inChoice = inChoice;
  script.expect(token.COLON);
  const alternate = assignment(script, into);
  script.read('other');
  return { kind: 'choice', options: [consequent, alternate], span: [start, script.before] };
}

function binary(script: Script, into: Statement[], minimum: number): Expression {
  const { start } = script;
  let left = unary(script, into);
  for (;;) {
    const binds = operatorBinds(script);
    if (binds <= minimum) return left;
    if (binds === BINDS.relation && (script.is('as') || script.is('satisfies'))) {
      skipTyping(script);
      continue;
    }
    const { kind, word } = script;
    const same = script.operated === left && script.operator === word;
    script.next();
    const right = binary(script, into, kind === token.POWER ? binds - 1 : binds);
    left = operated(script, { kind, left, right, same, start });
    script.operator = word;
  }
}

function operatorBinds(script: Script): number {
  if (script.kind === token.GREATER) script.joinGreater();
  if (script.kind !== token.WORD) return script.binds;
  if (script.is('in')) return script.inHead ? 0 : BINDS.relation;
  if (script.is('instanceof')) return BINDS.relation;
  return script.types && !script.breakBefore && (script.is('as') || script.is('satisfies')) ? BINDS.relation : 0;
}

function skipTyping(script: Script): void {
  const asserted = script.is('as');
  script.next();
  if (!script.takesWord('const')) skipType(script);
  if (asserted) script.readTyped();
  else script.read('other');
}

interface Operation {
  readonly kind: number;
  readonly left: Expression;
  readonly right: Expression;
  /** The left side is the same operation without brackets. */
  readonly same: boolean;
  readonly start: number;
}

const alternatives = (value: Expression): readonly Expression[] => (value.kind === 'choice' ? value.options : [value]);
const parts = (value: Expression): readonly Expression[] => (value.kind === 'join' ? value.parts : [value]);

function operated(script: Script, { kind, left, right, same, start }: Operation): Expression {
  const span = [start, script.before] as const;
  script.read('other');
  if (kind === token.OR) return { kind: 'choice', options: [...alternatives(left), ...alternatives(right)], span };
  if (kind === token.PLUS) return { kind: 'join', parts: [...parts(left), ...parts(right)], span };
  const children = same && left.kind === 'other' ? [...left.children, right] : [left, right];
  const value: Expression = { kind: 'other', children, span };
  if (kind !== token.AND) script.operated = value;
  return value;
}
