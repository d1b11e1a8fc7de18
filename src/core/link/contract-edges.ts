import type { Contract } from '../model/contract-fact.ts';
import type { GrpcClient, GrpcServer } from '../model/talk-fact.ts';
import type { GraphNode } from '../model/graph.ts';
import { isTest } from '../model/paths.ts';
import { isPinned } from '../model/sibling-fact.ts';
import type { FilePath } from '../model/source.ts';
import { locationOf, type Placed } from './facts-view.ts';
import { simple } from './names.ts';
import { answersAny, isCopy, pinnedContracts, type PinnedContract } from './pinned-contracts.ts';
import { siblingNode } from './siblings.ts';
import type { SeeingWorld } from './world.ts';

/** Contracts as nodes, who implements them and who consumes them. Copies of one proto package, or of what another repository provides, are one contract. */
export function contractEdges(world: SeeingWorld): GraphNode[] {
  const nodes = new Map<string, GraphNode>();
  const pinned = pinnedContracts(world);
  const around: Around = { world, nodes, spoken: [...grpcFacts(world)] };
  const here = world.view
    .all('contract')
    .filter(contract => !isTest(contract.file) && !isPinned(contract.file) && tells(contract))
    .map(contract => ({ contract, original: pinned.find(pinned => isOriginal(pinned, contract, world)) }));
  for (const { contract, original } of here) {
    const id = told(contract, original?.contract ?? contract, nodes);
    if (contract.format === 'protobuf') speakers(contract, id, around);
    else if (!original) described(contract, id, world);
  }
  for (const { contract, original } of here) if (original) keptCopy(contract, original, world);
  for (const provided of concerned(pinned, around)) provides(provided, around);
  return [...nodes.values()];
}

interface Around {
  readonly world: SeeingWorld;
  readonly nodes: Map<string, GraphNode>;
  readonly spoken: readonly Spoken[];
}

/** Whoever answers what a document says keeps its own document, whoever else has one like it. */
function isOriginal({ contract: theirs }: PinnedContract, contract: Placed<Contract>, world: SeeingWorld): boolean {
  if (contract.format === 'protobuf') return idOf(theirs) === idOf(contract);
  if (!isCopy(contract, theirs)) return false;
  const files = world.ownership.ownersOf(contract.file).flatMap(owner => world.ownership.filesOf(owner).map(({ file }) => file));
  return answersAny(contract, files, world.view) !== true;
}

const tells = ({ operations, services, channels }: Contract): boolean => operations.length + services.length + channels.length > 0;

const idOf = ({ format, name, file }: Placed<Contract>): string => `contract:${format === 'protobuf' ? name : file}`;

/** Adds a file to the node of its contract, which is named as the original is; gives the node's id. */
function told(contract: Placed<Contract>, original: Placed<Contract>, nodes: Around['nodes']): string {
  const id = idOf(original);
  const known = nodes.get(id);
  const at = locationOf(contract);
  nodes.set(id, {
    id,
    name: contract.name,
    kind: 'contract',
    technology: contract.format,
    environments: [],
    evidence: [...(known?.evidence ?? []), at],
    identity: [
      ...(known?.identity ?? []),
      { aspect: 'contract', why: known ? `A copy of the same ${PART[contract.format]}.` : `${contract.format} contract.`, at },
    ],
  });
  return id;
}

const PART: Readonly<Record<Contract['format'], string>> = { protobuf: 'package', openapi: 'API', asyncapi: 'API', graphql: 'schema' };

interface Spoken {
  readonly from: string;
  readonly file: FilePath;
  readonly fact: GrpcServer | GrpcClient;
}

/** What the code of each service says of gRPC, gathered once for all contracts. */
function* grpcFacts({ services, ownership, view }: SeeingWorld): Iterable<Spoken> {
  for (const service of services) {
    for (const { file } of ownership.filesOf(service)) {
      for (const fact of [...view.of(file, 'grpc-server'), ...view.of(file, 'grpc-client')]) yield { from: service.id, file, fact };
    }
  }
}

/** Who serves or asks the services of a proto file. */
function speakers(contract: Placed<Contract>, id: string, { world, spoken }: Around): void {
  const names = new Map(contract.services.map(service => [simple(service.name), service]));
  for (const { from, file, fact } of spoken) {
    const declared = names.get(simple(fact.service));
    if (!declared) continue;
    const implementing = fact.kind === 'grpc-server';
    world.book.add({
      from,
      to: id,
      kind: implementing ? 'implements' : 'consumes',
      confidence: 'certain',
      reason: `It ${implementing ? 'serves' : 'is a client of'} ${declared.name}.`,
      environments: [],
      operation: declared.name,
      evidence: [
        { file, span: fact.at },
        { file: contract.file, span: declared.at },
      ],
    });
  }
}

/** An OpenAPI, AsyncAPI or GraphQL document inside a service's folder describes that service. */
function described(contract: Placed<Contract>, id: string, world: SeeingWorld): void {
  const owners = world.ownership.ownersOf(contract.file);
  if (owners.length !== 1) return;
  world.book.add({
    from: owners[0]!.id,
    to: id,
    kind: 'implements',
    confidence: 'likely',
    reason: 'The contract lies in its folder.',
    environments: [],
    evidence: [locationOf(contract)],
  });
}

/** Who keeps a copy of another repository's contract and does not serve it itself is built against it. */
function keptCopy(contract: Placed<Contract>, { provider, contract: theirs }: PinnedContract, { ownership, book }: SeeingWorld): void {
  const id = idOf(theirs);
  const [owner, ...others] = ownership.ownersOf(contract.file);
  if (!owner || others.length > 0 || book.kindsBetween(owner.id, id).has('implements')) return;
  book.add({
    from: owner.id,
    to: id,
    kind: 'consumes',
    confidence: 'likely',
    reason: `It keeps a copy of the contract that ${provider.name} of ${provider.sibling} provides.`,
    environments: [],
    evidence: [locationOf(contract), provider.at],
  });
}

/** What siblings provide that somebody here asks for; where nobody is seen to, what somebody keeps a copy of. */
function concerned(pinned: readonly PinnedContract[], { world, nodes }: Around): readonly PinnedContract[] {
  const asked = pinned.filter(({ provider }) => world.services.some(service => world.book.has(service.id, provider.id)));
  const known = new Set(asked.map(({ contract }) => idOf(contract)));
  const copied = pinned.filter(({ contract }) => nodes.has(idOf(contract)) && !known.has(idOf(contract)));
  return [...asked, ...copied];
}

function provides({ provider, contract }: PinnedContract, around: Around): void {
  const { world, nodes } = around;
  const id = told(contract, contract, nodes);
  if (contract.format === 'protobuf') speakers(contract, id, around);
  world.book.add({
    from: siblingNode(provider, { world, at: [] }),
    to: id,
    kind: 'implements',
    confidence: 'certain',
    reason: `It is locked as what ${provider.name} of ${provider.sibling} provides.`,
    environments: [],
    evidence: [provider.at, locationOf(contract)],
  });
}
