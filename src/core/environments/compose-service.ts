import { shellWords } from '../extract/shell-words.ts';
import type { ComposeService } from '../model/compose-fact.ts';
import type { CommandWord, EnvEntry, PortEntry } from '../model/deployment-parts.ts';
import type { Span } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import { manifestNode } from '../yaml/manifest-node.ts';
import { at, entries, items, type MappingEntry, type Node, text, texts } from '../yaml/tree.ts';

/** What stands behind the names and numbers of a resolved compose project. */
interface ProjectReading {
  readonly value: (text: string) => Value;
  readonly text: (text: string) => string;
  /** The file of a top-level config. */
  readonly configFile: (name: string) => string | undefined;
}

/** A service of a resolved project: every short form is already a long one, so each part is read in one shape. */
export function composeService({ key, keyAt, value: node }: MappingEntry, reading: ProjectReading): ComposeService {
  const image = text(node, 'image');
  const build = buildOf(at(node, 'build'), reading);
  const healthcheck = healthcheckOf(at(node, 'healthcheck', 'test'));
  const containerName = text(node, 'container_name');
  const hostname = text(node, 'hostname');
  return {
    kind: 'compose-service',
    at: keyAt,
    name: key,
    ...(image && { image: reading.value(image) }),
    ...(build && { build }),
    ...(containerName && { containerName }),
    ...(hostname && { hostname }),
    aliases: entries(at(node, 'networks')).flatMap(({ value }) => texts(at(value, 'aliases'))),
    ports: ports(node, reading),
    environment: variables(at(node, 'environment'), reading),
    envFiles: [],
    dependsOn: entries(at(node, 'depends_on')).map(start => startOrder(start)),
    links: items(at(node, 'links')).flatMap(item => {
      const [service, alias] = (text(item) ?? '').split(':');
      return service ? [{ service, ...(alias && { alias }), at: item.at }] : [];
    }),
    profiles: texts(at(node, 'profiles')),
    networks: entries(at(node, 'networks')).map(network => network.key),
    command: [...words(at(node, 'entrypoint'), reading), ...words(at(node, 'command'), reading)],
    mounts: [...mounts(at(node, 'volumes')), ...configMounts(at(node, 'configs'), reading)],
    labels: [...variables(at(node, 'labels'), reading), ...variables(at(node, 'deploy', 'labels'), reading)],
    ...(healthcheck && { healthcheck }),
    ...resources(node, reading),
    written: manifestNode(node, reading.text),
  };
}

/** From a key to its value: nodes of a resolved project are numbered in writing order. */
const whole = (key: Span, value: Span): Span => [key[0], Math.max(key[1], value[1])];

function variables(node: Node | undefined, { value: read }: ProjectReading): readonly EnvEntry[] {
  return entries(node).map(({ key, keyAt, value }): EnvEntry => {
    if (value.kind !== 'scalar' || (value.text === '' && !value.quoted)) return { name: key, at: keyAt };
    return { name: key, value: read(value.text), at: whole(keyAt, value.at) };
  });
}

function buildOf(node: Node | undefined, reading: ProjectReading): ComposeService['build'] {
  const context = at(node, 'context');
  if (node?.kind !== 'mapping') return undefined;
  const dockerfile = text(node, 'dockerfile');
  const target = text(node, 'target');
  return {
    context: text(context) ?? '.',
    ...(dockerfile && { dockerfile }),
    ...(target && { target }),
    args: variables(at(node, 'args'), reading),
    at: context?.at ?? node.at,
  };
}

function ports(node: Node, reading: ProjectReading): readonly PortEntry[] {
  const published = items(at(node, 'ports')).flatMap(item => port(item, reading));
  const exposed = items(at(node, 'expose')).flatMap(item => opened(item, reading));
  return [...published, ...exposed.filter(({ target }) => !published.some(other => other.target === target))];
}

function port(item: Node, reading: ProjectReading): readonly PortEntry[] {
  const target = at(item, 'target');
  if (target?.kind !== 'scalar') return [];
  const published = at(item, 'published');
  const name = text(item, 'name');
  const number = numberOf(text(published));
  return opened(target, reading).map(entry => ({
    ...entry,
    at: published ? whole(target.at, published.at) : target.at,
    ...(number !== undefined && { published: number }),
    ...(name && { name }),
  }));
}

function opened(node: Node, { value }: ProjectReading): readonly PortEntry[] {
  const written = text(node)?.replace(/\/\w+$/, '');
  if (written === undefined) return [];
  const target = numberOf(written);
  return [target === undefined ? { at: node.at, target: 0, value: value(written) } : { at: node.at, target }];
}

/** The first port of a range. */
function numberOf(written: string | undefined): number | undefined {
  const [, digits] = /^(\d{1,5})(?:-\d{1,5})?$/.exec(written ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}

function startOrder({ key, keyAt, value }: MappingEntry): ComposeService['dependsOn'][number] {
  const condition = at(value, 'condition');
  const named = text(condition);
  return { service: key, ...(named && { condition: named }), at: condition ? whole(keyAt, condition.at) : keyAt };
}

/** Each item is a word; a script given to `sh -c` is parted too. */
function words(node: Node | undefined, { value: read }: ProjectReading): readonly CommandWord[] {
  return items(node).flatMap(item => {
    const written = text(item);
    if (written === undefined) return [];
    if (!/[\s;|&]/.test(written)) return [{ value: read(written), at: item.at }];
    return shellWords(written, 0, { bare: true }).map(({ value }) => ({ value, at: item.at }));
  });
}

function mounts(node: Node | undefined): ComposeService['mounts'] {
  return items(node).flatMap(item => {
    const source = text(item, 'source');
    const target = text(item, 'target');
    return text(item, 'type') === 'bind' && source && target ? [{ source, target, at: (at(item, 'source') ?? item).at }] : [];
  });
}

function configMounts(node: Node | undefined, { configFile }: ProjectReading): ComposeService['mounts'] {
  return items(node).flatMap(item => {
    const name = text(item, 'source');
    const source = name === undefined ? undefined : configFile(name);
    return name && source ? [{ source, target: text(item, 'target') ?? `/${name}`, at: item.at }] : [];
  });
}

const OLDER_LIMITS: Readonly<Record<string, string>> = {
  mem_limit: 'limits.memory',
  cpus: 'limits.cpus',
  mem_reservation: 'reservations.memory',
};

function resources(node: Node, reading: ProjectReading): Pick<ComposeService, 'resources'> {
  const written = (['limits', 'reservations'] as const).flatMap(part =>
    variables(at(node, 'deploy', 'resources', part), reading).map(entry => ({ ...entry, name: `${part}.${entry.name}` })),
  );
  const older = variables(node, reading).flatMap(entry => {
    const name = OLDER_LIMITS[entry.name];
    return name === undefined ? [] : [{ ...entry, name }];
  });
  return written.length + older.length === 0 ? {} : { resources: [...written, ...older] };
}

function healthcheckOf(node: Node | undefined): ComposeService['healthcheck'] {
  const found = texts(node).filter((word, index) => index > 0 || !/^(CMD|CMD-SHELL|NONE)$/.test(word));
  return node && found.length > 0 ? { test: found.join(' '), at: node.at } : undefined;
}
