import type { Statement } from '../../../syntax.ts';
import { skipBrackets, skipTypeBrackets } from './brackets.ts';
import { classStatement, enumStatement } from './classes.ts';
import { declarations } from './declarations.ts';
import { endOfStatement, functionStatement } from './functions.ts';
import type { Script } from './script.ts';
import * as token from './token.ts';
import { skipType, skipTypeParameters } from './types.ts';

/** `interface Name<T> extends A, B { … }`. */
export function skipInterface(script: Script): void {
  script.next();
  script.expect(token.WORD);
  skipTypeParameters(script);
  if (script.takesWord('extends')) {
    do skipType(script);
    while (script.takes(token.COMMA));
  }
  if (script.kind !== token.OPEN_CURLY) script.fail();
  skipTypeBrackets(script);
}

/** `type Name<T> = …`. */
export function skipTypeAlias(script: Script): void {
  script.next();
  script.expect(token.WORD);
  skipTypeParameters(script);
  script.expect(token.ASSIGN);
  skipType(script);
  endOfStatement(script);
}

/** `declare …`: classes, enums and functions are told, variables and namespaces are not there when the program runs. */
export function declared(script: Script, into: Statement[]): void {
  const { start } = script;
  script.next();
  if (script.is('function')) return void into.push(functionStatement(script, into, start));
  if (script.is('class') || script.takesWord('abstract')) return void into.push(classStatement(script, { start, annotations: [] }));
  if (script.is('enum')) return void into.push(enumStatement(script, start));
  if (script.is('interface')) return skipInterface(script);
  if (script.is('type')) return skipTypeAlias(script);
  if (script.is('const') || script.is('let') || script.is('var')) return declaredVariable(script, into, start);
  if (script.is('module') || script.is('namespace') || script.is('global')) return skipNamespace(script);
  script.fail();
}

function declaredVariable(script: Script, into: Statement[], start: number): void {
  script.next();
  if (script.is('enum')) return void into.push(enumStatement(script, start));
  declarations(script, []);
  endOfStatement(script);
}

function skipNamespace(script: Script): void {
  while (script.kind === token.WORD || script.kind === token.DOT || script.kind === token.TEXT) script.next();
  if (script.kind === token.OPEN_CURLY) skipBrackets(script);
  else endOfStatement(script);
}
