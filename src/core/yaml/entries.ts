import type { MappingEntry, Node } from './tree.ts';

/** Entries of one mapping, in written order: a key of its own wins over one that comes by `<<`, and of two alike the last one wins. */
export class Entries {
  private readonly own = new Map<string, MappingEntry>();
  private readonly merged: MappingEntry[] = [];

  add(entry: MappingEntry): void {
    if (entry.key !== '<<') this.own.set(entry.key, entry);
    else this.merged.push(...sources(entry.value).flatMap(node => (node.kind === 'mapping' ? node.entries : [])));
  }

  list(): readonly MappingEntry[] {
    for (const entry of this.merged) if (!this.own.has(entry.key)) this.own.set(entry.key, entry);
    return [...this.own.values()];
  }
}

const sources = (node: Node): readonly Node[] => (node.kind === 'sequence' ? node.items : [node]);
