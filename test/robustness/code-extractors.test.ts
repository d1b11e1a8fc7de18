import { describe, expect, test } from 'vitest';
import { codeExtractors } from '../../src/core/extract/code/languages.ts';
import { expectTotal, seedsOf } from './fuzz.ts';

describe.each(codeExtractors.map(extractor => ({ name: extractor.name, extractor })))('$name', ({ extractor }) => {
  test('there is a valid text to break, and it says something', () => {
    expect(seedsOf(extractor).flatMap(source => extractor.extract(source).facts).length).toBeGreaterThan(0);
  });

  test('no text throws, every span lies in the text, and the same text gives the same facts', () => expectTotal(extractor), 240_000);
});
