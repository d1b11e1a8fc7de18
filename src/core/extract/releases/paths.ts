import type { FilePath } from '../../model/source.ts';

/** The folders of a file from its own up to the root. */
export function foldersUp(path: FilePath | ''): readonly string[] {
  const parts = path.split('/').slice(0, -1).slice(0, MOST_FOLDERS);
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('/')), ''];
}

/** From the root down to the file's own folder: for paths that are relative to the root of a repository. */
export const foldersDown = (path: FilePath): readonly string[] => foldersUp(path).toReversed();

const MOST_FOLDERS = 40;

/** `folder/path` without dots and doubled slashes; what leads out of the root keeps its `..`. */
export function joined(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..' && !parts.at(-1)!.includes('${')) parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** A path as its readers compare it: no `./` before it and no slash after it; the folder itself is `.`. */
export const clean = (path: string): string => joined('', path) || '.';

const REGISTRY = /^(?:oci|https?|git\+?\w*|ssh|s3|gs):\/\/|^git@|^git::/;

/** Helm takes `repo/name` for a chart of a repository unless such a folder exists; a leading dot or slash, or more slashes, tell a folder. */
export function isRemoteChart(chart: string): boolean {
  if (REGISTRY.test(chart)) return true;
  if (/^[./~$]|\.tgz$|\/$/.test(chart)) return false;
  return chart.split('/').length === 2 && KNOWN_REPOSITORY.test(chart.slice(0, chart.indexOf('/')));
}

export const isRemoteFolder = (path: string): boolean => REGISTRY.test(path) || /^[\w-]+\.[\w.-]+\/[^/]+\/[^/]+|[?&]ref=/.test(path);

/** Folders that hold charts are called otherwise; whatever else comes before the slash is the name that a repository was added under. */
const KNOWN_REPOSITORY =
  /^(?!(?:charts?|helm|deploy(?:ments?)?|k8s|kubernetes|infra(?:structure)?|manifests|src|apps?|services?|packages)$)[a-z][\w.-]*$/i;
