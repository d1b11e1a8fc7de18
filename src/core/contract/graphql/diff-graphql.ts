import type { Files } from '../../manifests/files.ts';
import type { FilePath } from '../../model/source.ts';
import type { ContractChange, ContractDiff, ContractProblem } from '../change.ts';
import { namesIn, type SchemaFile, schemaFile, subjectOf } from './definitions.ts';
import { fileGroups, type FilePair } from './file-groups.ts';
import { type BuiltSchema, schemaOf } from './schema.ts';
import { schemaChanges } from './schema-changes.ts';

const DEFINES = /^[ \t]*(?:extend\s+)?(?:type|schema|interface|input|enum|union|scalar|directive)\b/m;

/** Whether a text is one of the schema definition language, and holds no operations of a client only. */
export const isGraphQlSchema = (text: string): boolean => DEFINES.test(text);

export const isGraphQlFile = (path: string): boolean => /\.(?:graphqls?|gql)$/i.test(path);

/**
 * What changed between two versions of GraphQL schemas, by the rules of graphql-inspector. Files are compared one by one, as those of several services may lie
 * beside each other; those between which something moved are one schema. Total: a definition that cannot be read is a problem, and the others are compared.
 */
export function diffGraphQl(before: Files, after: Files): ContractDiff {
  const pairs = changedPairs(before, after);
  const known = { before: definedNames(before), after: definedNames(after) };
  const compared = fileGroups(pairs).map(group => compare(group, known));
  const unreadable = pairs.flatMap(pair => [...problemsOf('before', pair.before), ...problemsOf('after', pair.after)]);
  return {
    changes: compared.flatMap(({ changes }) => changes),
    problems: [...unreadable, ...compared.flatMap(({ problems }) => problems)],
  };
}

/** The files that do not say the same in both versions. One that is named as the contract may be called anything. */
function changedPairs(before: Files, after: Files): readonly FilePair[] {
  const paths = new Set([...before.under(''), ...after.under('')]);
  return [...paths].toSorted().flatMap(path => {
    if (paths.size > 1 && !isGraphQlFile(path)) return [];
    const [from, to] = [schemaText(before, path), schemaText(after, path)];
    if (from === to) return [];
    return [{ ...(from !== undefined && { before: schemaFile(path, from) }), ...(to !== undefined && { after: schemaFile(path, to) }) }];
  });
}

function schemaText(files: Files, path: FilePath): string | undefined {
  const text = files.read(path);
  return text !== undefined && isGraphQlSchema(text) ? text : undefined;
}

const definedNames = (files: Files): ReadonlySet<string> =>
  new Set(files.under('').flatMap(path => (isGraphQlFile(path) ? [...namesIn(files.read(path) ?? '')] : [])));

const problemsOf = (side: ContractProblem['side'], file: SchemaFile | undefined): readonly ContractProblem[] =>
  (file?.problems ?? []).map(({ at, message }) => ({ side, at: { file: file!.path, span: at }, message }));

interface Known {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

function compare(group: readonly FilePair[], known: Known): ContractDiff {
  const unread = new Set(group.flatMap(({ before, after }) => [...(before?.unread ?? []), ...(after?.unread ?? [])]));
  const built = (side: 'before' | 'after'): BuiltSchema =>
    schemaOf(group.flatMap(pair => pair[side]?.definitions ?? []).filter(definition => !unread.has(subjectOf(definition))));
  try {
    const [before, after] = [built('before'), built('after')];
    const isKnown = (side: 'before' | 'after') => (name: string) => known[side].has(name) || unread.has(name);
    const problems = [...missing('before', before, isKnown('before')), ...missing('after', after, isKnown('after'))];
    return { changes: schemaChanges(before, after), problems };
  } catch {
    return { changes: NONE, problems: [contradiction(group)] };
  }
}

const NONE: readonly ContractChange[] = [];

const missing = (
  side: ContractProblem['side'],
  { undefinedTypes }: BuiltSchema,
  isKnown: (name: string) => boolean,
): readonly ContractProblem[] =>
  [...undefinedTypes].flatMap(([name, at]) => (isKnown(name) ? [] : [{ side, at, message: undefinedType(name) }]));

const undefinedType = (name: string): string =>
  `No file that is compared defines the type ${name}, so what changed in it is not known; define it, or compare the file that does as well.`;

function contradiction(group: readonly FilePair[]): ContractProblem {
  const side = group[0]!.after ? 'after' : 'before';
  const { path } = group[0]![side]!;
  const message = `The schema of ${path} contradicts itself and was not compared; validate it, and correct what is defined in two ways.`;
  return { side, at: { file: path, span: [0, 0] }, message };
}
