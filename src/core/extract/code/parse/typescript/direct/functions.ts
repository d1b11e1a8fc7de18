import type { Expression, Parameter, Statement } from '../../../syntax.ts';
import { decorators } from './decorators.ts';
import { pattern, patternOrDefault, type Pattern } from './patterns.ts';
import type { Script } from './script.ts';
import { statement } from './statements.ts';
import * as token from './token.ts';
import { annotation, skipTypeParameters } from './types.ts';

type FunctionStatement = Extract<Statement, { kind: 'function' }>;
type Annotations = Parameter['annotations'];

/** `{ … }` with its statements. */
export function block(script: Script): Statement[] {
  const body: Statement[] = [];
  blockInto(script, body);
  return body;
}

export function blockInto(script: Script, into: Statement[]): void {
  const { inChoice, inHead } = script;
  script.inChoice = script.inHead = false;
  script.expect(token.OPEN_CURLY);
  while (script.kind !== token.CLOSE_CURLY) statement(script, into);
  script.next();
  script.inChoice = inChoice;
  script.inHead = inHead;
}

/** `function name(…) { … }` as a value, with `async` before it or not. */
export function functionExpression(script: Script, into: Statement[]): Expression {
  const { start } = script;
  functionName(script);
  const { given, returns, body } = signature(script, into);
  if (!body) script.fail();
  script.read('function');
  script.returns = returns;
  return { kind: 'function', parameters: given, body, span: [start, script.before] };
}

function functionName(script: Script): string | undefined {
  script.takesWord('async');
  script.next();
  script.takes(token.STAR);
  if (script.kind !== token.WORD) return undefined;
  const { word } = script;
  script.next();
  return word;
}

/** `function name(…) { … }`; without a body it declares one that is elsewhere. */
export function functionStatement(script: Script, into: Statement[], start: number): FunctionStatement {
  const name = functionName(script) ?? 'default';
  return withBody(name, script, { into, start });
}

interface Reading {
  readonly into: Statement[];
  readonly start: number;
}

/** A semicolon in place of the body belongs to it. */
function withBody(name: string, script: Script, { into, start }: Reading): FunctionStatement {
  const { given, returns, body } = signature(script, into);
  if (!body) endOfStatement(script);
  return {
    kind: 'function',
    name,
    annotations: [],
    parameters: given,
    ...(returns ? { returns } : {}),
    body: body ?? [],
    span: [start, script.before],
  };
}

/** A method of a class, from its parameters on. */
export const method = (name: string, script: Script, into: Statement[], start: number): FunctionStatement =>
  withBody(name, script, { into, start });

/** A method of an object, from its parameters on. */
export function methodValue(script: Script, into: Statement[]): Expression {
  const { start } = script;
  const { given, body } = signature(script, into);
  if (!body) script.fail();
  return { kind: 'function', parameters: given, body, span: [start, script.before] };
}

interface Signature {
  readonly given: Parameter[];
  readonly returns: string | undefined;
  readonly body: Statement[] | undefined;
}

function signature(script: Script, into: Statement[]): Signature {
  if (script.kind === token.LESS && !script.types) script.fail();
  skipTypeParameters(script);
  const given = parameters(script, into);
  const returns = annotation(script);
  const body = script.kind === token.OPEN_CURLY ? block(script) : undefined;
  return { given, returns, body };
}

/** A semicolon, or a place where one may be left out. */
export function endOfStatement(script: Script): void {
  if (script.takes(token.SEMICOLON) || script.breakBefore || script.kind === token.CLOSE_CURLY || script.kind === token.END) return;
  script.fail();
}

export function parameters(script: Script, into: Statement[]): Parameter[] {
  const { inChoice, inHead } = script;
  script.inChoice = script.inHead = false;
  const found: Parameter[] = [];
  script.expect(token.OPEN_ROUND);
  while (script.kind !== token.CLOSE_ROUND) {
    const annotations = script.kind === token.AT ? decorators(script, into) : [];
    if (script.types) skipAccess(script);
    if (script.takes(token.SPREAD)) pattern(script);
    else bound(patternOrDefault(script), { annotations, found, into });
    if (!script.takes(token.COMMA)) break;
  }
  script.expect(token.CLOSE_ROUND);
  script.inChoice = inChoice;
  script.inHead = inHead;
  return found;
}

/** `private readonly` before the name of a parameter that is a field too. */
function skipAccess(script: Script): void {
  while (/^(?:public|private|protected|readonly|override)$/.test(script.kind === token.WORD ? script.word : '')) {
    const mark = script.mark();
    script.next();
    if (script.kind === token.WORD || script.kind === token.OPEN_CURLY || script.kind === token.OPEN_SQUARE) continue;
    script.back(mark);
    return;
  }
}

interface Bound {
  readonly annotations: Annotations;
  readonly found: Parameter[];
  readonly into: Statement[];
  readonly default?: Expression;
}

/** `{ topic, group = 'a' }` counts as the parameters topic and group. */
function bound(one: Pattern, around: Bound): void {
  const { annotations, found, into } = around;
  switch (one.kind) {
    case 'name': {
      const { name, type } = one;
      found.push({ name, ...(type ? { type } : {}), annotations, ...(around.default ? { default: around.default } : {}) });
      return;
    }
    case 'default':
      for (const statement of one.statements) into.push(statement);
      bound(one.of, { ...around, default: one.value });
      return;
    case 'members':
      for (const { key, pattern } of one.members) if (key) bound(pattern, { annotations, found, into });
      return;
    case 'items':
      return;
  }
}
