import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import type { Files } from '../../core/manifests/files.ts';
import { renderChart, type RenderedChart } from '../../core/manifests/helm/render-chart.ts';
import { plainOf } from '../../core/manifests/tree.ts';
import type { FilePath } from '../../core/model/source.ts';
import { diskFiles } from '../../workspace/disk-files.ts';
import { oneOf } from '../arguments.ts';
import type { Command } from '../command.ts';
import { folder } from '../folder.ts';
import { placeLines } from '../place-lines.ts';
import { objectsText } from '../reporters/objects-text.ts';
import { UsageError } from '../usage-error.ts';

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
    const { positionals, values: options } = parsed(args);
    const format = oneOf(options.format, ['text', 'json'], '--format');
    const chart = await folder(positionals[0]);
    const root = options.root === undefined ? repositoryOf(chart) : await folder(options.root);
    const files = diskFiles(root);
    const within = (path: string): FilePath => below(root, resolve(path));
    const rendered = renderChart(files, {
      chart: within(chart),
      values: (options.values ?? []).map(within),
      ...(options.set ? { set: options.set } : {}),
      ...(options['set-string'] ? { setString: options['set-string'] } : {}),
      ...(options.name === undefined ? {} : { name: options.name }),
      ...(options.namespace === undefined ? {} : { namespace: options.namespace }),
    });
    output.write(format === 'json' ? json(rendered, files) : text(rendered, files));
    return rendered.objects.length === 0 && rendered.problems.length > 0 ? 1 : 0;
  },
};

function parsed(args: readonly string[]) {
  try {
    const found = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const extra = found.positionals[1];
    if (extra !== undefined) throw new UsageError(`"${extra}" is one word too many; name one chart.`);
    return found;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError((error as Error).message.split('\n')[0]!);
  }
}

/** The repository that a folder lies in, so that values and charts beside it can be read; else the folder itself. */
function repositoryOf(folder: string): string {
  for (let here = folder; ; here = dirname(here)) {
    if (existsSync(join(here, '.git'))) return here;
    if (dirname(here) === here) return folder;
  }
}

function below(root: string, path: string): FilePath {
  const found = relative(root, path).replaceAll(sep, '/');
  if (found === '..' || found.startsWith('../'))
    throw new UsageError(`${path} lies outside of ${root}; name a folder that holds both with --root.`);
  return found as FilePath;
}

function json({ objects, problems }: RenderedChart, files: Files): string {
  const lines = placeLines(files);
  const told = problems.map(({ at, message }) => ({ file: at.file, line: lines(at), message }));
  return `${JSON.stringify({ objects: objects.map(({ tree }) => plainOf(tree)), problems: told }, null, 1)}\n`;
}

function text({ objects, problems }: RenderedChart, files: Files): string {
  const lines = placeLines(files);
  const titled = objects.map(({ tree, template, hook }) => ({
    tree,
    title: hook === undefined ? template : `${template} (hook: ${hook})`,
  }));
  return [objectsText(titled, files), ...problems.map(({ at, message }) => `${at.file}:${lines(at)}: ${message}\n`)].join('');
}
