import { folderOf, within } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';
import type { FactsView } from './facts-view.ts';
import { imageName } from './images.ts';

/** The folder that an image is built from: as Skaffold, Tilt or a build script says. Else the identity join finds it by name. */
export function buildOfImage(image: string, view: FactsView): { readonly folder: FilePath; readonly dockerfile?: FilePath } | undefined {
  const wanted = imageName(image);
  for (const build of view.all('image-build')) {
    if (imageName(build.image) !== wanted) continue;
    const context = within(folderOf(build.file), build.context);
    if (context === undefined) continue;
    const dockerfile = within(context, build.dockerfile ?? 'Dockerfile');
    if (dockerfile === undefined || !view.has(dockerfile)) return { folder: context };
    const folder = folderOf(dockerfile) as FilePath;
    return { folder: holdsCode(folder, view) ? folder : context, dockerfile: dockerfile as FilePath };
  }
  return undefined;
}

/** Dockerfiles may lie together in a folder of their own; what is built lies in their context. */
const holdsCode = (folder: FilePath, view: FactsView): boolean =>
  view.under(folder).some(file => /\.([cm]?[jt]sx?|go|py|java|kt|cs|rb|php|rs)$/.test(file));
