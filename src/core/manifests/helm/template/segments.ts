import type { Span } from '../../../model/source.ts';
import { TemplateSyntaxError } from './syntax-error.ts';
import { actionTokens, type Token } from './tokens.ts';

/** A template is text and actions in turn; comments are gone, and text is already trimmed by the markers beside it. */
export type Segment =
  | { readonly kind: 'text'; readonly at: Span }
  | { readonly kind: 'action'; readonly at: Span; readonly tokens: readonly Token[] };

export function segments(text: string): readonly Segment[] {
  const found: Segment[] = [];
  let from = 0;
  let trimmed = false;
  for (;;) {
    const open = text.indexOf('{{', from);
    const action = open < 0 ? undefined : actionAt(text, open);
    const at = textSpan(text, [from, open < 0 ? text.length : open], { left: trimmed, right: action?.trimsLeft ?? false });
    if (at[0] < at[1]) found.push({ kind: 'text', at });
    if (!action) return found;
    if (action.tokens.length > 0) found.push({ kind: 'action', at: [open, action.end], tokens: action.tokens });
    from = action.end;
    trimmed = action.trimsRight;
  }
}

interface Action {
  readonly tokens: readonly Token[];
  readonly end: number;
  readonly trimsLeft: boolean;
  readonly trimsRight: boolean;
}

const OPEN = /\{\{(?:-(?=[ \t\r\n]))?/y;
const COMMENT = /[ \t\r\n]*\/\*[^]*?\*\/([ \t\r\n]+-)?\}\}/y;

function actionAt(text: string, open: number): Action {
  OPEN.lastIndex = open;
  const trimsLeft = OPEN.exec(text)![0].endsWith('-');
  const inside = open + (trimsLeft ? 3 : 2);
  const afterBlanks = trimsLeft ? inside + /^[ \t\r\n]*/.exec(text.slice(inside, inside + 1000))![0].length : inside;
  if (text.startsWith('/*', afterBlanks)) {
    COMMENT.lastIndex = afterBlanks;
    const comment = COMMENT.exec(text);
    if (!comment) throw new TemplateSyntaxError('a comment is not closed with */}}', open);
    return { tokens: [], end: COMMENT.lastIndex, trimsLeft, trimsRight: comment[1] !== undefined };
  }
  const tokens = actionTokens(text, inside);
  const close = tokens.at(-1)!;
  if (tokens.length === 1) throw new TemplateSyntaxError('an action is empty', open);
  return { tokens, end: close.at[1], trimsLeft, trimsRight: close.text !== '}}' };
}

/** Trimming takes every blank and line break up to the next visible character. */
function textSpan(text: string, [start, end]: Span, { left, right }: { readonly left: boolean; readonly right: boolean }): Span {
  let first = start;
  let last = end;
  if (left) while (first < last && isBlank(text.charCodeAt(first))) first++;
  if (right) while (last > first && isBlank(text.charCodeAt(last - 1))) last--;
  return [first, last];
}

const isBlank = (code: number): boolean => code === 32 || code === 9 || code === 10 || code === 13;
