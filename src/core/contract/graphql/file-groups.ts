import { type Definition, isExtension, type SchemaFile, subjectOf } from './definitions.ts';

/** One file in both versions; a version that lacks it is absent. */
export interface FilePair {
  readonly before?: SchemaFile;
  readonly after?: SchemaFile;
}

/**
 * Files between which something may have moved: what one defined the other defines now, or one extends what the other defines or extends.
 * Two that define the same in one version are different schemas.
 */
export function fileGroups(pairs: readonly FilePair[]): readonly (readonly FilePair[])[] {
  const groups = new Map<FilePair, FilePair[]>(pairs.map(pair => [pair, [pair]]));
  const speaking = new Map<string, FilePair[]>();
  for (const pair of pairs)
    for (const subject of subjects(pair)) {
      const others = speaking.get(subject);
      if (others) others.push(pair);
      else speaking.set(subject, [pair]);
    }
  for (const [subject, [first, ...others]] of speaking)
    if (first && others.length > 0 && isOneSchema([first, ...others], subject)) for (const other of others) join(groups, first, other);
  return [...new Set(groups.values())];
}

const definitionsOf = ({ before, after }: FilePair): readonly Definition[] => [
  ...(before?.definitions ?? []),
  ...(after?.definitions ?? []),
];

/** Every schema may speak of itself. */
const subjects = (pair: FilePair): ReadonlySet<string> =>
  new Set(
    definitionsOf(pair)
      .map(subjectOf)
      .filter(subject => subject !== 'schema'),
  );

function isOneSchema(pairs: readonly FilePair[], subject: string): boolean {
  const defining = (side: 'before' | 'after'): number =>
    pairs.filter(pair => pair[side]?.definitions.some(found => subjectOf(found) === subject && !isExtension(found))).length;
  return defining('before') <= 1 && defining('after') <= 1;
}

function join(groups: Map<FilePair, FilePair[]>, one: FilePair, other: FilePair): void {
  const [kept, melted] = [groups.get(one)!, groups.get(other)!];
  if (kept === melted) return;
  kept.push(...melted);
  for (const pair of melted) groups.set(pair, kept);
}
