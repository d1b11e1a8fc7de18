import type { LimitsCalls, Retries } from '../../model/resilience-fact.ts';
import type { Span } from '../../model/source.ts';
import { at, entries, items, text, type Node } from '../../yaml/tree.ts';
import { durationIn } from './durations.ts';

/** A route that says nothing waits so long for the whole answer: envoy/config/route/v3/route_components.proto, RouteAction.timeout. */
const USUAL_TIMEOUT = 15_000;
/** A retry policy that does not say how often: the same file, RetryPolicy.num_retries. */
const USUAL_RETRIES = 1;
/** What fails for these has not reached the service, so trying it again makes no more calls there. */
const UNSENT = /^(connect-failure|refused-stream|envoy-ratelimited|reset-before-request)$/;

/** A cluster as far as its policies go, and where its addresses stand. */
export interface ClusterPlaces {
  readonly name: string;
  readonly node: Node;
  readonly addresses: readonly { readonly at: Span }[];
}

/** What each route to a cluster, and the cluster itself, say of waiting and trying again. */
export function envoyPolicies(virtualHosts: readonly Node[], clusters: readonly ClusterPlaces[]): readonly (LimitsCalls | Retries)[] {
  const byName = Map.groupBy(clusters, ({ name }) => name);
  const routed = virtualHosts.flatMap(host => {
    const shared = at(host, 'retry_policy');
    return items(at(host, 'routes')).flatMap(route => {
      const action = at(route, 'route');
      const policies = action ? routePolicies(action, { shared, asksOnly: isForReads(at(route, 'match')) }) : [];
      return clustersOf(action).flatMap(name => spread(policies, byName.get(name) ?? []));
    });
  });
  return [...routed, ...clusters.flatMap(cluster => spread(breakers(cluster.node), [cluster]))];
}

type Unplaced = Omit<LimitsCalls, 'over'> | Omit<Retries, 'over'>;

/** Rows of one file are at most so many: a generated one has thousands of routes to a few clusters. */
const MOST_ROWS = 2_000;

const spread = (policies: readonly Unplaced[], clusters: readonly ClusterPlaces[]): readonly (LimitsCalls | Retries)[] =>
  policies
    .flatMap(policy => clusters.flatMap(({ addresses }) => addresses.map(({ at: over }) => ({ ...policy, over }))))
    .slice(0, MOST_ROWS);

function clustersOf(action: Node | undefined): readonly string[] {
  const weighted = items(at(action, 'weighted_clusters', 'clusters')).map(item => text(item, 'name'));
  return [text(action, 'cluster'), ...weighted].filter(name => name !== undefined);
}

/** It matches only requests that change nothing. */
const isForReads = (match: Node | undefined): boolean =>
  items(at(match, 'headers')).some(
    header =>
      text(header, 'name') === ':method' &&
      /^(?:GET|HEAD)$/.test(text(header, 'string_match', 'exact') ?? text(header, 'exact_match') ?? ''),
  );

interface Around {
  /** The retry policy of the virtual host. */
  readonly shared: Node | undefined;
  readonly asksOnly: boolean;
}

function routePolicies(action: Node, { shared, asksOnly }: Around): readonly Unplaced[] {
  const policy = at(action, 'retry_policy') ?? shared;
  const whole = at(action, 'timeout');
  const each = at(policy, 'per_try_timeout');
  const waits = whole ? milliseconds(whole) : USUAL_TIMEOUT;
  const timeout = each ? milliseconds(each) : waits === 0 ? 'none' : waits;
  return [
    {
      kind: 'limits-calls',
      at: (each ?? whole ?? at(action, 'cluster') ?? action).at,
      via: 'Envoy',
      timeout: timeout ?? 'set',
      ...(waits !== undefined && waits > 0 && { total: waits }),
      ...(!whole && !each && { usual: true as const }),
    },
    ...(policy ? again(policy, asksOnly) : []),
  ];
}

function again(policy: Node, asksOnly: boolean): readonly Unplaced[] {
  const reasons = (text(policy, 'retry_on') ?? '')
    .split(',')
    .map(reason => reason.trim())
    .filter(reason => reason !== '');
  const written = text(policy, 'num_retries') ?? text(policy, 'num_retries', 'value');
  const more = written === undefined || written === '' ? USUAL_RETRIES : Number(written);
  if (reasons.every(reason => UNSENT.test(reason)) || !(more > 0)) return [];
  // Its pauses grow and depend on chance, and it tries every method again.
  return [
    {
      kind: 'retries',
      at: (at(policy, 'num_retries') ?? policy).at,
      via: 'Envoy retry policy',
      more,
      pace: 'growing',
      jitter: true,
      methods: asksOnly ? 'safe' : 'all',
    },
  ];
}

function breakers(cluster: Node): readonly Unplaced[] {
  const ejects = at(cluster, 'outlier_detection');
  const most = items(at(cluster, 'circuit_breakers', 'thresholds'))
    .flatMap(threshold => entries(threshold))
    .find(({ key }) => key === 'max_requests' || key === 'max_connections');
  const amount = most?.value.kind === 'scalar' ? Number(most.value.text) : NaN;
  return [
    ...(ejects ? [{ kind: 'limits-calls', at: ejects.at, via: 'Envoy outlier detection', breaks: true } as const] : []),
    ...(most && amount > 0 ? [{ kind: 'limits-calls', at: most.value.at, via: 'Envoy circuit breaker', most: amount } as const] : []),
  ];
}

/** `15s`, `0.25s`, or `{ seconds: 15 }` of older files. */
function milliseconds(node: Node): number | undefined {
  if (node.kind === 'scalar') return durationIn(node.text, 1000);
  const seconds = Number(text(node, 'seconds') ?? '0');
  const nanos = Number(text(node, 'nanos') ?? '0');
  return Number.isFinite(seconds) && Number.isFinite(nanos) ? Math.round(seconds * 1000 + nanos / 1e6) : undefined;
}
