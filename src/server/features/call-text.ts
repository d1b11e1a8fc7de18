import { elementsAt, endAt, pathIn, routesFor, type Askers } from '../../core/elements/askers.ts';
import { isFor } from '../../core/elements/consumers.ts';
import { plain, type Part } from '../../core/elements/parts.ts';
import type { Cursor, System } from '../../core/elements/system.ts';
import { isTalk } from '../../core/graph/talk.ts';
import type { Graph, GraphEdge, GraphNode } from '../../core/model/graph.ts';
import { overlaps } from '../../core/elements/places.ts';
import { folderOf } from '../../core/model/paths.ts';
import type { Location, Span } from '../../core/model/source.ts';
import { declaredRpc } from './declared-rpcs.ts';
import { bold, code, escaped, impactLines, list, type LinkTo } from './hover-words.ts';
import type { HoverText } from './hover-text.ts';
import { failureLines, leads, nameIn, nodeOf, nodeParagraphs, type Asked } from './node-text.ts';
import { askersOf, impactOfRpc, rpcAskers, rpcElement, serverOf, simple, speakersOf } from './speakers.ts';

type Operation = Extract<Part, { kind: 'operation' }>;

/** An operation, where it is answered or described: who asks for it, on which lines. */
export function operationParagraphs(part: Operation, asked: Asked): string[] {
  const { cursor, link } = asked;
  const owner = serverOf(part, cursor);
  const path = plain(part.path);
  const title = `${code(`${part.method} ${path}`)} operation of ${owner ? bold(owner.name) : escaped(part.contract ?? 'a contract')}`;
  const askers = askersOf(part, cursor);
  return [title, ...answered(part, asked), ...askerLines(askers, link)];
}

function askerLines({ impact, silent }: Askers, link: LinkTo): string[] {
  return [
    ...impactLines(impact, { lead: 'Calls reach it from', link, nobody: 'No call of another service to it is seen.' }),
    ...(silent.length > 0 ? [`May call it too, paths unknown: ${list(silent.map(({ name }) => escaped(name)))}.`] : []),
  ];
}

/** Of what a contract describes, where the code answers. */
function answered(part: Operation, { cursor, link }: Asked): string[] {
  const owner = serverOf(part, cursor);
  if (part.contract === undefined || !owner) return [];
  const { ends } = cursor.system;
  const elements = [
    ...elementsAt(ends, cursor.path, part.at[0], ['declares']),
    ...routesFor({ method: part.method, path: plain(part.path) }, owner, ends),
  ];
  const places = elements.flatMap(ends.of).flatMap(({ role, at }) => (role === 'answers' ? [link(at)] : []));
  return places.length > 0 ? [`Answered in ${list([...new Set(places)], 2)}.`] : [];
}

interface Rpc {
  readonly service: string;
  readonly contract: string;
  readonly rpc?: string;
}

/** A gRPC service or one of its rpcs: who serves it, and who calls it. */
export function rpcParagraphs(
  { service: full, contract, rpc }: Rpc,
  { cursor: { system }, link }: Pick<Asked, 'cursor' | 'link'>,
): string[] {
  const service = simple(full);
  const { graph } = system.snapshot;
  const name = code([contract, service].filter(Boolean).join('.') + (rpc === undefined ? '' : `/${rpc}`));
  const served = servers({ service, rpc }, system, link);
  const title = `${name} ${rpc === undefined ? 'gRPC service' : 'rpc'}, served by ${served.length > 0 ? list(served) : 'nobody here'}`;
  const impact = rpc === undefined ? impactOfRpc(graph, service) : rpcAskers({ service, rpc }, system).impact;
  const isSeen = rpc !== undefined && system.ends.of(rpcElement(service, rpc)).some(({ role }) => role === 'calls');
  const lead = isSeen ? 'Calls reach it from' : `Clients of ${escaped(service)} and who needs them:`;
  return [title, ...impactLines(impact, { lead, link, nobody: rpc === undefined ? 'No client of it is seen.' : 'No call of it is seen.' })];
}

function servers({ service, rpc }: { readonly service: string; readonly rpc: string | undefined }, system: System, link: LinkTo): string[] {
  const { graph } = system.snapshot;
  const methods = rpc === undefined ? [] : system.ends.of(rpcElement(service, rpc)).filter(({ role }) => role === 'answers');
  return speakersOf(graph, service, 'implements').map(({ from, evidence }) => {
    const own = methods.filter(({ owner }) => owner === from).map(({ at }) => at);
    // Other classes have methods of that name, too.
    const at: Location | undefined =
      own.find(({ file }) => evidence.some(proof => folderOf(proof.file) === folderOf(file))) ?? own[0] ?? evidence[0];
    return `${bold(nameIn(graph)(from))}${at ? ` (${link(at)})` : ''}`;
  });
}

/** A method that answers or calls an rpc is that rpc. */
export function rpcAt(cursor: Cursor, link: LinkTo): HoverText | undefined {
  const end = endAt(cursor.system.ends, cursor.path, cursor);
  if (!end?.element.startsWith('rpc ') || end.role === 'declares') return undefined;
  const rpc = declaredRpc(end.element, cursor.system);
  if (!rpc) return undefined;
  const server = speakersOf(cursor.system.snapshot.graph, simple(rpc.service), 'implements')[0]?.from;
  return {
    span: end.at.span,
    paragraphs: rpcParagraphs(rpc, { cursor, link }),
    offers: { impact: 'element', ...(server !== undefined && { reveal: server }) },
  };
}

/** A topic: who publishes, and who receives. */
export function topicParagraphs(part: Extract<Part, { kind: 'topic' }>, asked: Asked): string[] {
  const { element, graph, link } = asked;
  if (element.node) return topicLines(element.node, graph, link);
  const name = plain(part.topic);
  const leading = leads(asked);
  return name.replaceAll('…', '') === '' ? leading : [`${code(name)} topic`, ...leading];
}

function topicLines({ id, name }: GraphNode, graph: Graph, link: LinkTo): string[] {
  const side = (kind: GraphEdge['kind']): string[] =>
    graph.edges
      .filter(edge => edge.kind === kind && (edge.to === id || edge.from === id))
      .map(edge => {
        const other = nameIn(graph)(edge.from === id ? edge.to : edge.from);
        return `${bold(other)} (${list([...new Set(edge.evidence.slice(0, 1).map(link))])})`;
      });
  const [from, to] = [side('publish'), side('subscribe')];
  return [
    `${bold(name)} topic`,
    from.length > 0 ? `Published by ${list(from)}.` : 'Nobody is seen to publish it.',
    to.length > 0 ? `Received by ${list(to)}.` : 'Nobody is seen to receive it.',
  ];
}

/** A name of a topic stands far from who publishes it: a constant of a shared package. */
export function topicAt({ system, path, offset, text }: Cursor, link: LinkTo): HoverText | undefined {
  const { graph } = system.snapshot;
  for (const { element, at } of system.ends.inFile(path)) {
    const name = element.slice('topic '.length);
    if (!element.startsWith('topic ') || offset < at.span[0] || offset > at.span[1] || !text.slice(...at.span).includes(name)) continue;
    const node = graph.nodes.find(node => node.kind === 'topic' && node.name === name);
    if (node) return { span: at.span, paragraphs: topicLines(node, graph, link), offers: { impact: { node: node.id }, reveal: node.id } };
  }
  return undefined;
}

/** A call: what it asks of whom, who answers, and who fails with that. */
export function callParagraphs(part: Extract<Part, { kind: 'calls' }>, asked: Asked): string[] {
  const { element, graph, link } = asked;
  if (part.grpc === undefined && element.isNamed) return nodeParagraphs(nodeOf(asked));
  const request = requestOf(part, asked);
  if (request.length > 0) return [...request, ...(element.node ? failureLines(element.node, graph, link) : [])];
  const leading = leads(asked);
  if (leading.length === 0) return element.node ? nodeParagraphs(nodeOf(asked)) : [];
  return [...leading, ...(element.node ? nodeParagraphs(nodeOf(asked)).slice(0, 3) : [])];
}

/** Of all that goes over an edge, what this call asks for. */
function requestOf(part: Extract<Part, { kind: 'calls' }>, { element, cursor, link }: Asked): string[] {
  const { node, edges } = element;
  const edge = edges.find(({ to, kind }) => to === node?.id && kind === 'http' && isTalk({ kind }));
  if (!node || !edge) return [];
  const { ends } = cursor.system;
  const elements = elementsAt(ends, cursor.path, element.part.at[0], ['calls']);
  const answers = elements.flatMap(ends.of).filter(({ role, owner }) => role === 'answers' && owner === node.id);
  const asked = elements.filter(name => name.startsWith(`route ${node.id} `)).map(name => name.slice(`route ${node.id} `.length));
  const written = part.target ? edge.operations.filter(operation => fits(operation, plain(part.target!))) : [];
  const operations = asked.length > 0 ? asked : written.length > 0 ? written : edge.operations;
  if (operations.length === 0 || (operations.length > 1 && operations === edge.operations)) return [];
  const where = answers.length > 0 ? `, answered in ${list([...new Set(answers.map(({ at }) => link(at)))], 2)}` : '';
  return [
    `${list(operations.map(code), 3)} request to ${bold(node.name)}${where} · http · ${edge.confidence}`,
    ...(edge.operations.length === 1 ? [escaped(edge.reason)] : []),
    `Proofs: ${list([...new Set(proofs(edge, element.part.at, cursor).map(link))], 4)}.`,
  ];
}

/** This file's lines first, without its other calls. */
function proofs({ evidence }: GraphEdge, at: Span, { path, facts }: Cursor): readonly Location[] {
  const others = facts.flatMap(fact => (fact.kind === 'uses-address' && !overlaps(fact.at, at) ? [fact.at] : []));
  return evidence
    .filter(({ file, span }) => file !== path || !others.some(other => other[0] <= span[0] && span[1] <= other[1]))
    .toSorted((a, b) => Number(b.file === path) - Number(a.file === path));
}

const fits = (operation: string, address: string): boolean => {
  const path = pathIn(address);
  return path.startsWith('/') && isFor(operation, { method: '*', path: path.replaceAll('…', '{}') });
};
