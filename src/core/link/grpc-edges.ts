import type { Location } from '../model/source.ts';
import { kindFor } from './edge-kinds.ts';
import type { Service } from './services.ts';
import { addressesIn } from './address.ts';
import { environmentOf, scopes, targetOf, type World } from './world.ts';

/** gRPC clients to who implements the service: by the address that they are given, else by the only implementer. */
export function grpcEdges(world: World): void {
  const servers = implementers(world);
  for (const service of world.services) {
    for (const owned of world.ownership.filesOf(service)) {
      for (const client of world.view.of(owned.file, 'grpc-client')) {
        if (!world.ownership.runs(service, owned, client.at)) continue;
        const at: Location = { file: owned.file, span: client.at };
        // Two services of one folder hold the same client and server; which of them is which, only an address tells.
        const found = (servers.get(simple(client.service)) ?? []).filter(
          ({ service: server }) => server !== service && (server.folder === undefined || server.folder !== service.folder),
        );
        let byAddress = false;
        for (const scope of client.target ? scopes(service, owned) : []) {
          for (const text of world.resolver.resolve(client.target!, scope).texts) {
            for (const address of addressesIn(text.text)) {
              const target = targetOf(address, scope, world);
              if (!target || target.service === service) continue;
              byAddress = true;
              world.book.add({
                from: service.id,
                to: target.id,
                ...kindFor('grpc', target),
                confidence: 'certain',
                reason: `A client of ${client.service} is given its address.`,
                environments: environmentOf(scope.deployment),
                operation: client.service,
                evidence: [at, ...text.proofs],
              });
            }
          }
        }
        if (byAddress) continue;
        const known = found.filter(({ service: server }) => world.book.has(service.id, server.id));
        const chosen = found.length === 1 ? found : known.length === 1 ? known : [];
        for (const { service: server, at: implemented } of chosen) {
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
      }
    }
  }
}

/** `shop.v1.Inventory` and `InventoryService` by their last part, without case. */
export const simple = (service: string): string => (service.split(/[./]/).at(-1) ?? service).toLowerCase();

function implementers(world: World): Map<string, { service: Service; at: Location }[]> {
  const servers = new Map<string, { service: Service; at: Location }[]>();
  for (const service of world.services) {
    for (const owned of world.ownership.filesOf(service)) {
      const { file } = owned;
      for (const server of world.view.of(file, 'grpc-server')) {
        if (!world.ownership.runs(service, owned, server.at)) continue;
        const list = servers.get(simple(server.service)) ?? [];
        if (!list.some(known => known.service === service)) list.push({ service, at: { file, span: server.at } });
        servers.set(simple(server.service), list);
      }
    }
  }
  return servers;
}

function shared(a: Service, b: Service): string[] {
  const own = new Set(a.deployments.map(({ environment }) => environment));
  return [...new Set(b.deployments.map(({ environment }) => environment).filter(environment => own.has(environment)))];
}
