import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { resolveCompose } from '../../core/manifests/compose/resolve.ts';
import { COMPOSE_FILES } from '../../core/manifests/compose/surroundings.ts';
import { plainOf } from '../../core/manifests/tree.ts';
import type { FilePath } from '../../core/model/source.ts';
import { diskFiles } from '../../workspace/disk-files.ts';
import { atMost, oneOf } from '../arguments.ts';
import type { Command } from '../command.ts';
import { folder } from '../folder.ts';
import { placeLines } from '../place-lines.ts';
import { objectsText } from '../reporters/objects-text.ts';
import { UsageError } from '../usage-error.ts';

const OPTIONS = {
  file: { type: 'string', short: 'f', multiple: true },
  profile: { type: 'string', multiple: true },
  root: { type: 'string' },
  format: { type: 'string' },
} as const;

export const compose: Command = {
  name: 'compose',
  usage: 'compose DIR [--file FILE]… [--profile NAME]… [--root DIR] [--format text|json]',
  summary: 'Resolve a compose project without docker, and show the lines that each value is made of.',
  async run(args, output) {
    const { positionals, values: options } = parsed(args);
    atMost({ positionals, options: {} }, 1);
    const format = oneOf(options.format, ['text', 'json'], '--format');
    const target = await folder(positionals[0]);
    const root = options.root === undefined ? surroundingsOf(target, options.file) : await folder(options.root);
    const files = diskFiles(root);
    const { project, problems } = resolveCompose(files, {
      root: root.replaceAll(sep, '/'),
      folder: below(root, target),
      files: options.file ?? [],
      profiles: options.profile ?? [],
      environment: environmentIn(target),
    });
    if (project)
      output.write(
        format === 'json'
          ? `${JSON.stringify(plainOf(project), null, 1)}\n`
          : objectsText([{ title: titled(root, target), tree: project }], files),
      );
    else if (format === 'json') output.write(`${JSON.stringify({ error: problems[0]!.message })}\n`);
    else
      for (const { at, message } of problems)
        process.stderr.write(`${at.file === '' ? '' : `${at.file}:${placeLines(files)(at)}: `}${message}\n`);
    return project ? 0 : 1;
  },
};

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('\n')[0]!.replace(/\. To specify.*$|\.$/, '')}.`);
  }
}

/** The user's shell, as if it stood in the folder. */
function environmentIn(target: string): ReadonlyMap<string, string> {
  const shell = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return new Map(shell).set('PWD', target);
}

/** The repository that a folder lies in, so that files beside it can be read; else where compose would find its file; else the folder itself. */
function surroundingsOf(target: string, files: readonly string[] = []): string {
  const above = foldersFrom(target);
  const repository = above.find(folder => existsSync(join(folder, '.git')));
  if (repository !== undefined || files.length > 0) return repository ?? target;
  return above.find(folder => COMPOSE_FILES.some(name => existsSync(join(folder, name)))) ?? target;
}

function foldersFrom(target: string): readonly string[] {
  const found = [target];
  for (let folder = target; dirname(folder) !== folder; folder = dirname(folder)) found.push(dirname(folder));
  return found;
}

const titled = (root: string, target: string): string => `compose project in ${below(root, target) || '.'}`;

function below(root: string, target: string): FilePath | '' {
  const path = relative(root, target).replaceAll(sep, '/');
  if (path === '..' || path.startsWith('../'))
    throw new UsageError(`${target} lies outside of ${root}; name a folder that holds both with --root.`);
  return path as FilePath;
}
