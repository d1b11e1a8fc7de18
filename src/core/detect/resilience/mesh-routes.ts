import type { Placed } from '../../link/facts-view.ts';
import type { ClusterObject } from '../../model/cluster-fact.ts';
import type { ManifestNode } from '../../model/manifest-node.ts';
import { entryAt, itemsOf, partAt, textAt, textsOf } from '../manifest-parts.ts';
import { partEvidence } from '../places.ts';
import type { Side } from './edge-policies.ts';

/** One way that requests take to a service. */
export interface Route {
  readonly hosts: readonly string[];
  /** Between services; else from a gateway. */
  readonly inMesh: boolean;
  /** Of one try. */
  readonly timeout?: Part;
  readonly total?: Part;
  /** Tries after the first. */
  readonly more?: Part;
  /** It tries again after answers and losses that leave open whether the request was carried out. */
  readonly unsure?: true;
}

interface Part {
  readonly node: ManifestNode;
  readonly amount: number;
}

/** The routes that an object says; none where it is no route. */
export function routesOf({ objectKind, apiVersion, written }: Placed<ClusterObject>): readonly Route[] {
  if (objectKind === 'VirtualService' && apiVersion.startsWith('networking.istio.io')) return virtualService(written);
  if ((objectKind === 'HTTPRoute' || objectKind === 'GRPCRoute') && apiVersion.startsWith('gateway.networking.k8s.io'))
    return gatewayRoute(written);
  return objectKind === 'Ingress' ? ingress(written) : [];
}

function virtualService(written: ManifestNode): readonly Route[] {
  const gateways = textsOf(partAt(written, 'spec', 'gateways'));
  const inMesh = gateways.length === 0 || gateways.includes('mesh');
  const hosts = textsOf(partAt(written, 'spec', 'hosts'));
  return itemsOf(partAt(written, 'spec', 'http')).map(route => {
    const destinations = itemsOf(partAt(route, 'route')).flatMap(to => textAt(to, 'destination', 'host') ?? []);
    return {
      hosts: destinations.length > 0 ? destinations : hosts,
      inMesh,
      ...times(time(route, 'retries', 'perTryTimeout'), time(route, 'timeout')),
      ...(reachesService(textAt(route, 'retries', 'retryOn')) && more(route, 'retries', 'attempts')),
      ...(UNSURE.test(textAt(route, 'retries', 'retryOn') ?? '') && !isForReads(route) && { unsure: true as const }),
    };
  });
}

/** What Istio takes by itself leaves writes alone as far as it can; these do not. */
const UNSURE = /(?:^|,)\s*(?:5xx|gateway-error|reset)\b/;

/** It matches only requests that change nothing. */
const isForReads = (route: ManifestNode): boolean => {
  const methods = itemsOf(partAt(route, 'match')).map(match => textAt(match, 'method', 'exact'));
  return methods.length > 0 && methods.every(method => method === 'GET' || method === 'HEAD');
};

/** gateway-api.sigs.k8s.io: `timeouts.request` is for all tries, `timeouts.backendRequest` for each. */
function gatewayRoute(written: ManifestNode): readonly Route[] {
  const inMesh = itemsOf(partAt(written, 'spec', 'parentRefs')).some(parent => textAt(parent, 'kind') === 'Service');
  return itemsOf(partAt(written, 'spec', 'rules')).map(rule => ({
    hosts: itemsOf(partAt(rule, 'backendRefs')).flatMap(to => textAt(to, 'name') ?? []),
    inMesh,
    ...times(time(rule, 'timeouts', 'backendRequest'), time(rule, 'timeouts', 'request')),
    ...more(rule, 'retry', 'attempts'),
  }));
}

const INGRESS_NGINX = 'nginx.ingress.kubernetes.io/';

function ingress(written: ManifestNode): readonly Route[] {
  const annotations = partAt(written, 'metadata', 'annotations');
  const waits = entryAt(annotations, `${INGRESS_NGINX}proxy-read-timeout`)?.value;
  const seconds = waits?.kind === 'text' ? Number(waits.text.replace(/s$/, '')) : NaN;
  if (!waits || !(seconds > 0)) return [];
  const rules = itemsOf(partAt(written, 'spec', 'rules')).flatMap(rule => itemsOf(partAt(rule, 'http', 'paths')));
  const hosts = rules.flatMap(path => textAt(path, 'backend', 'service', 'name') ?? textAt(path, 'backend', 'serviceName') ?? []);
  return [{ hosts: [...new Set(hosts)], inMesh: false, timeout: { node: waits, amount: seconds * 1000 } }];
}

/** A time for the whole is one for each try too. */
const times = (each: Part | undefined, whole: Part | undefined): Pick<Route, 'timeout' | 'total'> => ({
  ...((each ?? whole) && { timeout: (each ?? whole)! }),
  ...(whole && { total: whole }),
});

function time(node: ManifestNode, ...path: readonly string[]): Part | undefined {
  const part = partAt(node, ...path);
  const found = durationIn(textAt(node, ...path) ?? '');
  return part && found !== undefined && found > 0 ? { node: part, amount: found } : undefined;
}

function more(node: ManifestNode, ...path: readonly string[]): Pick<Route, 'more'> {
  const part = partAt(node, ...path);
  const found = Number(textAt(node, ...path));
  return part && Number.isInteger(found) && found > 0 ? { more: { node: part, amount: found } } : {};
}

/** What fails to connect or is refused has not reached the service, so it is no call there. */
const reachesService = (conditions: string | undefined): boolean =>
  conditions === undefined || conditions.split(',').some(condition => !/^(connect-failure|refused-stream)$/.test(condition.trim()));

/** What a route does, with where that is written. */
export function routeSide({ timeout, total, more, unsure }: Route, { file }: Placed<ClusterObject>): Side {
  const again = more && { more: more.amount, evidence: partEvidence(more.node, file, `the mesh tries ${more.amount + 1} times`) };
  return {
    ...(timeout && { timeout: { milliseconds: timeout.amount, evidence: partEvidence(timeout.node, file, 'the mesh waits so long') } }),
    ...(total && {
      total: { milliseconds: total.amount, evidence: partEvidence(total.node, file, 'the mesh waits so long for all tries') },
    }),
    retries: again ? [{ ...again, ...(unsure && { writes: unsure }) }] : [],
  };
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `2s`, `500ms`, `1m30s`. */
function durationIn(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) return undefined;
  const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g);
  return Math.round([...parts].reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit!]!, 0));
}
