import { refuse } from './failure.ts';
import { shownText } from './go-text.ts';
import { named, STARTED } from './merge.ts';
import {
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
  type MappingNode,
  type Node,
} from './node.ts';
import { rulesByPath } from './rules-by-path.ts';
import { rangeLength, shortPorts } from './short-port.ts';
import { shortVolume } from './short-volume.ts';
import { cutAt, splitAt, tracedOf, tracedScalar } from './traced.ts';

/** The long form of a value; `path` is what follows below it. */
type Form = (node: Node, path: readonly string[]) => Node;

const asList: Form = node => (isText(node) ? list([node], node.origins) : node);

const formOf = rulesByPath<Form>({
  'services.*': below,
  'services.*.build': build,
  'services.*.build.secrets.*': fileMount,
  'services.*.build.provenance': asText,
  'services.*.build.sbom': asText,
  'services.*.build.additional_contexts': keyValues,
  'services.*.build.ssh': ssh,
  'services.*.build.ulimits.*': limit,
  'services.*.depends_on': dependencies,
  'services.*.env_file': envFiles,
  'services.*.label_file': asList,
  'services.*.extends': (node, path) => (isText(node) ? implied({ service: node }, node.origins) : below(node, path)),
  'services.*.gpus': gpus,
  'services.*.networks': namesToMapping,
  'services.*.models': namesToMapping,
  'services.*.volumes.*': node => (isText(node) ? shortVolume(node) : mappingOr(node, 'A volume of a service is a text or a mapping.')),
  'services.*.dns': dnsServers,
  'services.*.devices.*': device,
  'services.*.secrets.*': fileMount,
  'services.*.configs.*': fileMount,
  'services.*.ports': ports,
  'services.*.ulimits.*': limit,
  'services.*.develop.watch.*.ignore': asList,
  'services.*.develop.watch.*.include': asList,
  'volumes.*': maybeExternal,
  'networks.*': maybeExternal,
  'secrets.*': maybeExternal,
  'configs.*': maybeExternal,
  'include.*': node => (isText(node) ? implied({ path: node }, node.origins) : mappingOr(node, 'An include is a text or a mapping.')),
});

/** Every short form written out, so that later steps see one shape. */
export function canonical(root: MappingNode): MappingNode {
  refuseTooManyPorts(root);
  return eachValue(root, (value, key) => formed(value, [key]));
}

/** Some ranges of sixty thousand ports are usual, hundreds of them would fill the memory. */
const MOST_PORTS = 300_000;

function refuseTooManyPorts(root: MappingNode): void {
  const services = valueOf(root, 'services');
  if (services?.kind !== 'mapping') return;
  let count = 0;
  for (const { value } of services.entries.values()) {
    const ports = valueOf(value, 'ports');
    if (ports?.kind === 'sequence') for (const port of ports.items) count += isText(port) ? rangeLength(port.value) : 1;
    if (count > MOST_PORTS) refuse('The services have too many ports together.', ports);
  }
}

function formed(node: Node, path: readonly string[]): Node {
  return (formOf(path) ?? below)(node, path);
}

function below(node: Node, path: readonly string[]): Node {
  if (node.kind === 'mapping') return eachValue(node, (value, key) => formed(value, [...path, key]));
  if (node.kind !== 'sequence') return node;
  return { ...node, items: node.items.map(item => formed(item, [...path, '[]'])) };
}

const mappingOr = (node: Node, sentence: string): Node => (node.kind === 'mapping' ? node : refuse(sentence, node));

function build(node: Node, path: readonly string[]): Node {
  if (isText(node)) return implied({ context: node }, node.origins);
  return node.kind === 'mapping' ? below(node, path) : refuse('A build is a text or a mapping.', node);
}

function fileMount(node: Node): Node {
  return isText(node)
    ? implied({ source: node }, node.origins)
    : mappingOr(node, 'A secret or config of a service is a text or a mapping.');
}

function asText(node: Node): Node {
  return isText(node) ? node : { ...scalar(shownText(node)), origins: node.origins };
}

function keyValues(node: Node): Node {
  if (node.kind !== 'sequence') return mappingOr(node, 'Additional contexts are a list of name=value or a mapping.');
  return mapping(
    node.items.map(item => {
      const [key, value] =
        (isText(item) ? cutAt(tracedOf(item), '=') : undefined) ?? refuse(`"${shownText(item)}" is no name=value.`, item);
      return [key.text, { keyOrigins: tracedScalar(key, item.origins).origins, value: tracedScalar(value, item.origins) }] as const;
    }),
    node.origins,
  );
}

function ssh(node: Node): Node {
  if (node.kind !== 'sequence') return mappingOr(node, 'ssh is a list of keys or a mapping.');
  return mapping(
    node.items.map(item => {
      const cut = isText(item) ? cutAt(tracedOf(item), '=') : undefined;
      const id = cut ? cut[0].text : shownText(item);
      if (!cut && id !== 'default') refuse(`The ssh key "${id}" has no path; write ${id}=PATH.`, item);
      return [id, { keyOrigins: item.origins, value: cut ? tracedScalar(cut[1], item.origins) : scalar(null, item.origins) }] as const;
    }),
    node.origins,
  );
}

function limit(node: Node): Node {
  return node.kind === 'mapping' || (node.kind === 'scalar' && Number.isInteger(node.value))
    ? node
    : refuse('A ulimit is a whole number or a mapping.', node);
}

function dependencies(node: Node): Node {
  if (node.kind === 'sequence') return named(node, () => STARTED);
  if (node.kind !== 'mapping') return refuse('depends_on is a list of services or a mapping.', node);
  return eachValue(node, (value, key) => {
    if (value.kind !== 'mapping') return refuse(`depends_on.${key} is no mapping; write a condition below it.`, value);
    return withDefaults(value, { condition: scalar('service_started'), required: scalar(true) });
  });
}

/** What is not written is added. */
export function withDefaults(node: MappingNode, defaults: Readonly<Record<string, Node>>): MappingNode {
  let whole = node;
  for (const [key, value] of Object.entries(defaults)) if (!whole.entries.has(key)) whole = withEntry(whole, key, value);
  return whole;
}

function envFiles(node: Node): Node {
  if (isText(node)) return list([envFile(node)], node.origins);
  return node.kind === 'sequence' ? { ...node, items: node.items.map(envFile) } : refuse('env_file is a text or a list.', node);
}

const envFile = (item: Node): Node =>
  item.kind === 'mapping' ? withDefaults(item, { required: scalar(true) }) : implied({ path: item, required: scalar(true) }, item.origins);

function gpus(node: Node, path: readonly string[]): Node {
  if (isText(node)) return list([implied({ count: { ...scalar('all'), origins: node.origins } })], node.origins);
  return node.kind === 'sequence' ? below(node, path) : refuse('gpus is "all" or a list.', node);
}

function namesToMapping(node: Node): Node {
  return node.kind === 'sequence' ? named(node, item => scalar(null, item.origins)) : node;
}

/** A server that a variable leaves empty is none. */
function dnsServers(node: Node): Node {
  const servers = asList(node, []);
  if (servers.kind !== 'sequence') return servers;
  return { ...servers, items: servers.items.filter(item => !isNull(item) && !(isText(item) && item.value === '')) };
}

function device(node: Node): Node {
  if (!isText(node)) return mappingOr(node, 'A device is a text or a mapping.');
  const [source, target, permissions, ...more] = splitAt(tracedOf(node), ':');
  if (more.length > 0) refuse(`The device "${node.value}" has too many colons; use the long form.`, node);
  return implied(
    {
      source: tracedScalar(source!, node.origins),
      target: tracedScalar(target && target.text !== '' ? target : source!, node.origins),
      permissions: permissions ? tracedScalar(permissions, node.origins) : scalar('rwm'),
    },
    node.origins,
  );
}

function ports(node: Node): Node {
  if (node.kind !== 'sequence') return refuse('ports is a list.', node);
  return {
    ...node,
    items: node.items.flatMap(item => {
      if (item.kind === 'mapping') return [item];
      const isPort = isText(item) || (item.kind === 'scalar' && Number.isInteger(item.value));
      return item.kind === 'scalar' && isPort ? shortPorts(item) : refuse('A port is a number, a text or a mapping.', item);
    }),
  };
}

/** `external: {name: x}` is the old way to write `external: true` and `name: x`. */
function maybeExternal(node: Node, path: readonly string[]): Node {
  if (isNull(node)) return node;
  if (node.kind !== 'mapping') return refuse(`${path.join('.')} is no mapping.`, node);
  const resource = eachValue(node, (value, key) => formed(value, [...path, key]));
  const external = valueOf(resource, 'external');
  if (external?.kind !== 'mapping') return resource;
  const marked = withEntry(resource, 'external', { ...scalar(true), origins: external.origins });
  const name = valueOf(external, 'name');
  if (!name) return marked;
  const written = textOf(resource, 'name');
  if (written !== undefined && written !== textOf(external, 'name'))
    refuse(`${path.join('.')} has two names; keep name and write external: true.`, name);
  return written === undefined ? withEntry(marked, 'name', name, external.entries.get('name')!.keyOrigins) : marked;
}
