import { isPublic } from './address.ts';
import type { Deployment } from './deployment.ts';
import { plain } from './names.ts';
import type { Service } from './services.ts';

/** Who answers at a host: by the names of one environment, then of its platform, then of any. */
export class Directory {
  private readonly all: readonly Service[];
  private readonly byHost = new Map<string, Service[]>();
  private readonly ports: ReadonlyMap<number, readonly Service[]>;

  constructor(all: readonly Service[], listening: ReadonlyMap<Service, ReadonlySet<number>>) {
    this.all = all;
    for (const service of all) for (const host of service.hosts) this.byHost.set(host, [...(this.byHost.get(host) ?? []), service]);
    const ports = new Map<number, Service[]>();
    for (const [service, own] of listening) for (const port of own) ports.set(port, [...(ports.get(port) ?? []), service]);
    this.ports = ports;
  }

  /** The service that a host names for a caller in an environment. Kubernetes names may carry a namespace and the cluster's domain. */
  find(host: string, caller: Deployment | undefined): Service | undefined {
    for (const candidate of spellings(host)) {
      const holders = this.byHost.get(candidate)?.filter(service => !isLeftOut(service, caller));
      if (holders && holders.length > 0) return nearest(holders, candidate, caller);
    }
    return undefined;
  }

  /** Every name that a service has as a host. */
  hosts(): readonly string[] {
    return [...this.byHost.keys()];
  }

  /** The service that listens at a port of the developer's machine: the only one besides the caller. */
  atPort(port: number | undefined, caller?: Service): Service | undefined {
    if (port === undefined) return undefined;
    const holders = (this.ports.get(port) ?? []).filter(service => service !== caller);
    return holders.length === 1 && !(caller && this.listens(caller, port)) ? holders[0] : undefined;
  }

  /** The service itself listens there. */
  listens(service: Service, port: number | undefined): boolean {
    return port !== undefined && (this.ports.get(port) ?? []).includes(service);
  }

  /** A registry's or a resource's name: exact but for case and punctuation. */
  named(name: string): Service | undefined {
    const wanted = plain(name);
    const found = this.all.filter(service => plain(service.name) === wanted || [...service.hosts].some(host => plain(host) === wanted));
    return found.length === 1 ? found[0] : undefined;
  }

  /** Data stores and brokers of a technology that an environment runs. */
  ofTechnology(matches: (technology: string) => boolean, caller: Deployment | undefined): readonly Service[] {
    const found = this.all.filter(
      service => (service.kind === 'datastore' || service.kind === 'broker') && service.technology && matches(service.technology),
    );
    const here = found.filter(service => service.deployments.some(({ environment }) => environment === caller?.environment));
    return here.length > 0 ? here : found.filter(service => !isLeftOut(service, caller));
  }
}

/** What other values of the caller's chart run and its own do not, they leave out on purpose. */
const isLeftOut = ({ deployments }: Service, caller: Deployment | undefined): boolean =>
  caller?.chart !== undefined &&
  deployments.some(({ chart }) => chart === caller.chart) &&
  !deployments.some(({ environment }) => environment === caller.environment);

/** The names under which a host is looked for, as it is written first. */
export const spellings = (host: string): readonly string[] => clusterForms(host.toLowerCase().replace(/\.$/, ''));

/** `orders.shop.svc.cluster.local` → itself, `orders.shop`, `orders`. A public name is only itself. */
export function clusterForms(name: string): string[] {
  const short = name.replace(/\.svc(\.[a-z0-9.-]+)?$/, '').replace(/\.(cluster\.local|service\.consul|local|internal)$/, '');
  if (short === name && isPublic(name)) return [name];
  const parts = short.split('.');
  // Of a stateful set each pod has a name below that of its Service: `db-0.db.shop`.
  const isPod = parts.length > 1 && /-\d+$/.test(parts[0]!);
  return [
    ...new Set([
      name,
      short,
      ...(parts.length > 1 && parts.length <= 3 ? [parts.slice(-2).join('.'), parts.slice(0, 2).join('.'), parts[0]!] : []),
      ...(isPod ? [parts[1]!] : []),
    ]),
  ];
}

function nearest(holders: readonly Service[], host: string, caller: Deployment | undefined): Service | undefined {
  if (holders.length === 1) return holders[0];
  const within = (matches: (deployment: Deployment) => boolean): Service[] =>
    holders.filter(service => service.deployments.some(deployment => matches(deployment) && deployment.hosts.includes(host)));
  for (const matches of [
    (deployment: Deployment): boolean => deployment.environment === caller?.environment && deployment.namespace === caller?.namespace,
    (deployment: Deployment): boolean => deployment.environment === caller?.environment,
    (deployment: Deployment): boolean => deployment.platform === caller?.platform,
  ]) {
    const near = within(matches);
    if (near.length > 0) return near[0];
  }
  return holders.find(service => service.name.toLowerCase() === host) ?? holders[0];
}
