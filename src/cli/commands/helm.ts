import { resolve } from 'node:path';
import { renderChart } from '../../core/manifests/helm/render-chart.ts';
import type { FilePath } from '../../core/model/source.ts';
import { diskFiles } from '../../workspace/disk-files.ts';
import { atMost, oneOf, parsed } from '../arguments.ts';
import type { Command } from '../command.ts';
import { folder } from '../folder.ts';
import { below, readableRoot } from '../readable-root.ts';
import { objectsJson, objectsReport } from '../reporters/objects.ts';

const OPTIONS = {
  values: { type: 'string', short: 'f', multiple: true },
  set: { type: 'string', multiple: true },
  'set-string': { type: 'string', multiple: true },
  name: { type: 'string' },
  namespace: { type: 'string', short: 'n' },
  root: { type: 'string' },
  format: { type: 'string' },
} as const;

export const helm: Command = {
  name: 'helm',
  usage: 'helm DIR [--values FILE]… [--set K=V]… [--set-string K=V]… [--name NAME] [--namespace NAME] [--root DIR] [--format text|json]',
  summary: 'Render a Helm chart without helm, and show the lines of templates and values that each value is made of.',
  async run(args, output) {
    const { positionals, options } = parsed(args, OPTIONS);
    atMost({ positionals }, 1);
    const format = oneOf(options.format, ['text', 'json'], '--format');
    const chart = await folder(positionals[0], helm);
    const root = await readableRoot(chart, options.root);
    const files = diskFiles(root);
    const { objects, problems } = renderChart(files, {
      chart: below(root, chart),
      values: (options.values ?? []).map(file => below(root, resolve(file)) as FilePath),
      ...(options.set && { set: options.set }),
      ...(options['set-string'] && { setString: options['set-string'] }),
      ...(options.name !== undefined && { name: options.name }),
      ...(options.namespace !== undefined && { namespace: options.namespace }),
    });
    const made = { objects: objects.map(({ tree, template, hook }) => ({ tree, title: titled(template, hook) })), problems };
    output.write(format === 'json' ? objectsJson(made, files) : objectsReport(made, files));
    return objects.length === 0 && problems.length > 0 ? 1 : 0;
  },
};

const titled = (template: string, hook: string | undefined): string => (hook === undefined ? template : `${template} (hook: ${hook})`);
