import { impactFrom, impactOver } from '../../core/elements/consumers.ts';
import { exportedAt, type Exported } from '../../core/elements/exported.ts';
import { describedAt } from '../../core/elements/described-operation.ts';
import { wordAt } from '../../core/elements/element-at.ts';
import { keysAbove } from '../../core/elements/keys-above.ts';
import { nodeNamed, ownerOf } from '../../core/elements/owner.ts';
import { schemaSymbolAt, type SchemaSymbol } from '../../core/elements/schema-symbol.ts';
import { protoSymbolAt, type ProtoSymbol } from '../../core/elements/proto-symbol.ts';
import type { Cursor } from '../../core/elements/system.ts';
import type { Graph } from '../../core/model/graph.ts';
import { operationParagraphs, topicAt } from './call-text.ts';
import { valueParagraphs } from './chart-text.ts';
import { bold, code, escaped, impactLines, list, type LinkTo } from './hover-words.ts';
import { nodeParagraphs } from './node-text.ts';
import { requestsFor, speakersOf } from './speakers.ts';
import type { HoverText } from './hover-text.ts';

/** What has no fact of its own, but belongs to something that services share: parts of a contract, names that a package exports. */
export function symbolText(cursor: Cursor, link: LinkTo): HoverText | undefined {
  return (
    protoText(cursor, link) ??
    describedText(cursor, link) ??
    schemaText(cursor, link) ??
    topicAt(cursor, link) ??
    exportedText(cursor, link) ??
    chartKeyText(cursor, link) ??
    hostText(cursor, link)
  );
}

function protoText(cursor: Cursor, link: LinkTo): HoverText | undefined {
  const symbol = protoSymbolAt(cursor);
  if (!symbol) return undefined;
  const { graph } = cursor.system.snapshot;
  const server = symbol.services.flatMap(service => speakersOf(graph, service, 'implements'))[0]?.from;
  const paragraphs = protoParagraphs(symbol, graph, link);
  return {
    span: symbol.at,
    paragraphs,
    part: symbol.rpcs.length > 0 ? 2 : 1,
    offers: { impact: 'element', ...(server !== undefined && { reveal: server }) },
  };
}

/** A path of an OpenAPI document, or the id of an operation: the operations that stand there. */
function describedText(cursor: Cursor, link: LinkTo): HoverText | undefined {
  const described = describedAt(cursor);
  if (!described) return undefined;
  const owner = ownerOf(cursor.system, cursor.path);
  const { graph } = cursor.system.snapshot;
  const paragraphs = described.operations.flatMap(part =>
    operationParagraphs(part, { element: { part, span: part.at, edges: [], ...(owner && { owner }) }, cursor, graph, link }),
  );
  return { span: described.at, paragraphs, offers: { impact: 'element', ...(owner && { reveal: owner.id }) } };
}

function schemaText(cursor: Cursor, link: LinkTo): HoverText | undefined {
  const schema = schemaSymbolAt(cursor);
  if (!schema) return undefined;
  const owner = ownerOf(cursor.system, cursor.path);
  return {
    span: schema.at,
    paragraphs: schemaParagraphs(schema, cursor, link),
    offers: owner ? { impact: { node: owner.id }, reveal: owner.id } : {},
  };
}

function exportedText(cursor: Cursor, link: LinkTo): HoverText | undefined {
  const exported = exportedAt(cursor);
  return (
    exported && {
      span: exported.at,
      paragraphs: exportedParagraphs(exported, cursor.system.snapshot.graph, link),
      offers: { impact: 'element', reveal: exported.package.id },
    }
  );
}

/** A key of a values file that holds other keys. */
function chartKeyText(cursor: Cursor, link: LinkTo): HoverText | undefined {
  if (!cursor.facts.some(({ kind }) => kind === 'helm-values')) return undefined;
  const { text: key, span } = wordAt(cursor.text, cursor.offset);
  if (key === '' || !/^["']?\s*:/.test(cursor.text.slice(span[1], span[1] + 3))) return undefined;
  const path = [...keysAbove(cursor.text, span[0]).toReversed(), key].join('.');
  return { span, paragraphs: valueParagraphs(path, { cursor, link, decided: [] }), offers: {} };
}

const HOST = /\w:\/\/(?:[^\s/@"'`]*@)?([\w.-]+)/g;

/** A host of the system in an address, wherever it is written. One with a domain of the world is somebody else's. */
function hostText(cursor: Cursor, link: LinkTo): HoverText | undefined {
  const { text, offset, system, path } = cursor;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(start, offset + 200).split('\n')[0]!;
  for (const { 0: all, 1: host = '', index } of line.matchAll(HOST)) {
    const span = [start + index + all.length - host.length, start + index + all.length] as const;
    if (offset < span[0] || offset > span[1]) continue;
    const [first = '', ...domain] = host.split('.');
    const node =
      domain.length === 0 || /^(?:svc|local|internal)$/.test(domain.at(-1)!) || domain.includes('svc')
        ? nodeNamed(system, first, path)
        : undefined;
    if (!node) return undefined;
    const { graph } = system.snapshot;
    return { span, paragraphs: nodeParagraphs({ node, graph, link }), offers: { impact: { node: node.id }, reveal: node.id } };
  }
  return undefined;
}

/** Whoever speaks an rpc that carries it; where no rpc of the file does, whoever speaks anything of the package. */
function protoParagraphs({ name, what, package: own, services, rpcs }: ProtoSymbol, graph: Graph, link: LinkTo): string[] {
  const speakers = new Set(
    (['consumes', 'implements'] as const).flatMap(kind =>
      services.flatMap(service => speakersOf(graph, service, kind)).map(({ id }) => id),
    ),
  );
  const impact = impactOver(graph, edge => speakers.has(edge.id) || (rpcs.length === 0 && edge.to === `contract:${own}`));
  return [
    `${bold(name)} ${escaped(what)} · ${code(own)}`,
    ...(rpcs.length > 0 ? [`Carried by ${list(rpcs.map(code))}.`] : []),
    ...impactLines(impact, { lead: 'A change reaches', link, nobody: 'No service is seen to speak it.' }),
  ];
}

/** Whoever requests an operation that carries it. */
function schemaParagraphs({ name, what, contract, operations }: SchemaSymbol, { system, path }: Cursor, link: LinkTo): string[] {
  const owner = ownerOf(system, path);
  const requested = operations.map(({ method, path }) => requestsFor({ method, path }, owner));
  const impact = impactOver(system.snapshot.graph, edge => requested.some(isRequested => isRequested(edge)));
  const named = operations.map(({ method, path }) => code(`${method} ${path}`));
  return [
    `${bold(name)} ${escaped(what)} · ${escaped(contract)}`,
    named.length > 0 ? `Carried by ${list(named)}.` : 'No operation of this file refers to it.',
    ...impactLines(impact, { lead: 'A change reaches', link, nobody: 'No call of another service to one of these is seen.' }),
  ];
}

function exportedParagraphs({ name, package: home, users }: Exported, graph: Graph, link: LinkTo): string[] {
  const owned = users.flatMap(({ owner, at }) => (owner?.kind === 'service' ? [{ id: owner.id, at }] : []));
  const impact = impactFrom(graph, new Map([...Map.groupBy(owned, ({ id }) => id)].map(([id, same]) => [id, same.map(({ at }) => at)])));
  const others = users.filter(({ owner }) => owner?.kind !== 'service').map(({ at }) => link(at));
  return [
    `${bold(name)} exported by **${escaped(home.name)}**`,
    ...impactLines(impact, { lead: 'A change reaches', link, nobody: 'No service is seen to import it by name.' }),
    ...(others.length > 0 ? [`Imported in ${list(others)} as well.`] : []),
  ];
}
