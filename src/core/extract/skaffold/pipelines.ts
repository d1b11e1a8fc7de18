import type { ImageBuild } from '../../model/image-fact.ts';
import { at, entries, items, type Node, text, texts } from '../../yaml/tree.ts';
import { buildCommands, buildOf } from './commands.ts';
import { fromContext, imageBuild } from './image-build.ts';

/** Skaffold's artifacts, of the file and of its profiles. */
export function skaffoldArtifacts(root: Node): readonly ImageBuild[] {
  const builds = [at(root, 'build'), ...items(at(root, 'profiles')).map(profile => at(profile, 'build'))];
  return builds
    .flatMap(build => items(at(build, 'artifacts')))
    .flatMap(artifact => {
      const image = at(artifact, 'image');
      const name = text(image);
      if (!image || name === undefined) return [];
      const inside = [text(artifact, 'jib', 'project'), text(artifact, 'ko', 'dir'), text(artifact, 'ko', 'main')].filter(
        part => part !== undefined,
      );
      const context = [text(artifact, 'context') ?? '.', ...inside]
        .join('/')
        .replace(/\/{2,}/g, '/')
        .replace(/^\.\/(?=.)/, '');
      return imageBuild({
        image: name,
        context,
        dockerfile: text(artifact, 'docker', 'dockerfile') ?? text(artifact, 'kaniko', 'dockerfile'),
        at: image.at,
      });
    });
}

/** Google Cloud Build: each step's arguments are the words of a command. */
export function cloudBuild(root: Node): readonly ImageBuild[] {
  return items(at(root, 'steps')).flatMap(step => {
    const words = [...texts(at(step, 'args'))];
    const first = at(step, 'args') ?? step;
    const folder = text(step, 'dir') ?? '.';
    if (/kaniko/.test(text(step, 'name') ?? '')) words.unshift('executor');
    else if (words[0] !== 'build' && words[0] !== 'buildx')
      return buildCommands(words.join(' '), folder).map(build => ({ ...build, at: first.at }));
    const build = buildOf(words, first.at);
    return build ? build.images.flatMap(image => imageBuild({ ...build, image }, folder)) : [];
  });
}

/** GitHub workflows: build-push-action and `docker build` in steps, once for each entry of the job's matrix. Paths are seen from the root. */
export function workflow(root: Node, toRoot: string): readonly ImageBuild[] {
  return entries(at(root, 'jobs')).flatMap(({ value: job }) => {
    const variants = matrix(at(job, 'strategy', 'matrix'));
    const folder = text(job, 'defaults', 'run', 'working-directory');
    return items(at(job, 'steps')).flatMap(step =>
      variants.flatMap(variant => stepBuilds(step, { folder, toRoot, fill: text => filled(text, variant) })),
    );
  });
}

interface StepContext {
  readonly folder: string | undefined;
  readonly toRoot: string;
  readonly fill: (text: string) => string;
}

function stepBuilds(step: Node, { folder, toRoot, fill }: StepContext): readonly ImageBuild[] {
  const run = at(step, 'run');
  if (run?.kind === 'scalar') {
    const inside = fill(text(step, 'working-directory') ?? folder ?? '.');
    return buildCommands(fill(run.text), inside === '.' ? toRoot : `${toRoot}/${inside}`).map(build => ({ ...build, at: run.at }));
  }
  if (!/docker\/build-push-action|docker-build-push|kaniko/.test(text(step, 'uses') ?? '')) return [];
  const given = at(step, 'with');
  const tags = at(given, 'tags') ?? at(given, 'image') ?? at(given, 'image_name');
  const context = fill(text(given, 'context') ?? text(given, 'path') ?? '.');
  const file = text(given, 'file') ?? text(given, 'dockerfile');
  const images = (tags?.kind === 'scalar' ? tags.text : '')
    .split(/[\n,]/)
    .map(tag => fill(tag.trim()))
    .filter(tag => tag !== '');
  const dockerfile = file === undefined ? undefined : fromContext(fill(file), context);
  return [...new Set(images)].slice(0, 4).flatMap(image => imageBuild({ image, context, dockerfile, at: tags?.at ?? step.at }, toRoot));
}

type Variant = ReadonlyMap<string, string>;

const MOST_VARIANTS = 100;

/** Every combination of the lists, and every entry of `include`. Keys of nested entries are dotted. */
function matrix(node: Node | undefined): readonly Variant[] {
  let variants: Variant[] = [new Map()];
  for (const { key, value } of entries(node)) {
    if (key === 'include' || key === 'exclude' || value.kind !== 'sequence' || value.items.length === 0) continue;
    variants = variants.flatMap(variant => value.items.map(item => new Map([...variant, ...flat(item, key)]))).slice(0, MOST_VARIANTS);
  }
  const included = items(at(node, 'include')).map(item => new Map(entries(item).flatMap(({ key, value }) => flat(value, key))));
  return [...(variants[0]!.size > 0 || included.length === 0 ? variants : []), ...included].slice(0, MOST_VARIANTS);
}

function flat(node: Node, key: string): readonly [string, string][] {
  if (node.kind === 'scalar') return [[key, node.text]];
  return entries(node).flatMap(entry =>
    entry.value.kind === 'scalar' ? [[`${key}.${entry.key}`, entry.value.text] as [string, string]] : [],
  );
}

/** What is not known keeps its name, without the blanks that would part it into words. */
const filled = (text: string, variant: Variant): string =>
  text.replace(
    /\$\{\{\s*([^}]*?)\s*\}\}/g,
    (_, name: string) => variant.get(name.replace(/^matrix\./, '')) ?? `\${${name.replace(/\W+/g, '_')}}`,
  );

/** Azure Pipelines' Docker task, wherever in the file it stands. */
export function azureTasks(node: Node, depth = 0): readonly ImageBuild[] {
  if (depth > 12 || node.kind === 'scalar') return [];
  if (node.kind === 'sequence') return node.items.flatMap(item => azureTasks(item, depth + 1));
  if (!text(node, 'task')?.startsWith('Docker@')) return node.entries.flatMap(({ value }) => azureTasks(value, depth + 1));
  const given = at(node, 'inputs');
  const repository = at(given, 'repository') ?? at(given, 'imageName');
  const image = text(repository);
  const dockerfile = entries(given).find(({ key }) => key.toLowerCase() === 'dockerfile')?.value;
  const file = text(dockerfile)
    ?.replace(/^\*\*\//, '')
    .replace(/^\$\([\w.]+\)\//, '');
  if (!repository || image === undefined) return [];
  const context = text(given, 'buildContext') ?? file?.replace(/\/?[^/]*$/, '') ?? '.';
  return imageBuild({
    image,
    context: context === '' || context === '**' ? '.' : context,
    dockerfile: fromContext(file, context === '**' ? '.' : context),
    at: repository.at,
  });
}
