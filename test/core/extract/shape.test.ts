import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extractors } from '../../../src/core/extract/extractors.ts';
import { lineKeys } from '../../../src/core/extract/shape.ts';
import { seedsOf } from '../../robustness/fuzz.ts';

const WORDS = ['openapi', 'kind', 'apps', 'apiVersion', 'http'];
const keys = (text: string) => [...lineKeys(WORDS)(text)];

test('keys of YAML and of JSON in lines are found wherever they are indented', () => {
  expect(keys('kind: x\n- apps: []\n')).toEqual(['kind', 'apps']);
  expect(keys('{ "openapi": "3.0.0",\n\t\'apiVersion\': v1,\r\n [[http.x]]')).toEqual(['openapi', 'apiVersion', 'http']);
  expect(keys('\uFEFFkind: x')).toEqual(['kind']);
});

test('words inside of lines are none', () => {
  expect(keys('a: kind\nthe apps\n# http\n')).toEqual([]);
});

test('every word that begins a line is found', () => {
  const prefix = fc.constantFrom('', '  ', '- ', '{ "', '[', '\t', "- '");
  const line = fc.tuple(prefix, fc.constantFrom(...WORDS, 'x', ''), fc.constantFrom(':', '": 1', '')).map(parts => parts.join(''));
  fc.assert(
    fc.property(fc.array(line), lines => {
      const text = lines.join('\n');
      for (const word of WORDS) expect(keys(text).includes(word)).toBe(new RegExp(`^[ \\t{["'-]*${word}`, 'm').test(text));
    }),
    { numRuns: 300 },
  );
});

test.each(extractors.flatMap(extractor => (extractor.keys ? [{ name: extractor.name, extractor }] : [])))(
  'a text that $name would look at has one of its keys',
  ({ extractor }) => {
    const texts = extractors.flatMap(seedsOf).map(({ text }) => text);
    const looked = texts.filter(text => extractor.mayMatch?.(text) ?? true);
    expect(looked.length).toBeGreaterThan(0);
    expect(looked.filter(text => lineKeys(extractor.keys!)(text).size === 0)).toEqual([]);
  },
);
