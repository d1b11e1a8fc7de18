import type { ClusterObject } from '../model/cluster-fact.ts';
import type { ComposeFile, ComposeService } from '../model/compose-fact.ts';
import type { Dockerfile } from '../model/image-fact.ts';
import type { Environment } from '../model/environment.ts';
import type { Fact } from '../model/fact.ts';
import type { Graph, GraphEdge, NodeKind } from '../model/graph.ts';
import type { OutlinedFunction } from '../model/outlined-function.ts';
import type { FilePath, Location } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import type { Deployment } from '../link/deployment.ts';
import type { Placed } from '../link/facts-view.ts';
import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';
import { clusterSets } from './clusters.ts';
import { readsIn } from './reads.ts';
import { serviceView, type Parts, type PlacedKind } from './service-view.ts';

type Of<K extends Fact['kind']> = Extract<Fact, { kind: K }>;

/** What checks see: the whole system, with every side of every assumption and where it is written. */
export interface System {
  readonly graph: Graph;
  readonly services: readonly SystemService[];
  /** By id of the node. */
  readonly service: (id: string) => SystemService | undefined;
  /** Facts of one kind in all files, in file order; tests, examples and generated code included. */
  readonly all: <K extends Exclude<Fact['kind'], 'imports' | 'binds'>>(kind: K) => readonly Placed<Of<K>>[];
  /** Facts of one kind in one file. */
  readonly factsIn: <K extends Fact['kind']>(file: FilePath, kind: K) => readonly Of<K>[];
  /** What one file reads, whoever owns it. */
  readonly readsIn: (file: FilePath) => readonly VariableRead[];
  /** The functions of one file and whom they call, outer before inner; read when it is asked for. */
  readonly functionsIn: (file: FilePath) => readonly OutlinedFunction[];
  /** Every file of the index, sorted, below a folder ('' for all). */
  readonly filesUnder: (folder: string) => readonly FilePath[];
  /** Kubernetes objects that are applied together: charts and overlays as rendered, plain manifests as written. */
  readonly clusters: readonly Cluster[];
  /** Edges of the graph between two nodes or all from or to one. `depends-on` is start order and no call. */
  readonly edgesFrom: (id: string) => readonly GraphEdge[];
  readonly edgesTo: (id: string) => readonly GraphEdge[];
  /** The line, from 1, that a place begins on. */
  readonly lineOf: (place: Location) => number;
  /** The link's own view, for what is not told here. */
  readonly world: World;
  readonly environments: readonly Environment[];
}

export interface Cluster {
  readonly environment: string;
  readonly objects: readonly Placed<ClusterObject>[];
}

/** A service, data store or broker, with its code and how it runs everywhere. */
export interface SystemService {
  readonly id: string;
  readonly name: string;
  readonly kind: NodeKind;
  /** Language or product: TypeScript, postgres. */
  readonly technology?: string;
  readonly folder?: FilePath;
  /** Every file that runs as part of it, also of shared libraries; no tests. */
  readonly files: readonly FilePath[];
  /** It is built from code of the workspace. */
  readonly hasCode: boolean;
  /** Facts of one kind in its files. */
  readonly facts: <K extends Exclude<Fact['kind'], 'imports' | 'binds'>>(kind: K) => readonly Placed<Of<K>>[];
  /** One of its files imports a module whose name is like this. */
  readonly importsAny: (module: RegExp) => boolean;
  /** What its code and configuration read, one entry a place. */
  readonly reads: readonly VariableRead[];
  /** What its own files set for it without a deployment: `.env`, `application.yml`, `appsettings.json`. Examples are left out. */
  readonly ownSettings: readonly Placed<Of<'sets-env'>>[];
  readonly deployed: readonly Deployed[];
  readonly dockerfiles: readonly Placed<Dockerfile>[];
  /** The link's own view. */
  readonly linked: Service;
}

export interface VariableRead {
  readonly name: string;
  readonly at: Location;
  readonly fallback?: Value;
  /** What the fallback says, where that is one known text. */
  readonly fallbackText?: string;
  /** False: an unknown function takes a text that looks like a variable's name. */
  readonly certain: boolean;
  /** `code`, or a configuration file that refers to it: `${DB_HOST:localhost}`. */
  readonly from: 'code' | 'configuration' | 'script';
  /** `required`: the program stops without it. `tested`: it is compared, or something else stands in where it is not set. `truth`: any text but none counts as yes. */
  readonly use?: 'required' | 'tested' | 'truth';
  /** It is the key of a schema, which may be about something else than the environment. */
  readonly declared?: true;
}

/** A service as it runs in one environment. */
export interface Deployed {
  readonly service: SystemService;
  readonly environment: string;
  readonly platform: Deployment['platform'];
  /** Its name there: a compose service, a workload. */
  readonly name: string;
  readonly image?: string;
  readonly variables: ReadonlyMap<string, Variable>;
  /** The compose service, resolved over all of its files (short forms are long ones) where that was possible. */
  readonly compose?: Placed<ComposeService>;
  /** Networks, volumes, secrets and configs of its compose project. */
  readonly composeFile?: Placed<ComposeFile>;
  /** The Kubernetes objects that it is made of: workloads and the Services that select them. */
  readonly objects: readonly Placed<ClusterObject>[];
  readonly dockerfile?: Placed<Dockerfile>;
  readonly at: Location;
  /** Ports, hosts, command, probes, dependsOn, mounts. */
  readonly deployment: Deployment;
}

/** A variable as the container gets it. */
export interface Variable {
  readonly name: string;
  /** The text, where it is known. */
  readonly text?: string;
  /** Why it is not known. */
  readonly unknown?: string;
  /** `image`: ENV of the Dockerfile; `outside`: handed in by a shell, a secret, a field of the pod. */
  readonly from: 'deployment' | 'image' | 'outside';
  /** Where it is set: the key where that is known. */
  readonly at: Location;
  /** Where its value is written. */
  readonly valueAt: Location;
  /** Every line that decides it. */
  readonly places: readonly Location[];
}

export interface SystemParts {
  readonly graph: Graph;
  readonly world: World;
  readonly environments: readonly Environment[];
  readonly functionsIn: System['functionsIn'];
  readonly lineOf: System['lineOf'];
}

/** Pure: the same parts give the same system. What is dear is made when a check first asks. */
export function systemOf({ graph, world, environments, functionsIn, lineOf }: SystemParts): System {
  const { view } = world;
  const holders = new Map<Fact['kind'], ReadonlyMap<FilePath, readonly Placed<Fact>[]>>();
  const byFile: Parts['byFile'] = <K extends PlacedKind>(kind: K) => {
    const told = holders.get(kind) ?? Map.groupBy(view.all(kind) as readonly Placed<Fact>[], ({ file }) => file);
    holders.set(kind, told);
    return told as unknown as ReturnType<typeof byFile<K>>;
  };
  const services = world.services.map(service => serviceView(service, { world, environments, byFile }));
  const byId = new Map(services.map(service => [service.id, service]));
  const from = Map.groupBy(graph.edges, edge => edge.from);
  const to = Map.groupBy(graph.edges, edge => edge.to);
  let clusters: readonly Cluster[] | undefined;
  return {
    graph,
    services,
    service: id => byId.get(id),
    all: kind => view.all(kind),
    factsIn: (file, kind) => view.of(file, kind),
    readsIn: file => readsIn(file, view.files.get(file) ?? []),
    functionsIn,
    filesUnder: folder => view.under(folder),
    get clusters() {
      return (clusters ??= clusterSets(view, environments));
    },
    edgesFrom: id => from.get(id) ?? [],
    edgesTo: id => to.get(id) ?? [],
    lineOf,
    world,
    environments,
  };
}
