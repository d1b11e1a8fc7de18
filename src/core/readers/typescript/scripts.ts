import { blanked } from '../../model/lines.ts';
import type { FilePath } from '../../model/source.ts';

const SCRIPT = /\.([cm]?[jt]s|[jt]sx|vue)$/;
const NOT_WRITTEN = /(^|\/)node_modules\/|\.min\.js$/;

export const isScript = (path: FilePath): boolean => SCRIPT.test(path) && !NOT_WRITTEN.test(path);

/** Texts beyond these are made by machines, and the compiler follows brackets and chains by recursion. */
const DEEPEST = 400;
const LONGEST_CHAIN = 1_000;
const LONGEST = 1_000_000;

const [SMALL_A, SMALL_Z, HIGHEST] = [code('a'), code('z'), code('}')];
const OPENS = new Set([...'([{'].map(code));
const CLOSES = new Set([...')]}'].map(code));
const LINKS = new Set([...'.([?`'].map(code));
const ENDS = new Set([...';,{}'].map(code));

export function isReadable(text: string): boolean {
  if (text.length > LONGEST) return false;
  let depth = 0;
  let chain = 0;
  for (let at = 0; at < text.length && depth <= DEEPEST && chain <= LONGEST_CHAIN; at++) {
    const letter = text.charCodeAt(at);
    if (letter > HIGHEST || (letter >= SMALL_A && letter <= SMALL_Z)) continue;
    if (OPENS.has(letter)) depth++;
    else if (CLOSES.has(letter)) depth--;
    if (LINKS.has(letter)) chain++;
    else if (ENDS.has(letter)) chain = 0;
  }
  return depth <= DEEPEST && chain <= LONGEST_CHAIN;
}

/** The scripts of a Vue component, each at its own offset: all else becomes blanks. */
export function scriptOf(path: FilePath, text: string): string {
  if (!path.endsWith('.vue')) return text;
  let script = '';
  for (let at = text.indexOf('<script'); at >= 0; at = text.indexOf('<script', script.length)) {
    const start = text.indexOf('>', at) + 1;
    const end = text.indexOf('</script>', start);
    if (start === 0 || end < 0) break;
    script += blanked(text.slice(script.length, start)) + text.slice(start, end);
  }
  return script + blanked(text.slice(script.length));
}

function code(letter: string): number {
  return letter.charCodeAt(0);
}
