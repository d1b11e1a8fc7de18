import { refuse } from './failure.ts';
import { scalar, type Node, type ScalarNode } from './node.ts';
import { sliced, tracedScalar, type Traced } from './traced.ts';

interface Word {
  readonly start: number;
  text: string;
}

interface Quoting {
  double: boolean;
  single: boolean;
  back: boolean;
  dollar: boolean;
}

/** The words of a command line as compose splits it: no shell runs, and what follows an unquoted `;`, `&`, `|`, `<` or `>` is dropped. */
export function shellWords(line: Traced, node: Node): readonly ScalarNode[] {
  const { text } = line;
  const words: ScalarNode[] = [];
  const quoting: Quoting = { double: false, single: false, back: false, dollar: false };
  let word: Word | undefined;
  let at = 0;
  const close = (end: number): void => {
    if (word) words.push(scalar(word.text, tracedScalar(sliced(line, word.start, end), node.origins).origins));
    word = undefined;
  };
  for (; at < text.length; at++) {
    const character = text[at]!;
    const begun: Word = word ?? { start: at, text: '' };
    if (character === '\\' && !quoting.single) {
      if (++at >= text.length) return refuseOpen(node);
      begun.text += ESCAPED[text[at]!] ?? text[at]!;
      word = begun;
    } else if (isBlank(character) && !isQuoted(quoting)) close(at);
    else if (ENDS.has(character) && !isQuoted(quoting)) {
      if (character === '>' && word && /^\d/.test(word.text)) word = undefined;
      break;
    } else {
      const kept = quoted(character, quoting, begun.text);
      if (kept === 'refused') return refuseOpen(node);
      word = begun;
      if (kept === 'kept') word.text += character;
    }
  }
  close(at);
  if (isQuoted(quoting)) return refuseOpen(node);
  return words;
}

const ESCAPED: Readonly<Record<string, string>> = { t: '\t', n: '\n' };
const ENDS: ReadonlySet<string> = new Set([';', '&', '|', '<', '>']);
const isBlank = (character: string): boolean => ' \t\r\n'.includes(character);
const isQuoted = ({ double, single, back, dollar }: Quoting): boolean => double || single || back || dollar;

/** Whether a character is part of the word; quotes are not, and brackets only after a dollar sign. */
function quoted(character: string, quoting: Quoting, before: string): 'kept' | 'dropped' | 'refused' {
  const { double, single, back, dollar } = quoting;
  if (character === '`' && !single && !double && !dollar) quoting.back = !back;
  else if (character === ')' && !single && !double && !back) quoting.dollar = !dollar;
  else if (character === '(' && !single && !double && !back) {
    if (dollar || !before.endsWith('$')) return 'refused';
    quoting.dollar = true;
  } else if (character === '"' && !single && !dollar) {
    quoting.double = !double;
    return 'dropped';
  } else if (character === "'" && !double && !dollar) {
    quoting.single = !single;
    return 'dropped';
  }
  return 'kept';
}

const refuseOpen = (node: Node): never => refuse('The command line has a quote or bracket that is not closed.', node);
