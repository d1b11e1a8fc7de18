import { each } from './each.ts';
import { refuse } from './failure.ts';
import { shownText } from './go-text.ts';
import { eachValue, isText, textOf, valueOf, type ListNode, type MappingNode, type Node } from './node.ts';
import { rulesByPath } from './rules-by-path.ts';
import { shortVolume } from './short-volume.ts';

/** What makes two items of a list the same; the later one takes the earlier one's place. */
type Identity = (item: Node) => string;

const byKey: Identity = item =>
  isText(item) ? (item.value.split('=', 1)[0] ?? '') : refuse('An item of this list is no text; put it into quotes.', item);

const KEYED = [
  'annotations build.args build.additional_contexts build.platform build.tags build.labels cap_add cap_drop deploy.labels dns dns_opt',
  'dns_search environment labels links networks.*.aliases networks.*.link_local_ips profiles sysctls tmpfs',
].join(' ');

const identityOf = rulesByPath<Identity>({
  ...each('networks.*.labels networks.*.ipam.options', byKey),
  ...each(KEYED.replace(/\S+/g, 'services.*.$&'), byKey),
  'services.*.configs': mountIdentity(''),
  'services.*.secrets': mountIdentity('/run/secrets'),
  'services.*.devices': deviceIdentity,
  'services.*.env_file': item =>
    item.kind === 'mapping' ? (textOf(item, 'path') ?? refuse('An env_file has no path.', item)) : shownText(item),
  'services.*.expose': shownText,
  'services.*.ports': portIdentity,
  'services.*.volumes': volumeIdentity,
});

/** What an override says again is kept once, with the later value in the earlier place. */
export function withoutRepeats(root: MappingNode): MappingNode {
  return eachValue(root, (value, key) => unique(value, [key]));
}

function unique(node: Node, path: readonly string[]): Node {
  if (node.kind === 'mapping') return eachValue(node, (value, key) => unique(value, [...path, key]));
  const identity = node.kind === 'sequence' ? identityOf(path) : undefined;
  return identity && node.kind === 'sequence' ? uniqueItems(node, identity) : node;
}

function uniqueItems(node: ListNode, identity: Identity): ListNode {
  const found = new Map<string, Node>();
  for (const item of node.items) found.set(identity(item), item);
  return found.size === node.items.length ? node : { ...node, items: [...found.values()] };
}

function mountIdentity(folder: string): Identity {
  return item => {
    if (item.kind !== 'mapping') return `${folder}/${shownText(item)}`;
    const target = valueOf(item, 'target');
    return target ? shownText(target) : `${folder}/${textOf(item, 'source') ?? '<nil>'}`;
  };
}

function deviceIdentity(item: Node): string {
  if (item.kind === 'mapping') return textOf(item, 'target') ?? refuse('A device has no target.', item);
  const parts = shownText(item).split(':');
  return parts[1] ?? parts[0]!;
}

function volumeIdentity(item: Node): string {
  if (item.kind === 'mapping') return textOf(item, 'target') ?? refuse('A volume of a service has no target.', item);
  return isText(item) ? (textOf(shortVolume(item), 'target') ?? '') : '';
}

function portIdentity(item: Node): string {
  if (item.kind !== 'mapping') return shownText(item);
  const target = valueOf(item, 'target');
  if (!target) return refuse('A port of a service has no target.', item);
  const part = (key: string, otherwise: string): string => (valueOf(item, key) ? shownText(valueOf(item, key)!) : otherwise);
  return `${part('host_ip', '0.0.0.0')}:${part('published', '<nil>')}:${shownText(target)}/${part('protocol', 'tcp')}`;
}
