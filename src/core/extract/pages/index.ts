import { codeExtractors } from '../code/languages.ts';
import type { Extractor } from '../extractor.ts';
import type { FilePath } from '../../model/source.ts';

/** Components of Vue and Svelte: their scripts, read where they stand. */
export const pages: Extractor = {
  name: 'pages',
  include: ['**/*.vue', '**/*.svelte'],
  mayMatch: text => text.includes('<script'),
  extract: ({ path, text }) => javascript.extract({ path: `${path}.ts` as FilePath, text: scriptsOf(text) }),
};

const javascript = codeExtractors.find(({ name }) => name === 'javascript')!;

/** The text with everything but its scripts blanked, so that places are those of the whole file. One pass, whatever is left open. */
function scriptsOf(text: string): string {
  let found = '';
  for (OPENING.lastIndex = 0; ; OPENING.lastIndex = found.length) {
    const opening = OPENING.exec(text);
    const start = opening ? text.indexOf('>', OPENING.lastIndex) + 1 : 0;
    const end = start === 0 ? -1 : closing(text, start);
    if (end < 0) return found + blank(text.slice(found.length));
    found += blank(text.slice(found.length, start)) + text.slice(start, end);
  }
}

const OPENING = /<script\b/gi;

function closing(text: string, from: number): number {
  CLOSING.lastIndex = from;
  return CLOSING.exec(text)?.index ?? -1;
}

const CLOSING = /<\/script\b/gi;

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
