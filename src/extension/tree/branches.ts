import { nodeWords } from '../../core/model/node-words.ts';
import type { MapEdge, MapEvidence, MapGraph, MapNode, MapNodeKind, MapUnresolved } from '../../protocol/panels/map.ts';
import type { MapFindings } from '../../protocol/panels/map-marks.ts';
import type { RootGraph } from '../../protocol/lsp.ts';
import { kindWord, listed, nodeNote, retriesWords } from '../../webview/map/words.ts';
import type { Translate } from '../status-words.ts';

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

interface Section {
  readonly title: string;
  readonly kinds: readonly MapNodeKind[];
  readonly open: boolean;
}

const sectionsOf = (t: Translate): readonly Section[] => [
  { title: t('Services'), kinds: ['service'], open: true },
  { title: t('Data stores'), kinds: ['datastore'], open: true },
  { title: t('Brokers and topics'), kinds: ['broker', 'topic'], open: true },
  { title: t('Contracts'), kinds: ['contract'], open: false },
  { title: t('External systems'), kinds: ['external'], open: true },
  { title: t('Packages'), kinds: ['package'], open: false },
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

/** A folder's graph, and the language that it is told in. */
interface Told {
  readonly root: RootGraph;
  readonly t: Translate;
}

const none = () => [];

const byName = (a: MapNode, b: MapNode): number => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);

function edgeBranch({ root, t }: Told, node: MapNode, edge: MapEdge): Branch {
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
  const name = other?.name ?? otherId;
  const label = needs ? t('needs {0}', name) : t('needed by {0}', name);
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

function nodeBranch(told: Told, node: MapNode): Branch {
  const { root, t } = told;
  const { edges, unresolved } = root.graph;
  const found = node.findings ? findingsText(node.findings, t) : '';
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
      ...edges.filter(edge => edge.to === node.id).map(edge => edgeBranch(told, node, edge)),
      ...edges.filter(edge => edge.from === node.id).map(edge => edgeBranch(told, node, edge)),
      ...unresolved.flatMap((one, index) => (one.node === node.id ? [unresolvedBranch(told, one, `${node.id} ${index}`)] : [])),
    ],
  };
}

const findingsText = ({ count, worst }: MapFindings, t: Translate): string =>
  count === 1 ? t('1 finding, {0}', worst) : t('{0} findings, the worst is {1}', count, worst);

function unresolvedBranch({ root, t }: Told, { what, why, at }: MapUnresolved, place: string): Branch {
  return {
    id: `${root.uri} unresolved ${place}`,
    kind: 'unresolved',
    label: what,
    note: why,
    spoken: t('{0} is not known: {1}', what, why),
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

function sections(told: Told): readonly Branch[] {
  const { root, t } = told;
  const { nodes, unresolved }: MapGraph = root.graph;
  const made = sectionsOf(t).flatMap(({ title, kinds, open }) => {
    const members = nodes.filter(({ kind }) => kinds.includes(kind)).sort(byName);
    const branches = members.map(node => nodeBranch(told, node));
    return branches.length === 0 ? [] : [section(root, title, open, branches)];
  });
  if (unresolved.length === 0) return made;
  const lost = unresolved.map((one, index) => unresolvedBranch(told, one, `${index}`));
  return [...made, section(root, t('Unresolved'), true, lost)];
}

/** The system as a list: one folder's sections, or each folder with its own where there are several. */
export function branches(roots: readonly RootGraph[], t: Translate): readonly Branch[] {
  const known = roots.filter(({ graph }) => graph.nodes.length > 0).map(root => ({ root, t }));
  if (known.length < 2) return known.flatMap(sections);
  return known.map(told => ({
    ...section(told.root, told.root.name, true, sections(told)),
    kind: 'folder',
    icon: 'root-folder',
    note: '',
  }));
}
