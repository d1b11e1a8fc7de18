import type { Contract } from '../model/contract-fact.ts';
import type { GrpcClient, GrpcServer } from '../model/fact.ts';
import type { GraphNode } from '../model/graph.ts';
import type { FilePath } from '../model/source.ts';
import { locationOf, type Placed } from './facts-view.ts';
import { simple } from './grpc-edges.ts';
import { isTest } from '../model/paths.ts';
import type { World } from './world.ts';

/** Contracts as nodes, who implements them and who consumes them. Copies of one proto package are one contract. */
export function contractEdges(world: World): GraphNode[] {
  const nodes = new Map<string, GraphNode>();
  const spoken = [...grpcFacts(world)];
  for (const contract of world.view.all('contract')) {
    if (isTest(contract.file) || (contract.operations.length === 0 && contract.services.length === 0 && contract.channels.length === 0))
      continue;
    const id = `contract:${contract.format === 'protobuf' ? contract.name : contract.file}`;
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
        { aspect: 'contract', why: known ? 'A copy of the same package.' : `${contract.format} contract.`, at },
      ],
    });
    if (contract.format === 'protobuf') protobuf(contract, id, { world, spoken });
    else described(contract, id, world);
  }
  return [...nodes.values()];
}

interface Spoken {
  readonly from: string;
  readonly file: FilePath;
  readonly fact: GrpcServer | GrpcClient;
}

/** What the code of each service says of gRPC, gathered once for all contracts. */
function* grpcFacts({ services, ownership, view }: World): Iterable<Spoken> {
  for (const service of services) {
    for (const { file } of ownership.filesOf(service)) {
      for (const fact of [...view.of(file, 'grpc-server'), ...view.of(file, 'grpc-client')]) yield { from: service.id, file, fact };
    }
  }
}

function protobuf(contract: Placed<Contract>, id: string, { world, spoken }: { world: World; spoken: readonly Spoken[] }): void {
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
function described(contract: Placed<Contract>, id: string, world: World): void {
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
