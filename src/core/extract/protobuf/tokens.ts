import type { Span } from '../../model/source.ts';

const TOKEN = /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"((?:[^"\\\n]|\\.)*)"?|'((?:[^'\\\n]|\\.)*)'?|[\w.]+|[^\s\w]/g;

export interface Token {
  readonly text: string;
  readonly quoted: boolean;
  readonly at: Span;
}

/** The words, signs and texts of a `.proto` file, without its comments. */
export function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(TOKEN)]
    .filter(({ 0: whole }) => !whole.startsWith('//') && !whole.startsWith('/*'))
    .map(match => {
      const quoted = match[1] ?? match[2];
      return { text: quoted ?? match[0], quoted: quoted !== undefined, at: [match.index, match.index + match[0].length] };
    });
}
