import type { Call, Expression, Statement } from '../../../syntax.ts';
import { inlineImport } from '../imports.ts';
import { chain, typeArguments } from './chains.ts';
import { assignment, other } from './expressions.ts';
import { template } from './primary.ts';
import type { Script } from './script.ts';
import * as token from './token.ts';

interface Callee {
  readonly path: readonly string[];
  readonly on?: Expression;
}

/** The dotted name of what is called; in a chain it runs through the calls before, and the receiver stands apart. */
function calleeOf(script: Script, value: Expression, into: Statement[]): Callee {
  if (script.shape === 'super') return { path: ['super'] };
  if (script.shape !== 'member') {
    if (value.kind === 'name') return { path: value.path };
    return { path: value.kind === 'call' ? value.path : [], on: value };
  }
  const object = script.memberOf!;
  const name = script.memberName;
  if (script.memberStatements >= 0) into.length = script.memberStatements;
  if (object.kind === 'name')
    return { path: name === undefined ? object.path : value.kind === 'name' ? value.path : [...object.path, name] };
  if (object.kind === 'call') return { path: name === undefined ? object.path : [...object.path, name], on: object };
  return { path: name === undefined ? [] : [name], on: object };
}

interface Called {
  readonly value: Expression;
  readonly start: number;
  readonly types?: readonly string[];
}

export function called(script: Script, into: Statement[], { value, start, types = [] }: Called): Expression {
  const requires = script.shape === 'identifier' && value.kind === 'name' && value.path[0] === 'require';
  const callee = calleeOf(script, value, into);
  const { length } = into;
  const isTagged = script.kind === token.TEMPLATE;
  const given = isTagged ? [template(script, into)] : argumentsOf(script, into);
  const [first] = given;
  script.read('other');
  if (requires && !isTagged && first?.kind === 'text') {
    into.length = length;
    return imported(script, into, { from: first.text, start });
  }
  return callOf(callee, { given, types, constructs: false, span: [start, script.before] });
}

interface Calling {
  readonly given: readonly Expression[];
  readonly types: readonly string[];
  readonly constructs: boolean;
  readonly span: Call['span'];
}

const callOf = ({ path, on }: Callee, { given, types, constructs, span }: Calling): Call =>
  on
    ? { kind: 'call', path, on, arguments: given, named: [], types, constructs, span }
    : { kind: 'call', path, arguments: given, named: [], types, constructs, span };

/** A module that is asked for inside an expression goes by a name of its own. */
function imported(script: Script, into: Statement[], { from, start }: { readonly from: string; readonly start: number }): Expression {
  const end = script.before;
  const local = inlineImport(from, { start, end }, { text: script.text, statements: into });
  script.required = { from };
  return { kind: 'name', path: [local], span: [start, end] };
}

/** `import('x')`; the word was read. */
export function importCall(script: Script, into: Statement[], start: number): Expression {
  const { length } = into;
  const [from] = argumentsOf(script, into);
  script.read('other');
  if (!from) return script.fail();
  if (from.kind !== 'text') return other([from], start, script.before);
  into.length = length;
  return imported(script, into, { from: from.text, start });
}

function argumentsOf(script: Script, into: Statement[]): Expression[] {
  const { inChoice, inHead } = script;
  script.inChoice = script.inHead = false;
  const given: Expression[] = [];
  script.expect(token.OPEN_ROUND);
  while (script.kind !== token.CLOSE_ROUND) {
    script.takes(token.SPREAD);
    given.push(assignment(script, into));
    if (!script.takes(token.COMMA)) break;
  }
  script.expect(token.CLOSE_ROUND);
  script.inChoice = inChoice;
  script.inHead = inHead;
  return given;
}

/** `new …`. */
export function constructed(script: Script, into: Statement[]): Expression {
  const { start } = script;
  script.next();
  if (script.takes(token.DOT)) {
    const { word } = script;
    script.next();
    script.read('other');
    return { kind: 'name', path: ['new', word], span: [start, script.before] };
  }
  const value = chain(script, into, 'constructor');
  const callee = calleeOf(script, value, into);
  const types = script.types && script.kind === token.LESS ? (typeArguments(script) ?? script.fail()) : [];
  const given = script.kind === token.OPEN_ROUND ? argumentsOf(script, into) : [];
  script.read('other');
  return callOf(callee, { given, types, constructs: true, span: [start, script.before] });
}
