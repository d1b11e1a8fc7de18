import type { Graph } from '../model/graph.ts';

const NOBODY: ReadonlySet<string> = new Set();

const TALKS: ReadonlySet<string> = new Set(['http', 'graphql', 'grpc', 'websocket', 'tcp', 'discovery']);

/** The services that a caller talks to, itself or through one between them, as through a gateway. */
export class Reachable {
  private readonly neighbours = new Map<string, Set<string>>();
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(graph: Graph) {
    for (const { from, to, kind } of graph.edges) {
      if (!TALKS.has(kind)) continue;
      const targets = this.neighbours.get(from);
      if (targets) targets.add(to);
      else this.neighbours.set(from, new Set([to]));
    }
  }

  /** Those that it talks to itself. */
  next(node: string): ReadonlySet<string> {
    return this.neighbours.get(node) ?? NOBODY;
  }

  from(node: string): ReadonlySet<string> {
    const known = this.known.get(node);
    if (known) return known;
    const near = this.neighbours.get(node) ?? new Set<string>();
    const reached = new Set([...near, ...[...near].flatMap(between => [...(this.neighbours.get(between) ?? [])])]);
    this.known.set(node, reached);
    return reached;
  }
}
