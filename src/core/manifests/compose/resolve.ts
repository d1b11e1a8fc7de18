import type { FilePath } from '../../model/source.ts';
import type { Files, ManifestProblem } from '../files.ts';
import type { TreeMapping } from '../tree.ts';
import { joinedPath } from './absolute-paths.ts';
import { entriesOf, itemsOf, refuseInconsistent, type Project } from './consistency.ts';
import { withExtensionsApart } from './extensions.ts';
import { Failure } from './failure.ts';
import { lookupIn, substituted, type Unset, type Variable } from './interpolate.ts';
import { loadedModel } from './load.ts';
import { documentsAt, overlooking, type Session } from './loading.ts';
import { eachValue, isText, mapping, textOf, valueOf, without, withEntry, type MappingNode, type Node } from './node.ts';
import { normalized } from './normalized.ts';
import { printedProject } from './printed-project.ts';
import { withFiles } from './service-variables.ts';
import { discovered, type Discovered } from './surroundings.ts';
import { placesOf, tracedOf } from './traced.ts';

export interface ComposeRequest {
  /** The root's absolute path as the result shows it, with forward slashes; `files` are relative to it. */
  readonly root: string;
  /** Where compose would be run. */
  readonly folder: FilePath | '';
  /** As `-f` takes them, relative to the folder or absolute; none: compose finds them itself. */
  readonly files?: readonly string[];
  /** As `--profile` takes them; none: those of COMPOSE_PROFILES. `*` is all. */
  readonly profiles?: readonly string[];
  /** The shell's. */
  readonly environment: ReadonlyMap<string, string>;
  /**
   * Goes on where compose stops for want of what nobody commits or of what does not fit together: a missing env file, a variable that must be set,
   * a name that is not defined. Each is a problem beside the project, and variables that are set nowhere stay as `${NAME}`.
   */
  readonly tolerant?: boolean;
}

export interface ComposeResult {
  /** In the shape of `docker compose config --format json`, but for dollar signs, which are not doubled. Absent where compose refuses the project. */
  readonly project?: TreeMapping;
  /** Why there is no project; of a tolerant request also what compose would refuse. */
  readonly problems: readonly ManifestProblem[];
  /** Every file that had a part, also those that were looked for and are not there. */
  readonly read: readonly FilePath[];
  /** Variables that were used and are set nowhere; compose takes them for empty. */
  readonly unset: readonly Unset[];
}

/** What `docker compose config` says about a folder, with the origins of every value. Pure and total. */
export function resolveCompose(files: Files, request: ComposeRequest): ComposeResult {
  const root = request.root === '/' ? '/' : request.root.replace(/\/+$/, '');
  const home = request.environment.get('HOME');
  const session: Session = {
    files,
    root,
    folder: joinedPath(root, request.folder),
    home,
    read: new Set(),
    unset: [],
    overlooked: request.tolerant ? [] : undefined,
    documents: new Map(),
    loads: 0,
    loaded: 0,
  };
  try {
    const project = resolved(session, request);
    return { project, problems: session.overlooked ?? [], read: [...session.read], unset: once(session.unset) };
  } catch (error) {
    const failure = error instanceof Failure ? error : tooDeep(error);
    const at = failure.at ?? { file: [...session.read][0] ?? ('' as FilePath), span: [0, 0] };
    return { problems: [{ at, message: failure.message }], read: [...session.read], unset: once(session.unset) };
  }
}

/** Files that are included or extended twice ask twice. */
const once = (unset: readonly Unset[]): readonly Unset[] => [
  ...new Map(unset.map(entry => [`${entry.name} ${entry.at.file} ${entry.at.span[0]}`, entry])).values(),
];

/** Depths are bounded one by one; together they may still be more than the stack holds. */
function tooDeep(error: unknown): Failure {
  if (error instanceof RangeError) return new Failure('The project is nested too deeply.');
  throw error;
}

function resolved(session: Session, request: ComposeRequest): MappingNode {
  const found = discovered(session, { files: request.files ?? [], environment: request.environment });
  const name = projectName(session, found);
  const variables = new Map(found.variables).set('COMPOSE_PROJECT_NAME', name);
  const [model, { folder }] = [found.files.map(path => ({ path })), found];
  const loaded = loadedModel({ session, files: model, folder, search: folder, variables, included: [], extended: new Map() });
  if (loaded.entries.size === 0) throw new Failure('The compose file is empty.');
  const whole = withExtensionsApart(without(normalized(loaded, { variables, name }), 'name'));
  const printed = printedProject(whole, { kind: 'scalar', value: name.text, origins: name.origins });
  const project = withProfiles(printed, profilesOf(request, found));
  overlooking(session, () => refuseInconsistent(project));
  const services = mapping(
    [...project.services].map(([key, service]) => {
      const written = valueOf(valueOf(whole, 'services'), key);
      const entry = { keyOrigins: originsOfKey(printed, key), value: withFiles(service as MappingNode, { session, variables, written }) };
      return [key, entry] as const;
    }),
    valueOf(printed, 'services')?.origins,
  );
  return withoutUnused(withEntry(printed, 'services', services));
}

function originsOfKey(printed: MappingNode, key: string) {
  const services = valueOf(printed, 'services');
  return (services?.kind === 'mapping' && services.entries.get(key)?.keyOrigins) || [];
}

/** COMPOSE_PROJECT_NAME, else the last `name:` of the files, else the folder's name. */
function projectName(session: Session, { files, folder, variables }: Discovered): Variable {
  const set = variables.get('COMPOSE_PROJECT_NAME');
  if (set && set.text !== '') {
    if (normalName(set.text) === set.text) return set;
    throw new Failure(`COMPOSE_PROJECT_NAME cannot be "${set.text}"; use lowercase letters, digits, - and _.`, set.origins[0]);
  }
  const written = files
    .flatMap(path => documentsAt(session, path))
    .map(({ root }) => valueOf(root, 'name'))
    .findLast(node => isText(node) && node.value !== '');
  if (written?.kind !== 'scalar') return namedOrRefused({ text: normalName(folder.split('/').at(-1)!), origins: [] });
  const traced = substituted(tracedOf(written), { lookup: lookupIn(variables) });
  return namedOrRefused({ text: normalName(traced.text), origins: placesOf(traced) });
}

const normalName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[-_]+/, '');

function namedOrRefused(name: Variable): Variable {
  if (name.text === '') throw new Failure('The project has no name; write name: at the top of the compose file.', name.origins[0]);
  return name;
}

function profilesOf({ profiles = [] }: ComposeRequest, { variables }: Discovered): readonly string[] {
  if (profiles.length > 0) return profiles;
  return (variables.get('COMPOSE_PROFILES')?.text ?? '').split(',').map(profile => profile.trim());
}

function withProfiles(root: MappingNode, active: readonly string[]): Project {
  const services = entriesOf(root, 'services');
  const isActive = (service: Node): boolean => {
    const profiles = itemsOf(service, 'profiles').filter(isText);
    return profiles.length === 0 || active.includes('*') || profiles.some(({ value }) => active.includes(value));
  };
  return {
    root,
    services: new Map(services.filter(([, service]) => isActive(service))),
    disabled: new Set(services.flatMap(([name, service]) => (isActive(service) ? [] : [name]))),
  };
}

/** Networks, volumes, configs, secrets and models that no active service uses are not part of the project. */
function withoutUnused(root: MappingNode): MappingNode {
  const services = entriesOf(root, 'services').map(([, service]) => service);
  const sources = (key: string, of: readonly (Node | undefined)[] = services) =>
    of.flatMap(node => itemsOf(node, key).map(item => textOf(item, 'source')));
  const volumes = services.flatMap(service => itemsOf(service, 'volumes').filter(mount => textOf(mount, 'type') === 'volume'));
  const used: Readonly<Record<string, ReadonlySet<string | undefined>>> = {
    networks: new Set(services.flatMap(service => entriesOf(service, 'networks').map(([name]) => name))),
    volumes: new Set(volumes.map(mount => textOf(mount, 'source'))),
    secrets: new Set([
      ...sources('secrets'),
      ...sources(
        'secrets',
        services.map(service => valueOf(service, 'build')),
      ),
    ]),
    configs: new Set(sources('configs')),
    models: new Set(services.flatMap(service => entriesOf(service, 'models').map(([name]) => name))),
  };
  let whole = root;
  for (const [section, names] of Object.entries(used)) {
    const resources = valueOf(whole, section);
    if (resources?.kind !== 'mapping') continue;
    const kept = eachValue(resources, (value, name) => (names.has(name) ? value : undefined));
    whole = kept.entries.size === 0 ? without(whole, section) : withEntry(whole, section, kept);
  }
  return whole;
}
