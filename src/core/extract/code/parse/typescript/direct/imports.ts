import type { Statement } from '../../../syntax.ts';
import { skipBrackets } from './brackets.ts';
import { endOfStatement } from './functions.ts';
import type { Script } from './script.ts';
import { plain } from './statements.ts';
import { textValue } from './text.ts';
import * as token from './token.ts';

type Import = Extract<Statement, { kind: 'import' }>;
type Names = Import['names'];

interface Specifier {
  readonly first: string;
  readonly second: string;
  readonly typeOnly: boolean;
}

/** `import …`; `import(…)` and `import.meta` are expressions. */
export function imported(script: Script, into: Statement[]): void {
  const { start } = script;
  const mark = script.mark();
  script.next();
  if (script.kind === token.OPEN_ROUND || script.kind === token.DOT) {
    script.back(mark);
    return plain(script, into);
  }
  if (script.kind === token.TEXT) return ended(script, into, { names: [], typeOnly: false, start });
  const typeOnly = isTypeOnly(script);
  if (typeOnly) script.next();
  importedNames(script, into, { typeOnly, start });
}

/** `import type X from …`, but not `import type from …` or `import type, { … } from …`. */
function isTypeOnly(script: Script): boolean {
  if (!script.types || !script.is('type')) return false;
  const mark = script.mark();
  script.next();
  const named = script.kind === token.WORD;
  const isFrom = script.is('from');
  const braces = script.kind === token.OPEN_CURLY || script.kind === token.STAR;
  if (isFrom) script.next();
  const isFromFrom = isFrom && script.is('from');
  script.back(mark);
  return braces || (named && !isFrom) || isFromFrom;
}

export interface Importing {
  readonly typeOnly: boolean;
  readonly start: number;
}

function importedNames(script: Script, into: Statement[], { typeOnly, start }: Importing): void {
  const names: { local: string; imported: string }[] = [];
  if (script.kind === token.WORD) {
    const local = script.word;
    script.next();
    if (script.takes(token.ASSIGN)) return importedAs(script, into, { local, start });
    names.push({ local, imported: 'default' });
    if (!script.takes(token.COMMA)) return ended(script, into, { names, typeOnly, start });
  }
  if (script.takes(token.STAR)) {
    if (!script.takesWord('as')) script.fail();
    names.push({ local: script.word, imported: '*' });
    script.expect(token.WORD);
    return ended(script, into, { names, typeOnly, start });
  }
  const specifiers = specifiersOf(script);
  const typesAlone = names.length === 0 && specifiers.length > 0 && specifiers.every(one => one.typeOnly);
  for (const { first, second } of specifiers) names.push({ local: second, imported: first });
  ended(script, into, { names, typeOnly: typeOnly || typesAlone, start });
}

interface Ending extends Importing {
  readonly names: Names;
}

/** `from 'x' with { … };` */
export function ended(script: Script, into: Statement[], { names, typeOnly, start }: Ending): void {
  if (script.kind !== token.TEXT && !script.takesWord('from')) script.fail();
  if (script.kind !== token.TEXT) script.fail();
  const from = textValue(script);
  script.next();
  if (script.is('with') || (script.is('assert') && !script.breakBefore)) {
    script.next();
    if (script.kind !== token.OPEN_CURLY) script.fail();
    skipBrackets(script);
  }
  endOfStatement(script);
  into.push({ kind: 'import', from, names, span: [start, script.before], ...(typeOnly && { typeOnly: true as const }) });
}

/** `import amqp = require('amqplib')`; `import Orders = shop.Orders` gives a name to a name. */
function importedAs(script: Script, into: Statement[], { local, start }: { readonly local: string; readonly start: number }): void {
  if (!script.types) script.fail();
  const from = script.start;
  if (script.takesWord('require')) {
    script.expect(token.OPEN_ROUND);
    if (script.kind !== token.TEXT) script.fail();
    const module = textValue(script);
    script.next();
    script.expect(token.CLOSE_ROUND);
    endOfStatement(script);
    return void into.push({ kind: 'import', from: module, names: [{ local, imported: '*' }], span: [start, script.before] });
  }
  script.expect(token.WORD);
  while (script.takes(token.DOT)) script.expect(token.WORD);
  const path = script.text.slice(from, script.before).split('.');
  endOfStatement(script);
  const span = [start, script.before] as const;
  into.push({ kind: 'assign', target: [local], value: { kind: 'name', path, span }, annotations: [], span });
}

export function specifiersOf(script: Script): Specifier[] {
  const found: Specifier[] = [];
  script.expect(token.OPEN_CURLY);
  while (script.kind !== token.CLOSE_CURLY) {
    found.push(specifier(script));
    if (!script.takes(token.COMMA)) break;
  }
  script.expect(token.CLOSE_CURLY);
  return found;
}

/** `a`, `a as b`, `type a as b`. */
function specifier(script: Script): Specifier {
  const words: string[] = [];
  while (script.kind === token.WORD || script.kind === token.TEXT) {
    words.push(script.kind === token.TEXT ? textValue(script) : script.word);
    script.next();
  }
  const typeOnly = script.types && words[0] === 'type' && (words.length === 2 || words.length === 4);
  const [first = '', as, second, ...rest] = typeOnly ? words.slice(1) : words;
  if (first === '' || rest.length > 0 || (as !== undefined && (as !== 'as' || second === undefined))) script.fail();
  return { first, second: second ?? first, typeOnly };
}
