import type { FilePath, Location } from '../model/source.ts';
import type { Cursor } from './cursor.ts';
import { elementOf, type NamedHosts } from './named-hosts.ts';
import type { Occurrence } from './occurrence.ts';
import { chosen } from './chosen.ts';
import { definitions, references } from './far-ends.ts';

/** What is asked about a place. */
export type Jump = 'definitions' | 'references';

/** From one end of an edge to the other: most telling places first, and few of them. */
export interface Navigation extends Readonly<Record<Jump, (cursor: Cursor) => readonly Location[]>> {
  /** All that it answers from. */
  readonly places: () => Places;
}

/** What jumps are answered from, as plain data. */
export interface Places {
  readonly occurrences: readonly Occurrence[];
  readonly hosts: NamedHosts;
}

/** Every place of every element, by file and by element. */
export interface Occurrences {
  readonly inFile: (file: FilePath) => readonly Occurrence[];
  readonly of: (element: string) => readonly Occurrence[];
  /** A word that is a host's name, as if an address named it. */
  readonly host: (word: string) => readonly Occurrence[];
}

/** Pure: places are gathered by the first question, and then once. */
export function navigation(gather: () => Places): Navigation {
  const places = once(gather);
  const all = once(() => indexed(places()));
  return {
    definitions: cursor => firstFound(chosen(inside(cursor), all()), from => definitions(from, cursor, all())),
    references: cursor => firstFound(chosen(inside(cursor), all()), from => references(from, cursor, all())),
    places,
  };
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** An editor may ask for a place that its text has lost. */
const inside = (cursor: Cursor): Cursor => ({ ...cursor, offset: Math.max(0, Math.min(cursor.offset, cursor.text.length)) });

function firstFound(
  candidates: readonly (readonly Occurrence[])[],
  ends: (from: readonly Occurrence[]) => readonly Location[],
): readonly Location[] {
  for (const from of candidates) {
    const found = ends(from);
    if (found.length > 0) return found;
  }
  return [];
}

const NONE: readonly Occurrence[] = [];

function indexed({ occurrences, hosts }: Places): Occurrences {
  const byFile = Map.groupBy(occurrences, ({ at }) => at.file);
  const byElement = Map.groupBy(occurrences, ({ element }) => element);
  return {
    inFile: file => byFile.get(file) ?? NONE,
    of: element => byElement.get(element) ?? NONE,
    host: word => elementOf(word, hosts),
  };
}
