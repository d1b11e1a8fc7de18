import type { ImageBuild } from '../../model/image-fact.ts';
import type { Span } from '../../model/source.ts';

/** What a build says before it is known whether it says enough. */
export interface Build {
  readonly image: string;
  readonly context: string | undefined;
  readonly dockerfile: string | undefined;
  readonly at: Span;
}

/** A folder that stands for the root of the checkout in CI, or for the folder of the file. */
const ROOT =
  /^(?:dir:\/\/)?(?:\$\{?(?:CI_PROJECT_DIR|GITHUB_WORKSPACE|PWD|WORKSPACE|BUILD_SOURCESDIRECTORY)\}?|\$\(Build\.SourcesDirectory\)|\$\(System\.DefaultWorkingDirectory\)|\$\{\{\s*github\.workspace\s*\}\}|\/workspace)(?=\/|$)\/?/i;

/** A fact, unless the image or the folder is only known when the build runs. `folder` is where paths are seen from, relative to the file. */
export function imageBuild({ image, context, dockerfile, at }: Build, folder = '.'): readonly ImageBuild[] {
  const from = placed(folder, context ?? '.');
  if (!isKnown(nameOf(image)) || from === undefined) return [];
  const file = dockerfile && isKnown(dockerfile) ? dockerfile.replace(ROOT, '') : undefined;
  return [{ kind: 'image-build', at, image, context: from, ...(file && { dockerfile: file }) }];
}

/** Registry and tag may be variables: what counts is the name between them. */
const nameOf = (image: string): string => (image.split('/').at(-1) ?? '').replace(/[:@].*$/, '');

const isKnown = (text: string): boolean => text.trim() !== '' && !/[$`{}<>*?()]/.test(text);

function placed(folder: string, context: string): string | undefined {
  const inside = context.replace(ROOT, '') || '.';
  if (!isKnown(inside) || !isKnown(folder) || /^(?:https?:|git@|-$|\/)/.test(inside)) return undefined;
  return folder === '.' ? inside : `${folder}/${inside}`.replace(/\/\.(?=\/|$)/g, '');
}

/** A Dockerfile that is seen from where the command runs, as one that is seen from the context. */
export function fromContext(dockerfile: string | undefined, context: string | undefined): string | undefined {
  if (!dockerfile || dockerfile.startsWith('/')) return dockerfile;
  const inside = clean(context ?? '.');
  const file = clean(dockerfile);
  if (inside === '') return file;
  return file.startsWith(`${inside}/`)
    ? file.slice(inside.length + 1)
    : `${inside
        .split('/')
        .map(part => (part === '..' ? '.' : '..'))
        .join('/')}/${file}`;
}

const clean = (path: string): string =>
  path
    .split('/')
    .filter(part => part !== '' && part !== '.')
    .join('/');
