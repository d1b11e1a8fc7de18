import { existsSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Files } from '../core/manifests/files.ts';
import type { FilePath } from '../core/model/source.ts';
import { diskFiles } from '../workspace/disk-files.ts';
import type { ContractSide, ContractSides } from './contract-side.ts';
import { placeLines } from './place-lines.ts';
import { UsageError } from './usage-error.ts';

/** Two folders, whose files are compared path by path; or two files, which are one contract whatever they are called. */
export function contractSides(before: string | undefined, after: string | undefined): ContractSides {
  if (before === undefined || after === undefined)
    throw new UsageError('Name the contract before and after, each a file or a folder: faultline contract-diff BEFORE AFTER.');
  const single = [isFile(before), isFile(after)] as const;
  if (single[0] !== single[1])
    throw new UsageError(`Compare two files or two folders; ${single[0] ? after : before} is a folder, and the other is a file.`);
  if (!single[0]) return { before: sideOf(diskFiles(resolve(before))), after: sideOf(diskFiles(resolve(after))) };
  const name = basename(before) as FilePath;
  return { before: fileSide(before, name), after: fileSide(after, name) };
}

function isFile(path: string): boolean {
  if (!existsSync(path)) throw new UsageError(`There is no file or folder ${path}.`);
  return statSync(path).isFile();
}

/** One file under a name that both versions share; what it refers to is read beside it. */
function fileSide(path: string, name: FilePath): ContractSide {
  const own = basename(path) as FilePath;
  const beside = diskFiles(resolve(dirname(path)));
  const files: Files = { read: asked => beside.read(asked === name ? own : asked), under: folder => (folder === '' ? [name] : []) };
  return sideOf(files, file => (file === name ? own : file));
}

/** A version whose places are shown by their lines; `ownName` gives back the name of a file that is compared under another. */
function sideOf(files: Files, ownName: (file: FilePath) => string = file => file): ContractSide {
  const lines = placeLines(files);
  return { files, shown: place => ({ file: ownName(place.file), line: lines(place) }) };
}
