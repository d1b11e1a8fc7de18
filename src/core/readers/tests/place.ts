import { folderOf, inFolder } from '../../model/paths.ts';
import type { FilePath, Location } from '../../model/source.ts';
import type { Texts } from '../use.ts';

/** A way to run tests. */
export interface Command {
  readonly command: string;
  /** Where it is run; '' is the root. */
  readonly folder: FilePath | '';
  /** The line that says so. */
  readonly at: Location;
  /** The folder of the tests that it runs, where they lie beside the service. */
  readonly tests?: FilePath;
}

/** What each way of running tests is asked about: one service's folder. */
export interface Place {
  readonly texts: Texts;
  readonly folder: FilePath | '';
  /** Files below the folder. */
  readonly files: readonly FilePath[];
}

/** A name of the workspace as one word of a command: somebody may run it, and names may hold anything. */
export const asWord = (name: string): string => (/^[\w./@:+=-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`);

/** The nearest file of a name in the folder or above it. */
export function nearest({ texts, folder }: Place, name: string): FilePath | undefined {
  for (let here: string = folder; ; here = folderOf(here)) {
    const path = inFolder(here, name);
    if (texts.read(path) !== undefined) return path;
    if (here === '') return undefined;
  }
}

/** Where a pattern stands in a file; its beginning, where it does not. */
export function lineOf(file: FilePath, text: string, pattern: RegExp): Location {
  const match = pattern.exec(text);
  return { file, span: match ? [match.index, match.index + match[0].length] : [0, 0] };
}
