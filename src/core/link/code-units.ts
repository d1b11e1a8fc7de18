import type { PackageFact } from '../model/package-fact.ts';
import type { FilePath, Location } from '../model/source.ts';
import type { FactsView } from './facts-view.ts';
import { locationOf } from './facts-view.ts';
import { baseName, folderOf, isTest, isUnder } from '../model/paths.ts';
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

export function codeUnits(view: FactsView): CodeUnit[] {
  const folders = new Map<string, Location>();
  const add = (folder: string, at: Location): void => void (folders.has(folder) || folders.set(folder, at));
  for (const docker of view.all('dockerfile')) if (!isTest(docker.file)) add(folderOf(docker.file), locationOf(docker));
  for (const manifest of view.all('package')) if (!isTest(manifest.file)) add(folderOf(manifest.file), locationOf(manifest));
  const applications = view.all('application').filter(({ file }) => !isTest(file));
  for (const [root, programs] of Map.groupBy(applications, ({ file }) => rootOf(file, folders))) {
    for (const application of programs) add(programRoot(root, application.file, programs), locationOf(application));
  }
  return [...folders].map(([folder, at]) => unit(folder as FilePath, at, { view, folders }));
}

const CALLS: ReadonlySet<string> = new Set(['http', 'graphql', 'websocket']);

/** What a front end is built with; a library that calls somebody has none of it. */
const FRONT_END =
  /^(react|react-dom|react-scripts|vue|@vue\/cli-service|@angular\/core|svelte|@sveltejs\/kit|next|nuxt|solid-js|preact|ember-source|@remix-run\/react|astro|vite|parcel)$/;

/** A package that others of the workspace are made with is a library of theirs. */
const isTaken = (name: string | undefined, view: FactsView): boolean =>
  name !== undefined && view.all('package').some(({ dependencies }) => dependencies.some(dependency => dependency.name === name));

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

/** A module of several Go programs has one unit for each: the folder of its main package, without a closing `cmd`. */
function programRoot(root: string, file: FilePath, programs: readonly { readonly file: FilePath; readonly language: string }[]): string {
  const mains = new Set(programs.filter(({ language }) => language === 'Go').map(program => mainFolder(program.file)));
  if (mains.size > 1 && mains.has(mainFolder(file))) return mainFolder(file);
  const beside = new Set(
    programs.filter(program => SCRIPTED.has(program.language) && folderOf(program.file) === folderOf(file)).map(program => program.file),
  );
  return beside.size > 2 && beside.has(file) ? file : root;
}

/** Languages in which one file can be a whole program: three of them side by side are three programs. */
const SCRIPTED: ReadonlySet<string> = new Set(['Python', 'JavaScript', 'TypeScript', 'Ruby', 'PHP']);

const mainFolder = (file: FilePath): string => folderOf(file).replace(/\/(cmd|main|src)$/, '');

/** Keys under which a program tells a registry its name: of Spring and its relatives, of Steeltoe. */
const APPLICATION_NAME =
  /^(?:(?:spring|quarkus|micronaut)\.application\.name|(?:Spring:Application:Name|Eureka:Instance:AppName|Consul:Discovery:ServiceName))$/;

const ACTS = ['serves-route', 'grpc-server', 'grpc-client', 'uses-address', 'publishes', 'subscribes', 'listens'] as const;

function unit(folder: FilePath, at: Location, { view, folders }: { view: FactsView; folders: ReadonlyMap<string, Location> }): CodeUnit {
  const inner = [...folders.keys()].filter(other => other !== folder && isUnder(other, folder));
  const theirs = new Set(inner.flatMap(other => view.at(other)));
  const files = view.at(folder).filter(file => !theirs.has(file) && !isTest(file));
  const applications = files.flatMap(file => view.of(file, 'application'));
  const manifests = view.all('package').filter(({ file }) => folderOf(file) === folder);
  const dockerfile = view.all('dockerfile').find(({ file }) => folderOf(file) === folder);
  const applicationNames = files
    .flatMap(file => view.of(file, 'sets-env'))
    .filter(({ name }) => APPLICATION_NAME.test(name))
    .flatMap(({ value }) =>
      value.kind === 'literal' ? [value.text] : value.kind === 'env' && value.fallback?.kind === 'literal' ? [value.fallback.text] : [],
    );
  const composes = files.some(file => view.holds(file, ['aspire-resource']));
  const acts = applications.length > 0 && files.some(file => view.holds(file, ACTS));
  const registry = applications.some(({ framework }) => /server|dashboard|admin|zuul|gateway|spring/i.test(framework));
  const lastFrom = dockerfile?.stages.at(-1)?.from;
  const baseTechnology = lastFrom && technologyOfImage(lastFrom);
  const packageNames = manifests.map(({ name }) => name).filter(name => name !== undefined);
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
