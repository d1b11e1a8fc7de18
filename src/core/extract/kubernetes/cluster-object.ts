import type { ClusterObject } from '../../model/cluster-fact.ts';
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

/** The keys of a secret, with nothing in them but the end of a line where its encoded value has one. */
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
              entries: part.value.entries.map(({ key, at, value }) => ({
                key,
                at,
                value: { kind: 'text', text: endsLine(value, part.key) ? '\n' : '', at: value.at },
              })),
            },
          }
        : part,
    ),
  };
}

/** One line of text in base64 whose last byte is a newline: what `echo secret | base64` prints. */
const endsLine = (value: ManifestNode, holder: string): boolean =>
  holder === 'data' &&
  value.kind === 'text' &&
  /^[A-Za-z0-9+/]{2,120}={0,2}$/.test(value.text) &&
  /(?:Cg==|[AQgw]o=|[AEIMQUYcgkosw048]K)$/.test(value.text) &&
  value.text.length % 4 === 0;
