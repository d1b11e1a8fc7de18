/**
 * The text with the top-level statement around `at` replaced by spaces, so that every other offset stays true.
 * A line that starts in the first column with something other than a closing bracket is taken for the start of a statement.
 */
export function withoutBroken(text: string, at: number): string {
  const start = statementBefore(text, at);
  const end = statementAfter(text, Math.max(at, start + 1));
  return text.slice(0, start) + text.slice(start, end).replaceAll(/[^\r\n]/g, ' ') + text.slice(end);
}

const STARTS = /^[A-Za-z_$@(['"`]/;

function statementBefore(text: string, at: number): number {
  let line = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
  // A search from before the text's start would find a line break at 0 again and again.
  while (line > 1 && !STARTS.test(text.slice(line, line + 1))) line = text.lastIndexOf('\n', line - 2) + 1;
  return line;
}

function statementAfter(text: string, at: number): number {
  let line = text.indexOf('\n', at) + 1;
  while (line > 0 && !STARTS.test(text.slice(line, line + 1))) line = text.indexOf('\n', line) + 1;
  return line > 0 ? line : text.length;
}
