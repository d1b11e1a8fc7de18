import type { Command } from '../command.ts';
import { atMost, oneOf, parsed } from '../arguments.ts';
import { CACHE_OPTION, folder, indexed } from '../folder.ts';
import { graphDocument, type GraphDocument } from '../../core/index/graph-document.ts';
import { dot } from '../reporters/dot.ts';
import { graphml } from '../reporters/graphml.ts';
import { mermaid } from '../../core/graph/mermaid.ts';
import { graphText } from '../reporters/graph-text.ts';
import { UsageError } from '../usage-error.ts';

const REPORTERS = {
  text: graphText,
  json: (document: GraphDocument) => `${JSON.stringify(document, null, 1)}\n`,
  mermaid: (document: GraphDocument) => mermaid(document),
  dot,
  graphml,
} as const;

export const graph: Command = {
  name: 'graph',
  usage: 'graph DIR [--env NAME] [--format text|json|mermaid|dot|graphml] [--no-cache]',
  summary: 'Print the service dependency graph of a folder, with the evidence of every edge.',
  async run(args, output) {
    const { positionals, options } = parsed(args, { env: { type: 'string' }, format: { type: 'string' }, ...CACHE_OPTION });
    atMost({ positionals }, 1);
    const format = oneOf(options['format'], ['text', 'json', 'mermaid', 'dot', 'graphml'], '--format');
    const { snapshot } = await indexed(await folder(positionals[0], graph), output, options);
    const environment = options['env'] as string | undefined;
    const { environments } = snapshot.graph;
    if (environment !== undefined && !environments.includes(environment)) {
      throw new UsageError(
        `There is no environment "${environment}" here; ${environments.length === 0 ? 'no deployment files were found.' : `there are ${environments.join(', ')}.`}`,
      );
    }
    output.write(REPORTERS[format](graphDocument(snapshot, environment)));
    return 0;
  },
};
