import type { MetersSpans } from '../../model/metric-fact.ts';
import { at, entries, text, type Node } from '../../yaml/tree.ts';

const CONNECTORS = [
  [/^(?:spanmetrics|span_metrics)(?:\/|$)/, 'service'],
  [/^(?:servicegraph|service_graph)(?:\/|$)/, 'pair'],
] as const;

/** Connectors of the OpenTelemetry Collector (processors, before they were connectors) that make metrics of spans. */
export const meteredSpans = (root: Node): readonly MetersSpans[] =>
  ['connectors', 'processors'].flatMap(section =>
    entries(at(root, section)).flatMap(({ key, keyAt, value }): readonly MetersSpans[] => {
      const per = CONNECTORS.find(([name]) => name.test(key))?.[1];
      const namespace = text(value, 'namespace');
      return per === undefined ? [] : [{ kind: 'meters-spans', at: keyAt, per, ...(namespace !== undefined && { namespace }) }];
    }),
  );
