import type { Script } from './script.ts';

const ESCAPE = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g;
const LETTERS: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
  '\n': '',
  '\r': '',
  '\r\n': '',
  '\u2028': '',
  '\u2029': '',
};

/** A text with its escape sequences read. */
export function unescaped(written: string, script: Script): string {
  // Octal escapes and lone halves of a character are read by the whole parser.
  if (/\\(?:0[0-9]|[1-9]|u(?!\{|[0-9a-fA-F]{4})|u\{?0*[dD][89a-fA-F]|x(?![0-9a-fA-F]{2}))/.test(written)) return script.fail();
  return written.replaceAll(ESCAPE, (_, braced?: string, four?: string, two?: string, letter?: string) => {
    const digits = braced ?? four ?? two;
    if (digits === undefined) return LETTERS[letter!] ?? letter!;
    const point = Number.parseInt(digits, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : script.fail();
  });
}

/** What the text that stands next says. */
export function textValue(script: Script): string {
  const written = script.text.slice(script.start + 1, script.end - 1);
  return script.escaped ? unescaped(written, script) : written;
}

/** The number that stands next, as JavaScript would print it. */
export const numberText = ({ text, start, end }: Script): string => String(Number(text.slice(start, end).replaceAll('_', '')));
