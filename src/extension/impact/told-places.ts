/** A line of a file as a test runner tells it; the path is as it is written, the line from 1. */
export interface ToldPlace {
  readonly path: string;
  readonly line: number;
  readonly column?: number;
  /** What was said there. */
  readonly said: string;
}

/** No runner tells a place in a longer line or word. */
const LONGEST_LINE = 2000;
const LONGEST_WORD = 500;
const MOST = 40;
/** Some say what is wrong before they say where, others after it. */
const BEFORE = 8;
const AFTER = 12;

const ESCAPES = new RegExp(String.raw`\u001b\[[\d;?]*[A-Za-z]`, 'g');
const IN_PYTHON = /^\s*File "([^"]+)", line (\d+)/;
const IN_DOTNET = /\bin (\S[^:]*\.\w+):line (\d+)/;
const WORD = /^(?:file:\/\/)?((?:[A-Za-z]:)?[^:]+\.[A-Za-z]\w{0,9}):(\d+)(?::(\d+))?:?$/;

/** Lines of files in what a test runner said, in the order in which it said them: `src/a.ts:3:5`, `File "a.py", line 3`, `in A.cs:line 3`. Pure and total. */
export function toldPlaces(output: string): readonly ToldPlace[] {
  const lines = output.replace(ESCAPES, '').split(/\r?\n/);
  const found: ToldPlace[] = [];
  for (const [at, line] of lines.entries()) {
    if (found.length >= MOST) break;
    if (line.length > LONGEST_LINE) continue;
    const places = placesIn(line);
    if (places.length === 0) continue;
    const said = lines
      .slice(Math.max(0, at - BEFORE), at + AFTER)
      .join('\n')
      .trim();
    found.push(...places.map(place => ({ ...place, said })));
  }
  return found;
}

function placesIn(line: string): readonly Omit<ToldPlace, 'said'>[] {
  const named = IN_PYTHON.exec(line) ?? IN_DOTNET.exec(line);
  if (named) return [{ path: named[1]!, line: Number(named[2]) }];
  return line.split(/[\s()'"`[\]<>,]+/).flatMap(word => {
    const [, path, number, column] = (word.length > LONGEST_WORD ? null : WORD.exec(word)) ?? [];
    if (path === undefined) return [];
    return [{ path: path.replace(/^\.[\\/]/, ''), line: Number(number), ...(column !== undefined && { column: Number(column) }) }];
  });
}
