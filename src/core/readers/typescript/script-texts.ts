import type { FilePath } from '../../model/source.ts';
import type { Texts } from '../use.ts';
import { importSpecifiers } from './import-specifiers.ts';
import { isScript } from './scripts.ts';
import type { ImportResolver } from './symbol-uses.ts';

/** The scripts of a workspace. Each is read once, and its imports are looked at once. */
export interface Scripts {
  readonly paths: readonly FilePath[];
  readonly read: (file: FilePath) => string | undefined;
  readonly links: (file: FilePath) => readonly FilePath[];
  readonly resolveImport: ImportResolver;
}

export function scriptsOf(texts: Texts, resolveImport: ImportResolver): Scripts {
  const read = once((file: FilePath) => texts.read(file));
  const links = once((file: FilePath): readonly FilePath[] => {
    const targets = importSpecifiers(read(file) ?? '').flatMap(specifier => resolveImport(file, specifier) ?? []);
    return [...new Set(targets)].filter(target => target !== file && isScript(target));
  });
  return { paths: texts.paths.filter(isScript), read, links, resolveImport };
}

function once<From, To>(answer: (from: From) => To): (from: From) => To {
  const known = new Map<From, To>();
  return from => {
    if (!known.has(from)) known.set(from, answer(from));
    return known.get(from)!;
  };
}
