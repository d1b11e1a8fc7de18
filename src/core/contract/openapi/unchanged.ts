import { field, fieldAt, fields, type Field, type Place } from './place.ts';
import type { Reader } from './reader.ts';
import type { Versions } from './schema-pair.ts';
import { same, textOf } from './value.ts';

/** Whether a place says and means the same in both versions, as far as that is told by its text at no cost; false where it is not. */
export type Unchanged = (before: Place, after: Place) => boolean;

/** For small documents that refer to each other in more ways. */
export const compareAll: Unchanged = () => false;

/** Told by the texts: what is written alike, and refers only to definitions that are written alike, and so on. Most of most documents is. */
export function unchangedParts(roots: Versions<Place>, readers: Versions<Reader>): Unchanged {
  const texts = { before: readers.before.plainText(roots.before.file), after: readers.after.plainText(roots.after.file) };
  const [from, to] = [field(roots.before, 'openapi')?.node, field(roots.after, 'openapi')?.node];
  if (texts.before === undefined || texts.after === undefined || !from || !to || !same(from, to)) return compareAll;
  const written = (before: Place, after: Place): string | undefined => {
    if (before.file !== roots.before.file || after.file !== roots.after.file) return undefined;
    const [[start, end], [otherStart, otherEnd]] = [before.node.at, after.node.at];
    if (end - start !== otherEnd - otherStart) return undefined;
    const text = texts.before!.slice(start, end);
    return text === texts.after!.slice(otherStart, otherEnd) ? text : undefined;
  };
  const sound = soundDefinitions(definitions(roots.before), definitions(roots.after), written);
  return (before, after) => {
    const text = written(before, after);
    if (text === undefined) return false;
    const references = referencesIn(text);
    return references !== undefined && references.every(reference => sound.has(reference));
  };
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
  before: ReadonlyMap<string, Field>,
  after: ReadonlyMap<string, Field>,
  written: (before: Place, after: Place) => string | undefined,
): ReadonlySet<string> {
  const sound = new Set<string>();
  const users = new Map<string, string[]>();
  for (const [name, definition] of before) {
    const other = after.get(name);
    // One that is nothing but a reference may lead in a circle, which somebody has to say.
    const text = other && textOf(field(definition, '$ref')?.node) === '' ? written(definition, other) : undefined;
    const references = text === undefined ? undefined : referencesIn(text);
    if (!references) continue;
    sound.add(name);
    for (const reference of references) {
      const known = users.get(reference);
      if (known) known.push(name);
      else users.set(reference, [name]);
    }
  }
  const unsound = [...users.keys()].filter(reference => !sound.has(reference));
  for (const reference of unsound) for (const user of users.get(reference) ?? []) if (sound.delete(user)) unsound.push(user);
  return sound;
}

const REFERENCE = /\$ref["']?\s*:\s*(?:"([^"\\]*)"|'([^']*)'|([^\s,}"']+))/g;

/** Every reference in a text; nothing where one is written in a way that only a parser understands. */
function referencesIn(text: string): readonly string[] | undefined {
  if (!text.includes('$ref')) return NONE;
  const found = [...text.matchAll(REFERENCE)].map(([, double, single, plain]) => double ?? single ?? plain ?? '');
  return found.length === text.split('$ref').length - 1 ? found : undefined;
}

const NONE: readonly string[] = [];
