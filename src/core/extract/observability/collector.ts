import type { UsesAddress } from '../../model/talk-fact.ts';
import type { ScrapesJob } from '../../model/metric-fact.ts';
import type { Extractor } from '../extractor.ts';
import { at, entries, items, type Node } from '../../yaml/tree.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { scraped } from './prometheus.ts';
import { scrapeJobs } from './scrape-jobs.ts';
import { meteredSpans } from './span-metrics.ts';
import { telemetry } from './telemetry.ts';

/** The OpenTelemetry Collector: where its exporters send to, and what its receivers go and read. */
export const collector: Extractor = {
  name: 'opentelemetry-collector',
  program: 'collector',
  include: ['**/*.{yaml,yml}', '**/*otel*.{tmpl,template,j2,tpl}'],
  keys: ['exporters', 'receivers'],
  mayMatch: text => /^(?:exporters|receivers):/m.test(text),
  extract: source => {
    const { documents, problems } = yamlFile(source);
    return { facts: documents.flatMap(({ root }) => [...exported(root), ...received(root), ...meteredSpans(root)]), problems };
  },
};

/** Exporters that only offer what others come to fetch, or write nowhere. */
const PASSIVE = /^(prometheus|debug|logging|file|nop)(\/|$)/;
const ADDRESSES = /^(endpoint|traces_endpoint|metrics_endpoint|logs_endpoint|url|dsn|brokers|endpoints|addresses|host)$/;

function* exported(root: Node): Iterable<UsesAddress> {
  for (const { key, value } of entries(at(root, 'exporters'))) {
    if (!PASSIVE.test(key)) yield* addresses(value, `OpenTelemetry exporter ${key}`, 0);
  }
}

/** Receivers that wait for others listen on their endpoint. */
const LISTENS =
  /^(otlp|jaeger|zipkin|opencensus|statsd|carbon|collectd|fluentforward|fluent_forward|syslog|tcplog|udplog|wavefront|signalfx|sapm|skywalking|loki|influxdb|datadog|splunk_hec|webhookevent|awsxray|faro|docker_stats|host_?metrics|k8s\w*|kubeletstats|filelog|file_log|journald|awsfirehose|googlecloud\w*)(\/|$)/;

function* received(root: Node): Iterable<UsesAddress | ScrapesJob> {
  for (const { key, value } of entries(at(root, 'receivers'))) {
    if (LISTENS.test(key)) continue;
    yield* scraped(at(value, 'config'));
    yield* scrapeJobs(at(value, 'config'));
    yield* addresses(value, `OpenTelemetry receiver ${key}`, 0);
    for (const target of items(at(value, 'targets'))) yield* addresses(target, `OpenTelemetry receiver ${key}`, 0);
  }
}

/** Addresses stand at the top of an exporter, or one level below it (`http.endpoint`). */
function* addresses(node: Node, via: string, depth: number): Iterable<UsesAddress> {
  for (const { key, value } of entries(node)) {
    if (ADDRESSES.test(key)) {
      yield* telemetry(value, via);
      for (const item of items(value)) yield* telemetry(item, via);
    } else if (depth < 1 && key !== 'tls' && key !== 'config') yield* addresses(value, via, depth + 1);
  }
}
