import { sep } from 'node:path';
import { resolveCompose } from '../../core/manifests/compose/resolve.ts';
import { plainOf } from '../../core/manifests/tree.ts';
import { diskFiles } from '../../workspace/disk-files.ts';
import { atMost, oneOf, parsed } from '../arguments.ts';
import type { Command } from '../command.ts';
import { folder } from '../folder.ts';
import { placeLines } from '../place-lines.ts';
import { below, readableRoot } from '../readable-root.ts';
import { objectsText } from '../reporters/objects-text.ts';

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
    const { positionals, options } = parsed(args, OPTIONS);
    atMost({ positionals }, 1);
    const format = oneOf(options.format, ['text', 'json'], '--format');
    const target = await folder(positionals[0], compose);
    const root = await readableRoot(target, options.root);
    const files = diskFiles(root);
    const { project, problems } = resolveCompose(files, {
      root: root.replaceAll(sep, '/'),
      folder: below(root, target),
      files: options.file ?? [],
      profiles: options.profile ?? [],
      environment: environmentIn(target),
    });
    if (project) {
      const title = `compose project in ${below(root, target) || '.'}`;
      output.write(format === 'json' ? `${JSON.stringify(plainOf(project), null, 1)}\n` : objectsText([{ title, tree: project }], files));
    } else if (format === 'json') output.write(`${JSON.stringify({ error: problems[0]!.message })}\n`);
    else
      for (const { at, message } of problems)
        process.stderr.write(`${at.file === '' ? '' : `${at.file}:${placeLines(files)(at)}: `}${message}\n`);
    return project ? 0 : 1;
  },
};

/** The user's shell, as if it stood in the folder. */
function environmentIn(target: string): ReadonlyMap<string, string> {
  const shell = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return new Map(shell).set('PWD', target);
}
