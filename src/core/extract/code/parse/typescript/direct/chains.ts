import type { Expression, Statement } from '../../../syntax.ts';
import { called, constructed } from './calls.ts';
import { expression } from './expressions.ts';
import { NotRead } from './lexer.ts';
import { primary } from './primary.ts';
import type { Script } from './script.ts';
import * as token from './token.ts';
import { skipTypeArguments } from './types.ts';

/** How far a chain of members and calls goes: a constructor is named without calls, a decorator without `[`. */
export type Reach = 'all' | 'constructor' | 'decorator' | 'base';

export function chain(script: Script, into: Statement[], reach: Reach = 'all'): Expression {
  const { start } = script;
  let value = script.is('new') ? constructed(script, into) : primary(script, into);
  for (let links = 0; links < MOST_LINKS; links++) {
    const next = link(script, into, { value, start, reach });
    if (!next) return value;
    value = next;
  }
  throw new RangeError('The chain is too long.');
}

/** Each call of a chain names all before it, so a chain costs the square of its length. */
const MOST_LINKS = 1000;

export interface Chained {
  readonly value: Expression;
  readonly start: number;
  readonly reach: Reach;
}

/** The value with the member or call that stands next; undefined where the chain ends. */
function link(script: Script, into: Statement[], chained: Chained): Expression | undefined {
  switch (script.kind) {
    case token.DOT:
      script.next();
      return named(script, chained);
    case token.OPEN_ROUND:
      return chained.reach === 'constructor' ? undefined : called(script, into, chained);
    case token.OPTIONAL:
      return optional(script, into, chained);
    case token.OPEN_SQUARE:
      return chained.reach === 'decorator' ? undefined : indexed(script, into, chained);
    case token.TEMPLATE:
      return called(script, into, chained);
    case token.NOT:
      if (!script.types || script.breakBefore) return undefined;
      script.next();
      script.readTyped();
      return chained.value;
    case token.LESS:
      return script.types ? generic(script, into, chained) : undefined;
    default:
      return undefined;
  }
}

function optional(script: Script, into: Statement[], chained: Chained): Expression {
  script.next();
  const value =
    script.kind === token.OPEN_SQUARE
      ? indexed(script, into, chained)
      : script.kind === token.OPEN_ROUND || script.kind === token.LESS
        ? link(script, into, chained)
        : named(script, chained);
  script.required = undefined;
  return value ?? script.fail();
}

/** `a.b`. A member of what a function without arguments returns is named through the function. */
function named(script: Script, { value, start }: Chained): Expression {
  const { required } = script;
  const hidden = script.kind === token.PRIVATE;
  if (script.kind !== token.WORD && !hidden) script.fail();
  const at = script.start;
  const name = script.text.slice(hidden ? at + 1 : at, script.end);
  script.next();
  script.read('member');
  script.memberOf = value;
  script.memberName = name;
  script.memberStatements = -1;
  if (required && required.member === undefined) script.required = { from: required.from, member: hidden ? '*' : name };
  const path = throughPath(value);
  if (path) return { kind: 'name', path: [...path, name], span: [start, script.before] };
  return { kind: 'index', object: value, key: { kind: 'text', text: name, span: [at, script.before] }, span: [start, script.before] };
}

function throughPath(object: Expression): readonly string[] | undefined {
  if (object.kind === 'name') return object.path;
  if (object.kind !== 'call' || object.on || object.constructs || object.arguments.length > 0) return undefined;
  return object.path.length > 0 ? object.path : undefined;
}

function indexed(script: Script, into: Statement[], { value, start }: Chained): Expression {
  const { length } = into;
  script.next();
  const key = expression(script, into);
  const isText = script.shape === 'literal' && key.kind === 'text';
  script.expect(token.CLOSE_SQUARE);
  script.read('member');
  script.memberOf = value;
  script.memberName = isText ? key.text : undefined;
  script.memberStatements = length;
  return { kind: 'index', object: value, key, span: [start, script.before] };
}

/** `f<T>(x)`, and `a < b` where no types follow. */
function generic(script: Script, into: Statement[], chained: Chained): Expression | undefined {
  const mark = script.mark();
  const types = typeArguments(script);
  if (types && (script.kind === token.OPEN_ROUND || script.kind === token.TEMPLATE) && chained.reach !== 'constructor')
    return called(script, into, { ...chained, types });
  if (types && chained.reach === 'all' && !startsValue(script)) {
    script.read('other');
    return chained.value;
  }
  script.back(mark);
  return undefined;
}

/** The texts between `<` and `>`; undefined where they are no types. */
export function typeArguments(script: Script): string[] | undefined {
  try {
    return skipTypeArguments(script).map(([start, end]) => script.text.slice(start, end));
  } catch (error) {
    if (error instanceof NotRead) return undefined;
    throw error;
  }
}

function startsValue(script: Script): boolean {
  switch (script.kind) {
    case token.LESS:
    case token.GREATER:
    case token.PLUS:
    case token.MINUS:
      return true;
    case token.WORD:
      return !script.breakBefore && !script.is('as') && !script.is('satisfies') && !script.is('in') && !script.is('instanceof');
    case token.TEXT:
    case token.NUMBER:
    case token.OPEN_CURLY:
    case token.OPEN_SQUARE:
    case token.NOT:
    case token.STEP:
    case token.AT:
      return !script.breakBefore;
    default:
      return false;
  }
}
