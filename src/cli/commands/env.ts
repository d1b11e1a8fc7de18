import { envDocument, type EnvDocument } from '../../core/detect/env-document.ts';
import { envTable } from '../../core/detect/env-table.ts';
import { systemIn } from '../../core/detect/system-of-snapshot.ts';
import { atMost, oneOf, parsed } from '../arguments.ts';
import type { Command } from '../command.ts';
import { CACHE_OPTION, folder } from '../folder.ts';
import { linkedWorkspace } from '../linked.ts';
import { envCsv, envMarkdown, envText } from '../reporters/env-table.ts';
import { UsageError } from '../usage-error.ts';

const REPORTERS = {
  text: envText,
  json: (document: EnvDocument) => `${JSON.stringify(document, null, 1)}\n`,
  csv: envCsv,
  markdown: envMarkdown,
} as const;

export const env: Command = {
  name: 'env',
  usage: 'env DIR [--service NAME] [--format text|json|csv|markdown] [--no-cache]',
  summary: 'Print for each service what its code reads and what each environment sets: missing, unused and different variables.',
  async run(args, output) {
    const { positionals, options } = parsed(args, { service: { type: 'string' }, format: { type: 'string' }, ...CACHE_OPTION });
    atMost({ positionals }, 1);
    const format = oneOf(options['format'], ['text', 'json', 'csv', 'markdown'], '--format');
    const { snapshot } = await linkedWorkspace(await folder(positionals[0], env), output, options);
    const system = systemIn(snapshot);
    const { service } = options;
    if (service !== undefined && !system?.services.some(({ name, id }) => name === service || id === service))
      throw new UsageError(`There is no service "${service}" here; faultline graph lists them.`);
    output.write(REPORTERS[format](system ? envDocument(envTable(system, service), snapshot) : { services: [] }));
    return 0;
  },
};
