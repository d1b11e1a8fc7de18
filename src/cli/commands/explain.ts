import type { Command } from '../command.ts';
import { oneOf, parsed } from '../arguments.ts';
import { dependents } from '../../core/graph/reach.ts';
import { CACHE_OPTION, folder, indexed } from '../folder.ts';
import { graphDocument } from '../../core/index/graph-document.ts';
import { sourceLines } from '../../workspace/source-lines.ts';
import { closest, edgesNamed, nodesNamed } from '../named-parts.ts';
import { edgeText, nodeText } from '../reporters/explain-text.ts';
import { UsageError } from '../usage-error.ts';

export const explain: Command = {
  name: 'explain',
  usage: 'explain DIR NODE|EDGE [--format text|json] [--no-cache]',
  summary: 'Say why files are one service, or show all proofs of an edge ("orders -> payments").',
  async run(args, output) {
    const { positionals, options } = parsed(args, { format: { type: 'string' }, ...CACHE_OPTION });
    const format = oneOf(options['format'], ['text', 'json'], '--format');
    const root = await folder(positionals[0], explain);
    const asked = positionals.slice(1).join(' ').trim();
    if (asked === '')
      throw new UsageError('Name a node or an edge: faultline explain DIR orders, or faultline explain DIR "orders -> payments".');
    const { snapshot } = await indexed(root, output, options);
    const document = graphDocument(snapshot);
    const edges = edgesNamed(asked, document);
    const nodes = edges.length > 0 ? [] : nodesNamed(asked, document);
    if (nodes.length + edges.length === 0) throw new UsageError(`Nothing here is called "${asked}". ${closest(asked, document)}`);
    if (format === 'json') output.write(`${JSON.stringify({ nodes, edges }, null, 1)}\n`);
    else {
      const lines = await sourceLines(root);
      for (const node of nodes) output.write(await nodeText(node, { document, lines, dependents: dependents(snapshot.graph, node.id) }));
      for (const edge of edges) output.write(await edgeText(edge, document, lines));
    }
    return 0;
  },
};
