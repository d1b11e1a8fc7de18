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

const SCRIPT = /(<script\b[^>]*>)([\s\S]*?)<\/script\s*>/gi;

/** The text with everything but its scripts blanked, so that places are those of the whole file. */
function scriptsOf(text: string): string {
  let found = '';
  for (const { index, 1: opening = '', 2: script = '' } of text.matchAll(SCRIPT)) {
    const start = index + opening.length;
    found += blank(text.slice(found.length, start)) + script;
  }
  return found + blank(text.slice(found.length));
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
