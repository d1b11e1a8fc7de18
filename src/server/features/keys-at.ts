/** The keys that what is written at the end of a YAML text belongs to, from the outermost on; the rest of the text may be unfinished. Pure. */
export function keysAt(text: string): readonly string[] {
  const lines = text.split('\n');
  const line = lines.pop()!;
  return [...keysAbove(lines, columnOf(line)), ...keysInBrackets(line)];
}

function keysAbove(lines: readonly string[], column: number): string[] {
  const keys: string[] = [];
  let inner = column;
  for (const line of lines.toReversed()) {
    if (/^\s*(#|$)/.test(line) || columnOf(line) >= inner) continue;
    const [, key] = /^\s*(?:- +)?([\w-]+):\s*(?:#.*)?$/.exec(line) ?? [];
    if (key !== undefined) keys.unshift(key);
    inner = columnOf(line);
  }
  return keys;
}

/** Keys whose braces or brackets are still open; one without a key is an item. */
function keysInBrackets(line: string): string[] {
  const open: (string | undefined)[] = [];
  for (const { 0: bracket, index } of line.matchAll(/[{}[\]]/g)) {
    if (bracket === '}' || bracket === ']') open.pop();
    else open.push(/([\w-]+):\s*$/.exec(line.slice(0, index))?.[1]);
  }
  return open.filter(key => key !== undefined);
}

/** Of an item of a list, what stands after its dash counts. */
const columnOf = (line: string): number => /^\s*(?:- +)?/.exec(line)![0].length;
