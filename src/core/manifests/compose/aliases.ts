import { isAlias, isCollection, isPair, type Document, type Node as YamlNode } from 'yaml';
import type { FilePath } from '../../model/source.ts';
import { Failure } from './failure.ts';

/** What each alias of a document stands for: the last anchor of its name before it. */
export function aliasTargets(document: Document, path: FilePath): ReadonlyMap<YamlNode, YamlNode> {
  const anchors = new Map<string, YamlNode>();
  const targets = new Map<YamlNode, YamlNode>();
  const waiting: unknown[] = [document.contents];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (isPair(node)) waiting.push(node.value, node.key);
    else if (isAlias(node)) {
      const target = anchors.get(node.source);
      const span = [node.range?.[0] ?? 0, node.range?.[1] ?? 0] as const;
      if (!target) throw new Failure(`The alias *${node.source} has no anchor &${node.source} before it.`, { file: path, span });
      targets.set(node, target);
    } else if (node) {
      const { anchor } = node as YamlNode & { readonly anchor?: string };
      if (anchor) anchors.set(anchor, node as YamlNode);
      if (isCollection(node)) waiting.push(...node.items.toReversed());
    }
  }
  return targets;
}
