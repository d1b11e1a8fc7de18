import type { Environment } from '../model/environment.ts';
import type { Graph, GraphNode, LinkProblem } from '../model/graph.ts';
import type { FilePath } from '../model/source.ts';
import { addressEdges } from './address-edges.ts';
import { circles } from './circles.ts';
import { containerMonitors } from './container-monitors.ts';
import { contractEdges } from './contract-edges.ts';
import { daprEdges } from './dapr-edges.ts';
import { deploymentEdges } from './deployment-edges.ts';
import { EdgeBook } from './edge-book.ts';
import type { FactsByFile } from './facts-view.ts';
import { frameworkEdges } from './framework-edges.ts';
import { grpcEdges } from './grpc-edges.ts';
import { known } from './known.ts';
import { libraryEdges } from './library-edges.ts';
import { LinkMemory } from './link-memory.ts';
import { write, type Pass, type Written } from './pass.ts';
import { runningOf } from './running.ts';
import type { Service } from './services.ts';
import { topicEdges } from './topic-edges.ts';
import { Externals, type Known, type World } from './world.ts';

/**
 * Facts in, graph out: the written order of the passes. Pure, so neither history nor the order of files can show.
 *
 *     deployments + code units → services → who owns which file → what each value is → edges
 */
export const link = (files: FactsByFile, environments: readonly Environment[] = []): Graph => linked(files, environments).graph;

/** The graph with what it was made from, for who asks where else the same thing is written. With the memory of earlier links only what differs is made anew. */
export function linked(
  files: FactsByFile,
  environments: readonly Environment[] = [],
  memory: LinkMemory = new LinkMemory(),
): { readonly graph: Graph; readonly world: World } {
  const before = known(files, environments, memory);
  const to = { book: new EdgeBook(), externals: new Externals() };
  const shared = write(PASSES, { known: before, to, memory });
  const problems = distinct([...memory.step('circles', [], circles), ...environments.flatMap(({ problems }) => problems)]);
  return { graph: assemble({ ...before, ...to }, { shared, problems }), world: { ...before, ...to } };
}

/** In the order in which they write. */
const PASSES: readonly Pass[] = [
  { name: 'addresses', run: addressEdges },
  { name: 'deployments', run: deploymentEdges },
  { name: 'grpc', run: grpcEdges, sees: true },
  { name: 'dapr', run: daprEdges },
  { name: 'frameworks', run: frameworkEdges, sees: true },
  { name: 'topics', run: topicEdges, sees: true },
  { name: 'container monitors', run: containerMonitors },
  { name: 'contracts', run: contractEdges, sees: true },
  { name: 'libraries', run: libraryEdges },
];

function assemble(world: Known & Written, { shared, problems }: { shared: readonly GraphNode[]; problems: readonly LinkProblem[] }): Graph {
  const nodes = [...world.services.map(service => serviceNode(service, world)), ...world.externals.nodes(), ...shared];
  return {
    nodes: nodes.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    edges: world.book.edges(),
    unresolved: world.book.unresolved(),
    problems,
    environments: [...new Set(world.deployments.map(({ environment }) => environment))].toSorted(),
  };
}

/** What is wrong in several environments is said once. */
const distinct = (problems: readonly LinkProblem[]): LinkProblem[] => [
  ...new Map(problems.map(problem => [`${problem.at.file} ${problem.at.span[0]} ${problem.message}`, problem])).values(),
];

function serviceNode(service: Service, { resolver }: Known): GraphNode {
  const { id, name, kind, technology, folder, deployments, units, identity } = service;
  return {
    id,
    name,
    kind,
    ...(folder !== undefined && { path: folder as FilePath }),
    ...(technology && { technology }),
    environments: [...new Set(deployments.map(({ environment }) => environment))].toSorted(),
    evidence: [...deployments.flatMap(({ evidence }) => evidence), ...units.map(({ at }) => at)],
    identity,
    ...(service.deployments.length > 0 && { running: runningOf(service, resolver) }),
  };
}
