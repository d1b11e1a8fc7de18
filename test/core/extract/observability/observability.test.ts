import { expect, test } from 'vitest';
import { collector } from '../../../../src/core/extract/observability/collector.ts';
import { fluent } from '../../../../src/core/extract/observability/fluent.ts';
import { grafana } from '../../../../src/core/extract/observability/grafana.ts';
import { logShipping } from '../../../../src/core/extract/observability/log-shipping.ts';
import { logstash } from '../../../../src/core/extract/observability/logstash.ts';
import { prometheus } from '../../../../src/core/extract/observability/prometheus.ts';
import { said } from '../configuration-facts.ts';

test('Prometheus scrapes its static targets, writes and alerts', () => {
  const text =
    'scrape_configs:\n  - job_name: a\n    static_configs:\n      - targets: ["a:1", b:2]\nremote_write:\n  - url: http://store/push\nalerting:\n  alertmanagers:\n    - static_configs:\n        - targets: [alerts:9093]\n';
  expect(said(prometheus, 'prometheus.yml', text)).toEqual([
    'telemetry a:1',
    'telemetry b:2',
    'telemetry http://store/push',
    'telemetry alerts:9093',
    'scrapes-job',
  ]);
});

test('a collector sends to exporters and goes to receivers, but listens where others come', () => {
  const text =
    'receivers:\n  otlp:\n    protocols:\n      grpc:\n        endpoint: 0.0.0.0:4317\n  zipkin:\n    endpoint: collector:9411\n  redis:\n    endpoint: cache:6379\nexporters:\n  otlp/t:\n    endpoint: "${env:TEMPO:-tempo:4317}"\n  prometheus:\n    endpoint: 0.0.0.0:8889\n  opensearch:\n    http:\n      endpoint: http://search:9200\n';
  expect(said(collector, 'otel.yaml', text)).toEqual([
    'telemetry ${TEMPO:tempo:4317}',
    'telemetry http://search:9200',
    'telemetry cache:6379',
  ]);
});

test('Grafana reads its data sources', () => {
  expect(said(grafana, 'datasources.yml', 'apiVersion: 1\ndatasources:\n  - type: loki\n    url: http://loki:3100\n')).toEqual([
    'telemetry http://loki:3100',
  ]);
  expect(said(grafana, 'datasource.json', '{"access":"proxy","url":"http://p:9090"}')).toEqual(['telemetry http://p:9090']);
});

test('Logstash: outputs send, inputs that fetch go there, inputs that listen do not', () => {
  const text =
    'input {\n beats { port => 5044 host => "0.0.0.0" }\n kafka { bootstrap_servers => "k:9092" }\n}\noutput {\n elasticsearch { hosts => ["es:9200", "es2:9200"] }\n # http { url => "http://no" }\n}';
  expect(said(logstash, 'logstash.conf', text)).toEqual(['kafka k:9092', 'elasticsearch es:9200', 'elasticsearch es2:9200']);
});

test('agents in YAML and TOML send to their outputs', () => {
  expect(said(logShipping, 'filebeat.yml', 'output.logstash:\n  hosts: ["logstash:5044"]\n')).toEqual(['telemetry logstash:5044']);
  expect(said(logShipping, 'promtail.yaml', 'clients:\n  - url: http://loki:3100/push\n')).toEqual(['telemetry http://loki:3100/push']);
  expect(said(logShipping, 'vector.toml', '[sinks.out]\nendpoint = "http://loki:3100"\n')).toEqual(['telemetry http://loki:3100']);
});

test('Fluentd and Fluent Bit send to the hosts of their outputs', () => {
  expect(
    said(
      fluent,
      'fluent.conf',
      '<source>\n @type forward\n port 24224\n</source>\n<match **>\n @type elasticsearch\n host es\n port 9200\n</match>\n',
    ),
  ).toEqual(['telemetry es:9200']);
  expect(said(fluent, 'fluent-bit.conf', '[INPUT]\n Host x\n[OUTPUT]\n Name es\n Host es\n Port 9200\n')).toEqual(['telemetry es:9200']);
});
