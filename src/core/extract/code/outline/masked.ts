import type { Language } from '../syntax.ts';

const STRING = String.raw`"(?:[^"\\\n]|\\.)*"`;
const SINGLE = String.raw`'(?:[^'\\\n]|\\.)*'`;
const TEMPLATE = '`(?:[^`\\\\]|\\\\[^])*`';
const COMMENT = String.raw`\/\/[^\n]*|\/\*[^]*?\*\/`;
/** A slash begins a regular expression only where a value can begin. */
const REGULAR = String.raw`(?<=[=(,:[!&|?{};][ \t]*|return[ \t]+)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/`;

const SCRIPT = new RegExp([COMMENT, STRING, SINGLE, TEMPLATE, REGULAR].join('|'), 'g');
const BRACES = new RegExp([COMMENT, String.raw`"""[^]*?"""`, STRING, SINGLE].join('|'), 'g');
const GO = new RegExp([COMMENT, STRING, SINGLE, '`[^`]*`'].join('|'), 'g');
const PYTHON = new RegExp([`"""[^]*?"""`, `'''[^]*?'''`, String.raw`#[^\n]*`, STRING, SINGLE].join('|'), 'g');

const TEXTS: Partial<Record<Language, RegExp>> = {
  TypeScript: SCRIPT,
  JavaScript: SCRIPT,
  Go: GO,
  Python: PYTHON,
  Java: BRACES,
  'C#': BRACES,
};

/** The text with comments and the insides of texts blank, letter for letter as long as before; so what is found in it is code. */
export const masked = (text: string, language: Language): string =>
  text.replace(TEXTS[language] ?? BRACES, part => {
    const isComment = /^(?:\/[/*]|#)/.test(part);
    const kept = isComment ? 0 : 1;
    const inside = part.slice(kept, part.length - kept).replace(/[^\n]/g, ' ');
    return isComment ? inside : `${part[0]}${inside}${part.at(-1)}`;
  });

const BRACKETS = /[()[\]{}]/g;
const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** For one text at a time, since all of its brackets are asked for one after the other. */
let last: { readonly code: string; readonly closings: ReadonlyMap<number, number> } | undefined;

/** Where the bracket that opens at `open` is closed; the end of the text where it is not. */
export function closingOf(code: string, open: number): number {
  if (last?.code !== code) last = { code, closings: closingsIn(code) };
  return last.closings.get(open) ?? code.length;
}

function closingsIn(code: string): ReadonlyMap<number, number> {
  const closings = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: bracket, index } of code.matchAll(BRACKETS)) {
    const opening = CLOSES[bracket];
    if (opening === undefined) open.push(index);
    else {
      // A bracket of another kind that was never closed is passed over.
      const found = open.findLastIndex(at => code[at] === opening);
      if (found < 0) continue;
      closings.set(open[found]!, index);
      open.length = found;
    }
  }
  return closings;
}

/** The spans of what stands between the commas of brackets. */
export function argumentsOf(code: string, open: number): readonly (readonly [number, number])[] {
  const end = closingOf(code, open);
  const found: [number, number][] = [];
  let start = open + 1;
  for (let at = open + 1; at < end; at++) {
    if (/[([{]/.test(code[at]!)) at = closingOf(code, at);
    else if (code[at] === ',') {
      found.push([start, at]);
      start = at + 1;
    }
  }
  if (code.slice(start, end).trim() !== '') found.push([start, end]);
  return found;
}
