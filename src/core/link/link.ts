import type { Environment } from '../model/environment.ts';
import type { Graph, GraphNode, LinkProblem } from '../model/graph.ts';
import type { FilePath } from '../model/source.ts';
import { addressEdges } from './address-edges.ts';
import { aspireDeployments } from './aspire-deployments.ts';
import { circles } from './circles.ts';
import { clusterDeployments } from './cluster-deployments.ts';
import { coveredBy, ofKind } from './clusters.ts';
import { codeUnits } from './code-units.ts';
import { composeDeployments } from './compose-projects.ts';
import { containerMonitors } from './container-monitors.ts';
import { contractEdges } from './contract-edges.ts';
import { correctionsIn } from './corrections.ts';
import { daprEdges } from './dapr-edges.ts';
import type { Deployment } from './deployment.ts';
import { deploymentEdges } from './deployment-edges.ts';
import { Directory } from './directory.ts';
import { EdgeBook } from './edge-book.ts';
import { FactsView, type FactsByFile } from './facts-view.ts';
import { frameworkEdges } from './framework-edges.ts';
import { grpcEdges } from './grpc-edges.ts';
import { ImportGraph } from './imports.ts';
import { Ownership } from './ownership.ts';
import { libraryEdges } from './library-edges.ts';
import { listeningPorts } from './ports.ts';
import { propertiesOf } from './properties.ts';
import { Resolver } from './resolve.ts';
import { runningOf } from './running.ts';
import { services, type Service } from './services.ts';
import { withoutSidecars } from './sidecars.ts';
import { topicEdges } from './topic-edges.ts';
import { Externals, type World } from './world.ts';

/**
 * Facts in, graph out: the written order of the passes. Pure, so neither history nor the order of files can show.
 *
 *     deployments + code units → services → who owns which file → what each value is → edges
 */
export const link = (files: FactsByFile, environments: readonly Environment[] = []): Graph => linked(files, environments).graph;

/** The graph with what it was made from, for who asks where else the same thing is written. */
export function linked(files: FactsByFile, environments: readonly Environment[] = []): { readonly graph: Graph; readonly world: World } {
  const view = new FactsView(inOrder(files));
  const deployments = withoutSidecars([
    ...composeDeployments(view, environments),
    ...clusterDeployments(view, environments),
    ...aspireDeployments(view),
  ]);
  const all = services(deployments, codeUnits(view), correctionsIn(view));
  const imports = new ImportGraph(view);
  const ownership = new Ownership(all, view, imports);
  const resolver = new Resolver(view, imports, propertiesOf(view, ownership));
  const directory = new Directory(all, listeningPorts(all, { view, ownership, resolver }));
  const world: World = {
    view,
    services: all,
    ownership,
    imports,
    resolver,
    directory,
    routes: routes(view, environments),
    readNames: readNames(view, ownership),
    book: new EdgeBook(),
    externals: new Externals(),
  };
  addressEdges(world);
  deploymentEdges(world);
  grpcEdges(world);
  daprEdges(world);
  frameworkEdges(world);
  topicEdges(world);
  containerMonitors(world);
  const shared = [...contractEdges(world), ...libraryEdges(world)];
  return { graph: assemble(world, { shared, deployments, environments }), world };
}

/** Routes as written, and those that charts and overlays make. */
function routes(view: FactsView, environments: readonly Environment[]): World['routes'] {
  const covered = coveredBy(environments);
  return [
    ...view.all('route').filter(({ file }) => !covered.has(file)),
    ...environments.flatMap(({ objects }) => ofKind(objects, 'route')),
  ];
}

/** By path, so that the order in which files came cannot show; an index that was filled from a listing is so already. */
function inOrder(files: FactsByFile): FactsByFile {
  let last = '';
  for (const path of files.keys()) {
    if (path < last) return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    last = path;
  }
  return files;
}

function readNames(view: FactsView, ownership: Ownership): World['readNames'] {
  const known = new Map<Service, ReadonlySet<string>>();
  return service => {
    const names =
      known.get(service) ??
      new Set(ownership.filesOf(service).flatMap(({ file }) => view.of(file, 'reads-env').map(({ name }) => name.toLowerCase())));
    known.set(service, names);
    return names;
  };
}

interface Linked {
  readonly shared: readonly GraphNode[];
  readonly deployments: readonly Deployment[];
  readonly environments: readonly Environment[];
}

function assemble(world: World, { shared, deployments, environments }: Linked): Graph {
  const edges = world.book.edges();
  const nodes = [...world.services.map(service => serviceNode(service, world)), ...world.externals.nodes(), ...shared].toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  return {
    nodes,
    edges,
    unresolved: world.book.unresolved(),
    problems: distinct([...circles(world.view), ...environments.flatMap(({ problems }) => problems)]),
    environments: [...new Set(deployments.map(({ environment }) => environment))].toSorted(),
  };
}

/** What is wrong in several environments is said once. */
const distinct = (problems: readonly LinkProblem[]): LinkProblem[] => [
  ...new Map(problems.map(problem => [`${problem.at.file} ${problem.at.span[0]} ${problem.message}`, problem])).values(),
];

function serviceNode(service: Service, { resolver }: World): GraphNode {
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
