import { refuse } from './failure.ts';
import { isText, textOf, valueOf, type MappingNode, type Node } from './node.ts';
import { refuseCircles } from './circles.ts';
import { refuseResources } from './resources.ts';

/** A printed project, with the services whose profiles are off apart. */
export interface Project {
  readonly root: MappingNode;
  readonly services: ReadonlyMap<string, Node>;
  readonly disabled: ReadonlySet<string>;
}

/** Refuses what does not fit together: names that nobody defines, settings that exclude each other, circles. */
export function refuseInconsistent(project: Project): void {
  for (const [name, service] of project.services) {
    refuseSource(name, service);
    refuseBuild(name, service, project);
    refuseReferences(name, service, project);
    refuseHealthcheck(name, service);
    refuseResources(name, service);
    refuseMounts(name, service);
  }
  for (const [name, secret] of entriesOf(project.root, 'secrets')) {
    const isGiven = textOf(secret, 'file') !== undefined || textOf(secret, 'environment') !== undefined || valueOf(secret, 'external');
    if (!isGiven) refuse(`The secret ${name} must have a file or an environment variable.`, secret);
  }
  refuseCircles(project.services);
  refuseSharedContainerNames(project.services);
}

export const entriesOf = (node: Node | undefined, key: string): readonly (readonly [string, Node])[] => {
  const value = valueOf(node, key);
  return value?.kind === 'mapping' ? [...value.entries].map(([name, entry]) => [name, entry.value] as const) : [];
};

export const itemsOf = (node: Node | undefined, key: string): readonly Node[] => {
  const value = valueOf(node, key);
  return value?.kind === 'sequence' ? value.items : [];
};

function refuseSource(name: string, service: Node): void {
  if (['build', 'image', 'provider'].every(key => valueOf(service, key) === undefined))
    refuse(`The service ${name} has neither an image nor a build; give it one.`, service);
  const networks = valueOf(service, 'networks');
  if (valueOf(service, 'network_mode') && networks)
    refuse(`The service ${name} has both network_mode and networks; keep one.`, valueOf(service, 'network_mode'));
}

function refuseBuild(name: string, service: Node, { services }: Project): void {
  const build = valueOf(service, 'build');
  if (!build) return;
  if (valueOf(build, 'dockerfile') && valueOf(build, 'dockerfile_inline'))
    refuse(`The build of ${name} has both dockerfile and dockerfile_inline; keep one.`, valueOf(build, 'dockerfile_inline'));
  for (const [context, value] of entriesOf(build, 'additional_contexts')) {
    const target = isText(value) && value.value.startsWith('service:') ? value.value.slice('service:'.length) : undefined;
    if (target === undefined) continue;
    if (!services.has(target)) refuse(`The build of ${name} takes ${context} from ${target}, and there is no such service.`, value);
    if (!valueOf(services.get(target), 'build')) refuse(`The build of ${name} takes ${context} from ${target}, which is not built.`, value);
  }
  const platform = textOf(service, 'platform');
  const platforms = itemsOf(build, 'platforms').filter(isText);
  if (platform !== undefined && platforms.length > 0 && !platforms.some(({ value }) => value === platform))
    refuse(`The build of ${name} is for other platforms than ${platform}; add it to build.platforms.`, valueOf(service, 'platform'));
}

const sources = (node: Node | undefined, key: string) => itemsOf(node, key).map(item => [textOf(item, 'source') ?? '', item] as const);

function refuseReferences(name: string, service: Node, project: Project): void {
  const { root, services, disabled } = project;
  const refuseUnknown = (section: string, names: readonly (readonly [string, Node])[]): void => {
    const known = valueOf(root, section);
    for (const [reference, at] of names)
      if (valueOf(known, reference) === undefined)
        refuse(`The service ${name} refers to ${reference}, which is not defined under ${section}.`, at);
  };
  refuseUnknown('networks', entriesOf(service, 'networks'));
  refuseUnknown(
    'volumes',
    sources(service, 'volumes').filter(([source, mount]) => textOf(mount, 'type') === 'volume' && source !== ''),
  );
  refuseUnknown('secrets', [...sources(service, 'secrets'), ...sources(valueOf(service, 'build'), 'secrets')]);
  refuseUnknown('configs', sources(service, 'configs'));
  refuseUnknown('models', entriesOf(service, 'models'));
  for (const [other, dependency] of entriesOf(service, 'depends_on')) {
    const required = valueOf(dependency, 'required');
    const isOptional = required?.kind === 'scalar' && required.value === false;
    if (services.has(other) || (isOptional && disabled.has(other))) continue;
    const why = disabled.has(other) ? 'whose profile is not active' : 'which is not defined';
    refuse(`The service ${name} depends on ${other}, ${why}.`, dependency.origins.length > 0 ? dependency : valueOf(service, 'depends_on'));
  }
}

function refuseHealthcheck(name: string, service: Node): void {
  const [first] = itemsOf(valueOf(service, 'healthcheck'), 'test');
  if (first && !(isText(first) && ['CMD', 'CMD-SHELL', 'NONE'].includes(first.value)))
    refuse(`The healthcheck of ${name} must start with CMD, CMD-SHELL or NONE.`, first);
  for (const watch of itemsOf(valueOf(service, 'develop'), 'watch')) {
    const needsNone = ['rebuild', 'restart'].includes(textOf(watch, 'action') ?? '');
    if (!needsNone && (textOf(watch, 'target') ?? '') === '')
      refuse(`What ${name} watches needs a target unless it is rebuilt or restarted.`, watch);
  }
}

function refuseMounts(name: string, service: Node): void {
  const mounted = new Set<string>();
  const mount = (target: string, at: Node): void => {
    if (mounted.has(target)) refuse(`The service ${name} mounts ${target} twice; keep one.`, at);
    mounted.add(target);
  };
  for (const folder of itemsOf(service, 'tmpfs')) if (isText(folder)) mount(folder.value.split(':', 1)[0]!, folder);
  for (const volume of itemsOf(service, 'volumes')) mount(textOf(volume, 'target') ?? '', volume);
}

function refuseSharedContainerNames(services: Project['services']): void {
  const owners = new Map<string, string>();
  for (const [name, service] of services) {
    const container = textOf(service, 'container_name');
    if (container === undefined) continue;
    const owner = owners.get(container);
    if (owner !== undefined)
      refuse(`The services ${owner} and ${name} share the container name ${container}.`, valueOf(service, 'container_name'));
    owners.set(container, name);
  }
}
