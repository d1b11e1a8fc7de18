import type { CalledFunction, OutlinedFunction } from '../../model/outlined-function.ts';
import { packageName } from '../../model/go-package.ts';
import { baseName, folderOf } from '../../model/paths.ts';
import type { FilePath } from '../../model/source.ts';
import type { System } from '../system.ts';

/** A function of a file. */
export interface FunctionNode {
  readonly file: FilePath;
  readonly function: OutlinedFunction;
}

/** The files whose functions may call each other: those of one service, or those that nobody runs. */
export interface Group {
  readonly system: System;
  readonly functionsIn: (file: FilePath) => readonly FunctionNode[];
  /** Files of the same folder. */
  readonly beside: (file: FilePath) => readonly FilePath[];
  /** Files of a name: `OrderService.java`. */
  readonly called: (name: string) => readonly FilePath[];
  /** Files that import a file. */
  readonly importers: (file: FilePath) => readonly FilePath[];
}

export function groupOf(system: System, { byFolder, byName, own, importers }: Listed): Group {
  const known = new Map<FilePath, readonly FunctionNode[]>();
  return {
    system,
    functionsIn: file => {
      const told = known.get(file) ?? (own.has(file) ? system.functionsIn(file).map((one): FunctionNode => ({ file, function: one })) : []);
      known.set(file, told);
      return told;
    },
    beside: file => byFolder.get(folderOf(file)) ?? [],
    called: name => byName.get(name) ?? [],
    importers: file => importers.get(file) ?? [],
  };
}

/** The files of a group, sorted out. */
export interface Listed {
  readonly own: ReadonlySet<FilePath>;
  readonly byFolder: ReadonlyMap<string, readonly FilePath[]>;
  readonly byName: ReadonlyMap<string, readonly FilePath[]>;
  readonly importers: ReadonlyMap<FilePath, readonly FilePath[]>;
}

export const listed = (system: System, files: readonly FilePath[]): Listed => ({
  own: new Set(files),
  byFolder: Map.groupBy(files, folderOf),
  byName: Map.groupBy(files, baseName),
  importers: importersIn(system, files),
});

function importersIn({ world }: System, files: readonly FilePath[]): ReadonlyMap<FilePath, readonly FilePath[]> {
  const found = new Map<FilePath, FilePath[]>();
  for (const file of files) {
    for (const target of world.imports.from(file)) {
      const own = found.get(target);
      if (own) own.push(file);
      else found.set(target, [file]);
    }
  }
  return found;
}

/** The one function that a call in a file can mean; undefined where that is not here, or several can be meant. */
export function meantBy({ name, on }: CalledFunction, file: FilePath, group: Group): FunctionNode | undefined {
  if (on === undefined) {
    const own = named(name, [file], group);
    return own.length > 0 ? only(own) : isGo(file) ? only(named(name, group.beside(file), group)) : undefined;
  }
  const sources = importedAs(on, file, group.system);
  if (sources.length === 0) return only(named(name, besideFor(on, file, group), group));
  return only(sources.flatMap(({ files, imported }) => throughIndexes(on === name ? (imported ?? name) : name, files, group)));
}

const only = (found: readonly FunctionNode[]): FunctionNode | undefined => (new Set(found).size === 1 ? found[0] : undefined);

const named = (name: string, files: readonly FilePath[], group: Group): readonly FunctionNode[] =>
  files.flatMap(file => group.functionsIn(file).filter(node => node.function.name === name));

const isGo = (file: FilePath): boolean => file.endsWith('.go');

/** Without an import a type stands in the file itself, in Java in the file of its name or one that implements it, in Go anywhere in the folder. */
function besideFor(type: string, file: FilePath, group: Group): readonly FilePath[] {
  if (isGo(file)) return group.beside(file);
  if (!file.endsWith('.java')) return [file];
  const own = group.beside(file).filter(other => baseName(other) === `${type}.java`);
  return own.flatMap(other => implementing(other, group));
}

/** `OrderServiceImpl.java` where there is one for `OrderService.java`. */
function implementing(file: FilePath, group: Group): readonly FilePath[] {
  const others = file.endsWith('.java') ? group.called(baseName(file).replace(/\.java$/, 'Impl.java')) : [];
  return others.length > 0 ? others : [file];
}

interface Source {
  readonly files: readonly FilePath[];
  /** Its name there, where that is told. */
  readonly imported?: string;
}

function importedAs(local: string, file: FilePath, { factsIn, world }: System): readonly Source[] {
  return factsIn(file, 'imports').flatMap((fact): readonly Source[] => {
    if (fact.names.length === 0 && isGo(file))
      return packageName(fact.specifier) === local ? [{ files: world.imports.resolve(file, fact.specifier) }] : [];
    return fact.names
      .filter(name => name.local === local)
      .map(({ imported }) => {
        const inside = file.endsWith('.py') ? world.imports.resolve(file, joined(fact.specifier, imported)) : [];
        const isPlain = imported !== '*' && imported !== 'default';
        return { files: inside.length > 0 ? inside : world.imports.resolve(file, fact.specifier), ...(isPlain && { imported }) };
      });
  });
}

/** `from . import orders` takes `.orders`. */
const joined = (specifier: string, name: string): string => (specifier.endsWith('.') ? specifier + name : `${specifier}.${name}`);

const MOST_INDEXES = 3;
const INDEX = /(?:^|\/)(?:index\.[cm]?[jt]s|__init__\.py)$/;

/** It hands on what other files define. */
export const isIndex = (file: FilePath): boolean => INDEX.test(file);

/** The functions of a name in files, in what implements them, and in what their indexes hand on. */
function throughIndexes(name: string, files: readonly FilePath[], group: Group, steps = 0): readonly FunctionNode[] {
  const found = named(
    name,
    files.flatMap(file => implementing(file, group)),
    group,
  );
  if (found.length > 0 || steps >= MOST_INDEXES) return found;
  const { factsIn, world } = group.system;
  const handed = files
    .filter(isIndex)
    .flatMap(file => factsIn(file, 'imports').flatMap(({ specifier }) => world.imports.resolve(file, specifier)));
  return handed.length > 0 ? throughIndexes(name, [...new Set(handed)], group, steps + 1) : [];
}
