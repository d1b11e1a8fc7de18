import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Files } from '../../core/manifests/files.ts';
import { type Built, buildKustomization } from '../../core/manifests/kustomize/build.ts';
import { plainOf } from '../../core/manifests/tree.ts';
import { diskFiles } from '../../workspace/disk-files.ts';
import { atMost, oneOf, parsed } from '../arguments.ts';
import type { Command } from '../command.ts';
import { folder } from '../folder.ts';
import { placeLines } from '../place-lines.ts';
import { objectsText } from '../reporters/objects-text.ts';
import { UsageError } from '../usage-error.ts';

export const kustomize: Command = {
  name: 'kustomize',
  usage: 'kustomize DIR [--root DIR] [--format text|json]',
  summary: 'Build a kustomization without kustomize, and show the lines that each value is made of.',
  async run(args, output) {
    const { positionals, options } = parsed(args, { root: { type: 'string' }, format: { type: 'string' } });
    atMost({ positionals, options }, 1);
    const format = oneOf(options['format'], ['text', 'json'], '--format');
    const target = await folder(positionals[0]);
    const root = typeof options['root'] === 'string' ? await folder(options['root']) : repositoryOf(target);
    const files = diskFiles(root);
    const built = buildKustomization(files, below(root, target));
    output.write(format === 'json' ? json(built, files) : text(built, files));
    return built.objects.length === 0 && built.problems.length > 0 ? 1 : 0;
  },
};

/** The repository that a folder lies in, so that bases beside it can be read; else the folder itself. */
function repositoryOf(target: string): string {
  for (let here = target; ; here = dirname(here)) {
    if (existsSync(join(here, '.git'))) return here;
    if (dirname(here) === here) return target;
  }
}

function below(root: string, target: string): string {
  const found = relative(root, target).replaceAll(sep, '/');
  if (found === '..' || found.startsWith('../'))
    throw new UsageError(`${target} lies outside of ${root}; name a folder that holds it with --root.`);
  return found;
}

function json({ objects, problems }: Built, files: Files): string {
  const lines = placeLines(files);
  const told = problems.map(({ at, message }) => ({ file: at.file, line: lines(at), message }));
  return `${JSON.stringify({ objects: objects.map(({ tree }) => plainOf(tree)), problems: told }, null, 1)}\n`;
}

function text({ objects, problems }: Built, files: Files): string {
  const lines = placeLines(files);
  const titled = objects.map(({ tree, file }) => ({ tree, title: file }));
  return [objectsText(titled, files), ...problems.map(({ at, message }) => `${at.file}:${lines(at)}: ${message}\n`)].join('');
}
