import type { Files } from '../manifests/files.ts';
import { isLocal, isPublic, addressesIn, HOLE } from '../link/address.ts';
import type { Placed } from '../link/facts-view.ts';
import { answersAny } from '../link/pinned-contracts.ts';
import type { Service } from '../link/services.ts';
import type { Known } from '../link/world.ts';
import type { Contract } from '../model/contract-fact.ts';
import type { Graph, GraphEdge } from '../model/graph.ts';
import { isTest, isUnder } from '../model/paths.ts';
import { isPinned, type Locked, type LockedContract, type LockedService } from '../model/sibling-fact.ts';
import type { FilePath } from '../model/source.ts';
import { contractFiles } from './contract-files.ts';
import { holdsSecret } from './secret-text.ts';

/** A repository as it is now: linked, with the texts of its files. */
export interface Looked {
  readonly graph: Graph;
  readonly world: Known;
  readonly files: Files;
}

export interface Naming {
  readonly name: string;
  readonly revision?: string;
  /** Tells texts apart. */
  readonly digest: (text: string) => string;
}

/** What of a repository is pinned elsewhere: what its services provide, and the texts of those contracts. Never code. */
export interface SiblingSnapshot {
  readonly locked: Locked;
  readonly texts: ReadonlyMap<FilePath, string>;
  /** Contracts with something in them that looks like a secret, and what rests on them. */
  readonly leftOut: readonly FilePath[];
}

/** Pure: the same repository gives the same snapshot. */
export function siblingSnapshot(looked: Looked, { name, revision, digest }: Naming): SiblingSnapshot {
  const leftOut = new Set<FilePath>();
  const texts = new Map<FilePath, string>();
  const services: LockedService[] = [];
  for (const service of looked.world.services.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const provides = providedBy(service, looked).filter(({ contract }) => copied(contract, looked.files, { texts, leftOut }));
    if (provides.length > 0) services.push({ name: service.name, hosts: hostsOf(service, provides, looked.world), provides });
  }
  const files = [...texts].map(([path, text]) => ({ path, digest: digest(text) })).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return { locked: { name, ...(revision !== undefined && { revision }), services, files }, texts, leftOut: [...leftOut].toSorted() };
}

/** Takes a contract with all that it rests on, or nothing of it. */
function copied(
  contract: FilePath,
  files: Files,
  { texts, leftOut }: { readonly texts: Map<FilePath, string>; readonly leftOut: Set<FilePath> },
): boolean {
  const parts = contractFiles([contract], files).map(path => [path, files.read(path) ?? ''] as const);
  const telling = parts.filter(([, text]) => holdsSecret(text));
  for (const [path] of telling) leftOut.add(path);
  if (telling.length > 0) leftOut.add(contract);
  else for (const [path, text] of parts) texts.set(path, text);
  return telling.length === 0;
}

/** What a service of the repository itself is seen to serve: by its code, or by a document in its folder that its code does not belie. */
function providedBy(service: Service, { graph, world }: Looked): readonly LockedContract[] {
  if (service.kind !== 'service') return [];
  const implemented = graph.edges.filter(({ from, kind }) => from === service.id && kind === 'implements');
  const found = implemented.flatMap(edge => contractsOf(edge, service, { graph, world }));
  return found.toSorted((a, b) => (a.contract < b.contract ? -1 : 1));
}

function contractsOf(edge: GraphEdge, service: Service, { graph, world }: Pick<Looked, 'graph' | 'world'>): readonly LockedContract[] {
  const paths = new Set(graph.nodes.find(({ id }) => id === edge.to)?.evidence.map(({ file }) => file));
  const contracts = [...paths]
    .filter(path => !isPinned(path) && !isTest(path))
    .flatMap(path => world.view.of(path, 'contract') as readonly Placed<Contract>[]);
  const nearest = contracts.toSorted((a, b) => distance(a, service, world) - distance(b, service, world));
  if (nearest[0]?.format !== 'protobuf')
    return nearest.filter(contract => isAnswered(contract, service, world)).map(({ file }) => ({ contract: file, services: [] }));
  // Of copies of one package, the nearest that declares a service.
  const declaring = Map.groupBy(
    edge.operations,
    name => nearest.find(({ services }) => services.some(declared => declared.name === name))?.file,
  );
  return [...declaring].flatMap(([contract, services]) => (contract === undefined ? [] : [{ contract, services }]));
}

/** A service's own copy tells best what it serves, then one that belongs to nobody. */
function distance({ file }: Placed<Contract>, { folder }: Service, { ownership }: Known): number {
  if (folder !== undefined && isUnder(file, folder)) return 0;
  return ownership.ownersOf(file).length === 0 ? 1 : 2;
}

/** The document may be a copy of what the service asks of others: then its routes are other ones. */
const isAnswered = (contract: Contract, service: Service, { ownership, view }: Known): boolean =>
  contract.operations.length === 0 ||
  answersAny(
    contract,
    ownership.filesOf(service).map(({ file }) => file),
    view,
  ) !== false;

/** Names inside of its own deployments, and public ones that its contracts name. */
function hostsOf(service: Service, provides: readonly LockedContract[], { view }: Known): readonly string[] {
  const servers = provides.flatMap(({ contract }) => view.of(contract, 'contract').flatMap(({ servers }) => servers));
  const named = servers
    .flatMap(({ url }) => (url.kind === 'literal' ? addressesIn(url.text).map(({ host }) => host) : []))
    .filter(isPublic);
  const all = [service.name.toLowerCase(), ...service.hosts, ...named];
  return [...new Set(all)].filter(host => host !== '' && !isLocal(host) && !host.includes(HOLE) && !isAddress(host)).toSorted();
}

const isAddress = (host: string): boolean => /^[\d.:[\]]+$/.test(host);
