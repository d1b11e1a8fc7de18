import type { ZoneBox, ZoneLink, Zones } from './neighbourhood.ts';

/** One line of the narrow map: a neighbour, and the edge that ties it. */
export interface RailRow {
  readonly box: ZoneBox;
  readonly link: ZoneLink;
  readonly indent: number;
}

/** The wide picture turned into lines: each neighbour, and under it what its chevron opened. */
export function railRows(zones: Zones, side: -1 | 1): readonly RailRow[] {
  const outer = (link: ZoneLink) => (side < 0 ? link.left : link.right);
  const inner = (link: ZoneLink) => (side < 0 ? link.right : link.left);
  const boxes = zones.boxes.filter(box => Math.sign(box.depth) === side);
  const under = (parent: string, indent: number): RailRow[] =>
    boxes.flatMap(box => {
      const links = zones.links.filter(link => inner(link) === parent && outer(link) === box.id);
      const rows = links.map(link => ({ box, link, indent }));
      return rows.length === 0 ? [] : [...rows, ...under(box.id, indent + 1)];
    });
  const focus = zones.boxes.find(box => box.depth === 0);
  return focus ? under(focus.id, 0) : [];
}
