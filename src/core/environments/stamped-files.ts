import type { Files } from '../manifests/files.ts';
import { fingerprint } from '../model/fingerprint.ts';
import type { FilePath } from '../model/source.ts';
import type { StampedFiles } from './memory.ts';

/** Stamps texts by their fingerprints; those of `known` files need no reading. */
export function stampedFiles(files: Files, known: (path: FilePath) => string | undefined): StampedFiles {
  const stamps = new Map<FilePath, string>();
  return {
    ...files,
    stamp: path => {
      const stamp = stamps.get(path) ?? known(path) ?? stampOf(files.read(path));
      stamps.set(path, stamp);
      return stamp;
    },
  };
}

const stampOf = (text: string | undefined): string => (text === undefined ? 'none' : fingerprint(text));
