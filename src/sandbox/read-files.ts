import { readFileSync, realpathSync, statSync } from 'node:fs';
import type { Files } from '../core/manifests/files.ts';
import { resolveCompose } from '../core/manifests/compose/resolve.ts';
import type { FilePath } from '../core/model/source.ts';

/** Where a project lies, and which part of it is asked for. */
export interface ProjectAsked {
  /** The folder that holds the whole tree, as the system knows it. */
  readonly root: string;
  /** Where compose is run in it; '' is the root. */
  readonly folder: string;
  /** Compose files below the folder; none: those that compose finds. */
  readonly files: readonly string[];
  readonly profiles: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/** The files that compose reads of a project: those in the tree, there or not, and those outside. */
export interface ReadFiles {
  readonly inside: readonly string[];
  readonly outside: readonly string[];
}

const LARGEST = 4_000_000;

/**
 * What compose would read, by our own reading of the project, which asks for each file. Compose itself is started only where nothing lies
 * outside: a project could show any file of the machine to its services as one of variables.
 */
export function readFiles({ root, folder, files, profiles, variables }: ProjectAsked): ReadFiles {
  const asked = new Set<string>();
  const below: Files = {
    read: path => {
      asked.add(`/${path}`);
      return isBelow(root, `/${path}`) ? textOf(root, `/${path}`) : undefined;
    },
    under: () => [],
  };
  const place = folder === '' ? root : `${root}/${folder}`;
  resolveCompose(below, {
    root: '/',
    folder: place.slice(1) as FilePath,
    files,
    profiles,
    environment: new Map(Object.entries(variables)),
    tolerant: true,
  });
  const all = [...asked];
  return {
    inside: all.filter(path => isBelow(root, path)).map(path => path.slice(root.length + 1)),
    outside: all.filter(path => !isBelow(root, path)),
  };
}

const isBelow = (root: string, path: string): boolean => path.startsWith(`${root}/`);

function textOf(root: string, path: string): string | undefined {
  try {
    return isBelow(root, realpathSync(path)) && statSync(path).size <= LARGEST ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
