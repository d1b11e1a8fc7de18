import type { Expression, Statement } from '../../../syntax.ts';
import { classStatement, enumStatement } from './classes.ts';
import { declarations, each } from './declarations.ts';
import { decorators } from './decorators.ts';
import { exported } from './exports.ts';
import { expression } from './expressions.ts';
import { block, blockInto, endOfStatement, functionStatement } from './functions.ts';
import { imported } from './imports.ts';
import { pattern } from './patterns.ts';
import type { Script } from './script.ts';
import * as token from './token.ts';
import { declared, skipInterface, skipTypeAlias } from './type-statements.ts';

const telling = (value: Expression): boolean =>
  value.kind !== 'text' && value.kind !== 'number' && (value.kind !== 'other' || value.children.some(telling));

/** Keeps an expression for the calls and names in it; a plain name or constant says nothing alone. */
export function keep(value: Expression, into: Statement[]): void {
  if (telling(value)) into.push({ kind: 'expression', value, span: value.span });
}

type Read = (script: Script, into: Statement[]) => void;

/** One statement; blocks and control flow are flattened into what is around them. */
export function statement(script: Script, into: Statement[]): void {
  switch (script.kind) {
    case token.WORD: {
      const read = STATEMENTS.get(script.word);
      return read ? read(script, into) : plain(script, into);
    }
    case token.OPEN_CURLY:
      return blockInto(script, into);
    case token.SEMICOLON:
      return script.next();
    case token.AT:
      return decorated(script, into);
    default:
      return plain(script, into);
  }
}

/** An expression, or a label before a statement. */
export function plain(script: Script, into: Statement[]): void {
  const value = expression(script, into);
  const { shape } = script;
  if (shape === 'identifier' && script.takes(token.COLON)) return statement(script, into);
  endOfStatement(script);
  if (shape !== 'assignment') keep(value, into);
}

/** `@Injectable() export class …` begins where its class does; without `export` at its first decorator. */
function decorated(script: Script, into: Statement[]): void {
  const { start } = script;
  const annotations = decorators(script, into);
  if (script.is('export')) return exported(script, into, annotations);
  const from = { start, annotations };
  script.takesWord('declare');
  script.takesWord('abstract');
  into.push(classStatement(script, from));
}

/** Reads as the word says where what follows fits it, else as an expression: `type = 1`. */
const where =
  (fits: (script: Script) => boolean, read: Read): Read =>
  (script, into) => {
    const mark = script.mark();
    script.next();
    const isSo = fits(script);
    script.back(mark);
    if (isSo) read(script, into);
    else plain(script, into);
  };

const nameFollows = (script: Script): boolean => script.types && !script.breakBefore && script.kind === token.WORD;

function bracketed(script: Script, into: Statement[]): void {
  script.expect(token.OPEN_ROUND);
  keep(expression(script, into), into);
  script.expect(token.CLOSE_ROUND);
}

const conditional: Read = (script, into) => {
  script.next();
  bracketed(script, into);
  statement(script, into);
  if (script.takesWord('else')) statement(script, into);
};

const looping: Read = (script, into) => {
  script.next();
  bracketed(script, into);
  statement(script, into);
};

const doing: Read = (script, into) => {
  script.next();
  const body: Statement[] = [];
  statement(script, body);
  if (!script.takesWord('while')) script.fail();
  bracketed(script, into);
  script.takes(token.SEMICOLON);
  for (const one of body) into.push(one);
};

const trying: Read = (script, into) => {
  script.next();
  blockInto(script, into);
  if (script.takesWord('catch')) {
    if (script.kind === token.OPEN_ROUND) skipCaught(script);
    blockInto(script, into);
  }
  if (script.takesWord('finally')) blockInto(script, into);
};

function skipCaught(script: Script): void {
  script.next();
  pattern(script);
  script.expect(token.CLOSE_ROUND);
}

const switching: Read = (script, into) => {
  script.next();
  bracketed(script, into);
  script.expect(token.OPEN_CURLY);
  while (!script.takes(token.CLOSE_CURLY)) {
    if (script.takesWord('case')) expression(script, []);
    else if (!script.takesWord('default')) script.fail();
    script.expect(token.COLON);
    while (script.kind !== token.CLOSE_CURLY && !script.is('case') && !script.is('default')) statement(script, into);
  }
};

const throwing: Read = (script, into) => {
  script.next();
  const value = expression(script, into);
  endOfStatement(script);
  keep(value, into);
};

const returning: Read = (script, into) => {
  const { start } = script;
  script.next();
  const isBare = script.breakBefore || script.kind === token.SEMICOLON || script.kind === token.CLOSE_CURLY || script.kind === token.END;
  const value = isBare ? undefined : expression(script, into);
  endOfStatement(script);
  into.push({ kind: 'return', ...(value ? { value } : {}), span: [start, script.before] });
};

const leaving: Read = script => {
  script.next();
  if (script.kind === token.WORD && !script.breakBefore) script.next();
  endOfStatement(script);
};

const declaring: Read = (script, into) => {
  if (script.is('const')) {
    const { start } = script;
    const mark = script.mark();
    script.next();
    if (script.is('enum')) return void into.push(enumStatement(script, start));
    script.back(mark);
  }
  script.next();
  declarations(script, into);
  endOfStatement(script);
};

const functional: Read = (script, into) => void into.push(functionStatement(script, into, script.start));

const classy: Read = (script, into) => {
  const { start } = script;
  script.takesWord('abstract');
  into.push(classStatement(script, { start, annotations: [] }));
};

const repeated: Read = (script, into) => {
  script.next();
  script.takesWord('await');
  script.expect(token.OPEN_ROUND);
  each(script, into);
  statement(script, into);
};

const namespaced: Read = (script, into) => {
  const { start } = script;
  script.next();
  const name = script.word;
  script.expect(token.WORD);
  const isOne = script.kind === token.OPEN_CURLY;
  while (script.takes(token.DOT)) script.expect(token.WORD);
  const body = block(script);
  if (isOne) into.push({ kind: 'class', name, bases: [], annotations: [], parameters: [], body, span: [start, script.before] });
};

const STATEMENTS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['const', declaring],
  ['let', declaring],
  ['var', declaring],
  ['function', functional],
  ['async', where(script => !script.breakBefore && script.is('function'), functional)],
  ['class', classy],
  ['abstract', where(script => script.types && !script.breakBefore && script.is('class'), classy)],
  ['enum', (script, into) => void into.push(enumStatement(script, script.start))],
  ['namespace', where(nameFollows, namespaced)],
  ['module', where(nameFollows, namespaced)],
  ['interface', where(nameFollows, skipInterface)],
  ['type', where(nameFollows, skipTypeAlias)],
  ['declare', where(nameFollows, declared)],
  ['import', imported],
  ['export', exported],
  ['if', conditional],
  ['for', repeated],
  ['while', looping],
  ['do', doing],
  ['try', trying],
  ['switch', switching],
  ['throw', throwing],
  ['return', returning],
  ['break', leaving],
  ['continue', leaving],
  ['debugger', leaving],
]);
