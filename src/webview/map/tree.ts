import { counted } from '../../core/model/counted.ts';
import type { MapEdge, MapIntent, MapNode, MapNodeKind, MapUnresolved } from '../../protocol/panels/map.ts';
import { side } from './neighbourhood.ts';
import { systems } from './systems.ts';
import { other } from './visible.ts';
import type { Visible } from './visible.ts';
import { fileName, findingsWords, kindWord, listed, nodeNote, styleOf } from './words.ts';
import type { Style } from './words.ts';

export type TreeIcon = MapNodeKind | 'unresolved' | 'problem' | 'none';

/** One visible line of the tree. `branch` is set when it can be opened. */
export interface TreeRow {
  readonly id: string;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly icon: TreeIcon;
  readonly rail: Style | null;
  readonly label: string;
  readonly note: string;
  readonly open: boolean | null;
  readonly intent: MapIntent | null;
}

interface Branch {
  readonly id: string;
  readonly icon: TreeIcon;
  readonly rail?: Style;
  readonly label: string;
  readonly note: string;
  readonly startsOpen?: boolean;
  readonly intent?: MapIntent;
  readonly children: () => readonly Branch[];
}

const none = () => [];

function relation(view: Visible, at: string, node: string, edge: MapEdge, word: string): Branch {
  const target = view.byId.get(other(edge, node));
  const facts = [kindWord(edge.kind), listed(edge.operations ?? [], 2), edge.confidence === 'certain' ? '' : edge.confidence];
  return {
    id: `${at}>${edge.id}${word}`,
    icon: target?.kind ?? 'none',
    rail: styleOf(edge.kind),
    label: `${word} ${target?.name ?? other(edge, node)}`,
    note: facts.filter(Boolean).join(' · '),
    intent: { kind: 'select-edge', edge: edge.id },
    children: none,
  };
}

function lost(unresolved: MapUnresolved, index: number, at: string): Branch {
  const where = `${fileName(unresolved.at.file)}:${unresolved.at.line}`;
  return {
    id: `${at}unresolved ${index}`,
    icon: 'unresolved',
    label: unresolved.what,
    note: `${unresolved.why} · ${where}`,
    intent: { kind: 'select-unresolved', index },
    children: none,
  };
}

function nodeBranch(view: Visible, node: MapNode, at: string): Branch {
  const id = `${at}${node.id}`;
  const children = () => [
    ...side(view, node.id, 'breaks').map(edge => relation(view, id, node.id, edge, 'needed by')),
    ...side(view, node.id, 'needs').map(edge => relation(view, id, node.id, edge, 'needs')),
    ...view.graph.unresolved.flatMap((unresolved, i) => (unresolved.node === node.id ? [lost(unresolved, i, id)] : [])),
  ];
  const note = [nodeNote(node), node.findings ? findingsWords(node.findings) : ''].filter(Boolean).join(' · ');
  return { id, icon: node.kind, label: node.name, note, intent: { kind: 'focus', node: node.id }, children };
}

const SECTIONS: readonly { readonly title: string; readonly kinds: readonly MapNodeKind[] }[] = [
  { title: 'Services', kinds: ['service'] },
  { title: 'Data stores', kinds: ['datastore'] },
  { title: 'Brokers and topics', kinds: ['broker', 'topic'] },
  { title: 'Contracts', kinds: ['contract'] },
  { title: 'External systems', kinds: ['external'] },
  { title: 'Packages', kinds: ['package'] },
];

function sections(view: Visible): readonly Branch[] {
  const nodes = [...view.byId.values()].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  const made = SECTIONS.flatMap(({ title, kinds }): Branch[] => {
    const members = nodes.filter(node => kinds.includes(node.kind));
    if (members.length === 0) return [];
    const children = () => members.map(node => nodeBranch(view, node, ''));
    return [{ id: `section ${title}`, icon: 'none', label: title, note: String(members.length), startsOpen: true, children }];
  });
  const { unresolved } = view.graph;
  if (unresolved.length === 0) return made;
  const children = () => unresolved.map((one, i) => lost(one, i, ''));
  return [
    ...made,
    { id: 'section Unresolved', icon: 'none', label: 'Unresolved', note: String(unresolved.length), startsOpen: true, children },
  ];
}

function systemBranches(view: Visible): readonly Branch[] {
  return systems(view).map(system => ({
    id: `system ${system.hub.id}`,
    icon: 'none',
    label: system.neighbourhoods.length === 0 ? system.hub.name : `System around ${system.hub.name}`,
    note: `${counted(system.size, 'node')}, ${counted(system.edges, 'dependency', 'dependencies')}`,
    startsOpen: true,
    intent: { kind: 'focus', node: system.hub.id },
    children: () =>
      system.neighbourhoods.map(({ hub, members }) => ({
        id: `around ${hub.id}`,
        icon: hub.kind,
        label: hub.name,
        note: members.length ? `with ${listed(members.map(node => node.name))}` : nodeNote(hub),
        intent: { kind: 'focus', node: hub.id },
        children: () => members.map(node => nodeBranch(view, node, `around ${hub.id}/`)),
      })),
  }));
}

function flat(branches: readonly Branch[], toggled: ReadonlySet<string>, level: number, rows: TreeRow[]): void {
  branches.forEach((branch, i) => {
    const children = branch.children();
    const open = children.length === 0 ? null : toggled.has(branch.id) !== (branch.startsOpen ?? false);
    const { id, icon, label, note } = branch;
    rows.push({
      id,
      level,
      position: i + 1,
      siblings: branches.length,
      icon,
      rail: branch.rail ?? null,
      label,
      note,
      open,
      intent: branch.intent ?? null,
    });
    if (open) flat(children, toggled, level + 1, rows);
  });
}

/** The lines to draw, from top to bottom. `what` is everything by kind, or systems and their neighbourhoods. */
export function treeRows(view: Visible, toggled: readonly string[], what: 'kinds' | 'systems'): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  flat(what === 'kinds' ? sections(view) : systemBranches(view), new Set(toggled), 1, rows);
  return rows;
}

export type TreeMove = { readonly kind: 'go'; readonly row: number } | { readonly kind: 'toggle' } | { readonly kind: 'open' } | null;

/** The keys of the ARIA tree pattern: a branch opens before one walks into it, and closes before one leaves it. */
export function treeMove(rows: readonly TreeRow[], at: number, key: string): TreeMove {
  const row = rows[at];
  if (!row) return null;
  const go = (to: number): TreeMove => (to >= 0 && to < rows.length && to !== at ? { kind: 'go', row: to } : null);
  if (key === 'ArrowDown') return go(at + 1);
  if (key === 'ArrowUp') return go(at - 1);
  if (key === 'Home') return go(0);
  if (key === 'End') return go(rows.length - 1);
  if (key === 'ArrowRight') return row.open === false ? { kind: 'toggle' } : row.open ? go(at + 1) : null;
  if (key === 'ArrowLeft') return row.open ? { kind: 'toggle' } : go(rows.findLastIndex((other, i) => i < at && other.level < row.level));
  if (key === 'Enter') return row.intent ? { kind: 'open' } : { kind: 'toggle' };
  if (key === ' ') return row.open === null ? { kind: 'open' } : { kind: 'toggle' };
  if (key.length === 1 && /\S/.test(key)) return go(typed(rows, at, key));
  return null;
}

/** A letter goes to the next line that begins with it. */
function typed(rows: readonly TreeRow[], at: number, key: string): number {
  const starts = (row: TreeRow) => row.label.toLowerCase().startsWith(key.toLowerCase());
  const after = rows.findIndex((row, i) => i > at && starts(row));
  return after >= 0 ? after : rows.findIndex(starts);
}
