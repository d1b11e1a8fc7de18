import type { Expression, Statement } from '../../../syntax.ts';
import { assignment, expression, renameLast } from './expressions.ts';
import { pattern, type Pattern } from './patterns.ts';
import type { Script } from './script.ts';
import { keep } from './statements.ts';
import * as token from './token.ts';

/** Variables in a row, after `const`, `let` or `var`. */
export function declarations(script: Script, into: Statement[]): void {
  do declaration(script, into, pattern(script));
  while (script.takes(token.COMMA));
}

function declaration(script: Script, into: Statement[], target: Pattern): void {
  const [start] = target.span;
  if (!script.takes(token.ASSIGN)) {
    if (target.kind === 'name' && target.type)
      into.push({ kind: 'assign', target: [target.name], type: target.type, annotations: [], span: target.span });
    return;
  }
  const value = assignment(script, into);
  const span = [start, script.before] as const;
  if (required(script, into, { target, span })) return;
  if (target.kind !== 'name') return destructured(target, value, into);
  const { name, type } = target;
  if (script.shape === 'class') return renameLast(into, name);
  if (script.shape === 'function' && value.kind === 'function') {
    const { returns } = script;
    const { parameters, body } = value;
    into.push({ kind: 'function', name, annotations: [], parameters, ...(returns ? { returns } : {}), body, span: value.span });
    return;
  }
  into.push({ kind: 'assign', target: [name], ...(type ? { type } : {}), value, annotations: [], span });
}

interface Declared {
  readonly target: Pattern;
  readonly span: Statement['span'];
}

/** `const axios = require('axios')`, `const { Pool } = require('pg')`, `const { connect } = await import('nats')`, `require('x').default`. */
function required({ required: asked }: Script, into: Statement[], { target, span }: Declared): boolean {
  if (!asked) return false;
  const names =
    target.kind === 'name'
      ? [{ local: target.name, imported: asked.member ?? '*' }]
      : target.kind === 'members' && asked.member === undefined
        ? target.members.flatMap(taken)
        : undefined;
  if (!names) return false;
  // The value left an import without a name; this is the same one with its names.
  into.pop();
  into.push({ kind: 'import', from: asked.from, names, span });
  return true;
}

function taken({ key, pattern }: { readonly key: string; readonly pattern: Pattern }): { local: string; imported: string }[] {
  const value = pattern.kind === 'default' ? pattern.of : pattern;
  return value.kind === 'name' ? [{ local: value.name, imported: key }] : [];
}

/** `const { ORDERS_URL, PORT = 3000 } = process.env` gives each name the member it takes. */
function destructured(target: Pattern, value: Expression, into: Statement[]): void {
  switch (target.kind) {
    case 'name':
      into.push({ kind: 'assign', target: [target.name], value, annotations: [], span: [target.span[0], value.span[1]] });
      return;
    case 'default':
      for (const statement of target.statements) into.push(statement);
      destructured(target.of, { kind: 'choice', options: [value, target.value], span: target.span }, into);
      return;
    case 'members':
      return members(target, value, into);
    case 'items':
      return items(target, value, into);
  }
}

function members(target: Extract<Pattern, { kind: 'members' }>, value: Expression, into: Statement[]): void {
  const path = pathOf(value);
  if (!path) into.push({ kind: 'expression', value, span: value.span });
  if (!path) return;
  for (const { key, pattern, span } of target.members) destructured(pattern, { kind: 'name', path: [...path, key], span }, into);
}

/** A value whose members have names: a name, or what a function without arguments returns. */
function pathOf(value: Expression): readonly string[] | undefined {
  if (value.kind === 'name') return value.path;
  if (value.kind === 'call' && !value.on && !value.constructs && value.arguments.length === 0 && value.path.length > 0) return value.path;
  return undefined;
}

function items(target: Extract<Pattern, { kind: 'items' }>, value: Expression, into: Statement[]): void {
  if (value.kind !== 'list') {
    into.push({ kind: 'expression', value, span: value.span });
    return;
  }
  target.items.forEach((element, at) => {
    const item = value.items[at];
    if (element && item) destructured(element, item, into);
  });
}

/** The head of a `for`, behind its bracket. */
export function each(script: Script, into: Statement[]): void {
  script.inHead = true;
  const isDeclared = script.is('const') || script.is('let') || script.is('var');
  if (isDeclared) script.next();
  const variable = isDeclared ? pattern(script) : undefined;
  const before: Statement[] = [];
  const first = variable || script.kind === token.SEMICOLON ? undefined : expression(script, before);
  script.inHead = false;
  if (script.is('of') || script.is('in')) return over(script, into, variable);
  into.push(...before);
  if (first) keep(first, into);
  if (variable) headed(script, into, variable);
  counted(script, into);
}

/** `for (const topic of ['a', 'b'])`: the variable is any of them. */
function over(script: Script, into: Statement[], variable: Pattern | undefined): void {
  const isOf = script.is('of');
  script.next();
  const right = expression(script, into);
  script.expect(token.CLOSE_ROUND);
  if (!isOf || right.kind !== 'list' || variable?.kind !== 'name') return keep(right, into);
  const value: Expression = { kind: 'choice', options: right.items, span: right.span };
  into.push({ kind: 'assign', target: [variable.name], value, annotations: [], span: right.span });
}

function headed(script: Script, into: Statement[], variable: Pattern): void {
  script.inHead = true;
  declaration(script, into, variable);
  if (script.takes(token.COMMA)) declarations(script, into);
  script.inHead = false;
}

function counted(script: Script, into: Statement[]): void {
  script.expect(token.SEMICOLON);
  if (script.kind !== token.SEMICOLON) keep(expression(script, into), into);
  script.expect(token.SEMICOLON);
  if (script.kind !== token.CLOSE_ROUND) expression(script, []);
  script.expect(token.CLOSE_ROUND);
}
