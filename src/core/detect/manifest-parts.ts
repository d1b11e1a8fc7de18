import type { ManifestEntry, ManifestNode } from '../model/manifest-node.ts';
import { remembered } from '../model/remembered.ts';

/** The value at a path of keys and indexes: `partAt(written, 'healthcheck', 'interval')`. */
export function partAt(node: ManifestNode | undefined, ...path: readonly (string | number)[]): ManifestNode | undefined {
  let here = node;
  for (const step of path) {
    if (here?.kind === 'map') here = entryAt(here, String(step))?.value;
    else if (here?.kind === 'list' && typeof step === 'number') here = here.items[step];
    else return undefined;
  }
  return here;
}

export const entryAt = (node: ManifestNode | undefined, key: string): ManifestEntry | undefined =>
  node?.kind === 'map' ? node.entries.find(entry => entry.key === key) : undefined;

export const entriesOf = (node: ManifestNode | undefined): readonly ManifestEntry[] => (node?.kind === 'map' ? node.entries : []);

export const itemsOf = (node: ManifestNode | undefined): readonly ManifestNode[] => (node?.kind === 'list' ? node.items : []);

/** The text at a path; absent where there is none or it is empty. */
export function textAt(node: ManifestNode | undefined, ...path: readonly (string | number)[]): string | undefined {
  const found = partAt(node, ...path);
  return found?.kind === 'text' && found.text !== '' ? found.text : undefined;
}

/** Texts of a list, or the one text that stands for it. */
export const textsOf = (node: ManifestNode | undefined): readonly string[] =>
  node?.kind === 'text' ? [node.text] : itemsOf(node).flatMap(item => (item.kind === 'text' ? [item.text] : []));

/** The mapping of labels, selectors and the like. */
export const pairsOf = (node: ManifestNode | undefined): ReadonlyMap<string, string> =>
  new Map(entriesOf(node).flatMap(({ key, value }) => (value.kind === 'text' ? [[key, value.text] as const] : [])));

/** Containers and init containers of a pod, or of what has a pod template. */
export const containersIn = remembered((root: ManifestNode): readonly ManifestNode[] => {
  const specs = [
    partAt(root, 'spec'),
    partAt(root, 'spec', 'template', 'spec'),
    partAt(root, 'spec', 'jobTemplate', 'spec', 'template', 'spec'),
  ];
  return specs.flatMap(spec => [...itemsOf(partAt(spec, 'containers')), ...itemsOf(partAt(spec, 'initContainers'))]);
});
