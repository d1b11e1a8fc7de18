import type { FilePath, Location, Span } from '../../model/source.ts';
import type { Mapping, MappingEntry, Node } from '../../yaml/tree.ts';
import type { Versions } from './schema-pair.ts';

/** A value in a document, with the file that it stands in: references lead from file to file. */
export interface Place {
  readonly file: FilePath;
  readonly node: Node;
}

/** The value of a key. */
export interface Field extends Place {
  readonly key: string;
  readonly keyAt: Span;
}

/** Up to so many entries, to look at each costs less than an index of them. */
const FEW = 16;

const indexes = new WeakMap<Mapping, ReadonlyMap<string, MappingEntry>>();

function entryOf(mapping: Mapping, key: string): MappingEntry | undefined {
  if (mapping.entries.length <= FEW) {
    for (const entry of mapping.entries) if (entry.key === key) return entry;
    return undefined;
  }
  let index = indexes.get(mapping);
  if (!index) {
    index = new Map(mapping.entries.map(entry => [entry.key, entry]));
    indexes.set(mapping, index);
  }
  return index.get(key);
}

const asField = (file: FilePath, { key, keyAt, value }: MappingEntry): Field => ({ file, key, keyAt, node: value });

export function field(place: Place | undefined, key: string): Field | undefined {
  if (place?.node.kind !== 'mapping') return undefined;
  const entry = entryOf(place.node, key);
  return entry && asField(place.file, entry);
}

/** What stands behind a key, for whoever need not know where. */
export const nodeOf = ({ node }: Place, key: string): Node | undefined => (node.kind === 'mapping' ? entryOf(node, key)?.value : undefined);

/** As `field`, where the key most likely stands in this place among the others. */
export function fieldNear(place: Place | undefined, key: string, index: number): Field | undefined {
  if (place?.node.kind !== 'mapping') return undefined;
  const entry = place.node.entries[index];
  return entry?.key === key ? asField(place.file, entry) : field(place, key);
}

/** The value behind a path of keys. */
export const fieldAt = (place: Place | undefined, ...path: readonly string[]): Place | undefined =>
  path.reduce<Place | undefined>((here, key) => field(here, key), place);

export const fields = (place: Place | undefined): readonly Field[] =>
  place?.node.kind === 'mapping' ? place.node.entries.map(entry => asField(place.file, entry)) : [];

/** Extensions of the specification are no paths, responses or callbacks. */
export const ownFields = (place: Place | undefined): readonly Field[] => fields(place).filter(({ key }) => !key.startsWith('x-'));

export const elements = (place: Place | undefined): readonly Place[] =>
  place?.node.kind === 'sequence' ? place.node.items.map(node => ({ file: place.file, node })) : [];

export const located = ({ file, node }: Place): Location => ({ file, span: node.at });

/** Where the key stands. */
export const named = ({ file, keyAt }: Field): Location => ({ file, span: keyAt });

/** From the key to the end of its value; of an alias, only the key. */
export const written = ({ file, keyAt, node }: Field): Location => ({
  file,
  span: node.at[1] >= keyAt[1] ? [keyAt[0], node.at[1]] : keyAt,
});

/** An empty document in its place. */
export const nothingLike = ({ file }: Place): Place => ({ file, node: { kind: 'mapping', at: [0, 0], entries: [] } });

interface Standing {
  readonly place: Place;
  readonly at: Location;
}

/** Where a key of an operation or parameter stands in both versions; without the key, the whole of it. */
export function keyPlaces(key: string, { before, after }: Versions<Standing>): Versions<Location> {
  const [from, to] = [field(before.place, key), field(after.place, key)];
  return { before: from ? written(from) : before.at, after: to ? written(to) : after.at };
}
