import { isAbsolute } from 'node:path';
import { FileType, Location, Position, RelativePattern, Uri, workspace } from 'vscode';
import { toldPlaces, type ToldPlace } from './told-places.ts';

/** Of a test that failed: where, and what was said there. */
export interface Failure {
  readonly at: Location;
  readonly said: string;
}

/** Packages fail in places of their own; what is wrong is in the workspace. */
const ELSEWHERE = '**/{node_modules,vendor,.venv,site-packages}/**';
const IS_ELSEWHERE = /[\\/](node_modules|vendor|\.venv|site-packages)[\\/]/;

/** The first line of a file of the workspace that a failing test tells of; undefined where it tells of none. */
export async function failurePlace(output: string, folder: Uri): Promise<Failure | undefined> {
  for (const told of toldPlaces(output)) {
    const file = IS_ELSEWHERE.test(told.path) ? undefined : await fileOf(told, folder);
    if (!file) continue;
    return { at: new Location(file, new Position(Math.max(0, told.line - 1), Math.max(0, (told.column ?? 1) - 1))), said: told.said };
  }
  return undefined;
}

/** As it is written; else, since some runners tell no more than the end of a path, the only file that ends so. */
async function fileOf({ path }: ToldPlace, folder: Uri): Promise<Uri | undefined> {
  const written = isAbsolute(path) ? Uri.file(decoded(path)) : Uri.joinPath(folder, path);
  if (!workspace.getWorkspaceFolder(written)) return undefined;
  if (await isFile(written)) return written;
  if (isAbsolute(path) || path.startsWith('..')) return undefined;
  const ends = await workspace.findFiles(new RelativePattern(folder, `**/${path.replaceAll('\\', '/')}`), ELSEWHERE, 2);
  return ends.length === 1 ? ends[0] : undefined;
}

const isFile = (file: Uri): Promise<boolean> =>
  Promise.resolve(workspace.fs.stat(file)).then(
    ({ type }) => type === FileType.File,
    () => false,
  );

/** Of a file's address blanks and the like are written as numbers. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
