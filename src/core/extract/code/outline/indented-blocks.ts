import type { Span } from '../../../model/source.ts';
import { closingOf } from './masked.ts';
import type { Block } from './outline.ts';

const HEAD = /^([ \t]*)((?:async[ \t]+)?(?:def|for|while|try|except|finally|if|elif|else|with)\b)([ \t]*\w*)/gm;

const KINDS: Readonly<Record<string, Block['kind']>> = { def: 'function', for: 'loop', while: 'loop', try: 'try', except: 'catch' };

/** Blocks of Python: a head that ends with a colon, and the lines below it that are further in. */
export function indentedBlocks(code: string): readonly Block[] {
  return [...code.matchAll(HEAD)].flatMap((found): readonly Block[] => {
    const [, indent = '', keyword = '', name = ''] = found;
    const start = found.index + indent.length;
    const colon = colonAfter(code, start + keyword.length);
    if (colon === undefined) return [];
    const word = keyword.split(/\s+/).at(-1)!;
    const body = bodyAfter(code, colon + 1, indent.length);
    return [
      {
        kind: KINDS[word] ?? 'branch',
        head: [start, colon],
        body,
        ...(word === 'def' && { name: name.trim() }),
        ...(word === 'def' && keyword.startsWith('async') && { async: true }),
      },
    ];
  });
}

function colonAfter(code: string, from: number): number | undefined {
  for (let at = from; at < code.length; at++) {
    const letter = code[at]!;
    if (letter === '(' || letter === '[' || letter === '{') at = closingOf(code, at);
    else if (letter === ':') return at;
    else if (letter === '\n' && code[at - 1] !== '\\') return undefined;
  }
  return undefined;
}

const LINE = /[^\n]*(?:\n|$)/y;

function bodyAfter(code: string, start: number, indent: number): Span {
  LINE.lastIndex = start;
  const first = LINE.exec(code)?.[0] ?? '';
  let end = start + first.length;
  if (first.trim() !== '') return [start, end];
  while (end < code.length) {
    LINE.lastIndex = end;
    const line = LINE.exec(code)?.[0] ?? '';
    if (line === '') break;
    const text = line.trimStart();
    if (text !== '' && line.length - text.length <= indent && !/^[)\]}]/.test(text)) break;
    end += line.length;
  }
  return [start, end];
}
