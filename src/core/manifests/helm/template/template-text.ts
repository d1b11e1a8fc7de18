import type { FilePath, Span } from '../../../model/source.ts';
import type { Origins } from '../../tree.ts';
import { cut, stretches, united, type Stretch } from '../functions/text.ts';
import type { GoString } from '../value.ts';

/** The text of a template, which can say of each part of itself where it is written. */
export interface TemplateText {
  readonly text: string;
  /** A part of it that is put out as it stands. */
  readonly stretches: (span: Span) => readonly Stretch[];
  /** Where a part of it is written. */
  readonly origins: (span: Span) => Origins;
}

/** A template file. Its text is put out line by line, so that what indents or trims lines keeps their places apart. */
export function fileText(file: FilePath, text: string): TemplateText {
  return {
    text,
    stretches: span => lineSpans(text, span).map(line => ({ text: text.slice(...line), origins: [{ file, span: line }] })),
    origins: span => [{ file, span }],
  };
}

/** The lines of a part of a text, each with its newline. */
export function lineSpans(text: string, [start, end]: Span): Span[] {
  const lines: Span[] = [];
  for (let from = start; from < end;) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 || newline >= end ? end : newline + 1;
    lines.push([from, to]);
    from = to;
  }
  return lines;
}

/** A template that is itself a value (`tpl`): its parts are written wherever the value's parts are. */
export function valueText(value: GoString): TemplateText {
  return {
    text: value.text,
    stretches: span => stretches(cut(value, ...span)),
    origins: span => united(stretches(cut(value, ...span)).map(({ origins }) => origins)),
  };
}
