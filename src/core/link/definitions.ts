import { folderOf, within } from '../model/paths.ts';
import type { Binds, Imports } from '../model/program-fact.ts';
import type { FilePath } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import type { FactsOf } from './facts-view.ts';
import type { Modules } from './modules.ts';

interface Defined {
  readonly binds: Binds;
  readonly file: FilePath;
}

/** What a file binds, by whole names and by their ends, with the facts that say so. */
interface Bindings {
  readonly binds: readonly Binds[];
  readonly imports: readonly Imports[];
  readonly byName: ReadonlyMap<string, readonly Binds[]>;
}

/** An answer, and every file that was looked at for it. */
interface Found {
  readonly defined: readonly Defined[];
  readonly seen: readonly FilePath[];
}

const MOST_FILES = 60;

/** Where the names of code are defined. */
export class Definitions {
  private readonly facts: FactsOf<'imports' | 'binds'>;
  private readonly modules: Modules;
  private readonly bindings = new Map<FilePath, Bindings>();
  private readonly found = new Map<string, Found>();

  /** What was found earlier is taken over where no file that was looked at says anything else. */
  constructor(facts: FactsOf<'imports' | 'binds'>, modules: Modules, earlier?: Definitions) {
    this.facts = facts;
    this.modules = modules;
    if (earlier?.modules !== modules) return;
    const changed = new Set<FilePath>();
    for (const [file, bindings] of earlier.bindings) {
      if (bindings.binds === facts.of(file, 'binds') && bindings.imports === facts.of(file, 'imports')) this.bindings.set(file, bindings);
      else changed.add(file);
    }
    for (const [key, found] of earlier.found) if (!found.seen.some(file => changed.has(file))) this.found.set(key, found);
  }

  /** Where a dotted name of a file is defined. */
  of(path: readonly string[], file: FilePath): readonly Defined[] {
    const key = `${file}\u0000${path.join('.')}`;
    const known = this.found.get(key);
    if (known) return known.defined;
    const seen = new Set<FilePath>();
    const defined = this.search(path, file, seen);
    this.found.set(key, { defined, seen: [...seen] });
    return defined;
  }

  /** In the file, or in the files that it imports; by its whole path, else by its last two parts, else by its last. */
  private search(path: readonly string[], file: FilePath, seen: Set<FilePath>): Defined[] {
    seen.add(file);
    const own = this.bindingsOf(file).byName;
    for (const tail of [path.join('.'), path.slice(-2).join('.'), path.at(-1) ?? '']) {
      const binds = own.get(tail);
      if (binds && !binds.every(bind => refersTo(bind.value, path)))
        return binds.filter(bind => !refersTo(bind.value, path)).map(bind => ({ binds: bind, file }));
      if (path.length === 1) break;
    }
    if (seen.size > MOST_FILES) return [];
    for (const target of this.importsFor(path, file)) {
      if (seen.has(target)) continue;
      const found = this.search(path.length > 1 && this.isNamespace(path[0]!, file) ? path.slice(1) : path, target, seen);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** Files that may define a name: those imported under its first part, else every import that takes a whole module. */
  private importsFor(path: readonly string[], file: FilePath): readonly FilePath[] {
    const { imports } = this.bindingsOf(file);
    const named = imports.filter(({ names }) => names.some(({ local }) => local === path[0]));
    const chosen = named.length > 0 ? named : imports;
    return [
      ...(named.length > 0 ? [] : inPackage(path, file)),
      ...chosen.flatMap(({ specifier }) => this.modules.resolve(file, specifier)),
    ];
  }

  private isNamespace(local: string, file: FilePath): boolean {
    return this.bindingsOf(file).imports.some(({ names }) => names.some(name => name.local === local && name.imported === '*'));
  }

  private bindingsOf(file: FilePath): Bindings {
    const known = this.bindings.get(file);
    if (known) return known;
    const binds = this.facts.of(file, 'binds');
    const bindings = { binds, imports: this.facts.of(file, 'imports'), byName: byName(binds) };
    this.bindings.set(file, bindings);
    return bindings;
  }
}

/** A class of the own package needs no import; it has a file of its name. */
function inPackage([type = '', ...rest]: readonly string[], file: FilePath): readonly FilePath[] {
  const language = /\.(?:java|kt)$/.exec(file)?.[0];
  return language === undefined || rest.length === 0 || !/^[A-Z]/.test(type) ? [] : [within(folderOf(file), `${type}${language}`)!];
}

function byName(all: readonly Binds[]): ReadonlyMap<string, readonly Binds[]> {
  const names = new Map<string, Binds[]>();
  for (const binds of all) {
    const parts = binds.name.split('.');
    for (let from = 0; from < parts.length; from++) {
      if (from > 0 && from < parts.length - 2) continue;
      const name = parts.slice(from).join('.');
      const known = names.get(name);
      if (known) known.push(binds);
      else names.set(name, [binds]);
    }
  }
  return names;
}

const refersTo = (value: Value, path: readonly string[]): boolean => value.kind === 'name' && value.path.join('.') === path.join('.');
