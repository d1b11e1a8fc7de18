import { hunks, type Hunk } from '../../../core/impact/hunks.ts';
import { lineStarts } from '../../../core/model/lines.ts';
import type { ChangeDocument } from '../../../core/impact/document.ts';
import { short, type BothTexts, type ImpactFix } from './fix.ts';

/** What stood here, as it was: the lines that changed together with the one in question. Pure. */
export function restore(change: Pick<ChangeDocument, 'element' | 'line' | 'side'>, texts: BothTexts): ImpactFix | undefined {
  const hunk = hunkOf(change, texts);
  if (!hunk) return undefined;
  const title =
    change.side === 'before' ? `Restore ${short(change.element)} as it was` : `Take back the change of ${short(change.element)}`;
  return { title, edits: [reverted(hunk, texts, texts.before.split('\n').slice(...hunk.before))] };
}

export function hunkOf({ line, side }: Pick<ChangeDocument, 'line' | 'side'>, { before, now }: BothTexts): Hunk | undefined {
  const all = hunks(before.split('\n'), now.split('\n'));
  return all.find(hunk => {
    const [start, end] = side === 'before' ? hunk.before : hunk.after;
    return start <= line - 1 && line - 1 < end;
  });
}

/** The edit that puts lines in the place of what a hunk has now. */
export function reverted({ after: [start, end] }: Hunk, { now }: BothTexts, lines: readonly string[]): ImpactFix['edits'][number] {
  const starts = lineStarts(now);
  const text = lines.join('\n');
  // Behind the last line there is no line break to keep; the one before goes with it.
  if (end >= starts.length)
    return start === 0
      ? { span: [0, now.length], text }
      : { span: [(starts[start] ?? now.length + 1) - 1, now.length], text: lines.length > 0 ? `\n${text}` : '' };
  return { span: [starts[start]!, starts[end]!], text: lines.length > 0 ? `${text}\n` : '' };
}
