import { counted } from '../../core/model/counted.ts';
import { nodeWords } from '../../core/model/node-words.ts';
import type { MapConfidence, MapEdge, MapGraph, MapGroup, MapNode } from '../../protocol/panels/map.ts';
import type { MapFindings } from '../../protocol/panels/map-marks.ts';

const GROUP_BY_KIND: Readonly<Record<string, MapGroup>> = {
  publish: 'events',
  subscribe: 'events',
  messaging: 'events',
  'stores-in': 'stores',
  'depends-on': 'start',
  implements: 'contracts',
  consumes: 'contracts',
  'builds-from': 'code',
  imports: 'code',
  'hosted-on': 'code',
};

/** A kind that is not known counts as a call: shown, rather than hidden without a word. */
export function groupOf(kind: string): MapGroup {
  return GROUP_BY_KIND[kind] ?? 'calls';
}

export const groupWords: Readonly<Record<MapGroup, string>> = {
  calls: 'Calls',
  events: 'Events',
  stores: 'Stores',
  start: 'Start order',
  contracts: 'Contracts',
  code: 'Code, hosting',
};

const KIND_WORDS: Readonly<Record<string, string>> = {
  http: 'HTTP',
  grpc: 'gRPC',
  graphql: 'GraphQL',
  websocket: 'WebSocket',
  smtp: 'SMTP',
  tcp: 'TCP',
  messaging: 'messages',
  publish: 'publishes',
  subscribe: 'subscribes',
  'stores-in': 'stores in',
  'depends-on': 'starts after',
  'builds-from': 'builds from',
  'hosted-on': 'hosted on',
};

export function kindWord(kind: string): string {
  return KIND_WORDS[kind] ?? kind.replaceAll('-', ' ');
}

/** Which of the few line styles draws this kind; the legend lists the same ones. */
export type Style = 'http' | 'grpc' | 'graphql' | 'websocket' | 'event' | 'store' | 'start' | 'contract' | 'other';

const STYLE_BY_GROUP: Readonly<Record<MapGroup, Style>> = {
  calls: 'other',
  events: 'event',
  stores: 'store',
  start: 'start',
  contracts: 'contract',
  code: 'other',
};

export function styleOf(kind: string): Style {
  if (kind === 'http' || kind === 'grpc' || kind === 'graphql' || kind === 'websocket') return kind;
  return STYLE_BY_GROUP[groupOf(kind)];
}

export const styleWords: Readonly<Record<Style, string>> = {
  http: 'HTTP',
  grpc: 'gRPC',
  graphql: 'GraphQL',
  websocket: 'WebSocket',
  event: 'events',
  store: 'data',
  start: 'starts after',
  contract: 'contract',
  other: 'other',
};

/** As a legend lists them, whatever the drawing meets first. */
export const styleOrder = Object.keys(styleWords) as readonly Style[];

export const confidenceWords: Readonly<Record<MapConfidence, string>> = {
  certain: 'certain',
  likely: 'likely, not proven',
  possible: 'possible, a guess',
};

const RUNNING: ReadonlySet<MapGroup> = new Set(['calls', 'events', 'stores']);

export function summary(graph: MapGraph): string {
  const services = graph.nodes.filter(node => node.kind === 'service').length;
  // Start order, contracts and shared code are no dependencies of a running system; the command line counts the same.
  const running = graph.edges.filter(({ kind }) => RUNNING.has(groupOf(kind)));
  const parts = [counted(services, 'service'), counted(running.length, 'dependency', 'dependencies')];
  return `${parts.join(', ')}, ${graph.unresolved.length} unresolved.`;
}

export function listed(names: readonly string[], most = 3): string {
  const shown = names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : [...names];
  const last = shown.pop();
  if (last === undefined) return '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

export function edgeSentence(edge: MapEdge, name: (id: string) => string): string {
  const operations = edge.operations?.length ? `, ${listed(edge.operations)}` : '';
  return `${name(edge.from)} to ${name(edge.to)}: ${kindWord(edge.kind)}${operations}, ${confidenceWords[edge.confidence]}`;
}

/** A technology that only repeats the name says nothing; then what kind of thing it is says more. */
export function nodeNote({ name, kind, technology, path }: MapNode): string {
  if (technology !== undefined && technology.toLowerCase() !== name.toLowerCase()) return technology;
  return kind === 'service' ? (path ?? '') : nodeWords[kind];
}

export function findingsWords({ count, worst }: MapFindings): string {
  return count === 1 ? `1 finding, ${worst}` : `${count} findings, the worst is ${worst}`;
}

export type Tone = 'bad' | 'warn' | 'calm';

/** How loud findings are shown. */
export function toneOf({ worst }: MapFindings): Tone {
  if (worst === 'critical' || worst === 'high') return 'bad';
  return worst === 'medium' ? 'warn' : 'calm';
}

/** How often a caller tries again; nothing where it is not known to. */
export function retriesWords({ resilience }: Pick<MapEdge, 'resilience'>): string {
  const tries = (resilience?.retries ?? []).reduce((product, { more }) => product * (1 + more), 1);
  return tries > 1 ? counted(tries - 1, 'retry', 'retries') : '';
}

export function durationWords(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  return seconds < 120 ? `${Math.round(seconds * 10) / 10} s` : `${Math.round(seconds / 6) / 10} min`;
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
