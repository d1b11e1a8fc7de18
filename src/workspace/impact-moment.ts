import { stampedFiles } from '../core/environments/stamped-files.ts';
import { environments } from '../core/environments/environments.ts';
import type { Memory } from '../core/environments/memory.ts';
import type { SideInput } from '../core/impact/side.ts';
import type { FactsIndex } from '../core/index/facts-index.ts';
import type { Snapshot } from '../core/index/snapshot.ts';
import type { Files } from '../core/manifests/files.ts';
import type { FilePath } from '../core/model/source.ts';
import type { Texts } from '../core/readers/use.ts';
import { overlaid } from './overlay.ts';
import { pathsOn, type RevisionSide } from './revision-side.ts';

/** What a session knows at one moment: everything has been read and linked. */
export interface Moment {
  /** The root with links followed. */
  readonly real: string;
  readonly index: FactsIndex;
  readonly snapshot: Snapshot;
  readonly memory: Memory;
  /** Another object as soon as anything on disk is another. */
  readonly disk: Files;
  readonly buffers: ReadonlyMap<FilePath, string>;
  /** Files with whose texts manifests were resolved. */
  readonly deciding: ReadonlySet<FilePath>;
  /** Patterns, as in .gitignore, of what is not read. */
  readonly excluded: readonly string[];
}

/** What is typed and not saved. */
export const edits = ({ disk, buffers }: Moment): ReadonlyMap<FilePath, string> =>
  new Map([...buffers].filter(([path, text]) => disk.read(path) !== text));

/** The texts of the newest version, typed or saved. */
export const textsNow = ({ disk, buffers }: Moment, paths: readonly FilePath[]): Texts => ({ paths, read: overlaid(disk, buffers).read });

export const textsOf = (side: RevisionSide, paths: readonly FilePath[]): Texts => ({ paths: pathsOn(side, paths), read: side.files.read });

/** What a link of one version needs; manifests that are alike in both are resolved once. */
export function sideInput(
  index: FactsIndex,
  side: RevisionSide,
  { memory, texts }: { readonly memory: Memory; readonly texts: Texts },
): SideInput {
  const facts = index.facts();
  const stamped = stampedFiles(side.files, path => index.files.get(path)?.fingerprint);
  return { facts, environments: environments(facts, stamped, memory), texts };
}
