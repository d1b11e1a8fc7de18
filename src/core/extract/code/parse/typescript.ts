import { parseSync } from 'oxc-parser';
import type { ParserOptions, Program } from 'oxc-parser';
import type { Problem, Source, Span } from '../../../model/source.ts';
import type { Language, Module, Statement } from '../syntax.ts';
import { withoutBroken } from './typescript/broken.ts';
import { directStatements } from './typescript/direct/direct.ts';
import { statementsOf } from './typescript/statements.ts';

interface Parsed {
  readonly program: Program;
  readonly broken?: { readonly at: number; readonly message: string };
}

/** How often a broken statement is taken out of one file before the rest is given up. */
const REPAIRS = 3;

/** Pure and total: reads a TypeScript or JavaScript file into the common tree; a statement that does not parse becomes a problem, the others count. */
export function typescriptModule(source: Source): { module: Module; problems: Problem[] } {
  const language = languageOf(source);
  const deep = tooDeep(source.text);
  const read = deep === undefined ? directStatements(source) : 'too deep';
  if (read === 'unknown') return parsedModule(source);
  // The whole parser is never given what is too deep here: it would overflow its own stack, and end the process.
  if (read === 'too deep')
    return { module: { language, statements: [] }, problems: [{ at: spanAt(deep ?? 0, source.text), message: TOO_DEEP }] };
  return { module: { language, statements: read }, problems: [] };
}

const languageOf = ({ path }: Source): Language => (/\.[cm]?tsx?$/.test(path) ? 'TypeScript' : 'JavaScript');

/** By the whole parser, which also says what is wrong with a text. */
export function parsedModule(source: Source): { module: Module; problems: Problem[] } {
  const language = languageOf(source);
  const problems: Problem[] = [];
  let text = source.text;
  let parsed = parse(source.path, text);
  for (let repair = 0; parsed.broken && repair < REPAIRS; repair++) {
    const { at, message } = parsed.broken;
    if (repair === 0) problems.push({ at: spanAt(at, text), message: `This does not parse: ${message}.` });
    text = withoutBroken(text, at);
    parsed = parse(source.path, text);
  }
  return { module: { language, statements: parsed.broken ? [] : statementsIn(parsed.program, source, problems) }, problems };
}

const TOO_DEEP = 'This is nested too deep to be read.';

/** More open brackets than any person writes would overflow the parser's own stack, and end the process. */
const DEPTH = 1000;

function tooDeep(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 40 || code === 91 || code === 123) depth++;
    else if ((code === 41 || code === 93 || code === 125) && depth > 0) depth--;
    if (depth > DEPTH) return at;
  }
  return undefined;
}

function spanAt(at: number, text: string): Span {
  return [Math.min(at, text.length), Math.min(at + 1, text.length)];
}

/** Statement by statement, so that one that is nested too deep to be read does not take the others with it. */
function statementsIn(program: Program, source: Source, problems: Problem[]): Statement[] {
  const statements: Statement[] = [];
  for (const statement of program.body) {
    try {
      for (const read of statementsOf([statement], source.text)) statements.push(read);
    } catch {
      problems.push({ at: [statement.start, statement.end], message: TOO_DEEP });
    }
  }
  return statements;
}

/** Ways to read a file, by what its name promises; later ones are tried only where the earlier ones find nothing but an error. */
function attempts(path: string): readonly ParserOptions[] {
  if (/\.[cm]?ts$/.test(path)) return [{ lang: 'ts' }];
  if (path.endsWith('.tsx')) return [{ lang: 'tsx' }];
  const declared: ParserOptions = path.endsWith('.cjs') ? { lang: 'jsx', sourceType: 'commonjs' } : { lang: 'jsx' };
  return [declared, { lang: 'jsx', sourceType: 'commonjs' }, { lang: 'tsx' }, { lang: 'js', sourceType: 'script' }];
}

function parse(path: string, text: string): Parsed {
  let first: Parsed | undefined;
  for (const options of attempts(path)) {
    const parsed = parseAs(path, text, options);
    if (!parsed.broken) return parsed;
    first ??= parsed;
  }
  return first!;
}

/** The plain way: raw transfer measured no better cold, and the lazy tree is twenty times slower to walk. */
function parseAs(path: string, text: string, options: ParserOptions): Parsed {
  const result = parseSync(path, text, { ...options, preserveParens: false });
  const { program } = result;
  const [error] = program.body.length > 0 ? [] : result.errors;
  if (!error) return { program };
  return { program, broken: { at: error.labels[0]?.start ?? 0, message: error.message } };
}
