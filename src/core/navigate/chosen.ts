import { isInPath, linesBetween, quotedAt, wordsAt, type Cursor } from './cursor.ts';
import type { Occurrences } from './navigation.ts';
import type { FilePath } from '../model/source.ts';
import type { Occurrence } from './occurrence.ts';

/**
 * What the cursor may stand on, most telling first: a word that an element is written with, a key that a value is filled in from,
 * the innermost place, the declaration that an annotation is written over, the host that a line names, and in configuration any word that is one.
 */
export function chosen(cursor: Cursor, { inFile, of, tables, host }: Occurrences): readonly (readonly Occurrence[])[] {
  const here = inFile(cursor.file).filter(({ only }) => only !== 'target');
  const around = here.filter(({ at: { span } }) => span[0] <= cursor.offset && cursor.offset <= span[1]);
  const places = around.filter(place => place.word === undefined && isNear(place, cursor));
  const named = [...wordy(around, cursor)];
  const filledIn = named.filter(({ element }) => element.startsWith('interpolation '));
  const direct = named.filter(occurrence => !filledIn.includes(occurrence));
  // A variable's name is no request that is made of its value somewhere else.
  const near = direct.length > 0 ? places.filter(({ only }) => only !== 'cursor') : places;
  return [
    direct,
    filledIn,
    wordy(keyed(here, cursor), cursor),
    innermost(near),
    given(here, cursor),
    annotated(here, cursor),
    around.filter(({ role, at }) => role === 'names' && linesBetween(cursor.text, at.span[0], cursor.offset) === 0),
    carried(cursor, of),
    filled(cursor, tables),
    isConfiguration(cursor.file)
      ? wordsAt(cursor)
          .flatMap(word => host(word))
          .slice(0, 1)
      : [],
  ];
}

/** A topic or a class of messages that is named where nothing else is known of it: in a declaration, a mapping, a test of types. */
function carried(cursor: Cursor, of: Occurrences['of']): readonly Occurrence[] {
  const quoted = quotedAt(cursor);
  const [word = ''] = wordsAt(cursor).slice(-1);
  const elements = [
    ...(quoted === undefined ? [] : [`topic ${quoted}`]),
    ...(/[a-z][A-Z]/.test(word) ? [`message ${word}`, `topic ${word}`] : []),
  ];
  const known = elements.find(element => of(element).length > 0);
  return known === undefined ? [] : [{ element: known, role: 'declares', at: { file: cursor.file, span: [cursor.offset, cursor.offset] } }];
}

/** Statements of a script that fill a table or change it. */
function filled(cursor: Cursor, tables: Occurrences['tables']): readonly Occurrence[] {
  if (!/\.(sql|ddl|cql)$/.test(cursor.file)) return [];
  const at = { file: cursor.file, span: [cursor.offset, cursor.offset] as const };
  return wordsAt(cursor)
    .slice(-1)
    .flatMap(word => tables(word))
    .map(element => ({ element, role: 'reads', at }));
}

const isConfiguration = (file: FilePath): boolean => /\.(ya?ml|json|toml|properties|conf|cfg|ini|template|env)$|(^|\/)\.env/.test(file);

/** A setting's place may be its value: its name stands before it on the line, or in the lines above where a list has entries of name and value. */
function keyed(here: readonly Occurrence[], { text, offset }: Cursor): readonly Occurrence[] {
  const after = here.filter(
    ({ role, at }) => role === 'sets' && at.span[0] > offset && linesBetween(text, offset, at.span[0]) <= MOST_LINES,
  );
  const nearest = new Map<string, number>();
  for (const { word = '', at } of after) nearest.set(word, Math.min(at.span[0], nearest.get(word) ?? at.span[0]));
  return after.filter(({ word = '', at }) => at.span[0] === nearest.get(word));
}

/** Occurrences whose word is under the cursor. A longer word wins: a host with a domain before its first part. */
function wordy(around: readonly Occurrence[], cursor: Cursor): readonly Occurrence[] {
  const path = isInPath(cursor);
  const fitting = around.filter(({ role, word }) => word !== undefined && !(path && role === 'names'));
  for (const spelled of [(word: string) => word, (word: string) => word.toLowerCase()]) {
    const written = wordsAt(cursor).map(spelled);
    for (const same of written) {
      const found = fitting.filter(({ role, word }) => spelled(word!) === same || (isKey(role) && endsIn(spelled(word!), same)));
      if (found.length > 0) return found;
    }
    const keys = fitting.filter(({ role, word }) => isKey(role) && written.includes(lastPart(spelled(word!))));
    if (keys.length > 0) return keys;
  }
  return [];
}

const isKey = (role: Occurrence['role']): boolean => role === 'sets' || role === 'reads';

/** In a tree of settings some parts of a key may stand together: `remote.host` below `app`. */
const endsIn = (key: string, written: string): boolean => written.includes('.') && key.endsWith(`.${written}`);

/** In a tree of settings a key stands alone, and code may ask for a section by another call: `host` of `spring.rabbitmq.host`. */
const lastPart = (key: string): string => key.split(/[.:]|__/).at(-1)!;

/** A place of many lines is a handler, a chain or an options object: it counts where it begins, and at the path or topic that it is given. */
function isNear({ at: { span }, role }: Occurrence, cursor: Cursor): boolean {
  if (linesBetween(cursor.text, span[0], cursor.offset) === 0) return true;
  const quoted = quotedAt(cursor);
  if (quoted === undefined) return false;
  return role === 'publishes' || role === 'consumes' || quoted.includes('/');
}

const size = ({ at: { span } }: Occurrence): number => span[1] - span[0];

function innermost(places: readonly Occurrence[]): readonly Occurrence[] {
  const least = Math.min(...places.map(size));
  return places.filter(place => size(place) === least);
}

/** What a method is given, where the cursor stands on its name: the address of `rest.getForObject(url, …)`. */
function given(here: readonly Occurrence[], { text, offset }: Cursor): readonly Occurrence[] {
  const head = /^\w*(?:<[^()\n]{0,80}>)?\(\s*/.exec(text.slice(offset, offset + 200))?.[0];
  return head === undefined ? [] : here.filter(({ word, at }) => word === undefined && at.span[0] === offset + head.length);
}

/** Annotations of a method stand in the lines over its name. */
const MOST_LINES = 4;

function annotated(here: readonly Occurrence[], cursor: Cursor): readonly Occurrence[] {
  const { text, offset } = cursor;
  if (isAnnotation(offset, text)) return besides(here, cursor);
  if (!/^\w*\s*[(<]/.test(text.slice(offset, offset + 80))) return [];
  const before = here.filter(({ word, at }) => word === undefined && at.span[1] <= offset && isAnnotation(at.span[0], text));
  const last = Math.max(...before.map(({ at }) => at.span[1]));
  const over = before.filter(({ at }) => at.span[1] === last);
  const between = text.slice(last, offset);
  return over.length > 0 && linesBetween(text, last, offset) <= MOST_LINES && !/[;}]\s*\n/.test(between) ? over : [];
}

/** Another annotation of the same method: `[Route("{id}")]` over or below `[HttpGet]`. */
function besides(here: readonly Occurrence[], { text, offset }: Cursor): readonly Occurrence[] {
  const near = here.filter(({ word, at: { span } }) => {
    const [from, to] = [Math.min(span[0], offset), Math.max(span[0], offset)];
    return word === undefined && isAnnotation(span[0], text) && linesBetween(text, from, to) <= MOST_LINES && isBlock(text, from, to);
  });
  return near;
}

/** All of the lines between are annotations. */
const isBlock = (text: string, from: number, to: number): boolean =>
  text
    .slice(from, to)
    .split('\n')
    .slice(1)
    .every(line => /^\s*[@[#]/.test(line));

/** The line begins with an annotation, decorator or attribute. */
const isAnnotation = (start: number, text: string): boolean => /^\s*[@[#]/.test(text.slice(text.lastIndexOf('\n', start) + 1, start + 1));
