/** A word, text, number or mark of Kotlin. `line`: a line ends before it. */
export interface Token {
  readonly kind: 'word' | 'text' | 'number' | 'mark' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: boolean;
}

const TOKEN =
  /(?<space>[^\S\n]+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|#![^\n]*)|(?<newline>\n)|(?<word>`[^`\n]+`|[\p{L}_][\p{L}\p{N}_]*)|(?<number>\d[\w.]*\d|\d\w*)|(?<mark>\?\.|\?:|!!|::|->|==?=?|!==?|&&|\|\||[<>]=|\.\.|[\s\S])/uy;

/** Pure and total: every character is in one token or between two. */
export function kotlinTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = false;
  while (at < text.length) {
    const end = text[at] === '"' ? endOfText(text, at) : undefined;
    TOKEN.lastIndex = at;
    const match = end === undefined ? TOKEN.exec(text) : null;
    const next = end ?? at + Math.max(1, match?.[0].length ?? 1);
    const kind = end === undefined ? kindOf(match) : 'text';
    if (match?.groups?.['newline'] !== undefined) line = true;
    if (kind) {
      tokens.push({ kind, text: text.slice(at, next), start: at, end: next, line });
      line = false;
    }
    at = next;
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length, line: true });
  return tokens;
}

function kindOf(match: RegExpExecArray | null): 'word' | 'number' | 'mark' | undefined {
  const groups = match?.groups;
  if (!groups) return 'mark';
  if (groups['space'] !== undefined || groups['newline'] !== undefined) return undefined;
  if (groups['word'] !== undefined) return 'word';
  return groups['number'] === undefined ? 'mark' : 'number';
}

/** Past the closing quote; a hole `${…}` may hold quotes of its own. */
function endOfText(text: string, start: number): number {
  const raw = text.startsWith('"""', start);
  const quote = raw ? '"""' : '"';
  let at = start + quote.length;
  while (at < text.length) {
    if (text.startsWith(quote, at)) return at + quote.length;
    if (!raw && text[at] === '\n') return at;
    if (!raw && text[at] === '\\') at += 2;
    else if (text.startsWith('${', at)) at = endOfHole(text, at + 2);
    else at++;
  }
  return text.length;
}

export function endOfHole(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at + 1;
    else if (text[at] === '\n') return at;
  }
  return text.length;
}
