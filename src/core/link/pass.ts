import type { GraphNode } from '../model/graph.ts';
import type { EdgeBook } from './edge-book.ts';
import type { LinkMemory } from './link-memory.ts';
import type { Externals, Known, SeeingWorld, World } from './world.ts';

/** Looks for edges of one sort, and gives the nodes that only it knows. */
export type Pass =
  | { readonly name: string; readonly run: (world: World) => readonly GraphNode[] | void; readonly sees?: false }
  | { readonly name: string; readonly run: (world: SeeingWorld) => readonly GraphNode[] | void; readonly sees: true };

/** Where passes write. */
export interface Written {
  readonly book: EdgeBook;
  readonly externals: Externals;
}

/** What one pass wrote, so that it can be written again. */
interface Page {
  readonly writings: readonly ((to: Written) => void)[];
  readonly nodes: readonly GraphNode[];
}

/** Runs passes in their order. Where nothing has changed that a pass asks, what it wrote the last time is written again. */
export function write(passes: readonly Pass[], { known, to, memory }: { known: Known; to: Written; memory: LinkMemory }): GraphNode[] {
  const { view: _, ...parts } = known;
  const pages: Page[] = [];
  for (const pass of passes) {
    let isNew = false;
    const page = memory.step(`pass ${pass.name}`, [...Object.values(parts), ...(pass.sees ? pages : [])], view => {
      isNew = true;
      return pageOf(pass, { ...known, view }, to);
    });
    if (!isNew) for (const writing of page.writings) writing(to);
    pages.push(page);
  }
  return pages.flatMap(({ nodes }) => nodes);
}

function pageOf(pass: Pass, known: Known, { book, externals }: Written): Page {
  const writings: Page['writings'][number][] = [];
  const noted = (writing: Page['writings'][number]): void => {
    writings.push(writing);
    writing({ book, externals });
  };
  const nodes = pass.run({
    ...known,
    book: {
      add: sighting => noted(to => to.book.add(sighting)),
      leaveOpen: entry => noted(to => to.book.leaveOpen(entry)),
      settle: (node, at) => noted(to => to.book.settle(node, at)),
      has: (from, to) => book.has(from, to),
      kindsBetween: (from, to) => book.kindsBetween(from, to),
    },
    externals: {
      add: (node, at, environment) => {
        noted(to => void to.externals.add(node, at, environment));
        return node.id;
      },
    },
  });
  return { writings, nodes: nodes ?? [] };
}
