import type { Span } from '../../../model/source.ts';
import type { Language } from '../syntax.ts';
import { closingOf } from './masked.ts';
import type { Block } from './outline.ts';

/** An open bracket: where it stands, and where the statement or argument inside it began. */
interface Frame {
  readonly open: number;
  readonly bracket: string;
  from: number;
}

/** Blocks in braces; what a block is, is told by what stands before its brace. One walk over the text. */
export function braceBlocks(code: string, language: Language): readonly Block[] {
  const found: Block[] = [];
  const frames: Frame[] = [{ open: -1, bracket: '{', from: 0 }];
  const heads: (Pick<Block, 'kind' | 'head' | 'name' | 'async'> | undefined)[] = [undefined];
  for (let at = 0; at < code.length; at++) {
    const sign = code.charCodeAt(at);
    if ((sign >= 97 && sign <= 122) || sign === 32 || !isTelling(sign)) continue;
    const letter = code[at]!;
    const frame = frames.at(-1)!;
    if (letter === '(' || letter === '[' || letter === '{') {
      heads.push(letter === '{' ? headOf(code, [Math.max(frame.from, at - MOST_HEAD), at], language) : undefined);
      frames.push({ open: at, bracket: letter, from: at + 1 });
    } else if ((letter === ')' || letter === ']' || letter === '}') && frames.length > 1) {
      const { open } = frames.pop()!;
      const head = heads.pop();
      if (head) found.push({ ...head, body: [open, at + 1] });
      if (letter === '}') frames.at(-1)!.from = at + 1;
    } else if (language === 'Go' ? letter === '\n' : letter === ';' || (letter === ',' && frame.bracket !== '{')) frame.from = at + 1;
  }
  return language === 'Go' ? found : [...found, ...bareLoops(code), ...bareArrows(code, language)];
}

/** `( ) [ ] { } ; ,` and the end of a line: nearly all letters are none of them. */
const isTelling = (code: number): boolean =>
  code === 40 || code === 41 || code === 91 || code === 93 || code === 123 || code === 125 || code === 59 || code === 44 || code === 10;

const MOST_HEAD = 1200;

type Head = Pick<Block, 'kind' | 'head' | 'name' | 'async'>;

function headOf(code: string, [from, to]: Span, language: Language): Head | undefined {
  const text = code.slice(from, to);
  const head = (kind: Block['kind'], start: number, more: Partial<Head> = {}): Head => ({ kind, head: [from + start, to], ...more });
  if (language === 'Go') return goHead(text, head);
  const [wordAt, word] = nameBefore(text, text.length);
  // An object or a type stands behind a sign, and a block behind a word or a bracket.
  if (word === '' && !/[)>\]]\s*$/.test(text.slice(-40))) return undefined;
  const plain = PLAIN.get(word);
  if (plain) return head(plain, wordAt);
  if (text.trimEnd().endsWith('=>')) return arrowHead(text, head);
  const open = openingOf(text);
  if (open === undefined) return undefined;
  const before = text.slice(0, open);
  const end = ending(before, MOST_KEYWORD);
  const keyword = KEYWORD.exec(end);
  if (keyword) return head(KIND[keyword[1]!] ?? 'branch', before.length - end.length + keyword.index);
  const [start, name] = nameBefore(text, open);
  return NO_METHOD.test(before.slice(-MOST_NAME))
    ? undefined
    : head('function', start, named(name, /\basync\b/.exec(before.slice(-MOST_NAME))?.[0]));
}

/** `new Order()` with a body makes an object, and a class with parameters is one. */
const NO_METHOD = /\b(?:new|return|class|interface|record)\s+[\w.$]*\s*$/;
const MOST_NAME = 80;

/** The word that ends before a place, with its type parameters passed over, and where it begins. */
function nameBefore(text: string, end: number): readonly [number, string] {
  let at = end;
  while (at > 0 && isSpace(text, at - 1)) at--;
  if (text[at - 1] === '>') at = Math.max(0, text.lastIndexOf('<', at));
  const stop = at;
  while (at > 0 && isWord(text.charCodeAt(at - 1))) at--;
  return [at, text.slice(at, stop)];
}

const isSpace = (text: string, at: number): boolean => text[at] === ' ' || text[at] === '\n' || text[at] === '\t' || text[at] === '\r';

/** Letters, digits, `_` and `$`. */
/** Letters, digits, `_` and `$`. */
export const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36;

/** Blocks that a word alone begins. */
const PLAIN: ReadonlyMap<string, Block['kind']> = new Map([
  ['try', 'try'],
  ['do', 'loop'],
  ['else', 'branch'],
  ['finally', 'branch'],
  ['catch', 'catch'],
]);
const KIND: Readonly<Record<string, Block['kind']>> = { for: 'loop', foreach: 'loop', while: 'loop', catch: 'catch', try: 'try' };
const MOST_KEYWORD = 40;
const KEYWORD = /\b(for|foreach|while|if|switch|catch|with|using|lock|synchronized|try)\s*(?:await\s*)?$/;

const named = (name: string | undefined, async: string | undefined): Partial<Head> => ({
  ...(name && { name }),
  ...(async?.startsWith('async') && { async: true }),
});

/** `async (req, res): Promise<void> =>`, `next =>`, with the name that it is given to. */
function arrowHead(text: string, head: (kind: Block['kind'], start: number, more?: Partial<Head>) => Head): Head {
  const written = text.trimEnd().slice(0, -2);
  const open = openingOf(written) ?? /[\w$]+\s*$/.exec(written)?.index ?? 0;
  const before = ending(text.slice(0, open), MOST_GIVEN);
  const given = GIVEN.exec(before);
  return head('function', open - before.length + (given?.index ?? before.length), named(given?.[1] ?? given?.[2], given?.[3]));
}

const MOST_GIVEN = 300;
const GIVEN = /(?:([\w$]+)\s*(?::[^=;{}]{0,120})?=\s*|([\w$]+)\s*:\s*)?(\basync\s*)?(?:<[^<>]*>\s*)?$/;

/** An expression that ends with a text is looked for from every place on, so only in the end. */
const ending = (text: string, most: number): string => (text.length > most ? text.slice(-most) : text);

function goHead(text: string, head: (kind: Block['kind'], start: number, more?: Partial<Head>) => Head): Head | undefined {
  const func = !text.includes('func')
    ? null
    : /\bfunc\s*(?:\([^()]*\)\s*)?(\w*)\s*(?:\[[^\]]*\]\s*)?\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)[^{}]*$/.exec(text);
  if (func) return head('function', func.index, named(func[1], undefined));
  const keyword = /(?:^|[\n;{}:])\s*(for|if|else|switch|select)\b[^\n]*$/.exec(text);
  return keyword ? head(keyword[1] === 'for' ? 'loop' : 'branch', keyword.index + keyword[0].indexOf(keyword[1]!)) : undefined;
}

/** The opening bracket of the parameters or the condition that the head ends with, with what a language puts behind it. */
function openingOf(text: string): number | undefined {
  const last = text.lastIndexOf(')');
  if (last < 0 || !BEHIND_BRACKET.test(text.slice(last))) return undefined;
  let depth = 0;
  for (let at = last; at >= 0; at--) {
    if (text[at] === ')') depth++;
    else if (text[at] === '(' && --depth === 0) return at;
  }
  return undefined;
}

const BEHIND_BRACKET = /^\)\s*(?::\s*[^(){}=;]{1,200}|throws\s+[\w.,\s]{1,200}|where\s+[\w\s:,<>]{1,200})?\s*$/;

/** Loops with one statement and no braces. */
const bareLoops = (code: string): readonly Block[] =>
  [...code.matchAll(/\b(?:for|foreach|while)\s*(?:await\s*)?(?=\()/g)].flatMap((found): readonly Block[] => {
    const end = closingOf(code, found.index + found[0].length) + 1;
    const next = /\S/.exec(code.slice(end, end + 200));
    if (!next || next[0] === '{' || next[0] === ';') return [];
    return [{ kind: 'loop', head: [found.index, end], body: [end, endOfStatement(code, end)] }];
  });

/** Functions whose body is an expression: `id => fetch(id)`. */
function bareArrows(code: string, language: Language): readonly Block[] {
  if (!language.endsWith('Script')) return [];
  const found: Block[] = [];
  for (let arrow = code.indexOf('=>'); arrow >= 0; arrow = code.indexOf('=>', arrow + 2)) {
    let start = arrow + 2;
    while (isSpace(code, start)) start++;
    if (code[start] === '{') continue;
    let end = arrow;
    while (end > 0 && isSpace(code, end - 1)) end--;
    const from = code[end - 1] === ')' ? openingBefore(code, end - 1) : nameBefore(code, end)[0];
    const isAsync = /\basync\s*$/.test(code.slice(Math.max(0, from - 10), from));
    found.push({ kind: 'function', head: [from, start], body: [start, endOfStatement(code, start)], ...(isAsync && { async: true }) });
  }
  return found;
}

const MOST_PARAMETERS = 400;

function openingBefore(code: string, close: number): number {
  let depth = 0;
  for (let at = close; at >= 0 && close - at < MOST_PARAMETERS; at--) {
    if (code[at] === ')') depth++;
    else if (code[at] === '(' && --depth === 0) return at;
  }
  return close;
}

/** Letters outside of brackets; so that a text of nothing but arrows is read in linear time. */
const MOST_STATEMENT = 600;

function endOfStatement(code: string, from: number): number {
  let at = from;
  for (let letters = 0; at < code.length && letters < MOST_STATEMENT; at++, letters++) {
    const letter = code[at]!;
    if (letter === '(' || letter === '[' || letter === '{') at = closingOf(code, at);
    else if (/[;,)\]}]/.test(letter)) return at;
    else if (letter === '\n' && at > from && !/^\s*(?:[.?:&|+]|$)/.test(code.slice(at, at + 80))) return at;
  }
  return Math.min(at, code.length);
}
