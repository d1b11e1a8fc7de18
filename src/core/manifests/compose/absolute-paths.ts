import { cleanPath } from '../clean-path.ts';
import { refuse } from './failure.ts';
import { eachValue, isText, list, textOf, valueOf, withEntry, type MappingNode, type Node, type ScalarNode } from './node.ts';
import { rulesByPath } from './rules-by-path.ts';
import { whole } from './traced.ts';

/** Where relative paths start, and what `~` stands for. */
interface Base {
  readonly folder: string;
  readonly home: string | undefined;
}

type Placed = (node: Node, base: Base) => Node;

const placedOf = rulesByPath<Placed>({
  'services.*.build.context': context,
  'services.*.build.additional_contexts.*': context,
  'services.*.build.ssh.*': systemPath,
  'services.*.env_file.*.path': inFolder,
  'services.*.label_file.*': inFolder,
  'services.*.extends.file': inFolder,
  'services.*.develop.watch.*.path': inFolder,
  'services.*.volumes.*': mount,
  'configs.*.file': systemPath,
  'secrets.*.file': systemPath,
  'volumes.*': driverOptions,
});

/** Every path of a project, starting at its folder. */
export const withAbsolutePaths = (root: MappingNode, base: Base): MappingNode =>
  eachValue(root, (value, key) => placed(value, base, [key]));

function placed(node: Node, base: Base, path: readonly string[]): Node {
  const rule = placedOf(path);
  if (rule) return rule(node, base);
  if (node.kind === 'mapping') return eachValue(node, (value, key) => placed(value, base, [...path, key]));
  return node.kind === 'sequence'
    ? list(
        node.items.map(item => placed(item, base, [...path, '[]'])),
        node.origins,
      )
    : node;
}

/** A path as it is seen from a folder. */
export function pathFrom({ folder, home }: Base, path: string): string {
  const own = path.startsWith('~') && home !== undefined ? joinedPath(home, path.slice(1)) : path;
  return own.startsWith('/') ? own : joinedPath(folder, own);
}

export const joinedPath = (folder: string, path: string): string => cleanPath([folder, path].filter(part => part !== '').join('/'));

function withText(node: ScalarNode, text: string): Node {
  if (text === node.value) return node;
  return { ...node, value: text, traced: whole(text, node.origins) };
}

function inFolder(node: Node, base: Base): Node {
  if (!isText(node)) return refuse('A path is a text.', node);
  return node.value === '' ? node : withText(node, pathFrom(base, node.value));
}

function context(node: Node, base: Base): Node {
  if (!isText(node)) return refuse('A build context is a text.', node);
  return /:\/\/|^(service:|github\.com\/|git@)/.test(node.value) ? node : inFolder(node, base);
}

/** Windows paths are absolute too. */
function systemPath(node: Node, base: Base): Node {
  if (!isText(node) || /^([a-zA-Z]:[\\/]|\\\\)/.test(node.value)) return node;
  return withText(node, pathFrom(base, node.value));
}

function mount(node: Node, base: Base): Node {
  if (node.kind !== 'mapping' || textOf(node, 'type') !== 'bind') return node;
  const source = valueOf(node, 'source');
  if (!source) return refuse('A bind mount has no source.', node);
  return withEntry(node, 'source', systemPath(source, base));
}

/** A local volume with `o: bind` is a folder of the machine. */
function driverOptions(node: Node, base: Base): Node {
  const options = valueOf(node, 'driver_opts');
  if (node.kind !== 'mapping' || options?.kind !== 'mapping' || textOf(node, 'driver') !== 'local') return node;
  const folder = valueOf(options, 'device');
  if (textOf(options, 'o') !== 'bind' || !folder) return node;
  return withEntry(node, 'driver_opts', withEntry(options, 'device', systemPath(folder, base)));
}
