import type { ManifestNode } from '../model/manifest-node.ts';
import type { Node } from './tree.ts';

/** Aliases share their nodes, so a short text can stand for more parts than memory has. */
const MOST_PARTS = 4_000;
/** What is longer is a file inside of a manifest. */
const LONGEST_TEXT = 2_000;

/** A node as a fact keeps it; parts beyond a bound are left out. */
export function manifestNode(root: Node, read: (text: string) => string = text => text): ManifestNode {
  let left = MOST_PARTS;
  const convert = (node: Node): ManifestNode => {
    left--;
    if (node.kind === 'scalar')
      return { kind: 'text', at: node.at, text: read(node.text).slice(0, LONGEST_TEXT), ...(node.quoted && { quoted: true }) };
    if (node.kind === 'sequence') return { kind: 'list', at: node.at, items: within(node.items).map(convert) };
    const entries = within(node.entries).map(({ key, keyAt, value }) => ({ key: read(key), at: keyAt, value: convert(value) }));
    return { kind: 'map', at: node.at, entries };
  };
  const within = <T>(parts: readonly T[]): readonly T[] => (left > 0 ? parts.slice(0, left) : []);
  return convert(root);
}
