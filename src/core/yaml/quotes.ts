import { Unusual, type Read } from './scalars.ts';

/** Where the text in quotes that begins here closes. */
export function closingQuote(text: string, start: number): number {
  const quote = text[start]!;
  const single = quote === "'";
  let close = text.indexOf(quote, start + 1);
  while (close >= 0 && (single ? text[close + 1] === "'" : isEscaped(text, close))) close = text.indexOf(quote, close + (single ? 2 : 1));
  if (close < 0) throw new Unusual();
  return close;
}

/** It closes on the line that it begins on. Looks no further than that: a document may be one line of megabytes. */
export const isOneLine = (text: string, start: number, close: number): boolean => !text.slice(start, close).includes('\n');

/** A text in quotes, from its quote on. Where it may go on over lines, they stand to the right of the column `parent`. */
export function quotedText(text: string, start: number, parent?: number): Read {
  const close = closingQuote(text, start);
  const single = text[start] === "'";
  const written = text.slice(start + 1, close);
  if (!isOneLine(text, start, close) && parent === undefined) throw new Unusual();
  const inside = parent === undefined || isOneLine(text, start, close) ? written : oneLine(written, { single, parent });
  if (single) return { text: inside.replaceAll("''", "'"), end: close + 1 };
  return { text: inside.includes('\\') ? inside.replace(/\\(.)/g, unescaped) : inside, end: close + 1 };
}

/** One break is a blank, each empty line a break; in double quotes a backslash before a break takes it away. */
function oneLine(written: string, { single, parent }: { readonly single: boolean; readonly parent: number }): string {
  const [first = '', ...others] = written.split('\n');
  const last = others.pop() ?? '';
  let read = '';
  let between = '';
  for (const [number, whole] of [first, ...others].entries()) {
    const line = trimmed(number === 0 ? whole : indented(whole, parent), single);
    if (number > 0 && line === '') {
      if (between === '') throw new Unusual();
      between = between === ' ' ? '\n' : `${between}\n`;
      continue;
    }
    const goesOn = !single && isEscaped(line, line.length);
    read += between + (goesOn ? line.slice(0, -1) : line);
    between = goesOn ? '' : ' ';
  }
  // The quote that closes stands to the right as well, also where nothing is before it.
  return read + between + indented(`${last}"`, parent).slice(0, -1);
}

/** A line without what it is moved to the right by. */
function indented(line: string, parent: number): string {
  const from = line.search(/[^ ]/);
  if (from < 0 || line.slice(from) === '\r') return '';
  if (from <= parent || line[from] === '\t') throw new Unusual();
  return line.slice(from);
}

/** Without blanks at its end; an escaped one would stay. */
function trimmed(line: string, single: boolean): string {
  const whole = line.endsWith('\r') ? line.slice(0, -1) : line;
  const kept = whole.replace(/[ \t]+$/, '');
  if (!single && kept !== whole && isEscaped(kept, kept.length)) throw new Unusual();
  return kept;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '"': '"',
  '\\': '\\',
  '/': '/',
  e: '\u001B',
  '0': '\0',
  ' ': ' ',
};

function unescaped(_: string, letter: string): string {
  const found = ESCAPES[letter];
  if (found === undefined) throw new Unusual();
  return found;
}
