import type { Series } from './series.ts';

/** What somebody in the middle of an incident asks of an edge. */
export type Asks = 'rate' | 'errors' | 'latency' | 'busy' | 'retries' | 'own';

export interface Query {
  readonly asks: Asks;
  /** `calls a second`. */
  readonly what: string;
  readonly query: string;
}

const WINDOW = '[5m]';

export const rate = (series: string): string => `sum(rate(${series}${WINDOW}))`;

const selected = (name: string, ...matchers: readonly string[]): string => {
  const given = matchers.filter(matcher => matcher !== '');
  return given.length > 0 ? `${name}{${given.join(',')}}` : name;
};

/** `matchers` choose the rows of the edge. */
export function queriesOf({ count, failed, busy, buckets, unit, retries }: Series, matchers: string): readonly Query[] {
  const all = rate(selected(count, matchers));
  const failing = 'count' in failed ? selected(failed.count, matchers) : selected(count, matchers, failed.labels);
  return [
    { asks: 'rate', what: 'calls a second', query: all },
    { asks: 'errors', what: 'share of calls that fail', query: `${rate(failing)} / ${all}` },
    ...(buckets === undefined
      ? []
      : [{ asks: 'latency', what: `95th percentile in ${unit}`, query: quantile(selected(buckets, matchers)) } as const]),
    ...(busy === undefined
      ? []
      : [{ asks: 'busy', what: 'calls a second that are told to come later', query: rate(selected(count, matchers, busy)) } as const]),
    ...(retries === undefined
      ? []
      : [{ asks: 'retries', what: 'tries again a second', query: rate(withMatchers(retries, matchers)) } as const]),
  ];
}

export const quantile = (buckets: string): string => `histogram_quantile(0.95, sum by (le) (rate(${buckets}${WINDOW})))`;

/** `name{a="b"}` with more matchers. */
function withMatchers(series: string, matchers: string): string {
  const open = series.indexOf('{');
  return open < 0 ? selected(series, matchers) : selected(series.slice(0, open), matchers, series.slice(open + 1, -1));
}
