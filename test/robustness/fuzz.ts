import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import picomatch from 'picomatch';
import type { Extractor } from '../../src/core/extract/extractor.ts';
import { equal } from '../../src/core/model/equal.ts';
import type { FilePath, Source } from '../../src/core/model/source.ts';
import { seeds } from './seeds.ts';

const runs = Number(process.env['FAULTLINE_FUZZ_RUNS'] ?? 10_000);

const LONGEST_SEED = 700;
const MOST_SEEDS = 8;

const fixtures = new URL('../fixtures/', import.meta.url).pathname;

const files: readonly Source[] = (readdirSync(fixtures, { recursive: true, withFileTypes: true }) as import('node:fs').Dirent[])
  .filter(entry => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name))
  .toSorted()
  .map(path => ({ path: path.slice(fixtures.length).split('/').slice(2).join('/') as FilePath, text: readFileSync(path, 'utf8') }));

/** Short valid texts of the extractor's kind: those written for it, and files of the fixtures in which it finds something. */
export function seedsOf(extractor: Extractor): readonly Source[] {
  const included = picomatch([...extractor.include], { dot: true, nocase: true });
  const own = seeds
    .filter(({ kind, path }) => kind === extractor.name && included(path))
    .map(({ path, text }): Source => ({ path: path as FilePath, text }));
  const found = files.filter(
    source => source.text.length <= LONGEST_SEED && included(source.path) && extractor.extract(source).facts.length > 0,
  );
  return [...own, ...found.toSorted((a, b) => (a.text < b.text ? -1 : 1)).slice(0, MOST_SEEDS)];
}

const SIGNS = [
  '\n',
  ' ',
  '\t',
  ': ',
  '- ',
  '"',
  "'",
  '`',
  '{{',
  '}}',
  '${',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '<',
  '>',
  '#',
  '|',
  '&a ',
  '*a',
  '\\',
  '\0',
  '\r\n',
  '\uFEFF',
  '---\n',
  '<<E',
  '=',
  '/*',
  '//',
  '@',
  '\ud83d',
  '\udd25',
];

type Edit = readonly [operation: 'cut' | 'double' | 'swap' | 'insert', at: number, length: number, sign: string];

const edit: fc.Arbitrary<Edit> = fc.tuple(
  fc.constantFrom('cut', 'double', 'swap', 'insert'),
  fc.nat(LONGEST_SEED),
  fc.nat(40),
  fc.constantFrom(...SIGNS),
);

function edited(text: string, [operation, offset, length, sign]: Edit): string {
  const at = offset % (text.length + 1);
  const end = Math.min(text.length, at + length);
  switch (operation) {
    case 'cut':
      return text.slice(0, at) + text.slice(end);
    case 'double':
      return text.slice(0, end) + text.slice(at);
    case 'swap':
      return text.slice(0, at) + text.slice(end, end + length) + text.slice(at, end) + text.slice(end + length);
    case 'insert':
      return text.slice(0, at) + sign + text.slice(at);
  }
}

/** Any text: characters of every plane, bytes as Latin-1, and UTF-16 with halves of pairs. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.uint8Array({ maxLength: 80 }).map(bytes => Buffer.from(bytes).toString('latin1')),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map(units => String.fromCharCode(...units)),
  fc.array(fc.constantFrom(...SIGNS, 'a', 'http://b:80'), { maxLength: 30 }).map(parts => parts.join('')),
);

function sourcesLike(valid: readonly Source[]): fc.Arbitrary<Source> {
  const mutated = fc
    .tuple(fc.constantFrom(...valid), fc.array(edit, { minLength: 1, maxLength: 6 }))
    .map(([{ path, text }, edits]) => ({ path, text: edits.reduce(edited, text) }));
  const random = fc.tuple(fc.constantFrom(...valid), anyText).map(([{ path }, text]) => ({ path, text }));
  return fc.oneof({ weight: 3, arbitrary: mutated }, { weight: 1, arbitrary: random });
}

/** Undefined where the extractor keeps its promise for the text, else what is wrong. */
function broken(extractor: Extractor, source: Source): string | undefined {
  extractor.mayMatch?.(source.text);
  const read = extractor.extract(source);
  for (const { at, ...rest } of [...read.facts, ...read.problems]) {
    if (!(at[0] >= 0 && at[0] <= at[1] && at[1] <= source.text.length))
      return `${JSON.stringify(rest)} at ${at.join('–')} of ${source.text.length}`;
  }
  return equal(read, extractor.extract(source)) ? undefined : 'the same text gives other facts';
}

/** No text throws, every span lies in the text, and the same text gives the same facts. */
export function expectTotal(extractor: Extractor): void {
  fc.assert(
    fc.property(sourcesLike(seedsOf(extractor)), source => {
      const wrong = broken(extractor, source);
      if (wrong !== undefined) throw new Error(wrong);
    }),
    { numRuns: runs },
  );
}
