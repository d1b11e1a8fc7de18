import { plain, type Part } from '../../core/elements/parts.ts';
import type { GraphNode } from '../../core/model/graph.ts';
import type { Value } from '../../core/model/value.ts';
import { bold, code, escaped } from './hover-words.ts';
import { failureLines, runningRows, type Asked } from './node-text.ts';

type Port = Extract<Part, { kind: 'port' | 'listens' }>;

/** Whose port it is, from where to where it leads, and who fails if nobody listens there. */
export function portParagraphs(part: Port, { element: { node, owner }, graph, link }: Asked): string[] {
  const whose = node ?? owner;
  if (!whose || whose.kind === 'package') return [];
  return [
    part.kind === 'listens' ? listens(part.port, whose) : leads(part, whose),
    ...failureLines(whose, graph, link),
    ...runningRows(whose),
    ...(whose.evidence[0] ? [`Seen in ${link(whose.evidence[0])}.`] : []),
  ];
}

function leads({ by, published, target, value, name }: Extract<Port, { kind: 'port' }>, whose: GraphNode): string {
  const inside = target > 0 ? String(target) : value ? named(plain(value), whose) : '';
  if (by === 'service') {
    const title = `Port ${published ?? inside}${name === undefined ? '' : ` (${escaped(name)})`} of the Kubernetes service of ${bold(whose.name)}`;
    return inside === '' || inside === String(published) ? title : `${title}, leads to ${inside} of its pods`;
  }
  return published === undefined || by === 'container'
    ? `Port ${inside} of ${bold(whose.name)}`
    : `Port ${published} of the host, leads to ${inside || '…'} of ${bold(whose.name)}`;
}

/** A port that is written as a name is that of the container. */
function named(name: string, { running = [] }: GraphNode): string {
  const numbers = new Set(running.flatMap(({ ports }) => ports.filter(port => port.name === name).map(({ target }) => target)));
  return numbers.size === 1 ? `${[...numbers][0]} (${escaped(name)})` : name === '…' ? '' : code(name);
}

const listens = (port: Value, whose: GraphNode): string => `Port ${numberOf(port, whose)}that the code of ${bold(whose.name)} listens on`;

function numberOf(port: Value, { running = [] }: GraphNode): string {
  const given = running.flatMap(({ variables }) =>
    variables.flatMap(({ name, value }) => (port.kind === 'env' && name === port.name && value !== undefined ? [value] : [])),
  );
  const written = plain(port);
  const numbers = new Set(given.length > 0 ? given : /^\d+$/.test(written) ? [written] : []);
  return numbers.size === 1 ? `${[...numbers][0]} ` : '';
}
