import { baseName } from '../../model/paths.ts';
import type { FilePath, Span } from '../../model/source.ts';
import { builtInFile } from './built-in.ts';
import { fileElement, type FileElement } from './elements.ts';
import type { Import, ProtoFile } from './syntax.ts';

export interface ImportProblem {
  readonly file: FilePath;
  readonly at: Span;
  readonly message: string;
}

interface Imported {
  /** The files given, and what they import of those that come with every compiler. */
  readonly files: readonly FileElement[];
  /** The files whose names a file may use: its own, its imports', and what these import publicly. */
  readonly visible: (file: FileElement) => ReadonlySet<FileElement>;
  readonly problems: readonly ImportProblem[];
}

export function imported(given: readonly ProtoFile[]): Imported {
  const problems: ImportProblem[] = [];
  const files = new Map(given.map(file => [file.path as string, fileElement(file, false)]));
  const byName = Map.groupBy(
    given.map(({ path }) => path),
    baseName,
  );
  const targets = new Map<FileElement, readonly Target[]>();
  const targetOf = (path: string, from: FileElement): FileElement | undefined => {
    const known = files.get(path);
    if (known) return known;
    const builtIn = builtInFile(path);
    if (!builtIn) return files.get(fileNamed(path, byName.get(baseName(path)) ?? [], from.syntax.path) ?? '');
    const found = fileElement(builtIn, true);
    files.set(path, found);
    return found;
  };
  // A Map goes on to what was added meanwhile: what a built-in file imports is reached too.
  for (const file of files.values()) {
    const found: Target[] = [];
    for (const written of file.syntax.imports) {
      const target = targetOf(written.path, file);
      if (target) found.push({ file: target, written });
      else problems.push({ file: file.syntax.path, at: written.at, message: missing(written.path) });
    }
    targets.set(file, found);
  }
  problems.push(...circles(targets));
  return { files: [...files.values()], visible: visibleBy(targets), problems };
}

interface Target {
  readonly file: FileElement;
  readonly written: Import;
}

const missing = (path: string): string =>
  `The import "${path}" is not among the files compared; types from it are known by their written names only. Add the file, or compare a folder that holds it.`;

/** Imports are written from a root that need not be the folder compared: then the file that ends so, and lies closest to who imports it. */
export function fileNamed(path: string, candidates: readonly string[], from: string): string | undefined {
  const ending = candidates.filter(file => file.endsWith(`/${path}`));
  return ending.toSorted((a, b) => shared(b, from) - shared(a, from) || a.length - b.length || (a < b ? -1 : 1))[0];
}

function shared(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

function visibleBy(targets: ReadonlyMap<FileElement, readonly Target[]>): (file: FileElement) => ReadonlySet<FileElement> {
  const known = new Map<FileElement, ReadonlySet<FileElement>>();
  return file => {
    const answer = known.get(file) ?? reached(file, targets);
    known.set(file, answer);
    return answer;
  };
}

function reached(from: FileElement, targets: ReadonlyMap<FileElement, readonly Target[]>): ReadonlySet<FileElement> {
  const found = new Set([from]);
  for (const file of found)
    for (const { file: target, written } of targets.get(file) ?? []) if (file === from || written.public) found.add(target);
  return found;
}

/** The imports that close a circle. Without recursion: a chain of imports may be as long as there are files. */
function circles(targets: ReadonlyMap<FileElement, readonly Target[]>): readonly ImportProblem[] {
  const problems: ImportProblem[] = [];
  const done = new Set<FileElement>();
  for (const start of targets.keys()) {
    const way: { readonly file: FileElement; next: number }[] = done.has(start) ? [] : [{ file: start, next: 0 }];
    const open = new Set([start]);
    for (let here = way.at(-1); here; here = way.at(-1)) {
      const target = targets.get(here.file)?.[here.next++];
      if (!target) {
        done.add(here.file);
        open.delete(here.file);
        way.pop();
      } else if (open.has(target.file)) problems.push(circle(here.file, target));
      else if (!done.has(target.file)) {
        open.add(target.file);
        way.push({ file: target.file, next: 0 });
      }
    }
  }
  return problems;
}

const circle = ({ syntax }: FileElement, { written }: Target): ImportProblem => ({
  file: syntax.path,
  at: written.at,
  message: `The import "${written.path}" leads back to this file, which no protobuf compiler accepts; move what both need into a file of its own.`,
});
