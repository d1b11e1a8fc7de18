import { nodeWords } from '../../core/model/node-words.ts';
import type { MapEdge, MapEvidence, MapGraph, MapNode, MapNodeKind, MapUnresolved } from '../../protocol/panels/map.ts';
import type { MapFindings } from '../../protocol/panels/map-marks.ts';
import type { RootGraph } from '../../protocol/lsp.ts';
import { findingsWords, kindWord, listed, nodeNote, retriesWords } from '../../webview/map/words.ts';

/** One line of the tree. `target` is what commands are asked about. */
export interface Branch {
  readonly id: string;
  readonly kind: 'folder' | 'section' | 'node' | 'edge' | 'unresolved';
  readonly label: string;
  readonly note: string;
  /** Said to who does not see icons. */
  readonly spoken: string;
  readonly icon: string;
  readonly open: boolean;
  readonly findings: MapFindings | null;
  readonly target: { readonly id: string; readonly root: string } | null;
  readonly evidence: MapEvidence | null;
  readonly children: () => readonly Branch[];
}

const SECTIONS: readonly { readonly title: string; readonly kinds: readonly MapNodeKind[]; readonly open: boolean }[] = [
  { title: 'Services', kinds: ['service'], open: true },
  { title: 'Data stores', kinds: ['datastore'], open: true },
  { title: 'Brokers and topics', kinds: ['broker', 'topic'], open: true },
  { title: 'Contracts', kinds: ['contract'], open: false },
  { title: 'External systems', kinds: ['external'], open: true },
  { title: 'Packages', kinds: ['package'], open: false },
];

/** Codicons, by what a thing is. */
const ICONS: Readonly<Record<MapNodeKind, string>> = {
  service: 'server-process',
  datastore: 'database',
  broker: 'broadcast',
  topic: 'list-flat',
  external: 'link-external',
  contract: 'file-code',
  package: 'package',
};

const none = () => [];

const byName = (a: MapNode, b: MapNode): number => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);

function edgeBranch(root: RootGraph, node: MapNode, edge: MapEdge): Branch {
  const needs = edge.from === node.id;
  const otherId = needs ? edge.to : edge.from;
  const other = root.graph.nodes.find(({ id }) => id === otherId);
  const facts = [
    kindWord(edge.kind),
    listed(edge.operations ?? [], 2),
    retriesWords(edge),
    edge.confidence === 'certain' ? '' : edge.confidence,
  ];
  const note = facts.filter(Boolean).join(' · ');
  const label = `${needs ? 'needs' : 'needed by'} ${other?.name ?? otherId}`;
  return {
    id: `${root.uri} ${node.id}>${edge.id}`,
    kind: 'edge',
    label,
    note,
    spoken: `${label}, ${note}`,
    icon: needs ? 'arrow-right' : 'arrow-left',
    open: false,
    findings: null,
    target: { id: edge.id, root: root.uri },
    evidence: edge.evidence[0] ?? null,
    children: none,
  };
}

function nodeBranch(root: RootGraph, node: MapNode): Branch {
  const { edges, unresolved } = root.graph;
  const found = node.findings ? findingsWords(node.findings) : '';
  return {
    id: `${root.uri} ${node.id}`,
    kind: 'node',
    label: node.name,
    note: [nodeNote(node), found].filter(Boolean).join(' · '),
    spoken: [node.name, nodeWords[node.kind], node.technology, found].filter(Boolean).join(', '),
    icon: ICONS[node.kind],
    open: false,
    findings: node.findings ?? null,
    target: { id: node.id, root: root.uri },
    evidence: node.evidence[0] ?? null,
    children: () => [
      ...edges.filter(edge => edge.to === node.id).map(edge => edgeBranch(root, node, edge)),
      ...edges.filter(edge => edge.from === node.id).map(edge => edgeBranch(root, node, edge)),
      ...unresolved.flatMap((one, index) => (one.node === node.id ? [unresolvedBranch(root, one, `${node.id} ${index}`)] : [])),
    ],
  };
}

function unresolvedBranch(root: RootGraph, { what, why, at }: MapUnresolved, place: string): Branch {
  return {
    id: `${root.uri} unresolved ${place}`,
    kind: 'unresolved',
    label: what,
    note: why,
    spoken: `${what} is not known: ${why}`,
    icon: 'question',
    open: false,
    findings: null,
    target: null,
    evidence: at,
    children: none,
  };
}

function section(root: RootGraph, label: string, open: boolean, children: readonly Branch[]): Branch {
  return {
    id: `${root.uri} section ${label}`,
    kind: 'section',
    label,
    note: String(children.length),
    spoken: `${label}, ${children.length}`,
    icon: '',
    open,
    findings: null,
    target: null,
    evidence: null,
    children: () => children,
  };
}

function sections(root: RootGraph): readonly Branch[] {
  const { nodes, unresolved }: MapGraph = root.graph;
  const made = SECTIONS.flatMap(({ title, kinds, open }) => {
    const members = nodes.filter(({ kind }) => kinds.includes(kind)).sort(byName);
    return members.length === 0
      ? []
      : [
          section(
            root,
            title,
            open,
            members.map(node => nodeBranch(root, node)),
          ),
        ];
  });
  if (unresolved.length === 0) return made;
  const lost = unresolved.map((one, index) => unresolvedBranch(root, one, `${index}`));
  return [...made, section(root, 'Unresolved', true, lost)];
}

/** The system as a list: one folder's sections, or each folder with its own where there are several. */
export function branches(roots: readonly RootGraph[]): readonly Branch[] {
  const known = roots.filter(({ graph }) => graph.nodes.length > 0);
  if (known.length < 2) return known.flatMap(sections);
  return known.map(root => ({ ...section(root, root.name, true, sections(root)), kind: 'folder', icon: 'root-folder', note: '' }));
}
