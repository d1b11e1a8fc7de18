import type { Files } from '../../core/manifests/files.ts';
import type { Origins, Tree } from '../../core/manifests/tree.ts';
import { placeLines, type PlaceLines } from '../place-lines.ts';

/** An object of Kubernetes with a title that says where it is made. */
export interface TitledObject {
  readonly title: string;
  readonly tree: Tree;
}

interface Row {
  readonly text: string;
  readonly places: string;
}

/** Where places begin, if the values leave room. */
const COLUMN = 56;

/** Objects as YAML, with the lines at the right that each value is made of. */
export function objectsText(objects: readonly TitledObject[], files: Files): string {
  const lines = placeLines(files);
  return objects.map(({ title, tree }) => [`# ${title}`, ...rows(tree, { lines, indent: '' }).map(line), '', ''].join('\n')).join('');
}

const line = ({ text, places }: Row): string => (places === '' ? text : `${text.padEnd(COLUMN)}  ${places}`);

interface Position {
  readonly lines: PlaceLines;
  readonly indent: string;
}

function rows(tree: Tree, position: Position): readonly Row[] {
  const { lines, indent } = position;
  switch (tree.kind) {
    case 'scalar':
      return [{ text: indent + scalar(tree.value, tree.unknown), places: placesOf(tree.origins, lines) }];
    case 'sequence':
      return tree.items.flatMap(item => headed(`${indent}-`, item, { lines, indent: `${indent}  ` }));
    case 'mapping':
      return [...tree.entries].flatMap(([key, { value }]) => headed(`${indent}${text(key)}:`, value, { lines, indent: `${indent}  ` }));
  }
}

/** A value behind its key or dash: on the same line where it is one line. */
function headed(head: string, value: Tree, position: Position): readonly Row[] {
  if (value.kind === 'sequence' && value.items.length === 0)
    return [{ text: `${head} []`, places: placesOf(value.origins, position.lines) }];
  if (value.kind === 'mapping' && value.entries.size === 0)
    return [{ text: `${head} {}`, places: placesOf(value.origins, position.lines) }];
  const inner = rows(value, position);
  if (value.kind === 'scalar' || (head.endsWith('-') && value.kind === 'mapping')) {
    const [first, ...others] = inner;
    return [{ text: `${head} ${first!.text.trimStart()}`, places: first!.places }, ...others];
  }
  return [{ text: head, places: '' }, ...inner];
}

/** Long texts are there to be compared with files, not to be read here. */
const LONGEST = 400;

function scalar(value: string | number | boolean | null, unknown: string | undefined): string {
  const written = typeof value === 'string' ? text(value) : String(value);
  const short = written.length > LONGEST ? `${written.slice(0, LONGEST)}…` : written;
  return unknown === undefined ? short : `${short} (not known: ${unknown})`;
}

const text = (value: string): string =>
  /^[A-Za-z_/][\w./:@ -]*$/.test(value) && !/: |:$|^(?:true|false|null|yes|no|on|off|y|n) *$| $/i.test(value)
    ? value
    : JSON.stringify(value);

const MOST_PLACES = 6;

function placesOf(origins: Origins, lines: PlaceLines): string {
  const places = [...new Set(origins.map(place => `${place.file}:${lines(place)}`))];
  const shown = places.slice(0, MOST_PLACES).join(', ');
  return places.length > MOST_PLACES ? `${shown} and ${places.length - MOST_PLACES} more` : shown;
}
