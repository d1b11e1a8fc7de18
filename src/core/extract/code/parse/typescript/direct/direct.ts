import type { Source } from '../../../../../model/source.ts';
import type { Statement } from '../../../syntax.ts';
import { NotRead } from './lexer.ts';
import { Script, type Dialect } from './script.ts';
import { statement } from './statements.ts';
import * as token from './token.ts';

/** What came of reading a text: its statements, or why there are none. */
export type Read = readonly Statement[] | 'unknown' | 'too deep';

/**
 * The statements of a file, read straight into the common tree: half of what a parser costs whose tree is made first and then read again.
 * `unknown` where the text has anything unusual or broken in it; then the whole parser has the word.
 */
export function directStatements({ path, text }: Source): Read {
  const statements: Statement[] = [];
  try {
    const script = new Script(text, dialectOf(path));
    while (script.kind !== token.END) statement(script, statements);
    return statements;
  } catch (error) {
    if (error instanceof NotRead) return 'unknown';
    if (error instanceof RangeError) return 'too deep';
    throw error;
  }
}

function dialectOf(path: string): Dialect {
  const types = /\.[cm]?tsx?$/.test(path);
  return { types, elements: !types || path.endsWith('.tsx') };
}
