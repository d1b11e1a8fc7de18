import { blanked } from '../../model/lines.ts';
import type { Span } from '../../model/source.ts';
import { looksLikeSql } from '../../extract/code/read/jumps/sql.ts';
import type { Unit } from '../payload/unit.ts';

/** A text of SQL inside code: the code's own characters, so that every place in it is a place in the file. */
export interface Embedded {
  readonly text: string;
  readonly span: Span;
}

/** Texts that are SQL, however they are joined of parts. */
export function embeddedIn({ texts, source }: Unit): readonly Embedded[] {
  return texts.flatMap(({ expression: { span } }) => {
    const text = bare(source.text.slice(span[0], span[1]));
    return looksLikeSql(text) ? [{ text, span }] : [];
  });
}

const hole = (text: string): string => (text.length < 3 ? blanked(text) : ` ?${blanked(text.slice(2))}`);

/** What belongs to the code and not to the text becomes blanks, and what is put in becomes `?`; nothing moves. */
function bare(written: string): string {
  return written
    .replace(/^\s*(?:[$@rRbBfFuU]{0,3}|[a-z]{1,6})("""|'''|"|'|`)/, blanked)
    .replace(/("""|'''|"|'|`)\s*$/, blanked)
    .replace(/["'`]\s*[+.&]\s*[@$f]?["'`]/g, blanked)
    .replace(/["'`]\s{0,20}[+.&][\s\w.()[\]$>+&-]{1,120}?[+.&]\s{0,20}[@$]?["'`]/g, hole)
    .replace(/"[ \t]*\n\s*[@$fr]?"/g, blanked)
    .replace(/[$#]\{[^{}]{0,200}\}|\{\{[^{}]{0,100}\}\}|\{[\w.[\]()'" ]{0,80}\}/g, hole)
    .replace(/%(?:\(\w+\))?[sdif]\b/g, hole)
    .replace(/\\[nrt]/g, '  ')
    .replace(/\\(["'`])/g, ' $1');
}
