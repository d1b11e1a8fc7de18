import { baseName, folderOf, isUnder } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';

interface Program {
  readonly file: FilePath;
  readonly language: string;
}

/** The folder that a program of a module or package is built from: the module's, or its own where there are several. */
export function programRoot(root: string, file: FilePath, programs: readonly Program[]): string {
  const mains = new Set(programs.filter(({ language }) => language === 'Go').map(program => mainFolder(program.file)));
  if (mains.size > 1 && mains.has(mainFolder(file))) return ofSeveral(mainFolder(file), root, mains);
  const beside = new Set(
    programs.filter(program => SCRIPTED.has(program.language) && folderOf(program.file) === folderOf(file)).map(program => program.file),
  );
  return beside.size > 2 && beside.has(file) ? file : root;
}

/** Languages in which one file can be a whole program: three of them side by side are three programs. */
const SCRIPTED: ReadonlySet<string> = new Set(['Python', 'JavaScript', 'TypeScript', 'Ruby', 'PHP']);

const mainFolder = (file: FilePath): string => folderOf(file).replace(/\/(cmd|main|src)$/, '');

/**
 * A module of several Go programs has one unit for each: the folder of its main package, or, as far as that has no other program,
 * the one that holds its `cmd`. Of several beside each other the one with a usual name is the folder's own; the others help it.
 */
function ofSeveral(main: string, root: string, mains: ReadonlySet<string>): string {
  const [, above] = /^(.+)\/cmd\/[^/]+$/.exec(main) ?? [];
  if (above === undefined) return main;
  const beside = [...mains].filter(other => isUnder(other, above));
  const usual = beside.filter(other => USUAL.test(baseName(other)) || baseName(other) === baseName(above));
  const isOwn = beside.length === 1 || (above === root && usual.length === 1 && usual[0] === main);
  return isOwn ? above : main;
}

const USUAL = /^(app|api|main|server|serve|service|svc|web|http)$/;
