import type { Graph, GraphEdge } from '../model/graph.ts';
import type { Location } from '../model/source.ts';
import { isUnder } from '../model/paths.ts';
import { locationOf } from '../link/facts-view.ts';
import type { Deployment } from '../link/deployment.ts';
import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';
import { EXPORTERS } from './exporters.ts';
import { inLabel, jobLabels, pushedLabels, type JobLabels } from './job-labels.ts';
import { queriesOfOwn } from './own-metrics.ts';
import { queriesOf, type Query } from './queries-of-series.ts';
import { INSTRUMENTATIONS, type Series } from './series.ts';
import { ENVOY, INGRESS_NGINX, ISTIO, LINKERD, SERVICE_GRAPH, spanMetrics } from './series-between.ts';

/** What one source of metrics tells of an edge. */
export interface EdgeMetrics {
  /** `Istio`, `OpenTelemetry in checkout`. */
  readonly source: string;
  /** Why the workspace has it. */
  readonly evidence: readonly Location[];
  /** What is taken to be so, and no file tells. */
  readonly assumes: readonly string[];
  /** It tells calls of this caller from those of others. */
  readonly isOfPair: boolean;
  readonly queries: readonly Query[];
}

interface Edge {
  readonly edge: GraphEdge;
  readonly caller?: Service | undefined;
  readonly callee?: Service | undefined;
  readonly world: World;
  readonly graph: Graph;
}

/**
 * Queries for Prometheus about an edge, from what the workspace shows to be measured: what tells the two ends apart comes first. Empty where nothing is.
 * Pure.
 */
export function edgeMetrics(edge: GraphEdge, { graph, world }: { readonly graph: Graph; readonly world: World }): readonly EdgeMetrics[] {
  const serviceOf = (id: string): Service | undefined => world.services.find(service => service.id === id);
  const broker = graph.edges.find(({ from, kind }) => from === edge.to && kind === 'hosted-on')?.to;
  const asked: Edge = { edge, caller: serviceOf(edge.from), callee: serviceOf(broker ?? edge.to), world, graph };
  const found = [...between(asked), ...instrumented(asked, 'caller'), ...instrumented(asked, 'callee'), ...exported(asked), ...own(asked)];
  return found.toSorted((a, b) => Number(b.isOfPair) - Number(a.isOfPair));
}

const applies = ({ kinds }: Series, { edge }: Edge): boolean => (kinds ?? CALLS).includes(edge.kind);

const CALLS: readonly GraphEdge['kind'][] = ['http', 'grpc', 'graphql', 'websocket'];

const inCluster = (service: Service | undefined): Deployment | undefined =>
  service?.deployments.find(({ platform }) => platform === 'kubernetes' || platform === 'helm');

/** Of the names that a service goes by, the one in the cluster. */
const workloadOf = (service: Service | undefined): string => inCluster(service)?.name ?? service?.name ?? '';

const filled = (ends: string, { caller, callee }: Edge): string =>
  ends.replace('{caller}', inLabel(workloadOf(caller))).replace('{callee}', inLabel(workloadOf(callee)));

/** Proxies, meshes and collectors, which see both ends. */
function between(asked: Edge): readonly EdgeMetrics[] {
  const { world, caller, callee } = asked;
  if (!caller || !callee) return [];
  const objects = world.view.all('cluster-object');
  const sources: readonly (readonly [string, Series, readonly Location[]])[] = [
    ['Istio', ISTIO, objects.filter(({ apiVersion }) => /(?:^|\.)istio\.io\//.test(apiVersion)).map(locationOf)],
    ['Linkerd', LINKERD, objects.filter(({ apiVersion }) => apiVersion.includes('linkerd.io/')).map(locationOf)],
    ['Envoy', ENVOY, imagesOf([caller], /envoy/)],
    ['ingress-nginx', INGRESS_NGINX, caller.kind === 'external' ? imagesOf(world.services, /ingress-nginx|nginx-ingress/) : []],
    ...world.view
      .all('meters-spans')
      .map(
        fact =>
          [
            `The collector's ${fact.per === 'pair' ? 'service graph' : 'span metrics'}`,
            fact.per === 'pair' ? SERVICE_GRAPH : spanMetrics(fact.namespace),
            [locationOf(fact)],
          ] as const,
      ),
  ];
  return once(sources).flatMap(([source, series, evidence]) =>
    evidence.length === 0 || !applies(series, asked) || (series.inCluster && !(inCluster(caller) && inCluster(callee)))
      ? []
      : [
          {
            source,
            evidence: evidence.slice(0, MOST_PROOFS),
            assumes: series.assumes ?? [],
            isOfPair: series.ends?.includes('{caller}') === true || source === 'Envoy',
            queries: queriesOf(series, filled(series.ends ?? '', asked)),
          },
        ],
  );
}

const MOST_PROOFS = 3;

/** A source that several files set up is one. */
const once = (sources: readonly (readonly [string, Series, readonly Location[]])[]): typeof sources => [
  ...new Map(sources.map(source => [`${source[0]} ${source[1].count}`, source])).values(),
];

const imagesOf = (services: readonly Service[], image: RegExp): readonly Location[] =>
  services.flatMap(({ deployments }) => deployments.filter(one => one.image !== undefined && image.test(one.image)).map(({ at }) => at));

/** Libraries of one end that measure by themselves. */
function instrumented(asked: Edge, side: 'caller' | 'callee'): readonly EdgeMetrics[] {
  const service = asked[side];
  if (!service) return [];
  return INSTRUMENTATIONS.flatMap(({ name, packages, series, pushes }) => {
    const fitting = series.filter(one => one.keptBy === side && applies(one, asked));
    const evidence = fitting.length > 0 ? uses(packages, service, asked.world) : [];
    if (evidence.length === 0) return [];
    const labels = pushes ? pushedLabels(service, asked.graph) : jobLabels(service, asked.world);
    return fitting.map(one => ({
      source: `${name} in ${service.name}`,
      evidence: [...evidence.slice(0, MOST_PROOFS), ...labels.evidence],
      assumes: [...assumed(labels), ...(one.assumes ?? [])],
      isOfPair: one.ends !== undefined,
      queries: queriesOf(one, [labels.matchers, filled(one.ends ?? '', asked)].filter(part => part !== '').join(',')),
    }));
  });
}

const assumed = ({ assumes }: JobLabels): readonly string[] => (assumes === undefined ? [] : [assumes]);

/** Where a service names a library: in a manifest of its own folder, or where its code imports it. */
function uses(packages: RegExp, service: Service, { view, ownership }: World): readonly Location[] {
  const folders = [...new Set([service.folder, ...service.units.map(({ folder }) => folder)])].filter(folder => folder !== undefined);
  const named = view
    .all('package')
    .filter(({ file }) => folders.some(folder => isUnder(file, folder)))
    .flatMap(({ file, dependencies }) =>
      dependencies.filter(({ name, development }) => !development && packages.test(name)).map(({ at }) => ({ file, span: at })),
    );
  if (named.length > 0) return named;
  return ownership.filesOf(service).flatMap(({ file }) =>
    view
      .of(file, 'imports')
      .filter(({ specifier }) => packages.test(specifier))
      .map(({ at }) => ({ file, span: at })),
  );
}

/** An exporter that runs beside a data store or broker. */
function exported({ callee, edge, world }: Edge): readonly EdgeMetrics[] {
  const technology = callee?.technology;
  if (technology === undefined || callee?.kind === 'service') return [];
  return EXPORTERS.filter(({ watches }) => watches.test(technology)).flatMap(({ name, image, queries }) => {
    const evidence = imagesOf(world.services, image);
    const topic = /^topic:(.*)/s.exec(edge.to)?.[1];
    const matchers = topic === undefined ? '' : `{topic="${inLabel(topic)}"}`;
    return evidence.length === 0
      ? []
      : [
          {
            source: name,
            evidence: evidence.slice(0, MOST_PROOFS),
            assumes: [`it watches ${callee?.name ?? technology}; the rows count everybody who uses it`],
            isOfPair: false,
            queries: queries.map(({ what, query }) => ({ asks: 'own' as const, what, query: query.replace('{topic}', matchers) })),
          },
        ];
  });
}

/** More of one service is a list of its metrics, and no answer about an edge. */
const MOST_OWN = 8;

/** What the code of both ends counts itself. */
const own = (asked: Edge): readonly EdgeMetrics[] =>
  [asked.caller, asked.callee].flatMap(service => {
    if (!service || service.kind !== 'service') return [];
    const { view, ownership } = asked.world;
    const defined = ownership
      .filesOf(service)
      .flatMap(owned =>
        view
          .of(owned.file, 'defines-metric')
          .filter(({ at }) => ownership.runs(service, owned, at))
          .map(metric => ({ metric, at: { file: owned.file, span: metric.at } })),
      )
      .slice(0, MOST_OWN);
    if (defined.length === 0) return [];
    const pushes = defined.some(({ metric }) => /OpenTelemetry|System\.Diagnostics/.test(metric.via));
    const labels = pushes ? pushedLabels(service, asked.graph) : jobLabels(service, asked.world);
    return [
      {
        source: `The code of ${service.name}`,
        evidence: [...defined.map(({ at }) => at), ...labels.evidence],
        assumes: assumed(labels),
        isOfPair: false,
        queries: defined.flatMap(({ metric }) => queriesOfOwn(metric, labels.matchers)),
      },
    ];
  });
