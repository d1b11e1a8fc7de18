import { elementAt } from '../../core/elements/element-at.ts';
import type { Cursor } from '../../core/elements/system.ts';
import type { Span } from '../../core/model/source.ts';
import { callParagraphs, operationParagraphs, rpcAt, rpcParagraphs, topicParagraphs } from './call-text.ts';
import { chartValueParagraphs } from './chart-text.ts';
import { nodeOf, nodeParagraphs, type Asked } from './node-text.ts';
import { portParagraphs } from './port-text.ts';
import { referenceText } from './reference-text.ts';
import { simple, speakersOf } from './speakers.ts';
import { symbolText } from './symbol-text.ts';
import { variableParagraphs } from './variable-text.ts';
import type { LinkTo } from './hover-words.ts';

export interface HoverText {
  readonly span: Span;
  /** Paragraphs of Markdown: what it is first, then who is affected, values, proofs. */
  readonly paragraphs: readonly string[];
  /** Of a part of a contract: behind so many paragraphs stands who uses it, where somebody asks. */
  readonly part?: number;
  /** It is about the variable at the cursor, and not about what its value names. */
  readonly isVariable?: true;
  /** What can be done about it. */
  readonly offers: Offers;
}

export interface Offers {
  /** Shows who is affected: of the element under the cursor, which can be taken away, or of a node. */
  readonly impact?: 'element' | { readonly node: string };
  /** A node or an edge of the map. */
  readonly reveal?: string;
}

/** What the place under the cursor is in the system; undefined where it means nothing to it. */
export function hoverText(cursor: Cursor, link: LinkTo): HoverText | undefined {
  const reference = referenceText(cursor, link) ?? rpcAt(cursor, link);
  if (reference) return reference;
  const element = elementAt(cursor);
  if (!element) return symbolText(cursor, link);
  const asked: Asked = { cursor, element, graph: cursor.system.snapshot.graph, link };
  const paragraphs = paragraphsOf(asked);
  if (paragraphs.length === 0) return symbolText(cursor, link);
  const { kind } = element.part;
  const isVariable = kind === 'reads' || (kind === 'sets' && !element.isNamed);
  return { span: element.span, paragraphs, offers: offersOf(asked), ...(isVariable && { isVariable }) };
}

function paragraphsOf(asked: Asked): string[] {
  const { part } = asked.element;
  switch (part.kind) {
    case 'declares':
    case 'names':
    case 'image':
      return nodeParagraphs(nodeOf(asked));
    case 'sets':
    case 'reads':
      return variableParagraphs(part, asked);
    case 'port':
    case 'listens':
      return portParagraphs(part, asked);
    case 'operation':
      return operationParagraphs(part, asked);
    case 'rpc':
      return rpcParagraphs(part, asked);
    case 'implements':
      return rpcParagraphs({ service: part.service, contract: '' }, asked);
    case 'topic':
      return topicParagraphs(part, asked);
    case 'calls':
      return callParagraphs(part, asked);
    case 'chart-value':
      return chartValueParagraphs(part, asked);
  }
}

/** What a what-if can take away is shown as such; of all else the node. */
function offersOf({ element: { part, node, owner, edges, isNamed }, graph }: Asked): Offers {
  const edge = edges.find(({ to }) => to === node?.id);
  switch (part.kind) {
    case 'operation':
    case 'topic':
      return { impact: 'element', ...(node ? { reveal: node.id } : owner && { reveal: owner.id }) };
    case 'rpc': {
      const server = speakersOf(graph, simple(part.service), 'implements')[0]?.from;
      return { impact: 'element', ...(server !== undefined && { reveal: server }) };
    }
    case 'sets':
    case 'reads':
      if (!isNamed) return { impact: 'element', ...(edge ? { reveal: edge.id } : owner && { reveal: owner.id }) };
      return node ? { impact: { node: node.id }, reveal: node.id } : {};
    case 'calls':
      return { ...(node && { impact: { node: node.id } }), ...(edge ? { reveal: edge.id } : node && { reveal: node.id }) };
    default: {
      const whose = node ?? owner;
      return whose ? { impact: { node: whose.id }, reveal: whose.id } : {};
    }
  }
}
