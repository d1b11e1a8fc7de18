import type { FixEdit } from '../../../../src/server/impact/fixes/fix.ts';

/** A text after its edits, which do not overlap. */
export function edited(text: string, edits: readonly FixEdit[]): string {
  const last = edits.toSorted((a, b) => b.span[0] - a.span[0]);
  return last.reduce((now, { span: [start, end], text: put }) => now.slice(0, start) + put + now.slice(end), text);
}
