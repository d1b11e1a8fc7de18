import type { ClusterObject } from '../../model/deployment-fact.ts';
import type { ManifestNode } from '../../model/manifest-node.ts';
import { manifestNode } from '../../yaml/manifest-node.ts';
import { at, type Node } from '../../yaml/tree.ts';
import { nameSpan, type Reading, text } from './reading.ts';

/** An object, whole. */
export function clusterObject(
  root: Node,
  { kind, version }: { readonly kind: string; readonly version: string },
  reading: Reading,
): readonly ClusterObject[] {
  const name = text(at(root, 'metadata', 'name') ?? at(root, 'metadata', 'generateName'), reading);
  if (kind === 'CustomResourceDefinition' || version === '' || name === undefined) return [];
  const namespace = text(at(root, 'metadata', 'namespace'), reading);
  const written = manifestNode(root, reading.text);
  return [
    {
      kind: 'cluster-object',
      at: nameSpan(root),
      apiVersion: version,
      objectKind: kind,
      name,
      ...(namespace && { namespace }),
      written: kind === 'Secret' ? withoutValues(written) : written,
    },
  ];
}

/** The keys of a secret, with nothing in them. */
function withoutValues(secret: ManifestNode): ManifestNode {
  if (secret.kind !== 'map') return secret;
  return {
    ...secret,
    entries: secret.entries.map(part =>
      (part.key === 'data' || part.key === 'stringData') && part.value.kind === 'map'
        ? {
            ...part,
            value: {
              ...part.value,
              entries: part.value.entries.map(({ key, at, value }) => ({ key, at, value: { kind: 'text', text: '', at: value.at } })),
            },
          }
        : part,
    ),
  };
}
