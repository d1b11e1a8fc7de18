import type { PackageFact } from '../model/fact.ts';
import type { FilePath } from '../model/source.ts';
import type { FactsView, Placed } from './facts-view.ts';
import { memoryOf, type ImportMemory } from './import-memory.ts';
import { folderOf, isUnder, within } from '../model/paths.ts';

/** Which files of the workspace an import of a file means. A specifier is resolved once a folder. */
export class ImportGraph {
  private readonly view: FactsView;
  private readonly memory: ImportMemory;
  private readonly packages = new Map<string, string>();
  private readonly aliases: readonly {
    readonly folder: string;
    readonly prefix: string;
    readonly exact: boolean;
    readonly targets: readonly string[];
  }[];
  private readonly modules: readonly { readonly name: string; readonly folder: string }[];
  private readonly projects = new Map<string, readonly string[]>();

  constructor(view: FactsView) {
    this.view = view;
    this.memory = memoryOf(view);
    const manifests = view.all('package');
    for (const manifest of manifests) if (manifest.name) this.packages.set(manifest.name, folderOf(manifest.file));
    this.aliases = manifests.flatMap(aliasesOf);
    this.modules = manifests
      .filter(({ ecosystem, name }) => ecosystem === 'go' && name)
      .map(({ name, file }) => ({ name: name!, folder: folderOf(file) }));
    for (const manifest of manifests)
      if (manifest.ecosystem === 'nuget' || manifest.ecosystem === 'cargo')
        this.projects.set(folderOf(manifest.file), projectReferences(manifest));
  }

  /** Files that `file` imports directly. */
  from(file: FilePath): readonly FilePath[] {
    const imports = this.view.of(file, 'imports');
    const known = this.memory.direct.get(file);
    if (known?.imports === imports) return known.targets;
    const found = new Set<FilePath>();
    for (const fact of imports) {
      if (!fact.typeOnly) for (const target of this.resolve(file, fact.specifier)) found.add(target);
    }
    const targets = [...found];
    this.memory.direct.set(file, { imports, targets });
    return targets;
  }

  /** Folders whose every file belongs to the program: .NET and Cargo reference whole projects. */
  referencedFolders(folder: string): readonly string[] {
    const seen = new Set<string>();
    const visit = (project: string): void => {
      for (const next of this.projects.get(project) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        visit(next);
      }
    };
    for (const project of this.projects.keys()) if (isUnder(project, folder)) visit(project);
    return [...seen];
  }

  resolve(file: FilePath, specifier: string): readonly FilePath[] {
    let own = this.memory.byFile.get(file);
    if (!own) this.memory.byFile.set(file, (own = this.ofFolder(file)));
    let files = own.get(specifier);
    if (!files) own.set(specifier, (files = this.find(file, specifier)));
    return files;
  }

  /** Files of one folder and language share what their imports mean. */
  private ofFolder(file: FilePath): Map<string, readonly FilePath[]> {
    const key = `${folderOf(file)}\u0000${extensionOf(file)}`;
    let shared = this.memory.resolved.get(key);
    if (!shared) this.memory.resolved.set(key, (shared = new Map()));
    return shared;
  }

  private find(file: FilePath, specifier: string): readonly FilePath[] {
    switch (extensionOf(file)) {
      case 'go':
        return this.goPackage(specifier);
      case 'java':
      case 'kt':
      case 'kts':
        return this.qualified(file, specifier, ['java', 'kt']);
      case 'py':
        return this.python(file, specifier);
      case 'php':
        return this.qualified(file, specifier.replaceAll('\\', '.'), ['php']);
      case 'rb':
        return this.relative(folderOf(file), specifier, ['.rb']);
      case 'rs':
        return this.rust(file, specifier);
      case 'cs':
        return [];
      default:
        return this.javascript(file, specifier);
    }
  }

  private javascript(file: FilePath, specifier: string): readonly FilePath[] {
    if (specifier.startsWith('.')) return this.relative(folderOf(file), specifier, SCRIPT_ENDINGS);
    for (const { folder, prefix, exact, targets } of this.aliases) {
      if (!isUnder(file, folder) || (exact ? specifier !== prefix : !specifier.startsWith(prefix))) continue;
      const found = targets.flatMap(target =>
        this.relative(folder, exact ? target : target + specifier.slice(prefix.length), SCRIPT_ENDINGS),
      );
      if (found.length > 0) return found;
    }
    const parts = specifier.split('/');
    for (let count = Math.min(parts.length, 3); count > 0; count--) {
      const folder = this.packages.get(parts.slice(0, count).join('/'));
      if (folder === undefined) continue;
      const rest = parts.slice(count).join('/');
      const found =
        rest === ''
          ? this.entry(folder)
          : [...this.relative(folder, rest, SCRIPT_ENDINGS), ...this.relative(folder, `src/${rest}`, SCRIPT_ENDINGS)];
      return found.length > 0 ? found : this.entry(folder);
    }
    return specifier.includes('/') && !specifier.startsWith('@') ? this.fromRoots(file, specifier) : [];
  }

  /** `src/orders/orders.service` and `building-blocks/config`: from a folder above the file, as baseUrl and NODE_PATH do. */
  private fromRoots(file: FilePath, specifier: string): readonly FilePath[] {
    for (let folder = folderOf(file); ; folder = folderOf(folder)) {
      const found = this.relative(folder, `./${specifier}`, SCRIPT_ENDINGS);
      if (found.length > 0 || folder === '') return found;
    }
  }

  private entry(folder: string): readonly FilePath[] {
    for (const start of ['src/index', 'index', 'src/main', 'lib/index', 'src/public-api']) {
      const found = this.relative(folder, start, SCRIPT_ENDINGS);
      if (found.length > 0) return found;
    }
    return (this.memory.byFolder.get(folder) ?? []).filter(file => SCRIPT_ENDINGS.some(ending => file.endsWith(ending)));
  }

  private relative(folder: string, specifier: string, endings: readonly string[]): readonly FilePath[] {
    const path = within(folder, specifier);
    if (path === undefined) return [];
    if (this.view.files.has(path as FilePath)) return [path as FilePath];
    const bare = path.replace(/\.(js|mjs|cjs|jsx)$/, '');
    if (!this.memory.stems.has(path) && !this.memory.stems.has(bare)) return [];
    return list(this.ended(path, endings) ?? this.ended(bare, endings) ?? this.ended(`${path}/index`, endings));
  }

  private ended(path: string, endings: readonly string[]): FilePath | undefined {
    for (const ending of endings) {
      const candidate = (path + ending) as FilePath;
      if (this.view.files.has(candidate)) return candidate;
    }
    return undefined;
  }

  private goPackage(specifier: string): readonly FilePath[] {
    const module = this.modules
      .filter(({ name }) => specifier === name || specifier.startsWith(`${name}/`))
      .toSorted((a, b) => b.name.length - a.name.length)[0];
    if (!module) return [];
    const folder = within(module.folder, specifier.slice(module.name.length + 1) || '.');
    return (
      (folder !== undefined && this.memory.byFolder.get(folder)?.filter(file => file.endsWith('.go') && !file.endsWith('_test.go'))) || []
    );
  }

  /** `com.shop.Users` by the end of the path; where several services hold a copy, the one nearest to the importer. */
  private qualified(file: FilePath, specifier: string, endings: readonly string[]): readonly FilePath[] {
    const parts = specifier.split('.').filter(part => part !== '*');
    for (let count = parts.length; count > 1; count--) {
      const tail = parts.slice(0, count).join('/');
      const named = endings.flatMap(ending =>
        (this.memory.byTail.get(`${parts[count - 1]}.${ending}`) ?? []).filter(candidate =>
          candidate.endsWith(`${tail.split('/').slice(-2).join('/')}.${ending}`),
        ),
      );
      const found = named.filter(candidate => endings.some(ending => candidate.endsWith(`${tail}.${ending}`)));
      const nearest = nearestTo(file, found.length > 0 ? found : named);
      if (nearest) return [nearest];
      if (count < parts.length - 1) break;
    }
    return [];
  }

  private python(file: FilePath, specifier: string): readonly FilePath[] {
    const dots = /^\.*/.exec(specifier)![0].length;
    const path = specifier.slice(dots).replaceAll('.', '/');
    const endings = ['.py', '/__init__.py'];
    const at = (folder: string): FilePath | undefined =>
      endings
        .map(ending => within(folder, path === '' ? '__init__.py' : path + ending))
        .find((candidate): candidate is FilePath => candidate !== undefined && this.view.files.has(candidate));
    let folder = folderOf(file);
    if (dots > 0) {
      for (let up = 1; up < dots; up++) folder = folderOf(folder);
      return list(at(folder));
    }
    for (; ; folder = folderOf(folder)) {
      const found = at(folder) ?? at(folder === '' ? 'src' : `${folder}/src`);
      if (found || folder === '') return list(found);
    }
  }

  private rust(file: FilePath, specifier: string): readonly FilePath[] {
    const parts = specifier.split('::').filter(part => part !== 'crate' && part !== 'self' && part !== 'super');
    for (let count = parts.length; count > 0; count--) {
      const found = this.relative(folderOf(file), parts.slice(0, count).join('/'), ['.rs', '/mod.rs']);
      if (found.length > 0) return found;
    }
    return [];
  }
}

const SCRIPT_ENDINGS = ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts', '.vue', '.json'];

const extensionOf = (file: string): string => file.slice(file.lastIndexOf('.') + 1).toLowerCase();

const list = <T>(one: T | undefined): readonly T[] => (one === undefined ? [] : [one]);

function aliasesOf(manifest: Placed<PackageFact>): { folder: string; prefix: string; exact: boolean; targets: readonly string[] }[] {
  return Object.entries(manifest.paths ?? {}).map(([alias, targets]) => ({
    folder: folderOf(manifest.file),
    prefix: alias.replace(/\*$/, ''),
    exact: !alias.endsWith('*'),
    targets: targets.map(target => target.replace(/\*$/, '')),
  }));
}

function projectReferences(manifest: Placed<PackageFact>): readonly string[] {
  return manifest.dependencies.flatMap(({ path }) => {
    const target = path === undefined ? undefined : within(folderOf(manifest.file), path);
    return target === undefined ? [] : [/\.[a-z]+proj$/i.test(target) ? folderOf(target) : target];
  });
}

function nearestTo(file: FilePath, candidates: readonly FilePath[]): FilePath | undefined {
  const shared = (other: FilePath): number => {
    let at = 0;
    while (at < file.length && file[at] === other[at]) at++;
    return at;
  };
  return candidates.toSorted((a, b) => shared(b) - shared(a))[0];
}
