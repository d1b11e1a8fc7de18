import type { MappingEntry, Node } from './tree.ts';

/** Up to so many entries, to look at each costs less than a map of them. */
const FEW = 12;

/** Entries of one mapping, in written order: a key of its own wins over one that comes by `<<`, and of two alike the last one wins. */
export class Entries {
  private readonly own: MappingEntry[] = [];
  private places: Map<string, number> | undefined;
  private merged: MappingEntry[] | undefined;

  add(entry: MappingEntry): void {
    if (entry.key === '<<') {
      (this.merged ??= []).push(...sources(entry.value).flatMap(node => (node.kind === 'mapping' ? node.entries : [])));
      return;
    }
    const place = this.place(entry.key);
    if (place >= 0) this.own[place] = entry;
    else this.append(entry);
  }

  list(): readonly MappingEntry[] {
    for (const entry of this.merged ?? []) if (this.place(entry.key) < 0) this.append(entry);
    return this.own;
  }

  private append(entry: MappingEntry): void {
    this.own.push(entry);
    this.places?.set(entry.key, this.own.length - 1);
  }

  private place(key: string): number {
    if (this.own.length <= FEW) return this.own.findIndex(entry => entry.key === key);
    this.places ??= new Map(this.own.map((entry, place) => [entry.key, place]));
    return this.places.get(key) ?? -1;
  }
}

const sources = (node: Node): readonly Node[] => (node.kind === 'sequence' ? node.items : [node]);
