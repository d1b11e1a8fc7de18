import { lineEnd } from '../../model/lines.ts';
import type { Span } from '../../model/source.ts';

/** One instruction; `body` has the length that it has in the file, with comments and marks of continuation blanked, so offsets hold. */
export interface Instruction {
  readonly keyword: string;
  readonly body: string;
  /** Where the body begins in the file. */
  readonly start: number;
  readonly at: Span;
}

const KEYWORD = /[ \t]*(?:ONBUILD[ \t]+)?([A-Za-z]+)(?=[ \t\r\n\\`]|$)[ \t]*/y;

export function instructions(text: string): readonly Instruction[] {
  const escape = /^(?:\uFEFF)?(?:[ \t]*#.*\r?\n)*?[ \t]*#[ \t]*escape[ \t]*=[ \t]*`/i.test(text.slice(0, 2_000)) ? '`' : '\\';
  const found: Instruction[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const line = text.slice(start, lineEnd(text, start));
    if (isComment(line) || !line.trim()) {
      start += line.length + 1;
      continue;
    }
    const end = logicalEnd(text, start, escape);
    KEYWORD.lastIndex = start;
    const keyword = KEYWORD.exec(text)?.[1]?.toUpperCase();
    const from = Math.min(keyword === undefined ? start : KEYWORD.lastIndex, end);
    const body = text.slice(from, end);
    if (keyword !== undefined)
      found.push({ keyword, body: blanked(body, escape), start: from, at: [start + /^\s*/.exec(line)![0].length, end] });
    start = keyword === undefined ? end + 1 : afterHeredocs(text, end, body) + 1;
  }
  return found;
}

const isComment = (line: string): boolean => /^[ \t]*#/.test(line);

/** The end of the line on which an instruction ends; comments and empty lines between continued lines do not end it. */
function logicalEnd(text: string, start: number, escape: string): number {
  let end = lineEnd(text, start);
  let last = text.slice(start, end);
  while (end < text.length && (isComment(last) || !last.trim() || last.trimEnd().endsWith(escape))) {
    const next = lineEnd(text, end + 1);
    last = text.slice(end + 1, next);
    end = next;
  }
  return text[end - 1] === '\r' ? end - 1 : end;
}

function blanked(body: string, escape: string): string {
  if (!body.includes('\n')) return body;
  return body
    .split('\n')
    .map((line, index) => {
      if (index > 0 && isComment(line)) return ' '.repeat(line.length);
      const trimmed = line.trimEnd();
      return trimmed.endsWith(escape) ? `${trimmed.slice(0, -1)} `.padEnd(line.length) : line;
    })
    .join('\n');
}

const LONGEST_HEREDOC = 30_000;
const HEREDOC = /<<-?(["']?)([A-Za-z_]\w*)\1/g;

/** `RUN <<EOF … EOF`: the text up to the closing word belongs to the instruction and is not read. */
function afterHeredocs(text: string, end: number, body: string): number {
  let after = end;
  for (const [, , word] of body.includes('<<') ? body.matchAll(HEREDOC) : []) {
    const close = new RegExp(`^[ \\t]*${word}[ \\t]*\\r?$`, 'm').exec(text.slice(after, after + LONGEST_HEREDOC));
    if (close) after = lineEnd(text, after + close.index);
  }
  return lineEnd(text, after);
}
