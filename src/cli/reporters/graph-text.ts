import type { EdgeDocument, GraphDocument, NodeDocument } from '../../core/index/graph-document.ts';
import { isTalk } from '../../core/graph/talk.ts';

const SHOWN_KINDS: readonly (readonly [NodeDocument['kind'], string])[] = [
  ['service', 'Services'],
  ['datastore', 'Data stores'],
  ['broker', 'Brokers'],
  ['topic', 'Topics'],
  ['external', 'External'],
];

const isCall = (edge: EdgeDocument): boolean => isTalk(edge) && edge.kind !== 'hosted-on';

/** One sentence, then each service with what it needs and the first proof of it. */
export function graphText(document: GraphDocument): string {
  return [
    sentence(document),
    ...kinds(document),
    ...listed('Not known', shortened(document.unresolved.map(({ what, why, at }) => `  ${what}: ${why} (${at.file}:${at.line})`))),
    ...listed(
      'In a circle',
      document.cycles.map(
        cycle =>
          `  ${cycle.map(id => document.nodes.find(node => node.id === id)?.name ?? id).join(' ↔ ')} call each other: one that is slow holds up all.`,
      ),
    ),
    ...listed('Problems', shortened(document.problems.map(({ file, line, message }) => `  ${file}:${line} ${message}`))),
    '',
  ].join('\n');
}

/** A person reads so many; a program takes all of them as JSON. */
const MOST_LINES = 25;

const shortened = (lines: readonly string[]): readonly string[] =>
  lines.length <= MOST_LINES
    ? lines
    : [...lines.slice(0, MOST_LINES), `  and ${lines.length - MOST_LINES} more: --format json has them all.`];

/** "5 services, 12 dependencies, 1 not known." */
export function sentence({ nodes, edges, unresolved, environments }: GraphDocument): string {
  const services = nodes.filter(({ kind }) => kind === 'service').length;
  const calls = edges.filter(isCall).length;
  if (nodes.length === 0)
    return 'No services found. Faultline looks for compose files, Kubernetes manifests, Helm charts, Dockerfiles and programs that serve or call; is this the folder that holds them?';
  const known = `${count(services, 'service')}, ${count(calls, 'dependency', 'dependencies')}, ${unresolved.length} not known`;
  return environments.length === 0 ? `${known}.` : `${known}; environments: ${environments.join(', ')}.`;
}

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

function kinds(document: GraphDocument): string[] {
  const names = new Map(document.nodes.map(({ id, name }) => [id, name]));
  return SHOWN_KINDS.flatMap(([kind, title]) => {
    const nodes = document.nodes.filter(node => node.kind === kind);
    return listed(
      title,
      nodes.flatMap(node => [
        `  ${label(node)}`,
        ...document.edges.filter(edge => edge.from === node.id && isCall(edge)).map(edge => `    ${dependency(edge, names)}`),
      ]),
    );
  });
}

function label(node: NodeDocument): string {
  const about = [node.technology, node.path].filter(part => part !== undefined && part !== '');
  return about.length === 0 ? node.name : `${node.name}  (${about.join(', ')})`;
}

function dependency(edge: EdgeDocument, names: ReadonlyMap<string, string>): string {
  const proof = edge.evidence[0];
  const doubt = edge.confidence === 'certain' ? '' : `, ${edge.confidence}`;
  return `→ ${names.get(edge.to) ?? edge.to}  [${edge.kind}${doubt}]${proof ? `  ${proof.file}:${proof.line}` : ''}`;
}

const listed = (title: string, rows: readonly string[]): string[] => (rows.length === 0 ? [] : ['', title, ...rows]);
