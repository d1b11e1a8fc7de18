import { buildKustomization } from '../../core/manifests/kustomize/build.ts';
import { diskFiles } from '../../workspace/disk-files.ts';
import { atMost, oneOf, parsed } from '../arguments.ts';
import type { Command } from '../command.ts';
import { folder } from '../folder.ts';
import { below, readableRoot } from '../readable-root.ts';
import { objectsJson, objectsReport } from '../reporters/objects.ts';

export const kustomize: Command = {
  name: 'kustomize',
  usage: 'kustomize DIR [--root DIR] [--format text|json]',
  summary: 'Build a kustomization without kustomize, and show the lines that each value is made of.',
  async run(args, output) {
    const { positionals, options } = parsed(args, { root: { type: 'string' }, format: { type: 'string' } });
    atMost({ positionals }, 1);
    const format = oneOf(options.format, ['text', 'json'], '--format');
    const target = await folder(positionals[0], kustomize);
    const root = await readableRoot(target, options.root);
    const files = diskFiles(root);
    const { objects, problems } = buildKustomization(files, below(root, target));
    const made = { objects: objects.map(({ tree, file }) => ({ tree, title: file })), problems };
    output.write(format === 'json' ? objectsJson(made, files) : objectsReport(made, files));
    return objects.length === 0 && problems.length > 0 ? 1 : 0;
  },
};
