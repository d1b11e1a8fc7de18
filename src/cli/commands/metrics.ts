import { edgeMetrics } from '../../core/metrics/edge-metrics.ts';
import { graphDocument } from '../../core/index/graph-document.ts';
import { oneOf, parsed } from '../arguments.ts';
import type { Command } from '../command.ts';
import { CACHE_OPTION, folder } from '../folder.ts';
import { linkedWorkspace } from '../linked.ts';
import { closest, edgesNamed } from '../named-parts.ts';
import { metricsDocument, metricsText } from '../reporters/edge-metrics.ts';
import { UsageError } from '../usage-error.ts';

export const metrics: Command = {
  name: 'metrics',
  usage: 'metrics DIR "A -> B" [--format text|json] [--no-cache]',
  summary: 'Give queries for Prometheus about an edge: calls, failures, times and retries, from what the workspace shows to be measured.',
  async run(args, output) {
    const { positionals, options } = parsed(args, { format: { type: 'string' }, ...CACHE_OPTION });
    const format = oneOf(options['format'], ['text', 'json'], '--format');
    const root = await folder(positionals[0], metrics);
    const asked = positionals.slice(1).join(' ').trim();
    if (asked === '') throw new UsageError('Name an edge: faultline metrics DIR "orders -> payments".');
    const { snapshot } = await linkedWorkspace(root, output, options);
    const document = graphDocument(snapshot);
    const named = new Set(edgesNamed(asked, document).map(({ id }) => id));
    const { graph, madeFrom, place } = snapshot;
    if (named.size === 0 || !madeFrom) throw new UsageError(`There is no edge "${asked}" here. ${closest(asked, document)}`);
    const found = graph.edges
      .filter(({ id, kind }) => named.has(id) && kind !== 'depends-on')
      .map(edge => ({ edge, sources: edgeMetrics(edge, { graph, world: madeFrom.world }) }));
    const told = found.map(one => metricsDocument(one, place));
    output.write(format === 'json' ? `${JSON.stringify({ edges: told }, null, 1)}\n` : metricsText(told));
    return 0;
  },
};
