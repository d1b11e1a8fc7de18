import type { PackageFact } from '../model/package-fact.ts';
import { baseName, folderOf, isUnder, within } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';
import type { Placed } from './facts-view.ts';
import { projectsOf, type Projects } from './projects.ts';

/** What an import means in a workspace of these files and manifests. A specifier is resolved once a folder. */
export class Modules {
  private readonly files: ReadonlySet<string>;
  private readonly packages = new Map<string, string>();
  private readonly aliases: readonly {
    readonly folder: string;
    readonly prefix: string;
    readonly exact: boolean;
    readonly targets: readonly string[];
  }[];
  private readonly goModules: readonly { readonly name: string; readonly folder: string }[];
  readonly projects: Projects;
  /** By folder and ending of the importing file, then by specifier. */
  private readonly resolved = new Map<string, Map<string, readonly FilePath[]>>();
  /** Those of its folder, for each file. */
  private readonly byFile = new Map<FilePath, Map<string, readonly FilePath[]>>();
  private readonly byFolder: ReadonlyMap<string, readonly FilePath[]>;
  /** `Users.java` → every file of that name. */
  private readonly byName: ReadonlyMap<string, readonly FilePath[]>;
  /** Every path without its ending, and every folder that an import may name: most specifiers of packages are none of them. */
  private readonly stems: ReadonlySet<string>;

  constructor(paths: readonly FilePath[], manifests: readonly Placed<PackageFact>[]) {
    this.files = new Set(paths);
    this.byFolder = Map.groupBy(paths, folderOf);
    this.byName = Map.groupBy(paths, baseName);
    this.stems = stemsOf(paths);
    for (const manifest of manifests) if (manifest.name) this.packages.set(manifest.name, folderOf(manifest.file));
    this.aliases = manifests.flatMap(aliasesOf);
    this.goModules = manifests
      .filter(({ ecosystem, name }) => ecosystem === 'go' && name)
      .map(({ name, file }) => ({ name: name!, folder: folderOf(file) }));
    this.projects = projectsOf(manifests);
  }

  resolve(file: FilePath, specifier: string): readonly FilePath[] {
    let own = this.byFile.get(file);
    if (!own) this.byFile.set(file, (own = this.ofFolder(file)));
    let files = own.get(specifier);
    if (!files) own.set(specifier, (files = this.find(file, specifier)));
    return files;
  }

  /** Files of one folder and language share what their imports mean. */
  private ofFolder(file: FilePath): Map<string, readonly FilePath[]> {
    const key = `${folderOf(file)}\u0000${extensionOf(file)}`;
    let shared = this.resolved.get(key);
    if (!shared) this.resolved.set(key, (shared = new Map()));
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
    return (this.byFolder.get(folder) ?? []).filter(file => SCRIPT_ENDINGS.some(ending => file.endsWith(ending)));
  }

  private relative(folder: string, specifier: string, endings: readonly string[]): readonly FilePath[] {
    const path = within(folder, specifier);
    if (path === undefined) return [];
    if (this.files.has(path)) return [path as FilePath];
    const bare = path.replace(/\.(js|mjs|cjs|jsx)$/, '');
    if (!this.stems.has(path) && !this.stems.has(bare)) return [];
    return list(this.ended(path, endings) ?? this.ended(bare, endings) ?? this.ended(`${path}/index`, endings));
  }

  private ended(path: string, endings: readonly string[]): FilePath | undefined {
    for (const ending of endings) {
      const candidate = (path + ending) as FilePath;
      if (this.files.has(candidate)) return candidate;
    }
    return undefined;
  }

  private goPackage(specifier: string): readonly FilePath[] {
    const module = this.goModules
      .filter(({ name }) => specifier === name || specifier.startsWith(`${name}/`))
      .toSorted((a, b) => b.name.length - a.name.length)[0];
    if (!module) return [];
    const folder = within(module.folder, specifier.slice(module.name.length + 1) || '.');
    return (folder !== undefined && this.byFolder.get(folder)?.filter(file => file.endsWith('.go') && !file.endsWith('_test.go'))) || [];
  }

  /** `com.shop.Users` by the end of the path; where several services hold a copy, the one nearest to the importer. */
  private qualified(file: FilePath, specifier: string, endings: readonly string[]): readonly FilePath[] {
    const parts = specifier.split('.').filter(part => part !== '*');
    for (let count = parts.length; count > 1; count--) {
      const tail = parts.slice(0, count).join('/');
      const named = endings.flatMap(ending =>
        (this.byName.get(`${parts[count - 1]}.${ending}`) ?? []).filter(candidate =>
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
        .find((candidate): candidate is FilePath => candidate !== undefined && this.files.has(candidate));
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

function stemsOf(paths: readonly FilePath[]): ReadonlySet<string> {
  const stems = new Set<string>();
  for (const path of paths) {
    const name = baseName(path);
    const dot = name.lastIndexOf('.');
    stems.add(dot < 0 ? path : path.slice(0, path.length - name.length + dot));
    if (/^(index\.\w+|mod\.rs)$/.test(name)) stems.add(folderOf(path));
  }
  return stems;
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

function nearestTo(file: FilePath, candidates: readonly FilePath[]): FilePath | undefined {
  const shared = (other: FilePath): number => {
    let at = 0;
    while (at < file.length && file[at] === other[at]) at++;
    return at;
  };
  return candidates.toSorted((a, b) => shared(b) - shared(a))[0];
}
