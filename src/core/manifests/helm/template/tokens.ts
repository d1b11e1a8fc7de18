import type { Span } from '../../../model/source.ts';
import { TemplateSyntaxError } from './syntax-error.ts';

/** What stands inside `{{ }}`. Blanks are no tokens, but part what would otherwise be one operand: `.a.b` and `.a .b`. */
export interface Token {
  readonly kind: 'word' | 'field' | 'variable' | 'dot' | 'number' | 'text' | 'raw' | 'character' | 'mark' | 'end';
  readonly text: string;
  readonly at: Span;
  readonly afterBlank: boolean;
}

const BLANK = /[ \t\r\n]+/y;
const WORD = /[\p{L}\p{Nd}_]+/uy;
const NUMBER = /[+-]?(?:0[xX][\p{L}\p{Nd}_.]*(?:[pP][+-]?[\d_]+)?|[\d_.]+(?:[eE][+-]?[\d_]+)?[\p{L}\p{Nd}_]*)/uy;
const TEXT = /"(?:[^"\\\n]|\\[^\n])*"/y;
const RAW = /`[^`]*`/y;
const CHARACTER = /'(?:[^'\\\n]|\\[^\n])*'/y;
const MARK = /:=|[=|(),]/y;
const CLOSE = /[ \t\r\n]+-\}\}|\}\}/y;

/** The tokens from just behind `{{` or `{{- ` to `}}`; the last one is the end mark with its trim marker. */
export function actionTokens(text: string, from: number): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = from; ;) {
    const close = matched(CLOSE, text, at);
    if (close !== undefined) return [...tokens, { kind: 'end', text: close, at: [at, at + close.length], afterBlank: true }];
    const blank = matched(BLANK, text, at) ?? '';
    const start = at + blank.length;
    if (blank !== '' && matched(CLOSE, text, start) !== undefined) {
      at = start;
      continue;
    }
    const token = tokenAt(text, start, blank !== '' || tokens.length === 0);
    tokens.push(token);
    at = token.at[1];
  }
}

function tokenAt(text: string, start: number, afterBlank: boolean): Token {
  const token = (kind: Token['kind'], length: number): Token => ({
    kind,
    text: text.slice(start, start + length),
    at: [start, start + length],
    afterBlank,
  });
  const first = text[start];
  if (first === undefined) throw new TemplateSyntaxError('an action is opened with {{ and never closed', start);
  if (first === '"') return token('text', quoted(TEXT, text, start));
  if (first === '`') return token('raw', quoted(RAW, text, start));
  if (first === "'") return token('character', quoted(CHARACTER, text, start));
  if (first === '$') return token('variable', 1 + (matched(WORD, text, start + 1) ?? '').length);
  if (first === '.' && !/\d/.test(text[start + 1] ?? '')) {
    const name = matched(WORD, text, start + 1) ?? '';
    return token(name === '' ? 'dot' : 'field', 1 + name.length);
  }
  const number = /[-+.\d]/.test(first) ? matched(NUMBER, text, start) : undefined;
  if (number !== undefined) return token('number', number.length);
  const word = matched(WORD, text, start);
  if (word !== undefined) return token('word', word.length);
  const mark = matched(MARK, text, start);
  if (mark !== undefined) return token('mark', mark.length);
  throw new TemplateSyntaxError(`the character ${JSON.stringify(first)} has no meaning inside an action`, start);
}

function quoted(pattern: RegExp, text: string, start: number): number {
  const found = matched(pattern, text, start);
  if (found === undefined) throw new TemplateSyntaxError('a quoted text is not closed', start);
  return found.length;
}

function matched(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
