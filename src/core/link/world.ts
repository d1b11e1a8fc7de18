import type { Route } from '../model/cluster-fact.ts';
import type { Protocol } from '../model/technology.ts';
import type { GraphNode } from '../model/graph.ts';
import type { Location } from '../model/source.ts';
import { HOLE, isLocal, isPublic, type Address } from './address.ts';
import type { Deployment } from './deployment.ts';
import type { Directory } from './directory.ts';
import type { EdgeReading, EdgeWriting } from './edge-book.ts';
import type { FactsView, Placed } from './facts-view.ts';
import type { ImportGraph } from './imports.ts';
import type { OwnedFile, Ownership } from './ownership.ts';
import type { Resolver, Scope } from './resolve.ts';
import type { Service } from './services.ts';
import type { Siblings } from './siblings.ts';
import { isBroker, isStore, protocolOfScheme } from './technologies.ts';

/** What a link knows before it looks for edges. */
export interface Known {
  readonly view: FactsView;
  readonly deployments: readonly Deployment[];
  readonly services: readonly Service[];
  readonly ownership: Ownership;
  readonly imports: ImportGraph;
  readonly resolver: Resolver;
  readonly directory: Directory;
  readonly siblings: Siblings;
  /** Variables and keys that the code of a service reads, lower case. */
  readonly readNames: (service: Service) => ReadonlySet<string>;
  /** Traffic that gateways and ingresses send on. */
  readonly routes: readonly Placed<Route>[];
}

/** What every linking pass sees. Passes read it and write sightings into the book. */
export interface World extends Known {
  readonly book: EdgeWriting;
  readonly externals: Pick<Externals, 'add'>;
}

/** For a pass that also asks what the passes before it have seen. */
export interface SeeingWorld extends World {
  readonly book: EdgeReading;
}

/** Where an address leads. */
export interface Target {
  readonly id: string;
  readonly kind: GraphNode['kind'];
  readonly service?: Service;
  readonly address: Address;
  readonly protocol?: Protocol;
  /** Where a lock file says so. */
  readonly pinned?: Location;
}

/** Nodes that are not deployed here: other people's hosts, and stores and topics that only code names. */
export class Externals {
  private readonly known = new Map<
    string,
    { node: Omit<GraphNode, 'evidence' | 'environments'>; evidence: Location[]; environments: Set<string> }
  >();

  add(node: Omit<GraphNode, 'evidence' | 'environments' | 'identity'>, at: readonly Location[], environment?: string): string {
    const known = this.known.get(node.id) ?? { node: { ...node, identity: [] }, evidence: [], environments: new Set<string>() };
    this.known.set(node.id, known);
    known.evidence.push(...at);
    if (environment) known.environments.add(environment);
    return node.id;
  }

  nodes(): GraphNode[] {
    return [...this.known.values()].map(({ node, evidence, environments }) => ({
      ...node,
      environments: [...environments].toSorted(),
      evidence: evidence.slice(0, 20),
    }));
  }
}

export type ScopeOf = Scope & { readonly owned: OwnedFile };

/** A service's scopes for a file: one an environment, or one without where nobody deploys it. */
export function scopes(service: Service, owned: OwnedFile): ScopeOf[] {
  const base = { file: owned.file, service, owned };
  return service.deployments.length === 0 ? [base] : service.deployments.map(deployment => ({ ...base, deployment }));
}

export const environmentOf = (deployment: Deployment | undefined): string[] => (deployment ? [deployment.environment] : []);

/** Where an address leads for a caller; undefined where nobody here answers to it. */
export function targetOf(address: Address, scope: Scope, world: World): Target | undefined {
  const protocol = address.scheme ? protocolOfScheme(address.scheme) : undefined;
  if (address.host.includes(HOLE)) return undefined;
  const named = world.directory.find(address.host, scope.deployment);
  const service = named ?? (isLocal(address.host) ? world.directory.atPort(address.port, scope.service) : undefined);
  if (!service || (!named && !speaks(service, protocol))) return undefined;
  return { id: service.id, kind: service.kind, service, address, ...(protocol && { protocol }) };
}

/** A port of this machine is a guess: no HTTP call means a data store, and code calls code, not somebody's dashboard. */
function speaks(service: Service, protocol: Protocol | undefined): boolean {
  if (service.kind === 'datastore' || service.kind === 'broker') return protocol !== 'http';
  return (
    service.units.length > 0 || protocol === 'telemetry' || protocol === 'smtp' || protocol === 'discovery' || protocol === 'configuration'
  );
}

/** A node for a host of the public internet, or for a managed data store that is named by its host. */
export function externalTarget(
  address: Address,
  protocol: Protocol | undefined,
  { world, at, environment }: { world: World; at: readonly Location[]; environment?: string },
): Target | undefined {
  const spoken = (address.scheme ? protocolOfScheme(address.scheme) : undefined) ?? protocol;
  if (!isPublic(address.host)) return undefined;
  const kind = spoken && isStore(spoken) ? 'datastore' : spoken && isBroker(spoken) ? 'broker' : 'external';
  const id = world.externals.add(
    {
      id: `external:${address.host}`,
      name: address.host,
      kind: kind === 'datastore' || kind === 'broker' ? kind : 'external',
      ...(spoken && kind !== 'external' && { technology: spoken }),
    },
    at,
    environment,
  );
  return { id, kind, address, ...(spoken && { protocol: spoken }) };
}
