import type { Node } from './tree.ts';

/** A file may name so many nodes, aliases counted as often as they stand: more is an alias bomb or no manifest. */
const MOST_NODES = 500_000;

/** Nodes by anchor, and how many nodes there would be if every alias were written out. */
export class Anchors {
  private count = 0;
  private readonly known = new Map<string, { readonly node: Node; readonly size: number }>();

  /** One more node; false where there are too many. */
  grow(): boolean {
    return ++this.count <= MOST_NODES;
  }

  get size(): number {
    return this.count;
  }

  set(name: string, node: Node, before: number): void {
    this.known.set(name, { node, size: this.count - before });
  }

  /** A new document sees no anchors of the one before it. */
  forget(): void {
    this.known.clear();
  }

  /** `unknown`: no such anchor, or one that is still open, which would be a cycle. `many`: an alias bomb. */
  get(name: string): Node | 'unknown' | 'many' {
    const found = this.known.get(name);
    if (!found) return 'unknown';
    if (this.count + found.size > MOST_NODES) return 'many';
    this.count += found.size;
    return found.node;
  }
}
