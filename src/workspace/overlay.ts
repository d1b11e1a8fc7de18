import type { Files } from '../core/manifests/files.ts';
import type { FilePath } from '../core/model/source.ts';

/** Files as somebody sees them who edits some of them: what is not saved yet wins over the disk. */
export const overlaid = (files: Files, buffers: ReadonlyMap<FilePath, string>): Files => ({
  ...files,
  read: path => buffers.get(path) ?? files.read(path),
});
