import type { Annotation, Expression, Statement } from '../../../syntax.ts';
import { classStatement } from './classes.ts';
import { assignment } from './expressions.ts';
import { endOfStatement, functionStatement } from './functions.ts';
import { ended, specifiersOf, type Importing } from './imports.ts';
import type { Script } from './script.ts';
import { statement } from './statements.ts';
import { textValue } from './text.ts';
import * as token from './token.ts';
import { skipInterface } from './type-statements.ts';

/** `export …`; decorators may have stood before it. */
export function exported(script: Script, into: Statement[], annotations: readonly Annotation[] = []): void {
  const { start } = script;
  script.next();
  switch (script.kind) {
    case token.STAR:
      return everything(script, into, { typeOnly: false, start });
    case token.OPEN_CURLY:
      return exportedNames(script, into, { typeOnly: false, start });
    case token.ASSIGN:
      return exportAssignment(script, into, start);
    case token.WORD:
      return exportedWord(script, into, { annotations, start });
    case token.AT:
      return statement(script, into);
    default:
      script.fail();
  }
}

interface Exporting {
  readonly annotations: readonly Annotation[];
  readonly start: number;
}

function exportedWord(script: Script, into: Statement[], { annotations, start }: Exporting): void {
  if (script.is('default')) return exportedDefault(script, into, { annotations, start });
  if (script.is('as')) return script.fail();
  if (script.is('type') && script.types) {
    const mark = script.mark();
    script.next();
    if (script.kind === token.STAR) return everything(script, into, { typeOnly: true, start });
    if (script.kind === token.OPEN_CURLY) return exportedNames(script, into, { typeOnly: true, start });
    script.back(mark);
  }
  if (annotations.length === 0) return statement(script, into);
  const from = { start: script.start, annotations };
  script.takesWord('declare');
  script.takesWord('abstract');
  into.push(classStatement(script, from));
}

/** A re-export is an import whose local name is the exported one: `export * from './a'` imports `*` as `*`. */
function everything(script: Script, into: Statement[], importing: Importing): void {
  script.next();
  let local = '*';
  if (script.takesWord('as')) {
    local = script.kind === token.TEXT ? textValue(script) : script.word;
    script.next();
  }
  ended(script, into, { ...importing, names: [{ local, imported: '*' }] });
}

function exportedNames(script: Script, into: Statement[], { typeOnly, start }: Importing): void {
  const specifiers = specifiersOf(script);
  if (script.is('from')) {
    const names = specifiers.map(({ first, second }) => ({ local: second, imported: first }));
    return ended(script, into, { names, typeOnly, start });
  }
  endOfStatement(script);
  const span = [start, script.before] as const;
  for (const { first, second } of specifiers)
    if (first !== second)
      into.push({ kind: 'assign', target: [second], value: { kind: 'name', path: [first], span }, annotations: [], span });
}

function exportAssignment(script: Script, into: Statement[], start: number): void {
  script.next();
  const value = assignment(script, into);
  endOfStatement(script);
  into.push({ kind: 'assign', target: ['module', 'exports'], value, annotations: [], span: [start, script.before] });
}

function exportedDefault(script: Script, into: Statement[], { annotations, start }: Exporting): void {
  script.next();
  if (script.is('interface') && script.types) return skipInterface(script);
  if (follows(script, 'abstract', 'class')) return exportedDeclaration(script, into, { start, read: classOf(annotations) });
  if (follows(script, 'async', 'function')) return exportedDeclaration(script, into, { start, read: functionOf });
  const value = assignment(script, into);
  endOfStatement(script);
  into.push({ kind: 'assign', target: ['default'], value, annotations: [], span: [start, script.before] });
}

/** `class` or `abstract class`, `function` or `async function`. */
function follows(script: Script, before: string, word: string): boolean {
  if (!script.is(before)) return script.is(word);
  const mark = script.mark();
  script.next();
  const found = script.is(word);
  script.back(mark);
  return found;
}

type Named = Extract<Statement, { kind: 'class' | 'function' }>;
type ReadNamed = (script: Script, into: Statement[]) => Named;

const classOf =
  (annotations: readonly Annotation[]): ReadNamed =>
  script => {
    const from = { start: script.start, annotations };
    script.takesWord('abstract');
    return classStatement(script, from);
  };

const functionOf: ReadNamed = (script, into) => {
  const one = functionStatement(script, into, script.start);
  // A signature alone is no declaration.
  if (script.text[script.before - 1] !== '}') script.fail();
  return one;
};

interface Declaring {
  readonly start: number;
  readonly read: ReadNamed;
}

/** What has a name of its own is the default by that name. */
function exportedDeclaration(script: Script, into: Statement[], { start, read }: Declaring): void {
  const one = read(script, into);
  into.push(one);
  if (one.name === 'default') return;
  const value: Expression = { kind: 'name', path: [one.name], span: one.span };
  into.push({ kind: 'assign', target: ['default'], value, annotations: [], span: [start, script.before] });
}
