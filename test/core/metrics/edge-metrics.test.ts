import '../../grammars.ts';
import { expect, test } from 'vitest';
import { linked } from '../../../src/core/link/link.ts';
import { edgeMetrics, type EdgeMetrics } from '../../../src/core/metrics/edge-metrics.ts';
import { inputOf, type Workspace } from '../impact/impacted.ts';

/** What is told of the first edge from one service to another. */
function told(workspace: Workspace, from: string, to: string): readonly EdgeMetrics[] {
  const { facts, environments } = inputOf(workspace);
  const { graph, world } = linked(facts, environments);
  const edge = graph.edges.find(one => one.from === `service:${from}` && one.to.endsWith(`:${to}`) && one.kind !== 'depends-on');
  if (!edge) throw new Error(`No edge from ${from} to ${to}.`);
  return edgeMetrics(edge, { graph, world });
}

/** The query that asks something of a source. */
const query = (all: readonly EdgeMetrics[], source: string, asks: string): string | undefined =>
  all.find(one => one.source === source)?.queries.find(one => one.asks === asks)?.query;

const web = {
  'web/index.js': "const express = require('express'); express().listen(80); fetch('http://orders:3000/orders');",
  'web/package.json': '{"name":"web"}',
};
const compose = 'services:\n  web:\n    build: web\n  orders:\n    build: orders\n';
const orders = { 'orders/index.js': "const express = require('express'); express().get('/orders', f).listen(3000);" };
const bundle = { 'orders/package.json': '{"name":"orders","dependencies":{"express-prom-bundle":"1"}}' };

test('where nothing measures, nothing is told', () => {
  expect(told({ ...web, ...orders, 'orders/package.json': '{"name":"orders"}', 'compose.yaml': compose }, 'web', 'orders')).toEqual([]);
});

test('a library that measures by itself is asked under the job of the scrape configuration', () => {
  const scrape = 'scrape_configs:\n  - job_name: shop-orders\n    static_configs:\n      - targets: ["orders:3000"]\n';
  const all = told({ ...web, ...orders, ...bundle, 'compose.yaml': compose, 'prometheus.yml': scrape }, 'web', 'orders');
  expect(query(all, 'express-prom-bundle in orders', 'rate')).toBe('sum(rate(http_request_duration_seconds_count{job="shop-orders"}[5m]))');
  expect(query(all, 'express-prom-bundle in orders', 'latency')).toBe(
    'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{job="shop-orders"}[5m])))',
  );
  expect(all[0]?.evidence.map(({ file }) => file)).toEqual(['orders/package.json', 'prometheus.yml']);
  expect(all[0]?.assumes).toEqual([]);
});

test('without a scrape configuration the job is assumed, and that is said', () => {
  const [only] = told({ ...web, ...orders, ...bundle, 'compose.yaml': compose }, 'web', 'orders');
  expect(only?.assumes).toEqual(['Prometheus calls its job "orders"']);
  expect(only?.isOfPair).toBe(false);
});

test('a job of several hosts tells them apart by instance', () => {
  const scrape = 'scrape_configs:\n  - job_name: shop\n    static_configs:\n      - targets: ["web:80", "orders:3000"]\n';
  const all = told({ ...web, ...orders, ...bundle, 'compose.yaml': compose, 'prometheus.yml': scrape }, 'web', 'orders');
  expect(query(all, 'express-prom-bundle in orders', 'busy')).toBe(
    'sum(rate(http_request_duration_seconds_count{job="shop",instance=~"orders:.*",status_code="429"}[5m]))',
  );
});

test('what the code counts itself is told with the labels that it has', () => {
  const code = `const prom = require('prom-client'); const express = require('express');
new prom.Histogram({ name: 'order_request_seconds', help: '', labelNames: ['status'] });
new prom.Counter({ name: 'payment_retries_total', help: '' });
express().get('/orders', f).listen(3000);`;
  const all = told(
    { ...web, 'orders/index.js': code, 'orders/package.json': '{"name":"orders"}', 'compose.yaml': compose },
    'web',
    'orders',
  );
  expect(query(all, 'The code of orders', 'errors')).toBe('sum by (status) (rate(order_request_seconds_count{job="orders"}[5m]))');
  expect(query(all, 'The code of orders', 'retries')).toBe('sum(rate(payment_retries_total{job="orders"}[5m]))');
});

const workload = (name: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  template:\n    spec:\n      containers: [{name: ${name}, image: shop/${name}}]\n---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {ports: [{port: 3000}]}\n`;
const gateway = 'apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: shop}\nspec: {selector: {istio: ingressgateway}}\n';

test('a mesh tells both ends of an edge, and comes first', () => {
  const cluster = { 'k8s/web.yaml': workload('web'), 'k8s/orders.yaml': workload('orders'), 'k8s/gateway.yaml': gateway };
  const [first] = told({ ...web, ...orders, ...bundle, ...cluster }, 'web', 'orders');
  expect(first?.source).toBe('Istio');
  expect(first?.isOfPair).toBe(true);
  expect(first?.queries[0]?.query).toBe(
    'sum(rate(istio_requests_total{reporter="source",source_workload="web",destination_workload="orders"}[5m]))',
  );
});

test('a mesh of the cluster says nothing of what compose runs', () => {
  expect(
    told({ ...web, ...orders, 'orders/package.json': '{}', 'compose.yaml': compose, 'gateway.yaml': gateway }, 'web', 'orders'),
  ).toEqual([]);
});

test("the collector's service graph tells both ends", () => {
  const collector =
    'receivers:\n  otlp:\nexporters:\n  debug:\nconnectors:\n  servicegraph:\n  spanmetrics:\n    namespace: span.metrics\n';
  const all = told({ ...web, ...orders, 'orders/package.json': '{}', 'compose.yaml': compose, 'otel.yaml': collector }, 'web', 'orders');
  expect(query(all, "The collector's service graph", 'errors')).toBe(
    'sum(rate(traces_service_graph_request_failed_total{client="web",server="orders"}[5m])) / sum(rate(traces_service_graph_request_total{client="web",server="orders"}[5m]))',
  );
  expect(query(all, "The collector's span metrics", 'rate')).toBe(
    'sum(rate(span_metrics_calls_total{service_name="orders",span_kind="SPAN_KIND_SERVER"}[5m]))',
  );
});

test('an exporter beside a store tells what the store sees', () => {
  const stores = `${compose}  db:\n    image: postgres:16\n  db-metrics:\n    image: prometheuscommunity/postgres-exporter\n`;
  const code =
    "const { Pool } = require('pg'); new Pool({ connectionString: 'postgres://db:5432/orders' }); require('express')().listen(3000);";
  const all = told({ ...web, 'orders/index.js': code, 'orders/package.json': '{"name":"orders"}', 'compose.yaml': stores }, 'orders', 'db');
  expect(all.map(({ source }) => source)).toEqual(['postgres_exporter']);
});

test('who pushes by OpenTelemetry is known under the name that it is given', () => {
  const named = `${compose}    environment:\n      OTEL_SERVICE_NAME: shop.orders\n`;
  const manifest = '{"name":"orders","dependencies":{"@opentelemetry/auto-instrumentations-node":"1"}}';
  const all = told({ ...web, ...orders, 'orders/package.json': manifest, 'compose.yaml': named }, 'web', 'orders');
  expect(query(all, 'OpenTelemetry in orders', 'rate')).toBe(
    String.raw`sum(rate(http_server_request_duration_seconds_count{job=~"(.*/)?shop\\.orders"}[5m]))`,
  );
});
