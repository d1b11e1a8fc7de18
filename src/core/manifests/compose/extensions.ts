import { eachValue, mapping, withEntry, without, type MappingNode, type Node } from './node.ts';

/** Where compose keeps what is its users' own (`x-…`). A place that holds names takes it for one of them, as compose does. */
export const EXTENSIONS = '#extensions';

/** Sections whose keys are names, so that `x-` means nothing there. */
const isNames = (path: readonly string[]): boolean =>
  (path.length === 1 && ['services', 'volumes', 'networks', 'secrets', 'configs'].includes(path[0]!)) ||
  (path.length === 3 && path[0] === 'services' && path[2] === 'depends_on');

/** Each mapping with its `x-` keys under one key. */
export function withExtensionsApart(node: MappingNode, path: readonly string[] = []): MappingNode {
  const own = isNames(path) ? [] : [...node.entries].filter(([key]) => key.startsWith('x-'));
  const rest = without(node, ...own.map(([key]) => key));
  const below = eachValue(rest, (value, key) => apart(value, [...path, key]));
  return own.length === 0 ? below : withEntry(below, EXTENSIONS, mapping(own), own[0]![1].keyOrigins);
}

function apart(node: Node, path: readonly string[]): Node {
  if (node.kind === 'mapping') return withExtensionsApart(node, path);
  if (node.kind !== 'sequence') return node;
  return {
    ...node,
    items: node.items.map((item, index) => (item.kind === 'mapping' ? withExtensionsApart(item, [...path, String(index)]) : item)),
  };
}
