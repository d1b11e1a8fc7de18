import { lineEnd } from '../model/lines.ts';
/** Thrown inside the fast reading, and caught where it begins: the text needs the full parser. */
export class Unusual extends Error {}

export interface Read {
  readonly text: string;
  readonly end: number;
}

const SPACE = 32;
const isBreak = (code: number): boolean => code === 10 || code === 13 || Number.isNaN(code);
const TAB = 9;
const isBlank = (code: number): boolean => code === SPACE || code === TAB || isBreak(code);

/** A plain text up to a comment or the end of the line. Inside a list or map in brackets, their marks end it too. */
export function plainText(text: string, start: number, inFlow: boolean): Read {
  const first = text.charCodeAt(start);
  // Reserved marks, and those that open something else: , [ ] { } # & * ! | > ' " % @ `
  if (first === TAB || ',[]{}#&*!|>\'"%@`'.includes(text[start]!)) throw new Unusual();
  if ((first === 45 || first === 63 || first === 58) && isBlank(text.charCodeAt(start + 1))) throw new Unusual();
  const end = plainEnd(text, start, inFlow);
  return { text: text.slice(start, end), end };
}

/** Where a plain text ends on its line. */
export function plainEnd(text: string, start: number, inFlow: boolean): number {
  let at = start;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (isBreak(code)) break;
    if (code === 58 && (isBlank(text.charCodeAt(at + 1)) || (inFlow && ',[]{}'.includes(text[at + 1]!)))) break;
    if (code === 35 && (text.charCodeAt(at - 1) === SPACE || text.charCodeAt(at - 1) === TAB)) break;
    if (inFlow && (code === 44 || code === 91 || code === 93 || code === 123 || code === 125)) break;
  }
  while (at > start && (text.charCodeAt(at - 1) === SPACE || text.charCodeAt(at - 1) === TAB)) at--;
  return at;
}

export const isNull = (text: string): boolean => text === '' || text === '~' || text === 'null' || text === 'Null' || text === 'NULL';

const HEADER = /[|>]([+-]?)(\d?)([+-]?)(?:[ ]+#.*|[ ]*)(?=\r?\n|$)/y;

/** `|` and `>` texts. `parent` is the column of the block that they are in. */
export function blockText(text: string, start: number, parent: number): Read {
  HEADER.lastIndex = start;
  const header = HEADER.exec(text);
  if (!header || header[2]) throw new Unusual();
  const chomp = header[1] || header[3] || '';
  const lines: string[] = [];
  let indent = -1;
  let end = lineEnd(text, HEADER.lastIndex);
  let at = end + 1;
  for (; at < text.length; at = lineEnd(text, at) + 1) {
    const stop = lineEnd(text, at);
    let first = at;
    while (first < stop && text.charCodeAt(first) === SPACE) first++;
    if (first === stop || (text[first] === '\r' && first === stop - 1)) {
      if (indent >= 0 && first - at > indent) lines.push(text.slice(at + indent, first));
      else lines.push('');
      if (indent < 0 && first - at > parent + 1) throw new Unusual();
      continue;
    }
    if (indent < 0) indent = first - at;
    if (first - at < indent || indent <= parent) {
      if (first - at > parent) throw new Unusual();
      break;
    }
    if (text[first] === '\t' && first - at === indent && header[0].startsWith('>')) throw new Unusual();
    lines.push(text.slice(at + indent, text[stop - 1] === '\r' ? stop - 1 : stop));
    end = stop;
  }
  return { text: chomped(header[0].startsWith('|') ? lines : folded(lines), chomp), end: Math.max(end, Math.min(at, text.length) - 1) };
}

function chomped(lines: readonly string[], chomp: string): string {
  if (chomp === '+') throw new Unusual();
  let last = lines.length;
  while (last > 0 && lines[last - 1] === '') last--;
  if (last > 0 && /^ +$/.test(lines[last - 1]!)) throw new Unusual();
  const body = lines.slice(0, last).join('\n');
  return chomp === '-' || last === 0 ? body : `${body}\n`;
}

/** Lines of one paragraph become one line; an empty line parts paragraphs. Lines of their own indentation need the full parser. */
function folded(lines: readonly string[]): readonly string[] {
  const paragraphs: string[] = [];
  let empty = 0;
  for (const line of lines) {
    if (line.startsWith(' ') || line.startsWith('\t')) throw new Unusual();
    if (line === '') empty++;
    else {
      if (paragraphs.length === 0 && empty > 0) throw new Unusual();
      if (paragraphs.length > 0 && empty === 0) paragraphs[paragraphs.length - 1] += ` ${line}`;
      else paragraphs.push(...Array.from({ length: Math.max(0, empty - 1) }, () => ''), line);
      empty = 0;
    }
  }
  return paragraphs;
}
