import type { FilePath, Span } from './source.ts';

/** Where the contracts of sibling repositories are pinned; beside it lies a folder of copies for each of them. */
export const SIBLINGS_LOCK = '.faultline/siblings.lock' as FilePath;

export const SIBLINGS_FOLDER = '.faultline/siblings' as FilePath;

/** A copy of another repository's contract: no file of this workspace's own programs. */
export const isPinned = (path: string): boolean => path.startsWith(`${SIBLINGS_FOLDER}/`);

/** Where the contract of a sibling is kept. */
export const pinnedPath = (sibling: string, path: string): FilePath => `${SIBLINGS_FOLDER}/${sibling}/${path}` as FilePath;

/** What a workspace knows of a repository that is not open in it. */
export interface Locked {
  readonly name: string;
  /** The commit that it was locked at; absent where it is no git repository. */
  readonly revision?: string;
  /** Those that provide a contract. */
  readonly services: readonly LockedService[];
  /** All copies, with what they rest on. */
  readonly files: readonly LockedFile[];
}

export interface LockedService {
  readonly name: string;
  /** Names under which it is asked, in lower case. */
  readonly hosts: readonly string[];
  readonly provides: readonly LockedContract[];
}

export interface LockedContract {
  /** The file, as its own repository calls it. */
  readonly contract: FilePath;
  /** Of a proto file: which of its services. */
  readonly services: readonly string[];
}

export interface LockedFile {
  readonly path: FilePath;
  readonly digest: string;
}

/** A sibling as the lock file says it. */
export interface Sibling extends Locked {
  readonly kind: 'sibling';
  readonly at: Span;
  readonly services: readonly (LockedService & { readonly at: Span })[];
}
