import type { MapNode } from '../../protocol/panels/map.ts';
import { degree, drawn, other } from './visible.ts';
import type { Visible } from './visible.ts';

export interface Neighbourhood {
  readonly hub: MapNode;
  readonly members: readonly MapNode[];
}

/** What hangs together, described by its best connected node. */
export interface System {
  readonly hub: MapNode;
  readonly size: number;
  readonly edges: number;
  readonly neighbourhoods: readonly Neighbourhood[];
}

function neighbours(view: Visible, id: string): readonly string[] {
  const edges = [...(view.needs.get(id) ?? []), ...(view.neededBy.get(id) ?? [])];
  return [...new Set(edges.map(edge => other(edge, id)))];
}

function components(view: Visible, nodes: readonly MapNode[]): readonly (readonly MapNode[])[] {
  const seen = new Set<string>();
  return nodes.flatMap(start => {
    if (seen.has(start.id)) return [];
    seen.add(start.id);
    const members = [start];
    for (const member of members) {
      for (const id of neighbours(view, member.id)) {
        const node = view.byId.get(id);
        if (!node || seen.has(id)) continue;
        seen.add(id);
        members.push(node);
      }
    }
    return [members];
  });
}

/** The hub with most neighbours nobody has claimed yet takes them, until each node stands in one neighbourhood. */
function neighbourhoods(view: Visible, members: readonly MapNode[]): readonly Neighbourhood[] {
  const free = new Map(members.map(node => [node.id, node]));
  const result: Neighbourhood[] = [];
  while (free.size > 0) {
    let best: { hub: MapNode; around: MapNode[] } | undefined;
    for (const hub of free.values()) {
      const around = neighbours(view, hub.id).flatMap(id => free.get(id) ?? []);
      if (!best || around.length > best.around.length) best = { hub, around };
    }
    const { hub, around } = best!;
    for (const node of [hub, ...around]) free.delete(node.id);
    result.push({ hub, members: around.filter(node => node.id !== hub.id).sort((a, b) => a.name.localeCompare(b.name)) });
  }
  return result;
}

/** For a workspace too large for one drawing: what hangs together, and who stands around whom. Largest first. */
export function systems(view: Visible): readonly System[] {
  const nodes = [...drawn(view)].sort(
    (a, b) => degree(view, b.id) - degree(view, a.id) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1),
  );
  const made = components(view, nodes).map(members => {
    const edges = members.reduce((sum, node) => sum + (view.needs.get(node.id)?.length ?? 0), 0);
    const around = members.length === 1 ? [] : neighbourhoods(view, members);
    return { hub: members[0]!, size: members.length, edges, neighbourhoods: around };
  });
  return made.sort((a, b) => b.size - a.size || a.hub.name.localeCompare(b.hub.name));
}
