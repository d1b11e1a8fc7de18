import type { FileFacts } from '../../model/fact.ts';
import type { Fact } from '../../model/fact.ts';
import type { Problem, Source } from '../../model/source.ts';
import { isTest } from '../../model/test-path.ts';
import type { Extractor } from '../extractor.ts';
import { mayJump } from './read/jumps/jump-gate.ts';
import { jumpReaders, located } from './read/jumps/jump-readers.ts';
import { metricFacts } from './read/metrics/metric-facts.ts';
import { resilienceFacts } from './read/resilience/resilience-facts.ts';
import { symbolReaders } from './read/symbols.ts';
import { withUse } from './read-use.ts';
import type { Reader } from './reader.ts';
import type { Module } from './syntax.ts';
import { factsOf } from './walk.ts';

/** What a language brings: how to parse it, when to, and which libraries it knows. */
export interface LanguageSupport {
  readonly name: string;
  readonly include: readonly string[];
  /** False: the file can hold nothing but imports. */
  readonly mayMatter: (text: string) => boolean;
  /** A fast scan for what every file may say: its imports, and constants where the language shares them. */
  readonly scan: (source: Source) => readonly Fact[];
  readonly parse: (source: Source) => { readonly module: Module; readonly problems: readonly Problem[] };
  readonly readers: readonly Reader[];
}

/** Larger sources are bundles or generated data, never what a person wrote. */
const MOST_CODE = 1_500_000;

const isLarge = ({ text }: Source): boolean => text.length > MOST_CODE;

/** Tests are a third to a half of the code that a gate lets pass, and no dependency is taken from them: their imports are enough. */
export function codeExtractor(language: LanguageSupport): Extractor {
  const readers = [...symbolReaders, ...jumpReaders, ...language.readers];
  const parsed = (source: Source): FileFacts => {
    const { module, problems } = language.parse(source);
    return { facts: withUse(located(factsOf(module, source, readers), source.text), source.text), problems };
  };
  return {
    name: language.name,
    include: language.include,
    extract: (source): FileFacts => {
      if (isLarge(source) || isTest(source.path)) return { facts: language.scan(source), problems: [] };
      const isParsed = language.mayMatter(source.text) || mayJump(language.name, source.text);
      const { facts, problems } = isParsed ? parsed(source) : { facts: language.scan(source), problems: [] };
      const more = [...resilienceFacts(source, language.name, facts), ...metricFacts(source, language.name)];
      return { facts: more.length > 0 ? [...facts, ...more] : facts, problems };
    },
  };
}
