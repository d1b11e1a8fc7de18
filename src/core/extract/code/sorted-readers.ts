import type { Reader } from './reader.ts';
import type { Expression, Language } from './syntax.ts';

/** Readers by what they are asked of. */
export interface SortedReaders {
  readonly call: readonly Reader[];
  readonly statement: readonly Reader[];
  readonly expression: Readonly<Record<Expression['kind'], readonly Reader[]>>;
}

const known = new WeakMap<readonly Reader[], Map<Language, SortedReaders>>();

/** The readers of a language, sorted once for all of its files. */
export function sortedReaders(readers: readonly Reader[], language: Language): SortedReaders {
  const languages = known.get(readers) ?? new Map<Language, SortedReaders>();
  known.set(readers, languages);
  const found = languages.get(language) ?? sorted(readers.filter(reader => !reader.languages || reader.languages.includes(language)));
  languages.set(language, found);
  return found;
}

function sorted(readers: readonly Reader[]): SortedReaders {
  const of = (kind: Expression['kind']): readonly Reader[] =>
    readers.filter(({ expression, kinds }) => expression && (kinds === undefined || kinds.includes(kind)));
  return {
    call: readers.filter(({ call }) => call),
    statement: readers.filter(({ statement }) => statement),
    expression: {
      text: of('text'),
      name: of('name'),
      number: of('number'),
      join: of('join'),
      choice: of('choice'),
      index: of('index'),
      object: of('object'),
      list: of('list'),
      function: of('function'),
      call: of('call'),
      other: of('other'),
    },
  };
}
