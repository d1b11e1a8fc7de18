import { impactOf, impactOver } from '../../core/elements/consumers.ts';
import { carriesFailure } from '../../core/graph/directed.ts';
import { isTalk } from '../../core/graph/talk.ts';
import { elementAt, type Element } from '../../core/elements/element-at.ts';
import { ownerOf } from '../../core/elements/owner.ts';
import { plain, type Part } from '../../core/elements/parts.ts';
import { settingsDecidedAt, valuesOf, type SettingOf } from '../../core/elements/settings.ts';
import type { Cursor } from '../../core/elements/system.ts';
import type { Graph, GraphEdge, GraphNode } from '../../core/model/graph.ts';
import type { Location, Span } from '../../core/model/source.ts';
import { impactOfRpc, requestsFor, simple, speakersOf } from './speakers.ts';
import { symbolText } from './symbol-text.ts';
import { bold, code, edgeLines, escaped, impactLines, list, nodeLine, valueRows, type LinkTo } from './hover-words.ts';

export interface HoverText {
  readonly span: Span;
  /** Paragraphs of Markdown: what it is first, then who is affected, values, proofs. */
  readonly paragraphs: readonly string[];
}

interface Asked {
  readonly cursor: Cursor;
  readonly element: Element;
  readonly graph: Graph;
  readonly link: LinkTo;
}

/** What the place under the cursor is in the system; undefined where it means nothing to it. */
export function hoverText(cursor: Cursor, link: LinkTo): HoverText | undefined {
  const element = elementAt(cursor);
  if (!element) return symbolText(cursor, link);
  const paragraphs = paragraphsOf({ cursor, element, graph: cursor.system.snapshot.graph, link });
  return paragraphs.length === 0 ? undefined : { span: element.span, paragraphs };
}

function paragraphsOf(asked: Asked): string[] {
  const { part } = asked.element;
  switch (part.kind) {
    case 'declares':
    case 'names':
    case 'image':
      return nodeParagraphs(asked);
    case 'sets':
    case 'reads':
      return variable(part, asked);
    case 'port':
    case 'listens':
      return ports(asked);
    case 'operation':
      return operation(part, asked);
    case 'rpc':
      return rpc(part, asked);
    case 'implements':
      return rpc({ service: simple(part.service), contract: '' }, asked);
    case 'topic':
      return topic(part, asked);
    case 'calls':
      return call(part, asked);
    case 'chart-value':
      return chartValue(part, asked);
  }
}

const nameIn =
  ({ nodes }: Graph) =>
  (id: string): string =>
    nodes.find(node => node.id === id)?.name ?? id;

function nodeParagraphs({ element: { node }, graph, link }: Asked): string[] {
  if (!node) return [];
  const needs = graph.edges.filter(edge => edge.from === node.id && carriesFailure(edge));
  const needed = [...new Set(needs.map(({ to, kind }) => `${escaped(nameIn(graph)(to))} (${kind.replaceAll('-', ' ')})`))];
  return [
    nodeLine(node),
    ...impactLines(impactOf(graph, node.id), {
      lead: `If ${escaped(node.name)} fails, it affects`,
      link,
      nobody: `No service is seen to need ${escaped(node.name)}.`,
    }),
    ...(needed.length > 0 ? [`Needs ${list(needed)}.`] : []),
    ...runningRows(node),
    `Seen in ${list([...new Set(node.evidence.map(link))], 5)}.`,
  ];
}

function runningRows({ running = [] }: GraphNode): string[] {
  const rows = running.slice(0, 6).map(({ environment, image, ports }) => {
    const open = ports.map(({ target, published }) => (published === undefined ? String(target) : `${published} → ${target}`));
    return `| ${escaped(environment)} | ${image ? code(image) : ''} | ${list(open, 4)} |`;
  });
  return rows.length === 0 ? [] : [`| environment | image | ports |\n|---|---|---|\n${rows.join('\n')}`];
}

/** What leads somewhere from here. */
function leads({ element: { edges, unresolved }, graph, link }: Asked): string[] {
  const calls = edges.filter(isTalk);
  if (calls.length === 0 && unresolved) return [`Where this leads is not known: ${escaped(unresolved.why)}.`];
  return edgeLines(calls, { name: nameIn(graph), link });
}

function variable(part: Extract<Part, { kind: 'sets' | 'reads' }>, asked: Asked): string[] {
  const { element, graph, cursor, link } = asked;
  const { owner } = element;
  if (part.kind === 'sets' && element.isNamed) return nodeParagraphs(asked);
  const own = owner ? valuesOf(owner, part.name) : [];
  const decided = own.length > 0 ? own : settingsDecidedAt(graph, cursor.path, part.at);
  const leading = leads(asked);
  return [`${bold(part.name)} ${what(part, asked, decided)}`, ...valueRows(decided, link), ...leading, ...readers(part.name, asked)];
}

function what(part: Extract<Part, { kind: 'sets' | 'reads' }>, { element: { owner, node } }: Asked, decided: readonly SettingOf[]): string {
  const whose = owner ? ` of ${bold(owner.name)}` : '';
  const leadsTo = node ? `, leads to ${bold(node.name)}` : '';
  const fallback = part.kind === 'reads' && part.fallback ? `, else ${code(plain(part.fallback))}` : '';
  if (part.kind === 'reads' && decided.length === 0) return `variable${whose}${leadsTo}: no deployment sets it${fallback}.`;
  return `variable${whose}${leadsTo}${fallback}.`;
}

/** Where code reads a variable: the owner's code, or anybody's where no owner is known. */
function readers(name: string, { cursor: { system }, element: { owner }, link }: Asked): string[] {
  const found: string[] = [];
  for (const [file, facts] of system.facts) {
    const reads = facts.filter(fact => fact.kind === 'reads-env' && fact.name === name);
    if (reads.length === 0 || (owner && owner.path !== undefined && ownerOf(system, file)?.id !== owner.id)) continue;
    found.push(link({ file, span: reads[0]!.at }));
  }
  return found.length === 0 ? [] : [`Read in ${list(found, 5)}.`];
}

function ports({ element: { part, node, owner }, link }: Asked): string[] {
  const whose = node ?? owner;
  if (!whose) return [];
  const number = part.kind === 'port' ? (part.published === undefined ? String(part.target) : `${part.published} → ${part.target}`) : '';
  return [
    `Port ${number} of ${bold(whose.name)}`.replace('  ', ' '),
    ...runningRows(whose),
    ...(whose.evidence[0] ? [`Seen in ${link(whose.evidence[0])}.`] : []),
  ];
}

function operation(part: Extract<Part, { kind: 'operation' }>, { element: { owner }, graph, link }: Asked): string[] {
  const path = plain(part.path);
  const wanted = { method: part.method, path };
  const impact = impactOver(graph, requestsFor(wanted, owner));
  const silent = graph.edges.filter(({ to, kind, operations }) => to === owner?.id && kind === 'http' && operations.length === 0);
  return [
    `${code(`${part.method} ${path}`)} ${owner ? `operation of ${bold(owner.name)}` : `operation of ${escaped(part.contract ?? 'a contract')}`}`,
    ...impactLines(impact, { lead: 'Calls reach it from', link, nobody: 'No call of another service to it is seen.' }),
    ...(silent.length > 0 ? [`May call it too, paths unknown: ${list(silent.map(({ from }) => escaped(nameIn(graph)(from))))}.`] : []),
  ];
}

function rpc(part: { readonly service: string; readonly contract: string; readonly rpc?: string }, { graph, link }: Asked): string[] {
  const implementers = speakersOf(graph, part.service, 'implements');
  const names = implementers.map(({ from, evidence }) => `${bold(nameIn(graph)(from))}${evidence[0] ? ` (${link(evidence[0])})` : ''}`);
  return [
    `${code([part.contract, part.service].filter(Boolean).join('.') + (part.rpc ? `/${part.rpc}` : ''))} ${part.rpc ? 'rpc' : 'gRPC service'}${names.length > 0 ? `, served by ${list(names)}` : ', served by nobody here'}`,
    ...impactLines(impactOfRpc(graph, part.service), {
      lead: `Clients of ${escaped(part.service)} and who needs them:`,
      link,
      nobody: 'No client of it is seen.',
    }),
  ];
}

function topic(part: Extract<Part, { kind: 'topic' }>, asked: Asked): string[] {
  const { element, graph, link } = asked;
  const { node } = element;
  if (!node) return [`${code(plain(part.topic))} topic`, ...leads(asked)];
  const side = (kind: GraphEdge['kind']): string[] =>
    graph.edges
      .filter(edge => edge.kind === kind && (edge.to === node.id || edge.from === node.id))
      .map(
        edge =>
          `${bold(nameIn(graph)(edge.from === node.id ? edge.to : edge.from))} (${list([...new Set(edge.evidence.slice(0, 1).map(link))])})`,
      );
  const [from, to] = [side('publish'), side('subscribe')];
  return [
    `${bold(node.name)} topic`,
    from.length > 0 ? `Published by ${list(from)}.` : 'Nobody is seen to publish it.',
    to.length > 0 ? `Received by ${list(to)}.` : 'Nobody is seen to receive it.',
  ];
}

function call(part: Extract<Part, { kind: 'calls' }>, asked: Asked): string[] {
  const { element } = asked;
  const leading = leads(asked);
  if (part.grpc === undefined && element.isNamed) return nodeParagraphs(asked);
  if (leading.length === 0) return element.node ? nodeParagraphs(asked) : [];
  return [...leading, ...(element.node ? nodeParagraphs(asked).slice(0, 3) : [])];
}

function chartValue(part: Extract<Part, { kind: 'chart-value' }>, asked: Asked): string[] {
  const decided = settingsDecidedAt(asked.graph, asked.cursor.path, part.at);
  const leading = leads(asked);
  if (decided.length === 0 && leading.length === 0) return asked.element.node ? nodeParagraphs(asked) : [];
  const users = [...new Set(decided.map(({ node, setting }) => `${escaped(node.name)} ${code(setting.name)}`))];
  return [
    `${code(`.Values.${part.path}`)} ${code(part.text)}${users.length > 0 ? ` decides ${list(users)}` : ''}`,
    ...valueRows(decided, asked.link),
    ...leading,
  ];
}

/** How old what is said is, where that matters. */
export function ageLine(behindSince: number | null, now: number): string | undefined {
  const seconds = behindSince === null ? 0 : Math.floor((now - behindSince) / 1000);
  return seconds < 1 ? undefined : `_The index is ${seconds} s behind._`;
}

export const linkText = ({ file }: Location, line: number): string => `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
