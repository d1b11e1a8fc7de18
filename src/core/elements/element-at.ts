import { isTalk } from '../graph/talk.ts';
import type { GraphEdge, GraphNode, Unresolved } from '../model/graph.ts';
import type { FilePath, Span } from '../model/source.ts';
import { declaredAt, nodeNamed, ownerOf, servedIn } from './owner.ts';
import { partsOf, plain, type Part } from './parts.ts';
import { overlaps, placesIn } from './places.ts';
import type { Cursor, OpenText } from './system.ts';

/** What a place in a text means in the system. */
export interface Element {
  readonly part: Part;
  /** Of the text that it is shown for. */
  readonly span: Span;
  /** The service whose code or settings the place is in. */
  readonly owner?: GraphNode;
  /** The node that the place names, declares or leads to. */
  readonly node?: GraphNode;
  /** Edges that are proven here. */
  readonly edges: readonly GraphEdge[];
  /** A dependency that is seen here but leads nowhere that is known. */
  readonly unresolved?: Unresolved;
  /** The word under the cursor is the node's name or host. */
  readonly isNamed?: true;
}

/** The innermost part of the text at the cursor, and what the graph knows of it; undefined where the text means nothing to the system. */
export function elementAt(cursor: Cursor): Element | undefined {
  const at = (part: Part): boolean => part.at[0] <= cursor.offset && cursor.offset <= part.at[1];
  const parts = shownParts(cursor).filter(at);
  const part = parts.toSorted((a, b) => a.at[1] - a.at[0] - (b.at[1] - b.at[0]) || RANK[a.kind] - RANK[b.kind])[0];
  return part && elementOf(part, cursor);
}

/** Where two parts have the same place, the one that says more. */
const RANK: Readonly<Record<Part['kind'], number>> = {
  declares: 0,
  names: 0,
  operation: 1,
  rpc: 1,
  implements: 1,
  topic: 1,
  reads: 2,
  sets: 2,
  image: 2,
  port: 2,
  'chart-value': 3,
  calls: 4,
  listens: 5,
};

/** Parts with the places at which people point at them: a call is its head, an image its name. */
export function shownParts({ facts, text }: OpenText): Part[] {
  return partsOf(facts).flatMap(part => {
    const at = shownSpan(part, text);
    return at ? [{ ...part, at }] : [];
  });
}

const MOST_HEAD = 400;

function shownSpan(part: Part, text: string): Span | undefined {
  if (part.kind === 'image') return imageSpan(part, text);
  if (part.kind === 'chart-value') return withKey(part.at, text);
  if (!IS_CALL.has(part.kind)) return part.at;
  const call = text.slice(part.at[0], Math.min(part.at[1], part.at[0] + MOST_HEAD));
  const body = /=>|\{\s*\n|\)\s*\{/.exec(call);
  return [part.at[0], part.at[0] + (body ? body.index : call.length)];
}

/** A container is seldom written longer. */
const NEAR = 3000;

const IMAGE = /^([ \t]*(?:- +)?)["']?image["']?:[ \t]*["']?([^\s"'#].*?)["']?[ \t\r]*$/gm;

/** The line of an image below the name, or in a list above it; of several the one that reads as the image does. */
function imageSpan({ at, image }: Extract<Part, { kind: 'image' }>, text: string): Span | undefined {
  const own = text.lastIndexOf('\n', at[0] - 1) + 1;
  const [lead = ''] = /^[ \t]*(?:- +)?/.exec(text.slice(own, at[0])) ?? [];
  const from = Math.max(0, own - NEAR);
  const lines = [...text.slice(from, own + NEAR).matchAll(IMAGE)].map(({ 0: line, 1: indent = '', 2: written = '', index }) => {
    const start = from + index + line.lastIndexOf(written);
    return { indent: indent.length, begins: from + index, span: [start, start + written.length] as const };
  });
  const same = lines.find(({ begins, span }) => begins >= own && text.slice(...span) === plain(image));
  const after = lines.find(({ begins, indent }) => begins >= own && indent >= lead.length);
  // The first key of an item has its dash; what stands above an item's own dash is of another.
  const before = lead.includes('-') ? undefined : lines.findLast(({ begins, indent }) => begins < own && indent === lead.length);
  const isOwn = before !== undefined && !/\n[ \t]*- /.test(text.slice(before.span[0], own));
  return (isOwn ? before : (same ?? after))?.span;
}

/** A value is pointed at by its key as well. */
function withKey(at: Span, text: string): Span {
  const line = text.slice(text.lastIndexOf('\n', at[0] - 1) + 1, at[0]);
  const key = /[\w.-]+["']?[ \t]*:[ \t]*["']?$/.exec(line);
  return key ? [at[0] - key[0].length, at[1]] : at;
}

const IS_CALL: ReadonlySet<Part['kind']> = new Set<Part['kind']>(['operation', 'calls', 'topic', 'implements', 'listens']);

function elementOf(part: Part, cursor: Cursor): Element {
  const { system, path } = cursor;
  const places = placesIn(system.snapshot.graph, path);
  const edges = [...new Set(places.edges.filter(({ span }) => overlaps(span, part.at)).map(({ edge }) => edge))];
  const owner = holderOf(part, cursor);
  const word = wordAt(cursor.text, cursor.offset, part.at);
  const node = nodeOf(part, { cursor, edges, word: word.text });
  const isNamed =
    node !== undefined &&
    !isInPath(cursor.text, word.span) &&
    [word.text, word.text.split('.')[0]!].some(name => nodeNamed(system, name, path) === node);
  const unresolved = places.unresolved.find(({ at }) => overlaps(at.span, part.at));
  return {
    part,
    span: part.kind === 'sets' || part.kind === 'names' || part.kind === 'chart-value' ? word.span : part.at,
    edges,
    ...(owner && { owner }),
    ...(node && { node }),
    ...(unresolved && edges.length === 0 && { unresolved }),
    ...(isNamed && { isNamed }),
  };
}

/** `/orders/{id}` names no host. */
const isInPath = (text: string, [start]: Span): boolean => text[start - 1] === '/' && text[start - 2] !== '/';

/** Settings under a deployed name belong to that; all else to the folder's owner. */
function holderOf(part: Part, { system, path }: Cursor): GraphNode | undefined {
  const of = 'of' in part ? part.of : undefined;
  const declared = 'declared' in part ? part.declared : undefined;
  return (
    (of === undefined ? undefined : nodeNamed(system, of, path)) ??
    (declared && declaredAt(system, path, declared)) ??
    ownerOf(system, path)
  );
}

interface Around {
  readonly cursor: Cursor;
  readonly edges: readonly GraphEdge[];
  readonly word: string;
}

function nodeOf(part: Part, around: Around): GraphNode | undefined {
  const { system, path } = around.cursor;
  switch (part.kind) {
    case 'declares':
      return declaredAt(system, path, part.at) ?? nodeNamed(system, part.name, path);
    case 'names':
      return nodeNamed(system, part.name, path);
    case 'image':
    case 'port':
      return nodeNamed(system, part.of, path) ?? declaredAt(system, path, part.declared);
    case 'sets':
    case 'reads':
    case 'calls':
    case 'chart-value':
      return ledTo(around);
    case 'topic':
      return topicOf(around);
    case 'operation':
    case 'rpc':
    case 'implements':
    case 'listens':
      return undefined;
  }
}

/** What the word names, else where the edges proven here lead, if they agree. */
function ledTo({ cursor: { system, path }, edges, word }: Around): GraphNode | undefined {
  const ends = new Set(edges.filter(isTalk).map(({ to }) => to));
  const targets = system.snapshot.graph.nodes.filter(({ id }) => ends.has(id));
  const named = nodeNamed(system, word, path) ?? nodeNamed(system, word.split('.')[0]!, path);
  if (named && (ends.size === 0 || ends.has(named.id))) return named;
  return targets.length === 1 ? targets[0] : targets.find(({ name }) => name === word);
}

const topicOf = ({ cursor: { system }, edges }: Around): GraphNode | undefined =>
  system.snapshot.graph.nodes.find(({ id, kind }) => kind === 'topic' && edges.some(({ from, to }) => from === id || to === id));

interface Word {
  readonly text: string;
  readonly span: Span;
}

const IN_WORD = /[\w.-]/;

/** A host, a variable or a name around an offset, within a span. */
export function wordAt(text: string, offset: number, [first, last]: Span = [0, text.length]): Word {
  let start = offset;
  let end = offset;
  while (start > first && IN_WORD.test(text[start - 1]!)) start--;
  while (end < last && IN_WORD.test(text[end]!)) end++;
  return { text: text.slice(start, end), span: [start, end] };
}

/** The node that the whole file is about, for who follows the cursor. */
export function focusAt(cursor: Cursor): { readonly node: GraphNode; readonly element?: Element } | undefined {
  const element = elementAt(cursor);
  const around = declaredAround(cursor);
  const node = element?.part.kind === 'declares' ? element.node : (around ?? element?.owner ?? holder(cursor));
  return node && { node, ...(element && { element }) };
}

/** A contract that lies beside the services, or in a package that they share, is its server's. */
function holder({ system, path, offset }: Cursor): GraphNode | undefined {
  const owner = ownerOf(system, path);
  return owner?.kind === 'service' ? owner : (servedIn(system, path, offset) ?? owner);
}

/** In a file that declares many: the last one that is declared above the cursor. */
function declaredAround({ system, path, facts, offset }: Cursor): GraphNode | undefined {
  const above = partsOf(facts).filter(part => part.kind === 'declares' && part.at[0] <= offset);
  const last = above.toSorted((a, b) => b.at[0] - a.at[0])[0];
  return last?.kind === 'declares' ? nodeNamed(system, last.name, path as FilePath) : undefined;
}
