import { refuse } from './failure.ts';
import { shownText } from './go-text.ts';
import { implied, isText, list, mapping, scalar, valueOf, type Entry, type ListNode, type MappingNode, type Node } from './node.ts';
import { rulesByPath } from './rules-by-path.ts';
import { joined, tracedOf, tracedScalar, whole } from './traced.ts';
import { originsOf } from '../tree.ts';

type KeyPath = readonly string[];
/** What becomes of a value when a later file has one at the same path. */
type MergeRule = (base: Node, over: Node, path: KeyPath) => Node;

const appended: MergeRule = (base, over) => list([...asItems(base), ...asItems(over)], base.origins);
const replaced: MergeRule = (_, over) => over;
const byName: MergeRule = (base, over, path) => mergedEntries(asNamed(base), asNamed(over), path);

const ruleOf = rulesByPath<MergeRule>({
  'networks.*.ipam.config': mergedPools,
  'networks.*.labels': appended,
  'volumes.*.labels': appended,
  'services.*.annotations': appended,
  'services.*.build': (base, over, path) => mergedEntries(asBuild(base), asBuild(over), path),
  'services.*.build.args': appended,
  'services.*.build.additional_contexts': appended,
  'services.*.build.extra_hosts': appendedNew,
  'services.*.build.labels': appended,
  'services.*.command': replaced,
  'services.*.depends_on': (base, over, path) => mergedEntries(asDependencies(base), asDependencies(over), path),
  'services.*.deploy.labels': appended,
  'services.*.dns': appended,
  'services.*.dns_opt': appended,
  'services.*.dns_search': appended,
  'services.*.entrypoint': replaced,
  'services.*.env_file': appended,
  'services.*.label_file': appended,
  'services.*.environment': appended,
  'services.*.extra_hosts': appendedNew,
  'services.*.healthcheck.test': replaced,
  'services.*.labels': appended,
  'services.*.volumes.*.volume.labels': appended,
  'services.*.logging': mergedLogging,
  'services.*.models': byName,
  'services.*.networks': byName,
  'services.*.sysctls': appended,
  'services.*.tmpfs': appended,
  'services.*.ulimits.*': replaced,
});

/** A later file over an earlier one: mappings by key, lists one after the other, everything else replaced, and what the rules above say. */
export const merged = (base: MappingNode, over: Node): MappingNode => {
  const result = mergedNodes(base, over, []);
  return result.kind === 'mapping' ? result : refuse('A compose file is a mapping.', over);
};

/** A service over the one that it extends. */
export const mergedService = (base: MappingNode, over: Node): Node => mergedNodes(base, over, ['services', 'x']);

function mergedNodes(base: Node, over: Node, path: KeyPath): Node {
  const rule = ruleOf(path);
  if (rule) return rule(base, over, path);
  if (over.kind === 'scalar' && over.value === null) return base;
  if (base.kind === 'scalar') return over;
  if (base.kind === 'mapping') return over.kind === 'mapping' ? mergedEntries(base, over, path) : refuseKind(over, path);
  return over.kind === 'sequence' ? list([...base.items, ...over.items], base.origins) : refuseKind(over, path);
}

const refuseKind = (over: Node, path: KeyPath): never =>
  refuse(`${path.join('.')} cannot be overridden by another kind of value; write it as the file below does.`, over);

function mergedEntries(base: MappingNode, over: MappingNode, path: KeyPath): MappingNode {
  const entries = new Map<string, Entry>(base.entries);
  for (const [key, entry] of over.entries) {
    const known = entries.get(key);
    entries.set(key, known ? mergedEntry(known, entry, [...path, key]) : entry);
  }
  return mapping(entries, originsOf(base.origins, over.origins));
}

/** What is merged begins where it was first written; what is replaced, where it was written last. */
function mergedEntry(known: Entry, over: Entry, path: KeyPath): Entry {
  const value = mergedNodes(known.value, over.value, path);
  const isReplaced = value.kind === 'scalar' && value === over.value;
  return { keyOrigins: isReplaced ? over.keyOrigins : originsOf(known.keyOrigins, over.keyOrigins), value };
}

/** A mapping becomes a list of `key=value`, sorted; other kinds than mapping, list and text hold nothing. */
function asItems(node: Node): readonly Node[] {
  if (node.kind === 'sequence') return node.items;
  if (node.kind === 'scalar') return isText(node) ? [node] : [];
  const items = [...node.entries].flatMap(([key, entry]) => entryItems(key, entry));
  return items.toSorted((a, b) => (shownText(a) < shownText(b) ? -1 : 1));
}

function entryItems(key: string, { keyOrigins, value }: Entry): readonly Node[] {
  if (value.kind === 'sequence') return value.items.flatMap(item => entryItems(key, { keyOrigins, value: item }));
  if (value.kind === 'scalar' && value.value === null) return [tracedScalar(whole(key, keyOrigins), value.origins)];
  const shown = value.kind === 'scalar' && isText(value) ? tracedOf(value) : whole(shownText(value), value.origins);
  const item = tracedScalar(joined([whole(key, keyOrigins), whole('=', value.origins), shown]), value.origins);
  return [value.kind === 'scalar' && value.unknown ? { ...item, unknown: value.unknown } : item];
}

function appendedNew(base: Node, over: Node): Node {
  const before = asItems(base);
  const known = new Set(before.map(shownText));
  return list([...before, ...asItems(over).filter(item => !known.has(shownText(item)))], base.origins);
}

/** A list of names as a mapping. */
export function named(node: ListNode, value: (item: Node) => Node): MappingNode {
  return mapping(
    node.items.map(item => {
      if (!isText(item)) return refuse('A list of names holds something that is no text.', item);
      return [item.value, { keyOrigins: item.origins, value: value(item) }] as const;
    }),
    node.origins,
  );
}

const asNamed = (node: Node): MappingNode => {
  if (node.kind === 'mapping') return node;
  return node.kind === 'sequence' ? named(node, item => scalar(null, item.origins)) : mapping();
};

export const STARTED = implied({ condition: scalar('service_started'), required: scalar(true) });

const asDependencies = (node: Node): MappingNode => {
  if (node.kind === 'mapping') return node;
  return node.kind === 'sequence' ? named(node, () => STARTED) : mapping();
};

const asBuild = (node: Node): MappingNode => {
  if (node.kind === 'mapping') return node;
  return isText(node) ? implied({ context: node }, node.origins) : mapping();
};

/** The options of different drivers do not mix. */
function mergedLogging(base: Node, over: Node, path: KeyPath): Node {
  if (base.kind !== 'mapping') return over;
  if (over.kind !== 'mapping') return over.kind === 'scalar' && over.value === null ? base : refuseKind(over, path);
  const [before, after] = [valueOf(base, 'driver'), valueOf(over, 'driver')];
  return !before || !after || shownText(before) === shownText(after) ? mergedEntries(base, over, path) : over;
}

const subnet = (pool: MappingNode): string => shownText(valueOf(pool, 'subnet') ?? scalar(null));

/** Address pools are one where their subnet is. */
function mergedPools(base: Node, over: Node, path: KeyPath): Node {
  if (base.kind !== 'sequence' || over.kind !== 'sequence') return refuseKind(over, path);
  const pools: MappingNode[] = [];
  const at = (pool: MappingNode): number => pools.findIndex(known => subnet(known) === subnet(pool));
  for (const original of base.items.map(asNamed)) {
    for (const override of over.items.map(asNamed)) {
      if (subnet(override) !== subnet(original) && at(override) < 0) pools.push(override);
      else {
        const both = mergedEntries(original, override, path);
        const index = at(both);
        if (index < 0) pools.push(both);
        else pools[index] = both;
      }
    }
  }
  return list(pools, over.origins);
}
