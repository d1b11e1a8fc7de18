import type { Change } from '../core/index/facts-index.ts';
import type { Files } from '../core/manifests/files.ts';
import { folderOf, within } from '../core/model/paths.ts';
import type { FilePath } from '../core/model/source.ts';
import { blobs, type Blob } from './revision-blobs.ts';
import type { Difference, Entry } from './revision-differences.ts';
import type { Git } from './revision-git.ts';
import { textOf } from './text-of.ts';

/** What stands under a path. */
export type Held =
  | { readonly kind: 'text'; readonly text: string }
  /** `to` is undefined where the link leaves the workspace. */
  | { readonly kind: 'link'; readonly to: FilePath | undefined }
  /** There is a file, and no text; `why` completes "the file …". */
  | { readonly kind: 'unread'; readonly why: string };

/** Where a side differs from the disk; undefined: it has no such file. */
export type HeldByPath = ReadonlyMap<FilePath, Held | undefined>;

/** One of the two states that are compared. */
export interface RevisionSide {
  /** As people know it: `main (since 1a2b3c4)`, `the working tree`. */
  readonly shown: string;
  /** The workspace as it is on this side. */
  readonly files: Files;
  readonly held: HeldByPath;
}

export const sideOf = (shown: string, disk: Files, held: HeldByPath): RevisionSide => ({ shown, files: filesWith(disk, held), held });

function filesWith(disk: Files, held: HeldByPath): Files {
  const textAt = (path: FilePath): string | undefined => {
    if (!held.has(path)) return disk.read(path);
    const found = held.get(path);
    return found?.kind === 'text' ? found.text : undefined;
  };
  const read = (path: FilePath): string | undefined => {
    const found = held.get(path);
    return found?.kind !== 'link' ? textAt(path) : found.to === undefined ? undefined : textAt(found.to);
  };
  return { read, under: folder => listed(disk.under(folder), folder, held) };
}

/** The workspace's own files on a side, given those on disk: what a listing leaves out there is left out here. */
export const pathsOn = ({ held }: RevisionSide, onDisk: readonly FilePath[]): readonly FilePath[] => listed(onDisk, '', held);

function listed(onDisk: readonly FilePath[], folder: string, held: HeldByPath): readonly FilePath[] {
  if (held.size === 0) return onDisk;
  const inside = [...held.keys()].filter(path => folder === '' || path.startsWith(`${folder.replace(/\/+$/, '')}/`));
  const found = new Set([...onDisk, ...inside]);
  for (const path of inside) if (held.get(path) === undefined) found.delete(path);
  return [...found].toSorted();
}

/** What a side that git keeps has where it differs from the disk. */
export async function heldInGit(git: Git, fromDisk: readonly Difference[]): Promise<HeldByPath> {
  const kept = await blobs(
    git,
    fromDisk.flatMap(({ before }) => (before?.id !== undefined && before.kind !== 'submodule' ? [before.id] : [])),
  );
  const held = new Map<FilePath, Held | undefined>();
  for (const { path, from, before } of fromDisk) {
    if (from !== undefined || !before) held.set(path, undefined);
    if (before) held.set(from ?? path, heldOf(from ?? path, before, kept.get(before.id ?? '')));
  }
  return held;
}

function heldOf(path: FilePath, { kind }: Entry, blob: Blob | undefined): Held | undefined {
  if (kind === 'submodule' || blob === undefined) return undefined;
  if (blob.kind === 'none') return { kind: 'unread', why: blob.why };
  if (kind === 'link') return { kind, to: within(folderOf(path), blob.bytes.toString()) };
  const text = textOf(blob.bytes);
  if (text === undefined) return { kind: 'unread', why: 'is binary or not UTF-8 text' };
  if (LFS.test(text)) return { kind: 'unread', why: 'is kept in Git LFS, and its earlier text is not here' };
  return { kind: 'text', text };
}

const LFS = /^version https:\/\/git-lfs\.github\.com\/spec\/v\d+\n/;

/** What makes the facts of the disk those of a side. Links are no files of the index. */
export const changesOf = ({ held }: RevisionSide): readonly Change[] => [...held].map(([path, found]) => changeTo(path, found));

const changeTo = (path: FilePath, held: Held | undefined): Change =>
  held?.kind === 'text' ? { kind: 'set', source: { path, text: held.text } } : { kind: 'remove', path };
