import type { HelmChart, HelmValues } from '../../model/helm-fact.ts';
import type { YamlFile } from '../../yaml/tree.ts';
import { at, items, type Node, text } from '../../yaml/tree.ts';

export function chart({ documents }: YamlFile): readonly HelmChart[] {
  const root = documents[0]?.root;
  const name = text(root, 'name');
  if (!root || name === undefined) return [];
  const version = text(root, 'version');
  return [
    {
      kind: 'helm-chart',
      at: at(root, 'name')!.at,
      name,
      ...(version && { version }),
      dependencies: items(at(root, 'dependencies')).flatMap(dependency),
    },
  ];
}

function dependency(node: Node): HelmChart['dependencies'] {
  const name = text(node, 'name');
  if (name === undefined) return [];
  const alias = text(node, 'alias');
  const repository = text(node, 'repository');
  return [{ name, ...(alias && { alias }), ...(repository && { repository }), at: at(node, 'name')!.at }];
}

/** More scalars than this are data and no settings. */
const MOST_VALUES = 20_000;

/** Every scalar of a values file under its path, `users.ports[0].port`. Null is no value. */
export function values({ documents }: YamlFile): readonly HelmValues[] {
  const root = documents[0]?.root;
  if (root?.kind !== 'mapping' || (text(root, 'apiVersion') && text(root, 'kind'))) return [];
  const entries: HelmValues['entries'][number][] = [];
  collect(root, '', entries);
  return [{ kind: 'helm-values', at: [root.at[0], root.at[0]], entries }];
}

function collect(node: Node, path: string, into: HelmValues['entries'][number][]): void {
  if (into.length >= MOST_VALUES) return;
  switch (node.kind) {
    case 'scalar':
      if (node.quoted || !/^(?:|~|null)$/.test(node.text)) into.push({ path, text: node.text, at: node.at });
      return;
    case 'sequence':
      node.items.forEach((item, index) => collect(item, `${path}[${index}]`, into));
      return;
    case 'mapping':
      for (const { key, value } of node.entries) collect(value, path ? `${path}.${key}` : key, into);
  }
}
