import type { ComposeService } from '../../model/compose-fact.ts';
import { COMPOSE, interpolate, plainText } from '../interpolation.ts';
import { manifestNode } from '../../yaml/manifest-node.ts';
import { at, entries, items, type MappingEntry, type Node } from '../../yaml/tree.ts';
import { commandWords, nameValues, plain, plainList, spanFrom } from './environment.ts';
import { ports } from './ports.ts';

/** `configs`: name of a top-level config → its file, which is mounted like any other. */
export function composeService({ key, keyAt, value: node }: MappingEntry, configs: ReadonlyMap<string, string>): ComposeService {
  const image = at(node, 'image');
  const build = buildOf(at(node, 'build'));
  const healthcheck = healthcheckOf(at(node, 'healthcheck', 'test'));
  const extended = extendsOf(at(node, 'extends'));
  const containerName = plain(at(node, 'container_name'));
  const hostname = plain(at(node, 'hostname'));
  return {
    kind: 'compose-service',
    at: keyAt,
    name: key,
    ...(image?.kind === 'scalar' && image.text && { image: interpolate(image.text, COMPOSE) }),
    ...(build && { build }),
    ...(containerName && { containerName }),
    ...(hostname && { hostname }),
    aliases: entries(at(node, 'networks')).flatMap(network => plainList(at(network.value, 'aliases'))),
    ports: ports(at(node, 'ports'), at(node, 'expose')),
    environment: nameValues(at(node, 'environment')),
    envFiles: envFiles(at(node, 'env_file')),
    dependsOn: dependsOn(at(node, 'depends_on')),
    links: links(at(node, 'links')),
    profiles: plainList(at(node, 'profiles')),
    networks: networks(at(node, 'networks')),
    command: [...commandWords(at(node, 'entrypoint')), ...commandWords(at(node, 'command'))],
    mounts: [...mounts(at(node, 'volumes')), ...configMounts(at(node, 'configs'), configs)],
    labels: [...nameValues(at(node, 'labels')), ...nameValues(at(node, 'deploy', 'labels'))],
    ...(healthcheck && { healthcheck }),
    ...(extended && { extends: extended }),
    written: manifestNode(node, text => plainText(interpolate(text, COMPOSE))),
  };
}

function buildOf(node: Node | undefined): ComposeService['build'] {
  if (node?.kind === 'scalar') return node.text === '' ? undefined : { context: plain(node) ?? '.', args: [], at: node.at };
  if (node?.kind !== 'mapping') return undefined;
  const dockerfile = plain(at(node, 'dockerfile'));
  const target = plain(at(node, 'target'));
  const context = at(node, 'context');
  return {
    context: plain(context) ?? '.',
    ...(dockerfile && { dockerfile }),
    ...(target && { target }),
    args: nameValues(at(node, 'args')),
    at: context?.at ?? node.at,
  };
}

function envFiles(node: Node | undefined): ComposeService['envFiles'] {
  const found = node?.kind === 'scalar' ? [node] : items(node);
  return found.flatMap(item => {
    const path = item.kind === 'mapping' ? at(item, 'path') : item;
    const text = plain(path);
    return path && text ? [{ path: text, at: path.at }] : [];
  });
}

function dependsOn(node: Node | undefined): ComposeService['dependsOn'] {
  if (node?.kind !== 'mapping') return items(node).flatMap(item => (plain(item) ? [{ service: plain(item)!, at: item.at }] : []));
  return node.entries.map(({ key, keyAt, value }) => {
    const written = at(value, 'condition');
    const condition = plain(written);
    return { service: key, ...(condition && { condition }), at: written ? spanFrom(keyAt, written.at) : keyAt };
  });
}

function links(node: Node | undefined): ComposeService['links'] {
  return items(node).flatMap(item => {
    const [service, alias] = plain(item)?.split(':') ?? [];
    return service ? [{ service, ...(alias && { alias }), at: item.at }] : [];
  });
}

const networks = (node: Node | undefined): readonly string[] =>
  node?.kind === 'mapping' ? node.entries.map(({ key }) => key) : plainList(node);

function mounts(node: Node | undefined): ComposeService['mounts'] {
  return items(node).flatMap(item => (item.kind === 'mapping' ? longMount(item) : shortMount(item)));
}

function longMount(node: Node): ComposeService['mounts'] {
  const source = plain(at(node, 'source') ?? at(node, 'src'));
  const target = plain(at(node, 'target') ?? at(node, 'dst') ?? at(node, 'destination'));
  const type = plain(at(node, 'type')) ?? (source && PATH.test(source) ? 'bind' : 'volume');
  return type === 'bind' && source && target ? [{ source, target, at: node.at }] : [];
}

/** A source that is no path is a named volume. */
const PATH = /^(?:\.|\/|~|[A-Za-z]:[\\/]|\$\{?PWD)|\//;
const MOUNT = /^((?:[A-Za-z]:[\\/])?[^:]*):([^:]+|[A-Za-z]:[^:]+)(?::[A-Za-z,]+)?$/;

function shortMount(item: Node): ComposeService['mounts'] {
  const text = plain(item);
  if (!text) return [];
  const [, source = '', target = ''] = MOUNT.exec(text.replace(/\$\{[^}]*\}/g, 'variable')) ? (MOUNT.exec(text) ?? []) : [];
  return PATH.test(source) && target ? [{ source, target, at: item.at }] : [];
}

/** `configs: [nginx]` or `{source: nginx, target: /etc/nginx/nginx.conf}`. */
function configMounts(node: Node | undefined, configs: ReadonlyMap<string, string>): ComposeService['mounts'] {
  return items(node).flatMap(item => {
    const name = plain(item) ?? plain(at(item, 'source'));
    const source = name === undefined ? undefined : configs.get(name);
    return name && source ? [{ source, target: plain(at(item, 'target')) ?? `/${name}`, at: item.at }] : [];
  });
}

function healthcheckOf(node: Node | undefined): ComposeService['healthcheck'] {
  if (node?.kind === 'scalar') return node.text ? { test: plainText(interpolate(node.text, COMPOSE)), at: node.at } : undefined;
  const words = plainList(node).filter((word, index) => index > 0 || !/^(CMD|CMD-SHELL|NONE)$/.test(word));
  return node && words.length > 0 ? { test: words.join(' '), at: node.at } : undefined;
}

function extendsOf(node: Node | undefined): ComposeService['extends'] {
  const service = plain(node) ?? plain(at(node, 'service'));
  const file = plain(at(node, 'file'));
  return service ? { ...(file && { file }), service } : undefined;
}
