/**
 * Which of these words stand at the beginning of a line, after blanks, a dash, a bracket or a quote: the keys of YAML and of JSON in lines.
 * One pass that skips from line to line tells all readers of a text at once whether there is something for them.
 */
export function lineKeys(words: Iterable<string>): (text: string) => ReadonlySet<string> {
  const byFirst: string[][] = [];
  for (const word of new Set(words)) (byFirst[word.charCodeAt(0)] ??= []).push(word);
  return text => {
    const found = new Set<string>();
    for (let start = 0; start >= 0 && start < text.length; start = nextLine(text, start)) {
      const at = keyStart(text, start);
      for (const word of byFirst[text.charCodeAt(at)] ?? []) if (text.startsWith(word, at)) found.add(word);
    }
    return found;
  };
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? -1 : end + 1;
}

/** Past what may stand before a key: a mark of the text's encoding too. */
function keyStart(text: string, start: number): number {
  for (let at = start; ; at++) {
    const code = text.charCodeAt(at);
    // Blank, tab, dash, [ { " ' and the byte order mark.
    if (code !== 32 && code !== 9 && code !== 45 && code !== 91 && code !== 123 && code !== 34 && code !== 39 && code !== 0xfeff) return at;
  }
}
