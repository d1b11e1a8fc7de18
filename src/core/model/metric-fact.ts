import type { Span } from './source.ts';

/** What files say of metrics: which there are, and under which labels Prometheus keeps them. */
export type MetricFact = DefinesMetric | ScrapesJob | MetersSpans;

/** Code makes a metric under a name of its own. */
export interface DefinesMetric {
  readonly kind: 'defines-metric';
  readonly at: Span;
  /** As Prometheus has it: `orders_placed_total`, a histogram without `_bucket`. */
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram' | 'summary';
  /** `prom-client`, `Micrometer`. */
  readonly via: string;
  /** Where the code lists them. */
  readonly labels: readonly string[];
}

/** A job of Prometheus. */
export interface ScrapesJob {
  readonly kind: 'scrapes-job';
  readonly at: Span;
  readonly job: string;
  /** Hosts that it asks, without their ports; none where it finds them by itself. */
  readonly hosts: readonly string[];
  /** Labels that it gives to all that it finds there, or makes of what it found: `service` of the name of a Kubernetes Service. */
  readonly labels: readonly {
    readonly name: string;
    readonly value?: string;
    readonly of?: 'service' | 'pod' | 'app' | 'container' | 'namespace';
  }[];
}

/** A collector counts and times spans: one row a service, or one a pair of services. */
export interface MetersSpans {
  readonly kind: 'meters-spans';
  readonly at: Span;
  readonly per: 'service' | 'pair';
  /** What its metrics begin with; absent where it is the connector's own choice. */
  readonly namespace?: string;
}
