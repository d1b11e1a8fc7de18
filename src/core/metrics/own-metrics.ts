import type { DefinesMetric } from '../model/metric-fact.ts';
import { quantile, rate, type Asks, type Query } from './queries-of-series.ts';

const CALLS = /request|call|http|grpc|rpc|api|duration|latency|response/;
const FAILED_LABEL = /^(?:status|code|status_?code|http_status|grpc_code|error|outcome|result)$/;

/** What a metric that the code makes itself can tell of calls. */
export function queriesOfOwn({ name, type, labels }: DefinesMetric, matchers: string): readonly Query[] {
  const series = (end: string, more = ''): string => `${name}${end}{${[matchers, more].filter(part => part !== '').join(',')}}`;
  if (type === 'gauge') return [{ asks: asksOf(name, 'own'), what: name, query: `sum(${series('')})` }];
  const count = type === 'counter' ? series('') : series('_count');
  const status = labels.find(label => FAILED_LABEL.test(label));
  const isOfCalls = CALLS.test(name);
  const queries: Query[] = [{ asks: asksOf(name, isOfCalls ? 'rate' : 'own'), what: `${name} a second`, query: rate(count) }];
  if (status !== undefined && isOfCalls)
    queries.push({
      asks: 'errors',
      what: `${name} by ${status}`,
      query: `sum by (${status}) (rate(${count}[5m]))`,
    });
  if (type === 'histogram')
    queries.push({ asks: isOfCalls ? 'latency' : 'own', what: `95th percentile of ${name}`, query: quantile(series('_bucket')) });
  if (type === 'summary')
    queries.push({ asks: isOfCalls ? 'latency' : 'own', what: `mean of ${name}`, query: `${rate(series('_sum'))} / ${rate(count)}` });
  return queries;
}

const asksOf = (name: string, otherwise: Asks): Asks =>
  /retr(?:y|ies)/.test(name)
    ? 'retries'
    : /throttl|rate_?limit|too_?many|429/.test(name)
      ? 'busy'
      : /error|fail/.test(name)
        ? 'errors'
        : otherwise;
