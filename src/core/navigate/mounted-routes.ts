import type { World } from '../link/world.ts';
import type { MountsRoutes } from '../model/jump-fact.ts';
import type { FilePath } from '../model/source.ts';
import type { Service } from '../link/services.ts';

interface Mount {
  readonly file: FilePath;
  readonly fact: MountsRoutes;
}

/** Mounts within mounts; a router that is mounted on itself ends here. */
const MOST_DEPTH = 6;
/** A router that is put at many places, as a health check, is looked for at the first of them. */
const MOST_PLACES = 3;

/** What other files put before the routes of a router: mounted in its own file by its name, or as what another file imports. */
export class MountedRoutes {
  private readonly world: World;
  private readonly byRouter = new Map<string, Mount[]>();
  private readonly ofAll: readonly Mount[];

  constructor(world: World) {
    this.world = world;
    const mounts = world.view.all('mounts-routes');
    this.ofAll = mounts
      .filter(({ router, module }) => router.length === 0 && module === undefined)
      .map(fact => ({ file: fact.file, fact }));
    for (const fact of mounts)
      for (const router of this.routersOf(fact.file, fact)) {
        const known = this.byRouter.get(router);
        if (known) known.push({ file: fact.file, fact });
        else this.byRouter.set(router, [{ file: fact.file, fact }]);
      }
  }

  /** The paths below which a router of a file is served: one that is empty where nobody mounts it. */
  before(file: FilePath, on: string | undefined, service: Service): readonly string[] {
    return this.byRouter.size === 0 ? NOWHERE : this.placesOf({ file, on, service }, 0);
  }

  /** What a program puts before the paths of all its routes; empty where it puts nothing there. */
  beforeAll(service: Service): string {
    const own = this.ofAll.find(({ file }) => this.world.ownership.ownersOf(file).includes(service));
    const [text] = own ? this.world.resolver.resolve(own.fact.before, { file: own.file, service }).texts : [];
    return text === undefined ? '' : `/${plainPath(text.text)}`;
  }

  private placesOf({ file, on, service }: Router, depth: number): readonly string[] {
    const own = on === undefined ? undefined : this.byRouter.get(routerName(file, on));
    const mounts = own ?? this.byRouter.get(routerName(file)) ?? [];
    if (mounts.length === 0 || depth > MOST_DEPTH) return NOWHERE;
    const places = mounts.slice(0, MOST_PLACES).flatMap(mount => {
      const [text] = this.world.resolver.resolve(mount.fact.before, { file: mount.file, service }).texts;
      if (text === undefined || (mount.file === file && mount.fact.on === on)) return [];
      return this.placesOf({ file: mount.file, on: mount.fact.on, service }, depth + 1).map(outer => `${outer}/${plainPath(text.text)}`);
    });
    return places.length > 0 ? places.slice(0, MOST_PLACES) : NOWHERE;
  }

  private *routersOf(file: FilePath, { router, module }: MountsRoutes): Generator<string> {
    const [root] = router;
    const { imports, view } = this.world;
    if (module !== undefined) for (const target of imports.resolve(file, module)) yield routerName(target);
    if (root === undefined) return;
    const named = view
      .of(file, 'imports')
      .flatMap(({ specifier, names }) => names.filter(({ local }) => local === root).map(({ imported }) => ({ specifier, imported })));
    for (const { specifier, imported } of named) for (const target of this.modulesOf(file, specifier, imported)) yield routerName(target);
    if (named.length === 0) yield routerName(file, router.at(-1)!);
  }

  /** `from routes import orders` may take a name of a module, or a module of a package. */
  private modulesOf(file: FilePath, specifier: string, imported: string): readonly FilePath[] {
    const { imports } = this.world;
    const below = file.endsWith('.py') ? imports.resolve(file, `${specifier}${specifier.endsWith('.') ? '' : '.'}${imported}`) : [];
    return below.length > 0 ? below : imports.resolve(file, specifier);
  }
}

interface Router {
  readonly file: FilePath;
  readonly on: string | undefined;
  readonly service: Service;
}

const NOWHERE: readonly string[] = [''];

const routerName = (file: FilePath, name = ''): string => `${file}\u0000${name}`;

/** `^orders/` of Django's patterns is `orders`. */
const plainPath = (path: string): string => path.replace(/^[\^/]+|[$/*]+$/g, '').replaceAll(/:(\w+)/g, '{$1}');
