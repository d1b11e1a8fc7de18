import { impactOf, type Impact } from '../../core/elements/consumers.ts';
import { shownParts } from '../../core/elements/element-at.ts';
import { declaredAt, nodeNamed } from '../../core/elements/owner.ts';
import { plain, type Part } from '../../core/elements/parts.ts';
import type { OpenText } from '../../core/elements/system.ts';
import { counted } from '../../core/model/counted.ts';
import type { GraphNode } from '../../core/model/graph.ts';
import type { Span } from '../../core/model/source.ts';
import { handlers } from './handlers.ts';
import { askersOf, impactOfRpc, rpcAskers, serverOf, simple, speakersOf } from './speakers.ts';

/** A line above a declaration: who depends on it. */
export interface Lens {
  readonly span: Span;
  readonly title: string;
  /** The node to show the impact of; absent where there is nothing to show. */
  readonly node?: string;
  /** What stands here can be taken away to see whom that breaks. */
  readonly isElement?: true;
}

/** Beyond so many, a file is no place to read lenses in. */
const MOST = 500;

/** Lenses of a text, at most one a line: the first that has something to say. */
export function lenses(open: OpenText): Lens[] {
  const declared = shownParts(open)
    .slice(0, MOST)
    .flatMap(part => lens(part, open) ?? []);
  const answered = handlers(open, MOST).map(({ span, impact, server }): Lens => ({
    span,
    title: title(impact),
    node: server.id,
    isElement: true,
  }));
  const byLine = new Map<number, Lens>();
  for (const one of [...declared, ...answered]) {
    const line = open.text.lastIndexOf('\n', one.span[0] - 1);
    const known = byLine.get(line);
    if (!known || (known.node === undefined && one.node !== undefined)) byLine.set(line, one);
  }
  return [...byLine.values()];
}

function lens(part: Part, open: OpenText): Lens | undefined {
  const { system, path } = open;
  const { graph } = system.snapshot;
  switch (part.kind) {
    case 'declares': {
      // A workload and the name under which it is reached stand side by side; one lens is enough.
      if (part.what === 'Kubernetes service') return undefined;
      const node = declaredAt(system, path, part.at) ?? nodeNamed(system, part.name, path);
      return node && { span: part.at, title: title(impactOf(graph, node.id)), node: node.id };
    }
    case 'operation': {
      const owner = serverOf(part, open);
      if (!owner) return undefined;
      const { impact } = askersOf(part, open);
      // A health check is asked by its platform: that nobody else asks is no news.
      if (impact.direct.length === 0 && isProbed(owner, plain(part.path))) return undefined;
      return { span: part.at, title: title(impact), node: owner.id, isElement: true };
    }
    case 'rpc':
    case 'implements': {
      const service = simple(part.service);
      const rpc = part.kind === 'rpc' ? part.rpc : undefined;
      const server = speakersOf(graph, service, 'implements')[0]?.from;
      return {
        span: part.at,
        title: title(rpc === undefined ? impactOfRpc(graph, service) : rpcAskers({ service, rpc }, system).impact),
        ...(server !== undefined && { node: server }),
        ...(part.kind === 'rpc' && { isElement: true }),
      };
    }
    default:
      return undefined;
  }
}

const isProbed = ({ running = [] }: GraphNode, path: string): boolean =>
  running.some(({ probes }) => probes.some(({ asks }) => asks.split(/[\s:]/).some(word => word.endsWith(path))));

function title({ direct, indirect, hops }: Impact): string {
  if (direct.length + indirect.length === 0) return 'No consumer seen';
  const reach = indirect.length > 0 ? `${hops} hops` : '1 hop';
  return `${counted(direct.length, 'consumer')} · ${reach} · Show impact`;
}
