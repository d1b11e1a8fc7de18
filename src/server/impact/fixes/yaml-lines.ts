/** A text of YAML as lines, for edits that leave everything else as it is written. */
export const indentOf = (line: string): number => line.length - line.trimStart().length;

const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === '' || line.trim().startsWith('#');

/** The lines of what begins at a line: itself and everything further in. Ends are not included. */
export function block(lines: readonly string[], start: number): readonly [start: number, end: number] {
  const indent = indentOf(lines[start] ?? '');
  let end = start + 1;
  for (let at = start + 1; at < lines.length && (isBlank(lines[at]) || indentOf(lines[at]!) > indent); at++)
    if (!isBlank(lines[at])) end = at + 1;
  return [start, end];
}

/** The line that a line stands under: the nearest above that is less far in. */
export function above(lines: readonly string[], at: number): number | undefined {
  const indent = indentOf(lines[at] ?? '');
  for (let line = at - 1; line >= 0; line--) if (!isBlank(lines[line]) && indentOf(lines[line]!) < indent) return line;
  return undefined;
}

/** Lines that stand side by side with a line, under the same key. */
export function beside(lines: readonly string[], at: number): readonly number[] {
  const indent = indentOf(lines[at] ?? '');
  const top = above(lines, at);
  const [first, last] = top === undefined ? [0, lines.length] : block(lines, top);
  return lines.flatMap((line, number) =>
    number > (top ?? -1) && number >= first && number < last && !isBlank(line) && indentOf(line) === indent ? [number] : [],
  );
}

export const keyOf = (line: string): string | undefined => /^\s*(?:- )?\s*["']?([^"':#{}[\]]+?)["']?\s*:(?=\s|$)/.exec(line)?.[1];
