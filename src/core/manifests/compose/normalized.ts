import { cleanPath } from '../clean-path.ts';
import { withDefaults } from './canonical.ts';
import { isExternal } from './defaults.ts';
import type { Variable } from './interpolate.ts';
import {
  alsoFrom,
  eachValue,
  implied,
  isNull,
  isText,
  list,
  mapping,
  scalar,
  textOf,
  valueOf,
  withEntry,
  type Entry,
  type MappingNode,
  type Node,
} from './node.ts';
import { originsOf, type Origins } from '../tree.ts';
import { cutAt, joined, splitAt, tracedOf, tracedScalar, whole, type Traced } from './traced.ts';

interface Surroundings {
  readonly variables: ReadonlyMap<string, Variable>;
  /** The project's name and where it is written; nowhere if it is the folder's. */
  readonly name: Variable;
}

/** What compose adds once all files are one: networks, names, dependencies that links and shared namespaces imply. */
export function normalized(root: MappingNode, surroundings: Surroundings): MappingNode {
  const services = valueOf(root, 'services');
  let whole = root;
  if (services?.kind === 'mapping') {
    const connected = eachValue(services, service => (service.kind === 'mapping' ? onDefaultNetwork(service) : service));
    const usesDefault = [...connected.entries.values()].some(({ value }) => hasDefaultNetwork(value));
    whole = usesDefault ? withDefaultNetwork(whole) : whole;
    whole = withEntry(
      whole,
      'services',
      eachValue(connected, service => (service.kind === 'mapping' ? normalService(service, surroundings) : service)),
    );
  }
  return withNames(whole, surroundings.name);
}

/** A service that says nothing about networks is on the default one. */
function onDefaultNetwork(service: MappingNode): MappingNode {
  if (service.entries.has('provider') || service.entries.has('network_mode')) return service;
  const networks = valueOf(service, 'networks');
  if (networks?.kind === 'mapping' && networks.entries.size > 0) return service;
  return withEntry(service, 'networks', implied({ default: scalar(null) }));
}

const hasDefaultNetwork = (service: Node): boolean =>
  valueOf(valueOf(service, 'networks'), 'default') !== undefined && !valueOf(service, 'network_mode') && !valueOf(service, 'provider');

function withDefaultNetwork(root: MappingNode): MappingNode {
  const networks = valueOf(root, 'networks');
  if (networks?.kind !== 'mapping') return withEntry(root, 'networks', implied({ default: scalar(null) }));
  return networks.entries.has('default') ? root : withEntry(root, 'networks', withEntry(networks, 'default', scalar(null)));
}

function normalService(service: MappingNode, { variables }: Surroundings): MappingNode {
  let whole = service;
  const change = (key: string, to: (node: Node) => Node): void => {
    const value = valueOf(whole, key);
    if (value) whole = withEntry(whole, key, to(value));
  };
  change('pull_policy', policy =>
    textOf(service, 'pull_policy') === 'if_not_present' ? { ...scalar('missing'), origins: policy.origins } : policy,
  );
  change('build', build => normalBuild(build, variables));
  change('environment', environment => resolvedValues(environment, variables, 'kept'));
  change('volumes', volumes => cleanTargets(volumes));
  const dependencies = dependenciesOf(whole);
  return dependencies.entries.size > 0 ? withEntry(whole, 'depends_on', dependencies) : whole;
}

function normalBuild(build: Node, variables: Surroundings['variables']): Node {
  if (build.kind !== 'mapping') return build;
  const written = isNull(valueOf(build, 'context')) ? withEntry(build, 'context', scalar('.')) : build;
  const unnamed = [valueOf(written, 'dockerfile'), valueOf(written, 'dockerfile_inline')].every(node => node === undefined || isNull(node));
  const whole = unnamed ? withEntry(written, 'dockerfile', scalar('Dockerfile')) : withDefaults(written, {});
  const args = valueOf(whole, 'args');
  return args ? withEntry(whole, 'args', resolvedValues(args, variables, 'dropped')) : whole;
}

/** Names without a value take the one that they have where compose runs; one that is set nowhere is kept or dropped. */
function resolvedValues(node: Node, variables: Surroundings['variables'], unset: 'kept' | 'dropped'): Node {
  if (node.kind === 'mapping')
    return mapping(
      [...node.entries].flatMap(([key, entry]) => resolvedEntry(key, entry, { variables, unset })),
      node.origins,
    );
  if (node.kind !== 'sequence') return node;
  return list(
    node.items.flatMap(item => {
      if (!isText(item) || item.value.includes('=')) return [item];
      const value = variables.get(item.value);
      if (value) return [tracedScalar(joined([tracedOf(item), assigned(value, item.origins)]), item.origins)];
      return unset === 'kept' ? [item] : [];
    }),
    node.origins,
  );
}

const assigned = ({ text, origins }: Variable, name: Origins): Traced => whole(`=${text}`, originsOf(name, origins));

interface Resolving {
  readonly variables: Surroundings['variables'];
  readonly unset: 'kept' | 'dropped';
}

function resolvedEntry(key: string, entry: Entry, { variables, unset }: Resolving): readonly (readonly [string, Entry])[] {
  if (!isNull(entry.value)) return [[key, entry]];
  const value = variables.get(key);
  if (value)
    return [[key, { ...entry, value: { kind: 'scalar', value: value.text, origins: originsOf(entry.keyOrigins, value.origins) } }]];
  return unset === 'kept' ? [[key, entry]] : [];
}

function cleanTargets(volumes: Node): Node {
  if (volumes.kind !== 'sequence') return volumes;
  const items = volumes.items.map(volume => {
    const target = textOf(volume, 'target');
    if (volume.kind !== 'mapping' || target === undefined || cleanPath(target) === target) return volume;
    return withEntry(volume, 'target', { ...scalar(cleanPath(target)), origins: valueOf(volume, 'target')!.origins });
  });
  return { ...volumes, items };
}

/** What a service waits for: as written, and what it links to, mounts from or shares a namespace with. */
function dependenciesOf(service: MappingNode): MappingNode {
  const written = valueOf(service, 'depends_on');
  let whole = written?.kind === 'mapping' ? written : mapping();
  const add = (name: Traced, item: Node, restart: boolean): void => {
    if (whole.entries.has(name.text)) return;
    const key = tracedScalar(name, item.origins).origins;
    const value = implied({ condition: scalar('service_started'), restart: scalar(restart), required: scalar(true) });
    whole = withEntry(whole, name.text, alsoFrom(value, key), key);
  };
  for (const link of textsOf(valueOf(service, 'links'))) {
    const parts = splitAt(tracedOf(link), ':');
    add(parts.length === 2 ? parts[0]! : tracedOf(link), link, true);
  }
  for (const namespace of ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'])
    for (const shared of textsOf(valueOf(service, namespace))) {
      const cut = cutAt(tracedOf(shared), 'service:');
      if (cut?.[0].text === '') add(cut[1], shared, true);
    }
  for (const from of textsOf(valueOf(service, 'volumes_from')))
    if (!from.value.startsWith('container:')) add(splitAt(tracedOf(from), ':')[0]!, from, false);
  return whole;
}

const textsOf = (node: Node | undefined): readonly (Extract<Node, { kind: 'scalar' }> & { readonly value: string })[] =>
  node === undefined ? [] : (node.kind === 'sequence' ? node.items : [node]).filter(isText);

/** A network, volume, config or secret is called like the project and its key, unless it exists elsewhere. */
function withNames(root: MappingNode, name: Variable): MappingNode {
  let whole = root;
  for (const section of ['networks', 'volumes', 'configs', 'secrets']) {
    const resources = valueOf(whole, section);
    if (resources?.kind !== 'mapping') continue;
    whole = withEntry(
      whole,
      section,
      eachValue(resources, (value, key) => {
        const resource = value.kind === 'mapping' ? value : mapping([], value.origins);
        const written = valueOf(resource, 'name');
        if (written && !isNull(written)) return resource;
        const key1 = resources.entries.get(key)!.keyOrigins;
        const own = isExternal(resource)
          ? { ...scalar(key), origins: key1 }
          : { ...scalar(`${name.text}_${key}`), origins: originsOf(key1, name.origins) };
        return withEntry(resource, 'name', own);
      }),
    );
  }
  return whole;
}
