import type { Series } from './series.ts';

/** A mesh sees both ends of every call. */
export const ISTIO: Series = {
  keptBy: 'between',
  count: 'istio_requests_total',
  failed: { labels: 'response_code=~"5.."' },
  busy: 'response_code="429"',
  buckets: 'istio_request_duration_milliseconds_bucket',
  unit: 'milliseconds',
  ends: 'reporter="source",source_workload="{caller}",destination_workload="{callee}"',
  inCluster: true,
  assumes: ['both run in the mesh, with its sidecars or waypoints'],
};

export const LINKERD: Series = {
  keptBy: 'between',
  count: 'response_total',
  failed: { labels: 'classification="failure"' },
  busy: 'status_code="429"',
  buckets: 'response_latency_ms_bucket',
  unit: 'milliseconds',
  ends: 'direction="outbound",deployment="{caller}",dst_deployment="{callee}"',
  inCluster: true,
  assumes: ['both are Deployments in the mesh'],
};

export const ENVOY: Series = {
  keptBy: 'between',
  kinds: ['http', 'grpc', 'graphql'],
  count: 'envoy_cluster_upstream_rq_total',
  failed: { labels: 'envoy_response_code_class="5"' },
  buckets: 'envoy_cluster_upstream_rq_time_bucket',
  unit: 'milliseconds',
  retries: 'envoy_cluster_upstream_rq_retry',
  ends: 'envoy_cluster_name="{callee}"',
  assumes: ['its cluster is called like the service'],
};

export const INGRESS_NGINX: Series = {
  keptBy: 'between',
  kinds: ['http', 'grpc', 'graphql', 'websocket'],
  count: 'nginx_ingress_controller_requests',
  failed: { labels: 'status=~"5.."' },
  busy: 'status="429"',
  buckets: 'nginx_ingress_controller_request_duration_seconds_bucket',
  unit: 'seconds',
  ends: 'exported_service="{callee}"',
  assumes: ['Prometheus keeps the label of the backend as exported_service, as it does unless the job honours labels'],
};

/** The OpenTelemetry Collector's connector of spans: of the called service, by whomever it is called. */
export const spanMetrics = (namespace: string | undefined): Series => {
  const prefix = (namespace ?? 'traces_span_metrics').replace(/\W/g, '_').replace(/_?$/, namespace === '' ? '' : '_');
  return {
    keptBy: 'between',
    count: `${prefix}calls_total`,
    failed: { labels: 'status_code="STATUS_CODE_ERROR"' },
    buckets: `${prefix}duration_milliseconds_bucket`,
    unit: 'milliseconds',
    ends: 'service_name="{callee}",span_kind="SPAN_KIND_SERVER"',
    assumes: ['its services send traces to the collector; the rows count calls of every caller'],
  };
};

export const SERVICE_GRAPH: Series = {
  keptBy: 'between',
  count: 'traces_service_graph_request_total',
  failed: { count: 'traces_service_graph_request_failed_total' },
  buckets: 'traces_service_graph_request_server_seconds_bucket',
  unit: 'seconds',
  ends: 'client="{caller}",server="{callee}"',
  assumes: ['both send traces to the collector'],
};
