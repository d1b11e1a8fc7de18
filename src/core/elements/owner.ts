import type { GraphNode } from '../model/graph.ts';
import { isUnder } from '../model/paths.ts';
import type { FilePath, Span } from '../model/source.ts';
import { overlaps, placesIn } from './places.ts';
import type { System } from './system.ts';

/** The service, or else the shared package, whose folder a file lies in: the nearest above it. */
export function ownerOf({ snapshot: { graph } }: System, path: FilePath): GraphNode | undefined {
  const above = graph.nodes.filter(
    node => node.path !== undefined && node.path !== '' && HAS_CODE.has(node.kind) && isUnder(path, node.path),
  );
  const nearest = above.toSorted(
    (a, b) => b.path!.length - a.path!.length || Number(b.kind === 'service') - Number(a.kind === 'service'),
  )[0];
  return nearest ?? graph.nodes.find(node => node.path === '' && node.kind === 'service' && isTheOnly(graph.nodes, node));
}

const HAS_CODE: ReadonlySet<GraphNode['kind']> = new Set(['service', 'package', 'datastore', 'broker']);

/** A program at the root owns every file only where nobody else has a folder. */
const isTheOnly = (nodes: readonly GraphNode[], node: GraphNode): boolean =>
  !nodes.some(other => other !== node && other.kind === 'service' && other.path !== undefined);

/** The node that is declared at a place, as its evidence says. */
export function declaredAt({ snapshot: { graph } }: System, path: FilePath, span: Span): GraphNode | undefined {
  const found = placesIn(graph, path).nodes.filter(place => overlaps(place.span, span));
  return found.toSorted((a, b) => a.span[1] - a.span[0] - (b.span[1] - b.span[0]))[0]?.node;
}

/** Who serves the contract that a file writes: of several services in one file the one that is written last above the offset. */
export function servedIn({ snapshot: { graph } }: System, path: FilePath, offset: number): GraphNode | undefined {
  const served = placesIn(graph, path).edges.filter(({ edge }) => edge.kind === 'implements');
  const above = served.filter(({ span }) => span[0] <= offset).toSorted((a, b) => b.span[0] - a.span[0])[0];
  const servers = new Set((above ? served.filter(({ span }) => span[0] === above.span[0]) : served).map(({ edge }) => edge.from));
  return servers.size === 1 ? graph.nodes.find(({ id }) => servers.has(id)) : undefined;
}

/** The node that a deployed name stands for, seen from a file: one that is deployed there under the name, else the only one of the name. */
export function nodeNamed({ snapshot: { graph } }: System, name: string, path?: FilePath): GraphNode | undefined {
  if (name === '') return undefined;
  const wanted = name.toLowerCase();
  const named = graph.nodes.filter(
    node =>
      IS_DEPLOYED.has(node.kind) &&
      (node.name.toLowerCase() === wanted || node.running?.some(running => running.name.toLowerCase() === wanted)),
  );
  const here = path === undefined ? [] : named.filter(node => node.evidence.some(({ file }) => file === path));
  return here[0] ?? named.find(node => node.name.toLowerCase() === wanted) ?? named[0];
}

const IS_DEPLOYED: ReadonlySet<GraphNode['kind']> = new Set(['service', 'datastore', 'broker']);
