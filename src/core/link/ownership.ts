import type { DefinesFunction } from '../model/program-fact.ts';
import type { FilePath, Span } from '../model/source.ts';
import { ConfigurationPages } from './configuration-pages.ts';
import type { FactsOf, FactsView } from './facts-view.ts';
import type { ImportGraph } from './imports.ts';
import type { Modules } from './modules.ts';
import { baseName, folderOf, isTest, isUnder, within } from '../model/paths.ts';
import { isPinned } from '../model/sibling-fact.ts';
import type { Service } from './services.ts';

/** A file of a service, and the file of the service that imports it where it lies in a shared library. */
export interface OwnedFile {
  readonly file: FilePath;
  readonly importedBy?: FilePath;
}

/** Which files run as part of each service, and whose each file is. */
interface Owned {
  readonly byService: ReadonlyMap<Service, readonly OwnedFile[]>;
  readonly holders: ReadonlyMap<FilePath, readonly Service[]>;
}

/** Every file that runs as part of a service: its own folder, what that imports, and configuration that it mounts or copies in. */
export function owned(all: readonly Service[], view: FactsView, { imports, modules }: { imports: ImportGraph; modules: Modules }): Owned {
  const pages = new ConfigurationPages(view);
  const serviceFolders = new Set<string>(all.flatMap(foldersOf));
  const byService = new Map(all.map(service => [service, filesOf(service, { all, view, imports, modules, pages, serviceFolders })]));
  const holders = new Map<FilePath, Service[]>();
  for (const [service, files] of byService) {
    for (const { file } of files) {
      const known = holders.get(file);
      if (known) known.push(service);
      else holders.set(file, [service]);
    }
  }
  return { byService, holders };
}

/** Who owns which file, and which functions of a shared file count for whom. */
export class Ownership {
  private readonly owned: Owned;
  private readonly facts: FactsOf<'defines-function' | 'calls-function'>;
  private readonly called = new Map<Service, ReadonlySet<string>>();

  constructor(owned: Owned, facts: FactsOf<'defines-function' | 'calls-function'>) {
    this.owned = owned;
    this.facts = facts;
  }

  /** The same of other services alone. */
  of(files: ReadonlyMap<Service, readonly OwnedFile[]>): Ownership {
    return new Ownership({ byService: files, holders: new Map() }, this.facts);
  }

  filesOf(service: Service): readonly OwnedFile[] {
    return this.owned.byService.get(service) ?? [];
  }

  /** False for a fact inside a function of a shared package that the service never calls. */
  runs(service: Service, { file, importedBy }: OwnedFile, at: Span): boolean {
    const defined = this.functions(file).find(({ at: [start, end] }) => at[0] >= start && at[1] <= end);
    return !defined || importedBy === undefined || this.calledBy(service).has(defined.name);
  }

  private functions(file: FilePath): readonly DefinesFunction[] {
    return file.endsWith('.go') ? this.facts.of(file, 'defines-function') : [];
  }

  private calledBy(service: Service): ReadonlySet<string> {
    const known = this.called.get(service);
    if (known) return known;
    const names = new Set(this.filesOf(service).flatMap(({ file }) => this.facts.of(file, 'calls-function').map(({ name }) => name)));
    this.called.set(service, names);
    return names;
  }

  ownersOf(file: FilePath): readonly Service[] {
    return this.owned.holders.get(file) ?? [];
  }
}

interface World {
  readonly all: readonly Service[];
  readonly view: FactsView;
  readonly imports: ImportGraph;
  readonly modules: Modules;
  readonly pages: ConfigurationPages;
  readonly serviceFolders: ReadonlySet<string>;
}

function filesOf(service: Service, world: World): OwnedFile[] {
  const found = new Map<FilePath, OwnedFile>();
  for (const file of ownFiles(service, world)) found.set(file, { file });
  for (const file of world.pages.of(service, asksConfigurationServer([...found.keys()], world.view))) found.set(file, { file });
  const folders = foldersOf(service);
  const queue = [...found.values()];
  for (let owned = queue.pop(); owned; owned = queue.pop()) {
    for (const target of world.imports.from(owned.file)) {
      if (found.has(target) || isTest(target) || isForeign(target, folders, world)) continue;
      const next = { file: target, importedBy: owned.importedBy ?? owned.file };
      found.set(target, next);
      queue.push(next);
    }
  }
  return [...found.values()];
}

/** The code of another service: what is imported from there are types and contracts; its own connections are its own. */
function isForeign(file: FilePath, folders: readonly string[], world: World): boolean {
  for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) {
    if (world.serviceFolders.has(folder)) return !folders.some(own => isUnder(own, folder));
  }
  return false;
}

function* ownFiles(service: Service, world: World): Generator<FilePath> {
  const folders = foldersOf(service);
  const others = world.all.filter(other => other !== service).flatMap(foldersOf);
  const inner = others.filter(other => folders.some(folder => other !== folder && isUnder(other, folder)));
  const referenced = folders
    .flatMap(folder => world.modules.projects.referenced(folder))
    .filter(folder => !others.includes(folder as FilePath));
  const copied = service.deployments.flatMap(({ dockerfile }) => (dockerfile ? copiesOf(dockerfile, world.view) : []));
  // A mount of a whole source tree is for development; it is not this service's alone.
  const mounted = service.deployments.flatMap(({ mounts }) => mounts).filter(path => !others.some(other => isUnder(other, path)));
  const below = (paths: readonly string[]): FilePath[] =>
    paths.flatMap(path => (world.view.has(path) ? [path as FilePath] : path === '' ? [] : world.view.under(path)));
  const foreign = folders.flatMap(folder => world.modules.projects.foreignCrates(folder));
  const theirs = new Set([...inner, ...foreign].flatMap(other => world.view.at(other)));
  const own = folders.flatMap(folder => world.view.at(folder)).filter(file => !theirs.has(file));
  for (const file of new Set([...own, ...below(referenced), ...below(mounted), ...below(copied).filter(isConfiguration)])) {
    if (!world.pages.has(file) && !isTest(file) && !isPinned(file)) yield file;
  }
}

const isConfiguration = (file: FilePath): boolean =>
  /\.(conf|template|ya?ml|json|toml|properties|xml|cfg|ini|sh|tmpl|j2)$|caddyfile/i.test(baseName(file));

function foldersOf(service: Service): FilePath[] {
  const units = service.units.map(({ folder }) => folder);
  if (units.length > 0) return [...new Set(units)];
  return [...new Set(service.deployments.map(({ folder }) => folder).filter(folder => folder !== undefined))];
}

/** What a Dockerfile copies in from its context; the context is taken to be the Dockerfile's folder or one above that holds the source. */
function copiesOf(dockerfile: FilePath, view: FactsView): FilePath[] {
  const folder = folderOf(dockerfile);
  return view.of(dockerfile, 'dockerfile').flatMap(({ copies }) =>
    copies.flatMap(({ from }) => {
      const path = within(folder, from.replace(/\/?\*.*$/, '')) ?? undefined;
      return path === undefined || path === folder ? [] : [path];
    }),
  );
}

/** A client of Spring's configuration server: it has the client's library, or says where the server is. */
function asksConfigurationServer(files: readonly FilePath[], view: FactsView): boolean {
  return files.some(
    file =>
      view
        .of(file, 'package')
        .some(({ dependencies }) => dependencies.some(({ name }) => /spring-cloud-(starter-)?(config|config-client)$/.test(name))) ||
      view.of(file, 'sets-env').some(({ name }) => /^spring\.(cloud\.config\.(uri|discovery|name)|config\.import)/.test(name)),
  );
}
