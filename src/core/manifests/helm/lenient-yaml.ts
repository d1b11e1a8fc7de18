import type { FilePath } from '../../model/source.ts';
import { yamlFile } from '../../yaml/parse.ts';
import type { YamlFile } from '../../yaml/tree.ts';

/** Each try takes a whole reading; so many characters may be read in all. */
const MOST_READ = 2_000_000;

/**
 * YAML as Kubernetes and Helm read it: inside brackets, lines may stand as far to the left as they like, which YAML itself forbids.
 * Such lines are read as one; no place in the text moves by it.
 */
export function lenientYaml(path: FilePath, text: string): YamlFile {
  let lenient = text;
  let file = yamlFile({ path, text });
  for (let read = text.length; read < MOST_READ && file.problems.length > 0; read += text.length + 1000) {
    const joined = withOneLine(lenient, file.problems[0]!.at[0]);
    if (joined === undefined || joined === lenient) return file;
    lenient = joined;
    file = yamlFile({ path, text: lenient });
  }
  return file;
}

/** The brackets around an offset on one line; undefined where there are none. */
function withOneLine(text: string, offset: number): string | undefined {
  const open = openingBefore(text, offset);
  if (open < 0) return undefined;
  const close = closingBehind(text, open);
  if (close < 0) return undefined;
  return text.slice(0, open) + text.slice(open, close).replace(/[\r\n]/g, ' ') + text.slice(close);
}

function openingBefore(text: string, offset: number): number {
  let depth = 0;
  for (let at = Math.min(offset, text.length - 1); at >= 0; at--) {
    if (text[at] === ']' || text[at] === '}') depth++;
    else if ((text[at] === '[' || text[at] === '{') && --depth < 0) return at;
  }
  return -1;
}

const QUOTED = /"(?:[^"\\]|\\[^])*"|'[^']*'/y;

function closingBehind(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"' || character === "'") {
      QUOTED.lastIndex = at;
      at += Math.max(0, (QUOTED.exec(text)?.[0].length ?? 1) - 1);
    } else if (character === '[' || character === '{') depth++;
    else if ((character === ']' || character === '}') && --depth === 0) return at;
  }
  return -1;
}
