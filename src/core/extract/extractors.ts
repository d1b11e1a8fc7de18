import type { Fact, FileFacts } from '../model/fact.ts';
import type { Problem, Source } from '../model/source.ts';
import { codeExtractors } from './code/languages.ts';
import { configurationExtractors } from './configuration-extractors.ts';
import { prisma } from './code/prisma-extractor.ts';
import { cpp } from './cpp/index.ts';
import { deploymentExtractors } from './deployment-extractors.ts';
import { dispatcher } from './dispatch.ts';
import type { Extractor } from './extractor.ts';
import { ignored } from './ignored.ts';
import { pages } from './pages/index.ts';
import { lineKeys } from './shape.ts';

/** Every kind of file that Faultline reads, in the order in which a person would. */
export const extractors: readonly Extractor[] = [
  ...codeExtractors,
  pages,
  prisma,
  cpp,
  ...deploymentExtractors,
  ...configurationExtractors,
];

export type Extracted = FileFacts;

const extractorsFor = dispatcher(extractors);
const keysIn = lineKeys(extractors.flatMap(({ keys }) => keys ?? []));

/** Some extractor wants the path. */
export const wanted = (path: string): boolean => extractorsFor(path).length > 0;

/** The extractors that want the path and do not rule out the text; its lines are looked through once, if any of them asks. */
function* allowed({ path, text }: Source): Iterable<Extractor> {
  let found: ReadonlySet<string> | undefined;
  for (const extractor of extractorsFor(path)) {
    if (extractor.keys && !extractor.keys.some(key => (found ??= keysIn(text)).has(key))) continue;
    if (!extractor.mayMatch || extractor.mayMatch(text)) yield extractor;
  }
}

/** All facts of one file: each extractor that wants its path and does not rule out its text. */
export function extract(source: Source): Extracted {
  const facts: Fact[] = [];
  const problems: Problem[] = [];
  for (const extractor of allowed(source)) {
    const found = extractor.extract(source);
    facts.push(
      ...(extractor.program === undefined
        ? found.facts
        : found.facts.map(fact => (fact.kind === 'uses-address' ? { ...fact, program: extractor.program! } : fact))),
    );
    problems.push(...found.problems);
  }
  const told = ignored(source);
  facts.push(...told.facts);
  problems.push(...told.problems);
  return { facts, problems: distinctProblems(problems) };
}

const distinctProblems = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map(problem => [`${problem.at[0]}:${problem.message}`, problem])).values(),
];
