/** Keys that a line of YAML stands under, from the inside out. An item of a list stands under the list's key, however it is indented. */
export function keysAbove(text: string, offset: number): string[] {
  const lines = text.slice(0, offset).split('\n');
  const current = lines.pop() ?? '';
  let least = /^\s*/.exec(current)![0].length + (current.trimStart().startsWith('-') ? 1 : 0);
  const found: string[] = [];
  for (const line of lines.toReversed()) {
    const [, indent, key] = /^(\s*)["']?([\w./{}$-]+)["']?\s*:/.exec(line) ?? [];
    if (indent === undefined || key === undefined || indent.length >= least) continue;
    found.push(key);
    least = indent.length;
  }
  return found;
}
