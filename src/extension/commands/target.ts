import { l10n, window } from 'vscode';
import type { QuickPickItem } from 'vscode';
import * as z from 'zod/mini';
import type { RootGraph } from '../../protocol/lsp.ts';
import type { MapEdge } from '../../protocol/panels/map.ts';
import { mapGroupOrder } from '../../webview/map/group-order.ts';
import { confidenceWords, groupOf, kindWord, listed, nodeNote } from '../../webview/map/words.ts';
import type { Desk } from '../desk.ts';
import { byFolder } from './by-folder.ts';

/** A node or an edge of one folder's graph. */
export interface Target {
  readonly id: string;
  readonly root: string;
}

const target = z.object({ id: z.string(), root: z.string() });
const asked = z.union([target, z.object({ target })]);

/** What the command was asked about, if anything: from a link's JSON, or from a line of the tree. */
export function askedTarget(given: unknown): Target | null {
  const { success, data } = asked.safeParse(given);
  if (!success) return null;
  return 'target' in data ? data.target : data;
}

type Choice = QuickPickItem & { readonly target: Target };

async function chosen(
  { graphs, cursor }: Desk,
  placeHolder: string,
  choices: (root: RootGraph) => readonly Choice[],
): Promise<Target | null> {
  const all = byFolder(graphs.roots, cursor, choices);
  const picked = await window.showQuickPick(all, { placeHolder, matchOnDescription: true, matchOnDetail: true });
  return picked && 'target' in picked ? picked.target : null;
}

export function chooseNode(desk: Desk): Promise<Target | null> {
  return chosen(desk, l10n.t('Whose dependencies?'), root =>
    root.graph.nodes
      .filter(({ kind }) => kind !== 'package')
      .toSorted((a, b) => Number(b.kind === 'service') - Number(a.kind === 'service'))
      .map((node): Choice => ({ label: node.name, description: nodeNote(node), target: { id: node.id, root: root.uri } })),
  );
}

/** Edges of the service in hand stand first, and calls before start order. */
export function chooseEdge(desk: Desk): Promise<Target | null> {
  const near = desk.cursor.at?.node;
  return chosen(desk, l10n.t('Which dependency?'), root => {
    const name = (id: string) => root.graph.nodes.find(node => node.id === id)?.name ?? id;
    const edges = [...root.graph.edges].sort((a, b) => Number(touches(b, near)) - Number(touches(a, near)) || place(a) - place(b));
    return edges.map((edge): Choice => ({
      label: `${name(edge.from)} → ${name(edge.to)}`,
      description: [kindWord(edge.kind), listed(edge.operations ?? [], 2)].filter(Boolean).join(' · '),
      detail: edge.confidence === 'certain' ? edge.reason : `${confidenceWords[edge.confidence]}: ${edge.reason}`,
      target: { id: edge.id, root: root.uri },
    }));
  });
}

const place = ({ kind }: MapEdge): number => mapGroupOrder.indexOf(groupOf(kind));

function touches({ from, to }: MapEdge, node: string | null | undefined): boolean {
  return from === node || to === node;
}
