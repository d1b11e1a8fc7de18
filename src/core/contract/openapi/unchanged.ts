import { field, fieldAt, fields, nodeOf, type Field, type Place } from './place.ts';
import type { Reader } from './reader.ts';
import type { Versions } from './schema-pair.ts';
import { same, textOf } from './value.ts';

/** What is told by the texts of two places at no cost; false where it is not. */
export interface Unchanged {
  /** They say and mean the same in both versions. */
  readonly means: SameIn;
  /** They say the same, and what they refer to may have changed. */
  readonly says: SameIn;
}

type SameIn = (before: Place, after: Place) => boolean;

/** For small documents that refer to each other in more ways. */
export const compareAll: Unchanged = { means: () => false, says: () => false };

/** Told by the texts: what is written alike, and refers only to definitions that are written alike, and so on. Most of most documents is. */
export function unchangedParts(roots: Versions<Place>, readers: Versions<Reader>): Unchanged {
  const texts = { before: readers.before.plainText(roots.before.file), after: readers.after.plainText(roots.after.file) };
  const [from, to] = [field(roots.before, 'openapi')?.node, field(roots.after, 'openapi')?.node];
  if (texts.before === undefined || texts.after === undefined || !from || !to || !same(from, to)) return compareAll;
  const says: SameIn = (before, after) => {
    if (before.file !== roots.before.file || after.file !== roots.after.file) return false;
    const [[start, end], [otherStart, otherEnd]] = [before.node.at, after.node.at];
    return end - start === otherEnd - otherStart && texts.before!.slice(start, end) === texts.after!.slice(otherStart, otherEnd);
  };
  const references = referencesIn(texts.before);
  const sound = soundDefinitions({ before: definitions(roots.before), after: definitions(roots.after) }, says, references);
  const unsound = references.filter(({ to: name }) => name === undefined || !sound.has(name));
  // What leads to a change is told by one look at the list: where all definitions lead there, no text is compared.
  const means: SameIn = (before, after) => before.file === roots.before.file && !holdsAny(before, unsound) && says(before, after);
  return { means, says };
}

const PREFIX = '#/components/';

function definitions(root: Place): ReadonlyMap<string, Field> {
  const kinds = fields(fieldAt(root, 'components'));
  return new Map(
    kinds.flatMap(kind => fields(kind).map(definition => [`${PREFIX}${kind.key}/${escaped(definition.key)}`, definition] as const)),
  );
}

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** The references of the definitions that mean the same: none of them leads, over however many others, to one that does not. */
function soundDefinitions(
  { before, after }: Versions<ReadonlyMap<string, Field>>,
  written: SameIn,
  references: readonly Reference[],
): ReadonlySet<string> {
  const sound = new Set<string>();
  const users = new Map<string, string[]>();
  for (const [name, definition] of before) {
    const other = after.get(name);
    // One that is nothing but a reference may lead in a circle, which somebody has to say.
    if (!other || textOf(nodeOf(definition, '$ref')) !== '' || !written(definition, other)) continue;
    const held = inside(definition, references);
    if (held.some(({ to }) => to === undefined)) continue;
    sound.add(name);
    for (const { to } of held) {
      const known = users.get(to!);
      if (known) known.push(name);
      else users.set(to!, [name]);
    }
  }
  const unsound = [...users.keys()].filter(reference => !sound.has(reference));
  for (const reference of unsound) for (const user of users.get(reference) ?? []) if (sound.delete(user)) unsound.push(user);
  return sound;
}

/** A reference as it stands in a text. */
interface Reference {
  readonly at: number;
  /** Absent where it is written in a way that only a parser understands. */
  readonly to: string | undefined;
}

/** Looks ahead, so that each is found for itself, whatever stands in the one before. One in plain style names no definition: `#` begins a comment. */
const REFERENCE = /\$ref(?=(?:["']?\s*:\s*(?:"([^"\\]*)"|'([^']*)'(?!')))?)/g;

function referencesIn(text: string): readonly Reference[] {
  const found: Reference[] = [];
  for (const { 1: double, 2: single, index } of text.matchAll(REFERENCE)) found.push({ at: index, to: double ?? single });
  return found;
}

/** Those of a list that stand in a place; the list is in written order. */
function inside({ node }: Place, references: readonly Reference[]): readonly Reference[] {
  const [start, end] = node.at;
  return references.slice(firstFrom(start, references), firstFrom(end, references));
}

const holdsAny = (
  {
    node: {
      at: [start, end],
    },
  }: Place,
  references: readonly Reference[],
): boolean => (references[firstFrom(start, references)]?.at ?? Infinity) < end;

/** How many of a list stand before an offset. */
function firstFrom(offset: number, references: readonly Reference[]): number {
  let [low, high] = [0, references.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (references[middle]!.at < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
