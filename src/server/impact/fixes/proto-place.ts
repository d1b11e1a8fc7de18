import { fullName, type ProtoDeclared, type ProtoText } from './proto-declared.ts';
import type { FixEdit } from './fix.ts';

/** Where something that is gone would stand: behind what stood before it and still does, else first in what it stood in. */
export function insertion(
  gone: ProtoDeclared,
  { before, now }: { readonly before: ProtoText; readonly now: ProtoText },
  lines: readonly string[],
): FixEdit | undefined {
  const siblings = before.all.filter(({ parent, statement }) => parent === gone.parent && statement[0] < gone.statement[0]);
  const left = siblings.toReversed().flatMap(one => same(one, now) ?? [])[0];
  if (left) return behind(left.statement[1], now.text, lines);
  const parent = now.all.find(one => fullName(one) === gone.parent);
  if (parent) return behind(now.text.indexOf('{', parent.at[1] - 1) + 1, now.text, lines);
  // At the top of the file nothing holds it.
  return isAtTop(gone, before) ? { span: [now.text.length, now.text.length], text: `\n${lines.join('\n')}\n` } : undefined;
}

export const same = (one: ProtoDeclared, { all }: ProtoText): ProtoDeclared | undefined =>
  all.find(other => other.kind === one.kind && fullName(other) === fullName(one));

const isAtTop = ({ parent }: ProtoDeclared, { all }: ProtoText): boolean => !all.some(one => fullName(one) === parent);

/** On lines of their own, unless what stands there goes on in the same line. */
function behind(offset: number, text: string, lines: readonly string[]): FixEdit {
  const end = text.indexOf('\n', offset) < 0 ? text.length : text.indexOf('\n', offset);
  const rest = text.slice(offset, end).trim();
  const isLast = rest === '' || rest.startsWith('//');
  if (!isLast) return { span: [offset, offset], text: lines.map(line => ` ${line.trim()}`).join('') };
  return { span: [end, end], text: lines.map(line => `\n${line}`).join('') };
}

/** A statement as it is written, with the comment above it and the blanks before it. */
export function written(
  { text }: ProtoText,
  { statement: [start, end] }: ProtoDeclared,
): { readonly indent: string; readonly comment: readonly string[]; readonly text: string } {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(line, start))![0];
  const isAlone = text.slice(line, start).trim() === '';
  return { indent, comment: isAlone ? commentAbove(text.slice(0, line)) : [], text: text.slice(start, end) };
}

function commentAbove(text: string): string[] {
  const lines = text.split('\n').slice(0, -1);
  const last = lines.findLastIndex(line => !line.trim().startsWith('//'));
  return lines.slice(last + 1);
}
