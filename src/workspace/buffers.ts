import type { FilePath } from '../core/model/source.ts';

/** Texts of open files, which win over the disk, and which of them nobody has looked at since they changed. */
export class Buffers {
  private readonly open = new Map<FilePath, string>();
  private readonly edited = new Set<FilePath>();

  get texts(): ReadonlyMap<FilePath, string> {
    return this.open;
  }

  get hasEdits(): boolean {
    return this.edited.size > 0;
  }

  /** Whether it is another text than before. */
  edit(path: FilePath, text: string): boolean {
    if (this.open.get(path) === text) return false;
    this.open.set(path, text);
    this.edited.add(path);
    return true;
  }

  /** Whether it was open. */
  close(path: FilePath): boolean {
    this.edited.delete(path);
    return this.open.delete(path);
  }

  /** What is read from disk of these files, by default of all, is looked through again with their texts. */
  again(paths: Iterable<FilePath> = this.open.keys()): void {
    for (const path of paths) if (this.open.has(path)) this.edited.add(path);
  }

  /** What changed since it was last asked. */
  takeEdits(): readonly FilePath[] {
    const paths = [...this.edited];
    this.edited.clear();
    return paths;
  }
}
