import { describe, expect, test } from 'vitest';
import { codeExtractors } from '../../src/core/extract/code/languages.ts';
import { extractors } from '../../src/core/extract/extractors.ts';
import { expectTotal, seedsOf } from './fuzz.ts';

const others = extractors.filter(extractor => !codeExtractors.includes(extractor));

describe.each(others.map(extractor => ({ name: extractor.name, extractor })))('$name', ({ extractor }) => {
  test('there is a valid text to break, and it says something', () => {
    expect(seedsOf(extractor).flatMap(source => extractor.extract(source).facts).length).toBeGreaterThan(0);
  });

  test('no text throws, every span lies in the text, and the same text gives the same facts', () => expectTotal(extractor), 240_000);
});
