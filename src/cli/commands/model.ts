import { lstat, mkdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Modelled } from '../../core/plan/modelling/modelling.ts';
import type { FilePath } from '../../core/model/source.ts';
import { grammars } from '../../workspace/grammar-files.ts';
import type { Indexed } from '../../workspace/engine.ts';
import { atMost, oneOf, parsed } from '../arguments.ts';
import type { Command } from '../command.ts';
import { CACHE_OPTION, folder } from '../folder.ts';
import { linkedWorkspace } from '../linked.ts';
import { modelFiles, type ModelFile } from '../reporters/model-files.ts';
import { modelText } from '../reporters/model-text.ts';
import { UsageError } from '../usage-error.ts';

const REPORTERS = {
  text: modelText,
  json: (found: Modelled) => `${JSON.stringify(found, null, 1)}\n`,
} as const;

export const model: Command = {
  name: 'model',
  usage: 'model DIR [--contract FILE | --service NAME] [--out FOLDER] [--format text|json] [--no-cache]',
  summary:
    'Write what contracts leave unsaid, each with its reason and evidence: OpenAPI overlays, gRPC service configs, and what callers should set. Changes nothing; --out writes new files.',
  async run(args, output) {
    const { positionals, options } = parsed(args, {
      contract: { type: 'string' },
      service: { type: 'string' },
      out: { type: 'string' },
      format: { type: 'string' },
      ...CACHE_OPTION,
    });
    atMost({ positionals }, 1);
    const format = oneOf(options['format'], ['text', 'json'], '--format');
    const root = await folder(positionals[0], model);
    const { contract, service, out } = options;
    if (contract !== undefined && service !== undefined) throw new UsageError('Name --contract or --service, not both.');
    const indexed = await linkedWorkspace(root, output, options);
    const asked = {
      ...(contract !== undefined && { contract: await contractIn(root, contract, indexed) }),
      ...(service !== undefined && { service: serviceIn(service, indexed) }),
    };
    const found = await modelledIn(indexed, asked);
    if (out !== undefined) await writeNew(resolve(out), modelFiles(found), root);
    output.write(REPORTERS[format](found));
    return 0;
  },
};

async function modelledIn(
  { snapshot, index, files }: Indexed,
  asked: { readonly contract?: FilePath; readonly service?: string },
): Promise<Modelled> {
  const { madeFrom, graph, place } = snapshot;
  if (!madeFrom) return { overlays: [], serviceConfigs: [], callers: [] };
  const paths = [...index.files.keys()];
  // Facts may come from the cache, and handlers are read again.
  await grammars(paths);
  const { modelled } = await import('../../core/plan/modelling/modelling.ts');
  return modelled({ ...madeFrom, graph, placeOf: place, texts: { paths, read: files.read } }, asked);
}

/** As the workspace names it: from its top, or from where the user stands. */
async function contractIn(root: string, named: string, { snapshot }: Indexed): Promise<FilePath> {
  const contracts = snapshot.madeFrom?.world.view.all('contract').map(({ file }) => file) ?? [];
  const inside = named.split(sep).join('/') as FilePath;
  if (contracts.includes(inside)) return inside;
  const real = await realpath(root);
  const found = relative(real, await realpath(named).catch(() => resolve(named)))
    .split(sep)
    .join('/') as FilePath;
  if (contracts.includes(found)) return found;
  throw new UsageError(`${named} is no OpenAPI document or proto file of ${root}; name it from the top of the workspace.`);
}

function serviceIn(name: string, { snapshot: { graph } }: Indexed): string {
  const found = graph.nodes.find(node => node.kind === 'service' && (node.name === name || node.id === name));
  if (!found) throw new UsageError(`There is no service "${name}" here; faultline graph lists them.`);
  return found.name;
}

/** New files only: nothing is overwritten, and no link of a workspace leads the writing out of it. */
async function writeNew(out: string, files: readonly ModelFile[], root: string): Promise<void> {
  if (await isLink(out)) throw new UsageError(`${out} is a link; name a real folder with --out.`);
  if (await leadsOut(out, root)) throw new UsageError(`A link on the way leads ${out} out of ${root}; name another folder with --out.`);
  for (const { name } of files) {
    if (await exists(join(out, name)))
      throw new UsageError(`${join(out, name)} exists already and is not overwritten; name an empty folder with --out.`);
  }
  try {
    await mkdir(out, { recursive: true });
    for (const { name, text } of files) await writeFile(join(out, name), text, { flag: 'wx' });
  } catch (error) {
    throw new UsageError(
      `${out} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'}); name a folder with --out that can.`,
    );
  }
}

const isLink = (path: string): Promise<boolean> =>
  lstat(path).then(
    found => found.isSymbolicLink(),
    () => false,
  );

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** It is written below the root, and really lies elsewhere. */
async function leadsOut(out: string, root: string): Promise<boolean> {
  if (!isBelow(out, root)) return false;
  let there = out;
  while (!(await exists(there))) there = dirname(there);
  return !isBelow(await realpath(there), await realpath(root));
}

const isBelow = (path: string, root: string): boolean => {
  const found = relative(root, path);
  return found !== '..' && !found.startsWith(`..${sep}`);
};
