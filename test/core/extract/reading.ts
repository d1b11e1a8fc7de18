import fc from 'fast-check';
import { expect } from 'vitest';
import type { Extractor } from '../../../src/core/extract/extractor.ts';
import type { FilePath } from '../../../src/core/model/source.ts';
import type { Value } from '../../../src/core/model/value.ts';

/** A value as short text: `http://<USERS_HOST:users>:80`. */
export function shown(value: Value | undefined): string {
  switch (value?.kind) {
    case undefined:
      return '-';
    case 'literal':
      return value.text;
    case 'env':
      return value.fallback ? `<${value.name}:${shown(value.fallback)}>` : `<${value.name}>`;
    case 'name':
      return `{${value.path.join(' ')}}`;
    case 'join':
      return value.parts.map(shown).join('');
    case 'choice':
      return `(${value.options.map(shown).join(' | ')})`;
    case 'unknown':
      return '?';
  }
}

export const shownEntry = ({ name, value }: { readonly name: string; readonly value?: Value }): string => `${name}=${shown(value)}`;

/** Facts of one kind in a text. */
export function factsOf<Kind extends string>(extractor: Extractor, path: string, { kind, text }: { kind: Kind; text: string }) {
  type Wanted = Extract<ReturnType<Extractor['extract']>['facts'][number], { kind: Kind }>;
  const { facts } = extractor.extract({ path: path as FilePath, text });
  return facts.filter((fact): fact is Wanted => fact.kind === kind);
}

const PIECES = [
  '\n',
  ' ',
  '\t',
  ': ',
  '- ',
  '"',
  "'",
  '{{',
  '}}',
  '${',
  '$',
  '[',
  '{',
  '#',
  '|',
  '&a ',
  '*a',
  '\\\n',
  '\0',
  '\r\n',
  '\uFEFF',
  '---\n',
  '<<EOF',
  '=',
  '--',
  '`',
];

const mutated = (text: string) =>
  fc
    .array(
      fc.record({ at: fc.nat(text.length), cut: fc.nat(12), put: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })) }),
      { maxLength: 6 },
    )
    .map(changes => {
      let whole = text;
      for (const { at, cut, put } of changes) whole = whole.slice(0, at) + put + whole.slice(at + cut);
      return whole;
    });

/** Random text and broken forms of valid text never throw, and every span lies in the text. */
export function expectTotal(extractor: Extractor, path: string, valid: string): void {
  fc.assert(
    fc.property(
      fc.oneof({ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) }, { weight: 4, arbitrary: mutated(valid) }),
      text => {
        const { facts, problems } = extractor.extract({ path: path as FilePath, text });
        for (const { at } of [...facts, ...problems]) expect(at[0] >= 0 && at[0] <= at[1] && at[1] <= text.length).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
}
