import { withDefaults } from './canonical.ts';
import { refuse } from './failure.ts';
import { isAddress } from './address.ts';
import { shownText } from './go-text.ts';
import { eachValue, scalar, valueOf, type MappingNode, type Node } from './node.ts';
import { rulesByPath } from './rules-by-path.ts';

type Rule = (node: Node, path: readonly string[]) => Node;

const ruleOf = rulesByPath<Rule>({
  'services.*.build': node => (node.kind === 'mapping' ? withDefaults(node, { context: scalar('.') }) : node),
  'services.*.secrets.*': secretTarget,
  'services.*.ports.*': port,
  'services.*.deploy.resources.reservations.devices.*': deviceRequest,
  'services.*.gpus.*': deviceRequest,
  'services.*.develop.watch.*.path': (node, path) =>
    node.kind === 'scalar' && node.value === '' ? refuse(`${path.join('.')} is empty.`, node) : node,
  'volumes.*': externalVolume,
  'configs.*': fileObject('file', 'environment', 'content'),
  'secrets.*': fileObject('file', 'environment'),
});

/** What compose implies before paths are resolved, and what it refuses there. */
export const withImplied = (root: MappingNode): MappingNode => eachValue(root, (value, key) => ruled(value, [key]));

function ruled(node: Node, path: readonly string[]): Node {
  const rule = ruleOf(path);
  if (rule) return rule(node, path);
  if (node.kind === 'mapping') return eachValue(node, (value, key) => ruled(value, [...path, key]));
  return node.kind === 'sequence' ? { ...node, items: node.items.map(item => ruled(item, [...path, '[]'])) } : node;
}

function secretTarget(node: Node): Node {
  const source = valueOf(node, 'source');
  if (node.kind !== 'mapping') return refuse('A secret of a service is a text or a mapping.', node);
  const target = `/run/secrets/${source ? shownText(source) : ''}`;
  return withDefaults(node, { target: { ...scalar(target), origins: source?.origins ?? [] } });
}

function port(node: Node, path: readonly string[]): Node {
  if (node.kind !== 'mapping') return node;
  const address = valueOf(node, 'host_ip');
  if (address && !isAddress(shownText(address))) refuse(`${path.join('.')}: "${shownText(address)}" is no IP address.`, address);
  return withDefaults(node, { protocol: scalar('tcp'), mode: scalar('ingress') });
}

function deviceRequest(node: Node): Node {
  if (node.kind !== 'mapping') return refuse('A device request is a mapping.', node);
  const [count, ids] = [valueOf(node, 'count'), valueOf(node, 'device_ids')];
  if (count && ids) refuse('A device request takes count or device_ids, not both.', count);
  return count || ids ? node : withDefaults(node, { count: scalar('all') });
}

/** What exists elsewhere cannot be described here. */
function externalVolume(node: Node, path: readonly string[]): Node {
  const external = valueOf(node, 'external');
  if (node.kind !== 'mapping' || external?.kind !== 'scalar' || external.value !== true) return node;
  for (const [key, { value }] of node.entries)
    if (key !== 'name' && key !== 'external' && !key.startsWith('x-'))
      refuse(`${path.join('.')} is external, so it cannot have ${key}.`, value);
  return node;
}

function fileObject(...sources: readonly string[]): Rule {
  return (node, path) => {
    if (node.kind !== 'mapping') return refuse(`${path.join('.')} is no mapping.`, node);
    const written = sources.filter(source => node.entries.has(source));
    if (written.length > 1) refuse(`${path.join('.')} has ${written.join(' and ')}; keep one.`, node);
    const isElsewhere = node.entries.has('driver') || node.entries.has('external');
    if (written.length === 0 && !isElsewhere)
      refuse(`${path.join('.')} says not where its content is; set one of ${sources.join(', ')}.`, node);
    return node;
  };
}

/** Whether an external resource was said to be so, by a truth value or a text that means one. */
export const isExternal = (node: Node): boolean => valueOf(node, 'external') !== undefined && textOrTrue(valueOf(node, 'external')!);

const textOrTrue = (node: Node): boolean => node.kind === 'scalar' && (node.value === true || /^(1|t|true)$/i.test(shownText(node)));
