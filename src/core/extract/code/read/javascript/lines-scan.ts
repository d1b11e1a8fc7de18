const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

const WORDS: ReadonlyMap<number, readonly string[]> = new Map(
  ['import', 'export', 'enum', 'const', 'static', 'public', 'declare'].map((word, _, words) => [
    word.charCodeAt(0),
    words.filter(other => other[0] === word[0]),
  ]),
);

/**
 * Where lines begin that begin with a word of a declaration. What is looked for stands on such lines alone, so the text is walked once
 * and the patterns are tried at these places, not at every character.
 */
export function declarationLines(text: string): number[] {
  const lines: number[] = [];
  let start = 0;
  for (;;) {
    let at = start;
    let code = text.charCodeAt(at);
    while (isBlank(code)) code = text.charCodeAt(++at);
    // All the words begin with one of these letters.
    if (code >= 0x63 && code <= 0x73 && WORDS.get(code)?.some(word => text.startsWith(word, at))) lines.push(start);
    const end = text.indexOf('\n', at);
    if (end < 0) break;
    start = end + 1;
  }
  return lines;
}

/** What a sticky pattern finds at the lines, each behind the one before. */
export function* foundAt(pattern: RegExp, text: string, lines: readonly number[]): Generator<RegExpExecArray> {
  let end = 0;
  for (const line of lines) {
    if (line < end) continue;
    pattern.lastIndex = line;
    const found = pattern.exec(text);
    if (!found) continue;
    end = found.index + found[0].length;
    yield found;
  }
}
