import type { LockedContract } from '../model/sibling-fact.ts';
import type { Location } from '../model/source.ts';
import type { Address } from './address.ts';
import { clusterForms } from './directory.ts';
import { locationOf, type FactsView } from './facts-view.ts';
import { simple } from './names.ts';
import { protocolOfScheme } from './technologies.ts';
import type { Target, World } from './world.ts';

/** A service of a repository that is not open here, as `.faultline/siblings.lock` pins it. */
export interface PinnedService {
  readonly id: string;
  readonly name: string;
  readonly sibling: string;
  readonly hosts: readonly string[];
  readonly provides: readonly LockedContract[];
  readonly at: Location;
}

/** Who of other repositories answers. What several of them might answer is left open. */
export interface Siblings {
  readonly all: readonly PinnedService[];
  readonly at: (host: string) => PinnedService | undefined;
  readonly serving: (grpcService: string) => PinnedService | undefined;
}

export function siblingsIn(view: FactsView): Siblings {
  const all = view.all('sibling').flatMap(({ name: sibling, services, file }) =>
    services.map(({ name, hosts, provides, at }): PinnedService => ({
      id: `external:${sibling}/${name}`,
      name,
      sibling,
      hosts,
      provides,
      at: locationOf({ file, at }),
    })),
  );
  const byHost = grouped(all, ({ hosts }) => hosts);
  const byGrpcService = grouped(all, ({ provides }) => provides.flatMap(({ services }) => services.map(simple)));
  return {
    all,
    at: host => clusterForms(host.toLowerCase()).flatMap(form => only(byHost.get(form)) ?? [])[0],
    serving: grpcService => only(byGrpcService.get(simple(grpcService))),
  };
}

function grouped(all: readonly PinnedService[], keysOf: (service: PinnedService) => readonly string[]): Map<string, PinnedService[]> {
  const found = new Map<string, PinnedService[]>();
  for (const service of all)
    for (const key of new Set(keysOf(service))) {
      const known = found.get(key);
      if (known) known.push(service);
      else found.set(key, [service]);
    }
  return found;
}

const only = (found: readonly PinnedService[] | undefined): PinnedService | undefined => (found?.length === 1 ? found[0] : undefined);

/** Where something was seen that leads to a sibling. */
interface Seen {
  readonly world: Pick<World, 'externals'>;
  readonly at: readonly Location[];
  readonly environment?: string | undefined;
}

/** Who of another repository answers at an address that nobody here answers to. */
export function siblingTarget(
  address: Address,
  { world, ...seen }: Seen & { readonly world: Pick<World, 'externals' | 'siblings'> },
): Target | undefined {
  const found = world.siblings.at(address.host);
  if (!found) return undefined;
  const protocol = address.scheme ? protocolOfScheme(address.scheme) : undefined;
  return { id: siblingNode(found, { world, ...seen }), kind: 'external', address, pinned: found.at, ...(protocol && { protocol }) };
}

/** The node of a sibling's service; only those that something here has to do with are nodes. */
export const siblingNode = ({ id, name, sibling, at: pinned }: PinnedService, { world, at, environment }: Seen): string =>
  world.externals.add({ id, name, kind: 'external', technology: `service of ${sibling}` }, [pinned, ...at], environment);
