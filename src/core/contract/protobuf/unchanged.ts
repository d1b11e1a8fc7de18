import type { Elements } from './elements.ts';
import type { ProtoFile } from './syntax.ts';

/** A file of one version with its text and what it declares. */
export interface Read {
  readonly text: string;
  readonly syntax: ProtoFile;
  readonly elements: Elements;
}

/**
 * The files that say and mean the same in both versions: their text is the same, and so is every name, enum value and import anywhere,
 * on which the meaning of their own names rests. Most files of most changes are such, and are not compared further.
 */
export function unchangedFiles(before: ReadonlyMap<string, Read>, after: ReadonlyMap<string, Read>): ReadonlySet<string> {
  const same = new Set<string>();
  if (before.size !== after.size) return same;
  for (const [path, was] of before) {
    const is = after.get(path);
    if (!is) return new Set();
    if (was.text === is.text) same.add(path);
    else if (meaningForOthers(was) !== meaningForOthers(is)) return new Set();
  }
  return same;
}

const meaningForOthers = ({ syntax, elements }: Read): string =>
  JSON.stringify([
    syntax.package,
    syntax.imports.map(({ path, public: open }) => [path, open]),
    elements.messages.map(({ nestedName }) => nestedName),
    elements.enums.map(({ nestedName, syntax: { values } }) => [nestedName, values.map(({ name, number }) => [name, number])]),
  ]);
