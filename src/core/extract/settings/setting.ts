import type { Span } from '../../model/source.ts';
import type { Node } from '../../yaml/tree.ts';

/** One scalar of a configuration file under its whole name. */
export interface Setting {
  readonly name: string;
  readonly text: string;
  /** From the key to the end of the value; the value alone in a list. */
  readonly at: Span;
}

/** How a family of configuration writes the names of nested keys: Spring `a.b[0]`, .NET `a:b:0`. */
export interface Naming {
  readonly member: (parent: string, key: string) => string;
  readonly item: (parent: string, index: number) => string;
}

export const dotted: Naming = {
  member: (parent, key) => (parent === '' ? key : `${parent}.${key}`),
  item: (parent, index) => `${parent}[${index}]`,
};

/** A file holds no more settings than this; more is data. */
const MOST = 20_000;

/** Every scalar below a node; null scalars too, with an empty text. */
export function settings(root: Node, naming: Naming): readonly Setting[] {
  const found: Setting[] = [];
  const visit = (node: Node, name: string, from: number): void => {
    if (found.length >= MOST) return;
    if (node.kind === 'mapping') {
      for (const { key, keyAt, value } of node.entries) visit(value, naming.member(name, key), keyAt[0]);
    } else if (node.kind === 'sequence') {
      node.items.forEach((item, index) => visit(item, naming.item(name, index), item.at[0]));
    } else {
      found.push({ name, text: node.text, at: [Math.min(from, node.at[0]), node.at[1]] });
    }
  };
  visit(root, '', root.at[0]);
  return found;
}
