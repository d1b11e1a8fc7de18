import { buildOfImage } from './image-builds.ts';
import { composeProjects, type ComposeProject } from '../model/compose-projects.ts';
import type { ComposeService } from '../model/compose-fact.ts';
import type { CommandWord, EnvEntry } from '../model/deployment-parts.ts';
import type { Environment } from '../model/environment.ts';
import { placesOf, type FilePath } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import { isLocal } from './address.ts';
import { ofKind } from './clusters.ts';
import { composeIncludes, existing, withExtended, withIncluded } from './compose-layers.ts';
import type { Deployment, Variables, Written } from './deployment.ts';
import { merged, runsClient, standing, variablesOf } from './deployment.ts';
import type { FactsView, Placed } from './facts-view.ts';
import { locationOf } from './facts-view.ts';
import { folderOf, within } from '../model/paths.ts';

type Service = Placed<ComposeService>;

/** Each compose project as it was resolved, else as its files are written. */
export function composeDeployments(view: FactsView, environments: readonly Environment[]): Deployment[] {
  const resolved = environments.filter(({ platform, objects }) => platform === 'compose' && objects.length > 0);
  return [
    ...resolved.flatMap(environment => resolvedDeployments(environment, view)),
    ...plainDeployments(view, new Set(resolved.map(({ name }) => name))),
  ];
}

const resolvedDeployments = ({ name, objects }: Environment, view: FactsView): Deployment[] =>
  ofKind(objects, 'compose-service').map(service => deploymentOf({ name }, [service], { view, interpolation: new Map() }));

/** What could not be resolved, as it is written. */
function plainDeployments(view: FactsView, resolved: ReadonlySet<string>): Deployment[] {
  const services = Map.groupBy(view.all('compose-service'), service => service.file);
  const includes = composeIncludes(view);
  const included = new Set(
    [...includes].flatMap(([file, targets]) => targets.filter(({ to }) => !includesBack(to, file, includes)).map(({ to }) => to)),
  );
  const files = new Set([...services.keys(), ...(includes.keys() as Iterable<FilePath>)]);
  return composeProjects(files, included)
    .filter(({ name }) => !resolved.has(name))
    .flatMap(project => [...deploymentsOf({ ...project, files: withIncluded(project.files, includes) }, services, view)]);
}

/** Two files that include each other are both projects: neither is only a part. */
const includesBack = (from: FilePath, to: string, includes: ReturnType<typeof composeIncludes>): boolean =>
  (includes.get(from) ?? []).some(include => include.to === to);

function* deploymentsOf(project: ComposeProject, services: ReadonlyMap<FilePath, Service[]>, view: FactsView): Generator<Deployment> {
  const own = project.files.map(file => services.get(file) ?? []);
  const newest = new Set((own.at(-1) ?? []).map(service => service.name));
  const interpolation = dotenvIn(project.folder, view);
  for (const [, layers] of Map.groupBy(own.flat(), service => service.name)) {
    // A file on top of a base is an environment of its own only for what it mentions or inherits; both run there.
    if (newest.size === 0) continue;
    yield deploymentOf(
      project,
      layers.flatMap(layer => withExtended(layer, view)),
      { view, interpolation },
    );
  }
}

function deploymentOf(
  project: Pick<ComposeProject, 'name'>,
  layers: readonly Service[],
  { view, interpolation }: { view: FactsView; interpolation: Variables },
): Deployment {
  const last = layers.at(-1)!;
  const image = layers.findLast(layer => layer.image)?.image;
  const built = layers.findLast(layer => layer.build);
  const imageText = image && interpolated(image, interpolation);
  const build = built ? buildOf(built, { view, interpolation }) : imageText ? buildOfImage(imageText, view) : undefined;
  const files = layers.flatMap(layer => layer.envFiles.map(({ path }) => existing(layer.file, path, view)));
  const own = layers.map(layer => variablesOf(layer.environment, layer.file));
  const docker = build?.dockerfile ? dockerfileVariables(build.dockerfile, view) : new Map();
  const texts = (pick: (layer: Service) => readonly string[]): string[] => layers.flatMap(pick);
  return {
    environment: project.name,
    platform: 'compose',
    name: last.name,
    hosts: [
      last.name,
      ...layers.flatMap(layer => [layer.containerName, layer.hostname]).filter(host => host !== undefined),
      ...texts(layer => layer.aliases),
    ]
      .map(host => host.toLowerCase())
      // Whatever a container calls itself, to others this is themselves.
      .filter(host => !isLocal(host)),
    ...(imageText && { image: imageText }),
    ...(build?.folder !== undefined && { folder: build.folder }),
    ...(build?.dockerfile && { dockerfile: build.dockerfile }),
    ...(built?.build?.target && { buildTarget: built.build.target }),
    variables: merged(docker, ...files.filter(file => file !== undefined).map(file => fileVariables(file, view)), ...own),
    ports: layers.flatMap(layer => layer.ports),
    command: [
      ...(build?.dockerfile ? dockerfileCommand(build.dockerfile, view) : []),
      ...layers.flatMap(layer => layer.command.map(word => placed(word, layer.file))),
    ],
    clientOnly: runsClient(layers.flatMap(layer => layer.command.map(word => placed(word, layer.file)))),
    dependsOn: layers.flatMap(layer => [
      ...layer.dependsOn.map(start => ({ name: start.service, ...standing(start, layer.file) })),
      ...layer.links.map(link => ({ name: link.service, ...standing(link, layer.file), linked: true })),
    ]),
    mounts: layers
      .flatMap(layer => layer.mounts.map(({ source }) => existing(layer.file, source, view)))
      .filter(path => path !== undefined),
    probes: layers.flatMap(({ healthcheck, file }) =>
      healthcheck ? [{ kind: 'healthcheck' as const, asks: healthcheck.test, ...standing(healthcheck, file) }] : [],
    ),
    resources: merged(...layers.map(({ resources, file }) => variablesOf(resources ?? [], file))),
    ...engineSocket(layers),
    appIds: daprIds(last.command),
    interpolation,
    at: locationOf(last),
    evidence: layers.flatMap(layer => placesOf(layer, layer.file)),
  };
}

function engineSocket(layers: readonly Service[]): Pick<Deployment, 'engineSocket'> {
  for (const { mounts, file } of layers) {
    const socket = mounts.find(({ source, target }) => /(^|\/)(docker|podman|containerd)\.sock$/.test(source + target));
    if (socket) return { engineSocket: { file, span: socket.at } };
  }
  return {};
}

const placed = (word: CommandWord, file: FilePath): Written => ({ value: word.value, ...standing(word, file) });

/** The folder of a build: where its Dockerfile lies when that is inside the context, else the context. */
function buildOf(
  service: Service,
  { view, interpolation }: { view: FactsView; interpolation: Variables },
): { folder?: FilePath; dockerfile?: FilePath } {
  const build = service.build!;
  const context = existing(service.file, filled(build.context, interpolation), view);
  if (context === undefined) return {};
  const written = filled(build.dockerfile ?? 'Dockerfile', interpolation);
  const dockerfile = within(context, written) ?? within(folderOf(service.file), written);
  if (dockerfile === undefined) return { folder: context };
  const known = view.has(dockerfile) ? { dockerfile } : {};
  return { folder: codeFolder(context, dockerfile, build.args, view), ...known };
}

/** A path with its `${NAME:-default}` replaced. */
const filled = (written: string, variables: Variables): string =>
  written.replace(
    /\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))/g,
    (_, braced?: string, fallback?: string, plain?: string) =>
      interpolated({ kind: 'env', name: (braced ?? plain)! }, variables) ?? fallback ?? '',
  );

/** A Dockerfile in a sub-folder of a shared context builds that folder; one at the top of a shared context builds what its commands pick. */
function codeFolder(context: FilePath, dockerfile: FilePath, args: readonly EnvEntry[], view: FactsView): FilePath {
  const folder = folderOf(dockerfile) as FilePath;
  const docker = view.of(dockerfile, 'dockerfile')[0];
  const picked = [...(docker?.builds ?? []), ...args.flatMap(({ value }) => (value?.kind === 'literal' ? [value.text] : []))];
  if (folder === context || NOT_THE_CODE.test(folder)) {
    for (const name of picked) {
      const inside = within(context, name);
      if (inside === undefined || inside === context) continue;
      if (view.has(inside)) return (folderOf(inside).replace(/(.)\/(cmd|src)$/, '$1') || context) as FilePath;
      if (view.under(inside).length > 0) return inside;
    }
  }
  return settled(folder !== context && !holdsCode(view, folder) ? context : folder, view);
}

/** Folders that hold a Dockerfile or what a build wrote, beside or below the code itself. */
const NOT_THE_CODE = /(^|\/)(docker|build|deploy|\.docker|dockerfiles?|infra|ci|target|dist|out|bin|main|src|libs)$/i;

function settled(start: FilePath, view: FactsView): FilePath {
  let folder: string = start;
  while (folder !== '' && !holdsCode(view, folder) && (NOT_THE_CODE.test(folder) || view.under(folder).length === 0))
    folder = folderOf(folder);
  return (folder === '' ? start : folder) as FilePath;
}

const CODE = ['imports', 'package', 'application', 'uses-address'] as const;

const holdsCode = (view: FactsView, folder: string): boolean => view.under(folder).some(file => view.holds(file, CODE));

function dotenvIn(folder: string, view: FactsView): Variables {
  return fileVariables((folder === '' ? '.env' : `${folder}/.env`) as FilePath, view);
}

function fileVariables(file: FilePath, view: FactsView): Variables {
  return variablesOf(
    view.of(file, 'sets-env').map(({ name, value, at }) => ({ name, value, at })),
    file,
  );
}

export const dockerfileVariables = (file: FilePath, view: FactsView): Variables =>
  variablesOf(
    view.of(file, 'dockerfile').flatMap(docker => docker.environment),
    file,
  );

export const dockerfileCommand = (file: FilePath, view: FactsView): Written[] =>
  view.of(file, 'dockerfile').flatMap(docker => docker.command.map(word => placed(word, file)));

/** A name with its interpolation resolved as far as literals go; what is not known is left out. */
export function interpolated(value: Value, variables: Variables): string | undefined {
  switch (value.kind) {
    case 'literal':
      return value.text;
    case 'env': {
      const set = variables.get(value.name)?.at(-1)?.value;
      return set ? interpolated(set, new Map()) : value.fallback && interpolated(value.fallback, variables);
    }
    case 'join':
      return value.parts.map(part => interpolated(part, variables) ?? '').join('');
    case 'choice':
      return value.options.map(option => interpolated(option, variables)).find(text => text !== undefined);
    case 'name':
    case 'unknown':
      return undefined;
  }
}

/** `daprd -app-id orders`: the sidecar's own command names the application. */
function daprIds(command: readonly { readonly value: Value }[]): string[] {
  const words = command.map(({ value }) => (value.kind === 'literal' ? value.text : ''));
  const at = words.findIndex(word => /^--?app-id$/.test(word));
  const joined = words.map(word => /^--?app-id=(.+)$/.exec(word)?.[1]).filter(word => word !== undefined);
  return [...(at >= 0 && words[at + 1] ? [words[at + 1]!] : []), ...joined];
}
