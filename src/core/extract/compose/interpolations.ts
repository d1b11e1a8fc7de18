import type { Interpolates } from '../../model/compose-fact.ts';
import { entries, items, type Node } from '../../yaml/tree.ts';

/** A file that refers to more variables is made by a machine. */
const MOST = 2_000;

/** Every `${NAME}` of a file in the order of its text; what an alias repeats counts where it is written. */
export function interpolations(root: Node, text: string): readonly Interpolates[] {
  if (!text.includes('$')) return [];
  const found = new Map<number, Interpolates>();
  visit(root, [], (node, path) => {
    for (const one of referencesIn(text.slice(...node.at))) {
      if (found.size >= MOST) return;
      const at = [node.at[0] + one.start, node.at[0] + one.end] as const;
      if (!found.has(at[0])) found.set(at[0], { kind: 'interpolates', at, name: one.name, otherwise: one.otherwise, path });
    }
  });
  return [...found.values()].toSorted((a, b) => a.at[0] - b.at[0]);
}

type Scalar = Extract<Node, { kind: 'scalar' }>;

function visit(root: Node, path: readonly string[], see: (node: Scalar, path: readonly string[]) => void): void {
  const seen = new Set<Node>();
  const walk = (node: Node, path: readonly string[]): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'scalar') return see(node, path);
    for (const { key, value } of entries(node)) walk(value, [...path, key]);
    for (const item of items(node)) walk(item, [...path, ...listedName(item)]);
  };
  walk(root, path);
}

/** `- NAME=value` is an entry under a name, too. */
const listedName = (item: Node): readonly string[] => (item.kind === 'scalar' ? (/^[A-Za-z_][\w.-]*(?==)/.exec(item.text) ?? []) : []);

/** `$$` is a dollar, and what stands in a fallback counts only where the fallback does. */
const REFERENCE = /\$(?:(\$)|\{([A-Za-z_]\w*)(?:(:?[-+])|(:?\?))?|([A-Za-z_]\w*))/g;

interface Reference {
  readonly name: string;
  readonly otherwise: Interpolates['otherwise'];
  readonly start: number;
  readonly end: number;
}

function referencesIn(text: string): readonly Reference[] {
  const found: Reference[] = [];
  let after = 0;
  for (const match of text.matchAll(REFERENCE)) {
    const [all, doubled, braced, falls, required, bare] = match;
    const name = braced ?? bare;
    if (doubled !== undefined || name === undefined || match.index < after) continue;
    const close = braced === undefined ? -1 : text.indexOf('}', match.index);
    const end = close < 0 ? match.index + all.length : close + 1;
    after = end;
    found.push({ name, otherwise: falls ? 'falls' : required ? 'required' : 'plain', start: match.index, end });
  }
  return found;
}
