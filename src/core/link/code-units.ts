import type { PackageFact } from '../model/package-fact.ts';
import type { FilePath, Location } from '../model/source.ts';
import type { FactsView } from './facts-view.ts';
import { locationOf } from './facts-view.ts';
import type { ImportGraph } from './imports.ts';
import { baseName, folderOf, isTest, isUnder } from '../model/paths.ts';
import { remembered } from '../model/remembered.ts';
import { programRoot } from './program-roots.ts';
import { technologyOfImage } from './technologies.ts';

/** A folder of code that is built as one: it has a manifest, a Dockerfile, or the file that starts a program. */
export interface CodeUnit {
  readonly folder: FilePath;
  /** Package name, application name, folder name. */
  readonly names: readonly string[];
  /** Names in a service registry, lower case: `spring.application.name`. */
  readonly discoveryNames: readonly string[];
  /** It starts a program that serves, calls or listens. */
  readonly runs: boolean;
  /** What its programs are: `spring-boot`, `eureka-server`, `main`. */
  readonly roles: readonly string[];
  readonly framework?: string;
  readonly language?: string;
  readonly dockerfile?: FilePath;
  /** The image that the Dockerfile's last stage is made from. */
  readonly baseImage?: string;
  /** What the Dockerfile is made from, where that is a data store or broker. */
  readonly baseTechnology?: string;
  readonly at: Location;
}

const NOT_DEPLOYED =
  /(^|\/)(examples?|samples?|scripts?|tools?|docs?|hack|benchmarks?|build|templates?|vendor|third_party|node_modules|\.github|\.devcontainer|migrations?)(\/|$)/i;

export function codeUnits(view: FactsView, imports: Pick<ImportGraph, 'from'>): CodeUnit[] {
  const folders = new Map<string, Location>();
  const add = (folder: string, at: Location): void => void (folders.has(folder) || folders.set(folder, at));
  for (const docker of view.all('dockerfile')) if (!isTest(docker.file)) add(folderOf(docker.file), locationOf(docker));
  for (const manifest of view.all('package')) if (!isTest(manifest.file)) add(folderOf(manifest.file), locationOf(manifest));
  const applications = view.all('application').filter(({ file }) => !isTest(file));
  for (const [root, programs] of Map.groupBy(applications, ({ file }) => rootOf(file, folders))) {
    for (const application of programs) add(programRoot(root, application.file, programs), locationOf(application));
  }
  return toldApart([...folders].map(([folder, at]) => unit(folder as FilePath, at, { view, folders, imports })));
}

/** Programs in folders of one usual name are called by the folders above as well: `orders/cmd/rpc` is `orders-rpc`. */
function toldApart(units: readonly CodeUnit[]): CodeUnit[] {
  const named = Map.groupBy(units, ({ runs, names }) => (runs ? names[0] : undefined));
  const below = Map.groupBy(units, ({ folder }) => layers(folder)[1]);
  return units.map(unit => {
    const [name] = unit.names;
    const [own, above] = layers(unit.folder);
    if (!unit.runs || name !== own || above === undefined || !PART.test(name ?? '') || (named.get(name)?.length ?? 0) < 2) return unit;
    // A folder that holds several programs is the name of none.
    const alone = below.get(above)?.length === 1 ? [above] : [];
    return { ...unit, names: [`${above}-${name}`, ...unit.names, ...alone] };
  });
}

/** The folders of a path that name something, innermost first. */
const layers = (folder: string): readonly string[] =>
  folder
    .split('/')
    .toReversed()
    .filter(part => !LAYOUT.test(part));

/** What part of a service a program is, and not of which. */
const PART =
  /^(service|svc|server|app|api|rpc|grpc|http|web|admin|interface|gateway|job|jobs|mq|worker|consumer|scheduler|cron|main|backend)$/;

/** Folders that say how code is laid out, and nothing of what it is. */
const LAYOUT = /^(cmd|src|internal|pkg)$/;

const CALLS: ReadonlySet<string> = new Set(['http', 'graphql', 'websocket']);

/** What a front end is built with; a library that calls somebody has none of it. */
const FRONT_END =
  /^(react|react-dom|react-scripts|vue|@vue\/cli-service|@angular\/core|svelte|@sveltejs\/kit|next|nuxt|solid-js|preact|ember-source|@remix-run\/react|astro|vite|parcel)$/;

/** Packages that something in the workspace is made with. */
const taken = remembered(
  (view: FactsView): ReadonlySet<string> =>
    new Set(view.all('package').flatMap(({ dependencies }) => dependencies.map(({ name }) => name))),
);

/** A package that others of the workspace are made with is a library of theirs. */
const isTaken = (name: string | undefined, view: FactsView): boolean => name !== undefined && taken(view).has(name);

/** A front end starts no server of its own, but its package is meant to run in a browser and calls others. */
const callsFromBrowser = (
  files: readonly FilePath[],
  manifests: readonly Pick<PackageFact, 'name' | 'runs' | 'dependencies'>[],
  view: FactsView,
): boolean =>
  manifests.some(
    ({ name: own, runs, dependencies }) => runs && dependencies.some(({ name }) => FRONT_END.test(name)) && !isTaken(own, view),
  ) && files.some(file => view.of(file, 'uses-address').some(({ protocol, program }) => program === undefined && CALLS.has(protocol)));

/** The nearest folder with a manifest or Dockerfile; for one of several programs of a Go or Rust module, its own folder. */
function rootOf(file: FilePath, folders: ReadonlyMap<string, Location>): string {
  const own = folderOf(file);
  for (let folder = own; ; folder = folderOf(folder)) {
    if (folders.has(folder)) return folder;
    if (folder === '') return own.replace(/\/src\/main\/.*$|\/src(\/.*)?$/, '');
  }
}

/** Keys under which a program tells a registry its name: of Spring and its relatives, of Steeltoe. */
const APPLICATION_NAME =
  /^(?:(?:spring|quarkus|micronaut)\.application\.name|(?:Spring:Application:Name|Eureka:Instance:AppName|Consul:Discovery:ServiceName))$/;

/** What Maven writes into resources that it filters. */
const FILLED_BY_MAVEN = /^@(?:project\.)?(?:artifactId|name)@$/;

const ACTS = ['serves-route', 'grpc-server', 'grpc-client', 'uses-address', 'publishes', 'subscribes', 'listens'] as const;

/** What a program does for others; of what it imports only this tells that it is more than a tool. */
const SERVES = ['serves-route', 'grpc-server', 'listens', 'subscribes'] as const;

/** A Go program may be a few lines that start what other packages of its module are. */
function servesByImports(files: readonly FilePath[], view: FactsView, imports: Pick<ImportGraph, 'from'>): boolean {
  const seen = new Set(files);
  for (const file of seen) {
    if (view.holds(file, SERVES)) return true;
    for (const target of imports.from(file)) if (!isTest(target)) seen.add(target);
  }
  return false;
}

interface Surroundings {
  readonly view: FactsView;
  readonly folders: ReadonlyMap<string, Location>;
  readonly imports: Pick<ImportGraph, 'from'>;
}

function unit(folder: FilePath, at: Location, { view, folders, imports }: Surroundings): CodeUnit {
  const inner = [...folders.keys()].filter(other => other !== folder && isUnder(other, folder));
  const theirs = new Set(inner.flatMap(other => view.at(other)));
  const files = view.at(folder).filter(file => !theirs.has(file) && !isTest(file));
  const applications = files.flatMap(file => view.of(file, 'application'));
  const manifests = view.all('package').filter(({ file }) => folderOf(file) === folder);
  const dockerfile = view.all('dockerfile').find(({ file }) => folderOf(file) === folder);
  const packageNames = manifests.map(({ name }) => name).filter(name => name !== undefined);
  const applicationNames = files
    .flatMap(file => view.of(file, 'sets-env'))
    .filter(({ name }) => APPLICATION_NAME.test(name))
    .flatMap(({ value }) =>
      value.kind === 'literal' ? [value.text] : value.kind === 'env' && value.fallback?.kind === 'literal' ? [value.fallback.text] : [],
    )
    .flatMap(name => (FILLED_BY_MAVEN.test(name) ? packageNames : [name]));
  const composes = files.some(file => view.holds(file, ['aspire-resource']));
  const starts = applications.some(({ language }) => language === 'Go') ? files.filter(file => file.endsWith('.go')) : [];
  const acts = applications.length > 0 && (files.some(file => view.holds(file, ACTS)) || servesByImports(starts, view, imports));
  const registry = applications.some(({ framework }) => /server|dashboard|admin|zuul|gateway|spring/i.test(framework));
  const lastFrom = dockerfile?.stages.at(-1)?.from;
  const baseTechnology = lastFrom && technologyOfImage(lastFrom);
  return {
    folder,
    names: [
      ...new Set([...applicationNames, view.has(folder) ? baseName(folder).replace(/\.[a-z]+$/, '') : baseName(folder), ...packageNames]),
    ].filter(name => name !== ''),
    discoveryNames: applicationNames.map(name => name.toLowerCase()),
    roles: [...new Set(applications.map(({ framework }) => framework))],
    runs: (acts || registry || callsFromBrowser(files, manifests, view)) && !composes && !NOT_DEPLOYED.test(folder),
    ...(applications[0] && { framework: applications[0].framework, language: applications[0].language }),
    ...(dockerfile && { dockerfile: dockerfile.file }),
    ...(lastFrom && { baseImage: lastFrom }),
    ...(baseTechnology && { baseTechnology }),
    at,
  };
}
