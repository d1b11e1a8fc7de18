import type { EdgeKind } from '../model/graph.ts';

/** What somebody counts and times of calls, and under which labels: as its documentation names them. */
export interface Series {
  /** Who keeps it: the one who calls, the one who is called, or somebody between or beside them. */
  readonly keptBy: 'caller' | 'callee' | 'between';
  /** Of which edges it tells; all that calls go along, where it is absent. */
  readonly kinds?: readonly EdgeKind[];
  /** A counter of calls. */
  readonly count: string;
  /** A label that tells a failed call; or a counter of them. */
  readonly failed: { readonly labels: string } | { readonly count: string };
  /** A label that tells that the other was busy. */
  readonly busy?: string;
  /** The buckets of a histogram of times. */
  readonly buckets?: string;
  readonly unit: 'seconds' | 'milliseconds';
  readonly retries?: string;
  /** Labels of the two ends: `{caller}` and `{callee}` stand for their names. */
  readonly ends?: string;
  /** It tells only of what runs in a cluster. */
  readonly inCluster?: true;
  /** What has to be so, and no file of the workspace tells. */
  readonly assumes?: readonly string[];
}

/** A library that makes series without being told to, once it is there. */
export interface Instrumentation {
  readonly name: string;
  /** Dependencies, or modules that code imports. */
  readonly packages: RegExp;
  readonly series: readonly Series[];
  /** It sends what it measures, and the name of the service is the job. */
  readonly pushes?: true;
}

const HTTP: readonly EdgeKind[] = ['http', 'graphql'];

const seconds = (name: string): Pick<Series, 'count' | 'buckets' | 'unit'> => ({
  count: `${name}_count`,
  buckets: `${name}_bucket`,
  unit: 'seconds',
});
const milliseconds = (name: string): Pick<Series, 'count' | 'buckets' | 'unit'> => ({ ...seconds(name), unit: 'milliseconds' });

const OPEN_TELEMETRY: readonly Series[] = [
  {
    ...seconds('http_client_request_duration_seconds'),
    keptBy: 'caller',
    kinds: HTTP,
    failed: { labels: 'http_response_status_code=~"5.."' },
    busy: 'http_response_status_code="429"',
    ends: 'server_address="{callee}"',
    assumes: ['its HTTP metrics have the stable names of the semantic conventions'],
  },
  {
    ...seconds('http_server_request_duration_seconds'),
    keptBy: 'callee',
    kinds: HTTP,
    failed: { labels: 'http_response_status_code=~"5.."' },
    busy: 'http_response_status_code="429"',
    assumes: ['its HTTP metrics have the stable names of the semantic conventions'],
  },
  {
    ...milliseconds('rpc_client_duration_milliseconds'),
    keptBy: 'caller',
    kinds: ['grpc'],
    failed: { labels: 'rpc_grpc_status_code!="0"' },
    busy: 'rpc_grpc_status_code="8"',
    assumes: ['its gRPC metrics have the names from before the conventions for rpc were stable'],
  },
  {
    ...milliseconds('rpc_server_duration_milliseconds'),
    keptBy: 'callee',
    kinds: ['grpc'],
    failed: { labels: 'rpc_grpc_status_code!="0"' },
    busy: 'rpc_grpc_status_code="8"',
    assumes: ['its gRPC metrics have the names from before the conventions for rpc were stable'],
  },
  {
    ...seconds('db_client_operation_duration_seconds'),
    keptBy: 'caller',
    kinds: ['stores-in'],
    failed: { labels: 'error_type!=""' },
    ends: 'server_address="{callee}"',
    assumes: ['its database metrics have the stable names of the semantic conventions'],
  },
];

const BUCKETS_OF_MICROMETER = (metric: string): string =>
  `buckets are kept, which takes management.metrics.distribution.percentiles-histogram.${metric}=true`;

const MICROMETER: readonly Series[] = [
  {
    ...seconds('http_client_requests_seconds'),
    keptBy: 'caller',
    kinds: HTTP,
    failed: { labels: 'outcome="SERVER_ERROR"' },
    busy: 'status="429"',
    ends: 'client_name="{callee}"',
    assumes: [
      'it calls by a client that Spring built (RestTemplateBuilder, WebClient.Builder, RestClient.Builder)',
      BUCKETS_OF_MICROMETER('http.client.requests'),
    ],
  },
  {
    ...seconds('http_server_requests_seconds'),
    keptBy: 'callee',
    kinds: HTTP,
    failed: { labels: 'outcome="SERVER_ERROR"' },
    busy: 'status="429"',
    assumes: [BUCKETS_OF_MICROMETER('http.server.requests')],
  },
  {
    ...seconds('hikaricp_connections_acquire_seconds'),
    keptBy: 'caller',
    kinds: ['stores-in'],
    failed: { count: 'hikaricp_connections_timeout_total' },
    assumes: [
      'it keeps its connections in HikariCP; the time is how long it waits for one',
      BUCKETS_OF_MICROMETER('hikaricp.connections.acquire'),
    ],
  },
];

const grpc = (side: 'client' | 'server'): Series => ({
  keptBy: side === 'client' ? 'caller' : 'callee',
  kinds: ['grpc'],
  count: `grpc_${side}_handled_total`,
  failed: { labels: 'grpc_code!="OK"' },
  busy: 'grpc_code="ResourceExhausted"',
  buckets: `grpc_${side}_handling_seconds_bucket`,
  unit: 'seconds',
  assumes: ['histograms of handling times are turned on'],
});

const served = (name: string, failed: string, busy: string): Series => ({
  ...seconds(name),
  keptBy: 'callee',
  kinds: HTTP,
  failed: { labels: failed },
  busy,
});

export const INSTRUMENTATIONS: readonly Instrumentation[] = [
  {
    name: 'OpenTelemetry',
    packages:
      /^@opentelemetry\/(?:auto-instrumentations|instrumentation)|opentelemetry[-.]instrumentation|contrib\/instrumentation\/|^opentelemetry-distro$|opentelemetry-(?:spring-boot-starter|javaagent)|OpenTelemetry\.Instrumentation\./i,
    series: OPEN_TELEMETRY,
    pushes: true,
  },
  { name: 'Micrometer', packages: /micrometer-registry-|micrometer-core|quarkus-micrometer|micronaut-micrometer/, series: MICROMETER },
  {
    name: 'Spring Cloud Gateway',
    packages: /spring-cloud-(?:starter-)?gateway/,
    series: [
      {
        ...seconds('spring_cloud_gateway_requests_seconds'),
        keptBy: 'caller',
        kinds: HTTP,
        failed: { labels: 'outcome="SERVER_ERROR"' },
        busy: 'status="TOO_MANY_REQUESTS"',
        ends: 'routeUri=~".*{callee}.*"',
        assumes: ['its metrics are on, as with Spring Boot Actuator they are', BUCKETS_OF_MICROMETER('spring.cloud.gateway.requests')],
      },
    ],
  },
  {
    name: 'resilience4j',
    packages: /resilience4j/,
    series: [
      {
        keptBy: 'caller',
        count: 'resilience4j_circuitbreaker_calls_seconds_count',
        failed: { labels: 'kind="failed"' },
        buckets: 'resilience4j_circuitbreaker_calls_seconds_bucket',
        unit: 'seconds',
        retries: 'resilience4j_retry_calls_total{kind=~".*_with_retry"}',
        assumes: ['the call goes through one of its circuit breakers or retries'],
      },
    ],
  },
  {
    name: 'express-prom-bundle',
    packages: /^express-prom-bundle$/,
    series: [served('http_request_duration_seconds', 'status_code=~"5.."', 'status_code="429"')],
  },
  {
    name: 'prometheus-flask-exporter',
    packages: /^prometheus[-_]flask[-_]exporter$/,
    series: [served('flask_http_request_duration_seconds', 'status=~"5.."', 'status="429"')],
  },
  {
    name: 'prometheus-fastapi-instrumentator',
    packages: /^prometheus[-_]fastapi[-_]instrumentator$/,
    series: [served('http_request_duration_seconds', 'status=~"5.."', 'status="4xx"')],
  },
  {
    name: 'prometheus-net',
    packages: /^prometheus-net\.AspNetCore$/i,
    series: [served('http_request_duration_seconds', 'code=~"5.."', 'code="429"')],
  },
  {
    name: 'gRPC Prometheus',
    packages:
      /go-grpc-prometheus|go-grpc-middleware\/(?:v2\/)?(?:providers\/)?prometheus|prometheus-net\.AspNetCore\.Grpc|^py-grpc-prometheus$/i,
    series: [grpc('client'), grpc('server')],
  },
];
