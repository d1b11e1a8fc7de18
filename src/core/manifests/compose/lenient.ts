import { parseAllDocuments, type Document, type YAMLError } from 'yaml';

/** Documents, and where their positions lie in the text that was written. */
export interface ParsedText {
  readonly documents: readonly Document[];
  readonly written: (offset: number) => number;
}

const MOST_REPAIRS = 30;
/** Each repair parses again. */
const LONGEST = 200_000;
const INDENT = ' '.repeat(120);
/** The parser wants quotes and brackets that go over several lines to be indented, as YAML does; compose's parser does not mind. */
const UNINDENTED = /Missing closing .quote|sufficiently indented/;

/** Parses as compose's own parser would: lines inside of quotes and brackets may stand anywhere. May throw what the parser throws. */
export function parsedLeniently(text: string): ParsedText {
  const inserted: number[] = [];
  const strict = parsed(text);
  let documents = strict;
  for (let repaired = text; text.length < LONGEST && inserted.length < MOST_REPAIRS;) {
    const error = documents.flatMap(({ errors }) => errors)[0];
    if (!error || !UNINDENTED.test(error.message)) break;
    const line = lineToIndent(repaired, error);
    if (line === undefined) break;
    inserted.push(line);
    repaired = repaired.slice(0, line) + INDENT + repaired.slice(line);
    documents = parsed(repaired);
  }
  if (inserted.length === 0 || documents.some(({ errors }) => errors.length > 0)) return { documents: strict, written: offset => offset };
  return { documents, written: offset => writtenOffset(offset, inserted) };
}

const parsed = (text: string): readonly Document[] =>
  parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' }) as readonly Document[];

/** Where the line begins that stands too far left: after a quote that is open at the end of its line, else the line of the error. */
function lineToIndent(text: string, error: YAMLError): number | undefined {
  const line = error.code === 'BAD_INDENT' ? text.lastIndexOf('\n', error.pos[0] - 1) + 1 : text.indexOf('\n', error.pos[0]) + 1;
  return line > 0 && line < text.length && !text.startsWith(INDENT, line) ? line : undefined;
}

/** Undoes the insertions, the last one first. */
function writtenOffset(offset: number, inserted: readonly number[]): number {
  return inserted.reduceRight((here, line) => (here <= line ? here : Math.max(line, here - INDENT.length)), offset);
}
