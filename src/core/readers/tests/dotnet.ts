import { folderOf, isUnder, within } from '../../model/paths.ts';
import type { FilePath } from '../../model/source.ts';
import { asWord, lineOf, type Command, type Place } from './place.ts';

/** Test projects, wherever they lie, that reference a project in the service's folder, or lie there themselves. */
export function dotnetCommands({ texts, folder, files }: Place): readonly Command[] {
  if (!files.some(isProject)) return [];
  return texts.paths.filter(isProject).flatMap((project): Command[] => {
    const text = texts.read(project);
    if (text === undefined || !(IS_TEST.test(text) || IS_CALLED_TEST.test(project))) return [];
    const reference = [...text.matchAll(REFERENCE)].find(([, path]) => isIn(folder, within(folderOf(project), path!)));
    if (!reference && !isIn(folder, project)) return [];
    const at = reference
      ? { file: project, span: [reference.index, reference.index + reference[0].length] as const }
      : lineOf(project, text, IS_TEST);
    const tests = folderOf(project) as FilePath;
    return [{ command: `dotnet test ${asWord(project)}`, folder: '', at, ...(!isIn(folder, project) && { tests }) }];
  });
}

const isProject = (path: FilePath): boolean => /\.(cs|fs|vb)proj$/.test(path);

const IS_TEST =
  /Microsoft\.NET\.Test\.Sdk|<IsTestProject>\s*true|MSTest\.Sdk|<PackageReference\s+Include\s*=\s*"(?:xunit|nunit|mstest|tunit)[^"]*"/i;
/** What makes it one may stand in properties above that all tests share. */
const IS_CALLED_TEST = /tests?\.(cs|fs|vb)proj$/i;
const REFERENCE = /<ProjectReference\s+Include\s*=\s*"([^"]+)"/g;

const isIn = (folder: string, path: string | undefined): boolean => path !== undefined && isUnder(path, folder);
