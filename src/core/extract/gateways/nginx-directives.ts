import type { Span } from '../../model/source.ts';

export interface Word {
  readonly text: string;
  readonly at: Span;
}

/** One directive with the blocks around it, outermost first: `proxy_pass http://a;` in `['server', 'location /api']`. */
export interface Directive {
  readonly name: string;
  readonly words: readonly Word[];
  readonly at: Span;
  readonly blocks: readonly string[];
  /** Where each of them is written, without its bracket. */
  readonly heads: readonly Span[];
  /** Where these blocks begin, for those that are written alike. */
  readonly within: readonly number[];
}

/** Blank and comment, template statement, quoted or plain word (which may hold `${X}` and `{{ x }}`), or one sign. */
const TOKEN =
  /(?:\s+|#[^\n]*)+|\{%[^]*?(?:%\}|$)|"((?:[^"\\]|\\[^])*)"?|'((?:[^'\\]|\\[^])*)'?|((?:\$\{[^}\n]{0,400}\}|\{\{[^}\n]{0,400}\}\}|[^\s;{}"'])+)|[;{}]/g;
const BLANK = /^[\s#]/;
/** Deeper blocks than this are no configuration. */
const DEEPEST = 32;

/** Directives of nginx's syntax, in written order. Total: what is not closed ends with the text. */
export function nginxDirectives(text: string): readonly Directive[] {
  const found: Directive[] = [];
  const blocks: string[] = [];
  const heads: Span[] = [];
  const within: number[] = [];
  let words: Word[] = [];
  let lua = 0;
  const finish = (end: number): Directive | undefined => {
    const [name, ...rest] = words;
    words = [];
    return name && { name: name.text, words: rest, at: [name.at[0], end], blocks: [...blocks], heads: [...heads], within: [...within] };
  };
  for (const token of text.matchAll(TOKEN)) {
    const [whole, double, single, bare] = token;
    if (lua > 0) {
      lua += whole === '{' ? 1 : whole === '}' ? -1 : 0;
      continue;
    }
    const end = token.index + whole.length;
    if (whole === '{' || whole === '}' || whole === ';') {
      const directive = finish(end);
      if (directive) found.push(directive);
      if (whole === '{' && directive?.name.endsWith('_by_lua_block')) lua = 1;
      else if (whole === '{' && blocks.length < DEEPEST) {
        blocks.push(directive ? [directive.name, ...directive.words.map(word => word.text)].join(' ') : '');
        heads.push(directive ? [directive.at[0], (directive.words.at(-1) ?? directive).at[1]] : [token.index, token.index]);
        within.push(end);
      } else if (whole === '}') {
        blocks.pop();
        heads.pop();
        within.pop();
      }
    } else if (!BLANK.test(whole) && !whole.startsWith('{%')) {
      words.push({ text: double ?? single ?? bare ?? whole, at: [token.index, end] });
    }
  }
  const last = finish(text.length);
  return last ? [...found, last] : found;
}
