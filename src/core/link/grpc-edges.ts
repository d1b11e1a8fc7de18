import type { GrpcClient } from '../model/talk-fact.ts';
import type { Location } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import { kindFor } from './edge-kinds.ts';
import { simple } from './names.ts';
import type { OwnedFile } from './ownership.ts';
import type { Service } from './services.ts';
import { siblingNode, siblingTarget } from './siblings.ts';
import { addressesIn } from './address.ts';
import { environmentOf, scopes, targetOf, type ScopeOf, type SeeingWorld, type Target } from './world.ts';

/** gRPC clients to who implements the service: by the address that they are given, else by the only implementer, else by the only sibling whose contract says so. */
export function grpcEdges(world: SeeingWorld): void {
  const servers = implementers(world);
  for (const service of world.services)
    for (const owned of world.ownership.filesOf(service))
      for (const client of world.view.of(owned.file, 'grpc-client')) {
        if (!world.ownership.runs(service, owned, client.at)) continue;
        const calling: Calling = { service, owned, client, at: { file: owned.file, span: client.at } };
        if (byAddress(calling, world)) continue;
        const here = servers.get(simple(client.service));
        if (here) byImplementer(calling, here, world);
        else bySibling(calling, world);
      }
}

interface Calling {
  readonly service: Service;
  readonly owned: OwnedFile;
  readonly client: GrpcClient;
  readonly at: Location;
}

/** Whether its address leads to somebody. */
function byAddress({ service, owned, client, at }: Calling, world: SeeingWorld): boolean {
  if (!client.target) return false;
  let found = false;
  for (const scope of scopes(service, owned))
    for (const { target, proofs } of addressed(client.target, scope, { world, at })) {
      if (target.service === service) continue;
      found = true;
      world.book.add({
        from: service.id,
        to: target.id,
        ...kindFor('grpc', target),
        confidence: 'certain',
        reason: `A client of ${client.service} is given its address.`,
        environments: environmentOf(scope.deployment),
        operation: client.service,
        evidence: target.pinned ? [at, ...proofs, target.pinned] : [at, ...proofs],
      });
    }
  return found;
}

const addressed = (
  value: Value,
  scope: ScopeOf,
  { world, at }: { readonly world: SeeingWorld; readonly at: Location },
): readonly { target: Target; proofs: readonly Location[] }[] =>
  world.resolver.resolve(value, scope).texts.flatMap(({ text, proofs }) =>
    addressesIn(text).flatMap(address => {
      const target =
        targetOf(address, scope, world) ?? siblingTarget(address, { world, at: [at], environment: scope.deployment?.environment });
      return target ? [{ target, proofs }] : [];
    }),
  );

function byImplementer({ service, client, at }: Calling, servers: readonly Implementer[], world: SeeingWorld): void {
  // Two services of one folder hold the same client and server; which of them is which, only an address tells.
  const found = servers.filter(
    ({ service: server }) => server !== service && (server.folder === undefined || server.folder !== service.folder),
  );
  const known = found.filter(({ service: server }) => world.book.has(service.id, server.id));
  const chosen = found.length === 1 ? found : known.length === 1 ? known : [];
  for (const { service: server, at: implemented } of chosen)
    world.book.add({
      from: service.id,
      to: server.id,
      kind: 'grpc',
      confidence: 'likely',
      reason: `It makes a client of ${client.service}, which only ${server.name} implements.`,
      environments: shared(service, server),
      operation: client.service,
      evidence: [at, implemented],
    });
}

function bySibling({ service, client, at }: Calling, world: SeeingWorld): void {
  const found = world.siblings.serving(client.service);
  if (!found) return;
  world.book.add({
    from: service.id,
    to: siblingNode(found, { world, at: [at] }),
    kind: 'grpc',
    confidence: 'likely',
    reason: `It makes a client of ${client.service}, which by its locked contract only ${found.name} of ${found.sibling} serves.`,
    environments: [],
    operation: client.service,
    evidence: [at, found.at],
  });
}

export { simple } from './names.ts';

interface Implementer {
  readonly service: Service;
  readonly at: Location;
}

function implementers(world: SeeingWorld): ReadonlyMap<string, readonly Implementer[]> {
  const servers = new Map<string, Implementer[]>();
  for (const service of world.services)
    for (const owned of world.ownership.filesOf(service))
      for (const server of world.view.of(owned.file, 'grpc-server')) {
        if (!world.ownership.runs(service, owned, server.at)) continue;
        const list = servers.get(simple(server.service)) ?? [];
        if (!list.some(known => known.service === service)) list.push({ service, at: { file: owned.file, span: server.at } });
        servers.set(simple(server.service), list);
      }
  return servers;
}

function shared(a: Service, b: Service): string[] {
  const own = new Set(a.deployments.map(({ environment }) => environment));
  return [...new Set(b.deployments.map(({ environment }) => environment).filter(environment => own.has(environment)))];
}
