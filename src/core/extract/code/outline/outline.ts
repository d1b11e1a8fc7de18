import type { Source, Span } from '../../../model/source.ts';
import type { Language } from '../syntax.ts';
import { braceBlocks } from './brace-blocks.ts';
import { indentedBlocks } from './indented-blocks.ts';
import { masked } from './masked.ts';

/** A part of code that is run as one: the control flow that the syntax tree leaves out. */
export interface Block {
  readonly kind: 'function' | 'loop' | 'try' | 'catch' | 'branch';
  /** What stands before the body: `for (const id of ids)`, `async function place(req, res)`. */
  readonly head: Span;
  readonly body: Span;
  /** Of a function that has one. */
  readonly name?: string;
  readonly async?: true;
}

/** A file as its blocks, outer before inner. */
export interface Outline {
  readonly source: Source;
  readonly language: Language;
  /** The text without comments and the insides of texts; offsets hold. Like the blocks it is made when it is first asked for. */
  readonly code: string;
  readonly blocks: readonly Block[];
}

/** Pure and total: brackets that do not match end with the text. */
export function outlineOf(source: Source, language: Language): Outline {
  let code: string | undefined;
  let blocks: readonly Block[] | undefined;
  return {
    source,
    language,
    get code() {
      return (code ??= masked(source.text, language));
    },
    get blocks() {
      const found = blocks ?? (language === 'Python' ? indentedBlocks(this.code) : braceBlocks(this.code, language));
      return (blocks ??= found.toSorted((a, b) => a.head[0] - b.head[0] || b.body[1] - a.body[1]));
    },
  };
}

const holds = ({ head, body }: Block, at: number): boolean => head[0] <= at && at < body[1];

/** The blocks around a place, innermost last. */
export const blocksAround = ({ blocks }: Outline, at: number): readonly Block[] => blocks.filter(block => holds(block, at));

export const functionAround = (outline: Outline, at: number): Block | undefined =>
  outline.blocks.findLast(block => block.kind === 'function' && holds(block, at));

/** The loops around a place inside its own function. */
export function loopsAround(outline: Outline, at: number): readonly Block[] {
  const around = blocksAround(outline, at);
  const own = around.findLastIndex(({ kind }) => kind === 'function');
  return around.slice(own + 1).filter(({ kind, body }) => kind === 'loop' && body[0] <= at);
}

export const textIn = ({ code }: Outline, [start, end]: Span): string => code.slice(start, end);
