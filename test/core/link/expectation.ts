import type { Graph, GraphEdge } from '../../../src/core/model/graph.ts';

/**
 * What a case's `expected.txt` says, one sentence a line:
 *
 *     orders -> payments http            an edge of this kind, certain or likely
 *     orders -> payments http certain    … of this confidence
 *     orders -> payments http [compose]  … in exactly these environments
 *     orders -x-> mysql                  a trap: no edge that is certain or likely (`*`: to nobody)
 *     orders -x-> mysql stores-in        … of this kind
 *     ? orders fetch: part of the reason what is seen but not known
 *     orders PORT = 8080 [compose]       the variable of a service in an environment; `?` for a value that is not known
 *     node orders service                a node of this name and kind
 *     no node orders-v1                  no node of this name
 *
 * Every certain or likely edge of the graph must be written down; start order, contracts, libraries and brokers' topics only where the case names one.
 */
const EDGE = /^(.+?) -> (.+?) ([a-z-]+)(?: (certain|likely|possible))?(?: \[(.*)\])?$/;
const SET = /^(\S+) (\S+) = (.*) \[(.+)\]$/;
const NOT = /^(.+?) -x-> (.+?)(?: ([a-z-]+))?$/;

const SAID_ONLY_WHERE_NAMED: ReadonlySet<string> = new Set(['depends-on', 'implements', 'consumes', 'imports', 'builds-from', 'hosted-on']);

/** What the graph has against the expectation, one sentence each; empty where it is as expected. */
export function contradictions(expected: string, graph: Graph): string[] {
  const lines = expected.split('\n').filter(line => line.trim() !== '' && !line.startsWith('#'));
  return [...unexpectedEdges(lines, graph), ...lines.flatMap(line => contradiction(line, graph))];
}

const trusted = (graph: Graph): readonly GraphEdge[] => graph.edges.filter(({ confidence }) => confidence !== 'possible');

const nameOf = (graph: Graph, id: string): string => graph.nodes.find(node => node.id === id)?.name ?? id;

const shown = (graph: Graph, { from, to, kind, confidence, environments, reason }: GraphEdge): string =>
  `${nameOf(graph, from)} -> ${nameOf(graph, to)} ${kind} ${confidence} [${environments.join(', ')}] (${reason})`;

function unexpectedEdges(lines: readonly string[], graph: Graph): string[] {
  const said = lines.flatMap(line => {
    const edge = EDGE.exec(line);
    return edge && !NOT.test(line) && !SET.test(line) ? [`${edge[1]} -> ${edge[2]} ${edge[3]}`] : [];
  });
  const named = new Set(said.map(edge => edge.slice(edge.lastIndexOf(' ') + 1)));
  return trusted(graph)
    .filter(({ kind }) => !SAID_ONLY_WHERE_NAMED.has(kind) || named.has(kind))
    .filter(({ from, to, kind }) => !said.includes(`${nameOf(graph, from)} -> ${nameOf(graph, to)} ${kind}`))
    .map(edge => `not expected: ${shown(graph, edge)}`);
}

function contradiction(line: string, graph: Graph): string[] {
  if (line.startsWith('? ')) return unresolved(line, graph);
  if (line.startsWith('node ') || line.startsWith('no node ')) return node(line, graph);
  const set = SET.exec(line);
  if (set) return setting(set, graph);
  const not = NOT.exec(line);
  if (not) return trap(not, graph);
  const edge = EDGE.exec(line);
  return edge ? missing(line, edge, graph) : [`not understood: ${line}`];
}

function setting([line, service, name, value, environment]: readonly (string | undefined)[], graph: Graph): string[] {
  const node = graph.nodes.find(candidate => candidate.name === service);
  const running = node?.running?.find(candidate => candidate.environment === environment);
  const found = running?.variables.find(candidate => candidate.name === name);
  if (!found) return [`no such variable: ${line}; there is ${running?.variables.map(variable => variable.name).join(', ')}`];
  return (found.value ?? '?') === value ? [] : [`expected ${line}, not ${found.value ?? found.why}`];
}

function missing(line: string, [, from, to, kind, confidence, environments]: readonly (string | undefined)[], graph: Graph): string[] {
  const found = (confidence === 'possible' ? graph.edges : trusted(graph)).filter(
    edge => nameOf(graph, edge.from) === from && nameOf(graph, edge.to) === to && edge.kind === kind,
  );
  const fits = found.filter(
    edge =>
      (confidence === undefined || edge.confidence === confidence) &&
      (environments === undefined || edge.environments.join(', ') === environments),
  );
  if (fits.length > 0) return [];
  return [`missing: ${line}${found.length > 0 ? `; there is ${found.map(edge => shown(graph, edge)).join('; ')}` : ''}`];
}

function trap([, from, to, kind]: readonly (string | undefined)[], graph: Graph): string[] {
  const fallenFor = trusted(graph).filter(
    edge =>
      nameOf(graph, edge.from) === from &&
      (to === '*' || nameOf(graph, edge.to) === to) &&
      (kind === undefined ? edge.kind !== 'depends-on' : edge.kind === kind),
  );
  return fallenFor.map(edge => `a trap: ${shown(graph, edge)}`);
}

function unresolved(line: string, graph: Graph): string[] {
  const [, name, what, why] = /^\? (\S+) ([^:]+): ?(.*)$/.exec(line) ?? [];
  const found = graph.unresolved.some(
    entry => nameOf(graph, entry.node ?? '') === name && entry.what === what && entry.why.includes(why ?? ''),
  );
  return found
    ? []
    : [
        `missing: ${line}; there is ${graph.unresolved.map(entry => `? ${nameOf(graph, entry.node ?? '')} ${entry.what}: ${entry.why}`).join('; ') || 'nothing unresolved'}`,
      ];
}

function node(line: string, graph: Graph): string[] {
  const [, no, name, kind] = /^(no )?node (\S+)(?: (\S+))?$/.exec(line) ?? [];
  const exists = graph.nodes.some(
    node => node.name === name && node.kind !== 'contract' && node.kind !== 'package' && (kind === undefined || node.kind === kind),
  );
  if (exists === (no === undefined)) return [];
  return [`${no ? 'there is' : 'missing'}: ${name}; nodes are ${graph.nodes.map(({ id }) => id).join(', ')}`];
}
