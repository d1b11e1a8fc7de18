import type { Span } from '../../model/source.ts';

/** `{{ … }}` of a template. `code` is what stands inside, without the braces, dashes and outer blanks. */
export interface Action {
  readonly at: Span;
  readonly code: string;
  readonly kind: 'comment' | 'open' | 'else' | 'end' | 'assignment' | 'expression';
  /** The first word. */
  readonly word: string;
}

/** No action in a chart is this long; an open one must not take the rest of the file. */
const LONGEST = 8_000;
/** More than this is no template, and neither is a text in which so many are not closed. */
const MOST = 20_000;
const MOST_OPEN = 50;

export function actions(text: string): readonly Action[] {
  const found: Action[] = [];
  let open = 0;
  for (let start = text.indexOf('{{'); start >= 0 && found.length < MOST && open < MOST_OPEN; start = text.indexOf('{{', start)) {
    const end = actionEnd(text, start + 2);
    if (end === undefined) {
      open++;
      start += 2;
      continue;
    }
    const code = text
      .slice(start + 2, end - 2)
      .replace(/^-(?=\s|$)|(?:^|\s)-$/g, '')
      .trim();
    const word = /^[$\w.]+/.exec(code)?.[0] ?? '';
    found.push({ at: [start, end], code, word, kind: kindOf(code, word) });
    start = end;
  }
  return found;
}

/** Past the closing braces; braces inside a quoted text do not close. */
function actionEnd(text: string, from: number): number | undefined {
  if (/^-?\s*\/\*/.test(text.slice(from, from + 80))) {
    const close = text.indexOf('*/', from);
    const end = close < 0 ? -1 : text.indexOf('}}', close);
    return end < 0 ? undefined : end + 2;
  }
  const last = Math.min(text.length, from + LONGEST);
  let quote = '';
  for (let at = from; at < last; at++) {
    const letter = text[at]!;
    if (quote) {
      if (letter === '\\' && quote === '"') at++;
      else if (letter === quote || (quote === '"' && letter === '\n')) quote = '';
    } else if (letter === '"' || letter === '`') quote = letter;
    else if (letter === '}' && text[at + 1] === '}') return at + 2;
  }
  return undefined;
}

function kindOf(code: string, word: string): Action['kind'] {
  if (code.startsWith('/*')) return 'comment';
  if (/^(?:if|range|with|define|block)$/.test(word)) return 'open';
  if (word === 'else') return 'else';
  if (word === 'end') return 'end';
  if (/^(?:break|continue|template)$/.test(word)) return 'comment';
  return /^\$\w+(?:\s*,\s*\$\w+)?\s*:?=/.test(code) ? 'assignment' : 'expression';
}
