import type { NetworkPolicy } from '../../model/cluster-fact.ts';
import { at, items, type Node } from '../../yaml/tree.ts';
import { certainText, labels, nameSpan, type Reading, text } from './reading.ts';
import { nameOf } from './workload.ts';

/** NetworkPolicy, CiliumNetworkPolicy and Istio's AuthorizationPolicy, as far as they name pods by label or principal. */
export function networkPolicy(root: Node, kind: string, reading: Reading): readonly NetworkPolicy[] {
  const spec = at(root, 'spec');
  const action = text(at(spec, 'action'), reading);
  if (kind === 'AuthorizationPolicy' && action !== undefined && action !== 'ALLOW') return [];
  const selector =
    at(spec, 'podSelector', 'matchLabels') ?? at(spec, 'endpointSelector', 'matchLabels') ?? at(spec, 'selector', 'matchLabels');
  const namespace = certainText(at(root, 'metadata', 'namespace'), reading);
  return [
    {
      kind: 'network-policy',
      at: nameSpan(root),
      name: nameOf(root, reading),
      ...(namespace && { namespace }),
      selector: labels(selector, reading),
      allowedFrom: kind === 'AuthorizationPolicy' ? principals(spec, reading) : pods(spec, reading),
    },
  ];
}

function pods(spec: Node | undefined, reading: Reading): NetworkPolicy['allowedFrom'] {
  return items(at(spec, 'ingress')).flatMap(rule =>
    [...items(at(rule, 'from')), ...items(at(rule, 'fromEndpoints'))].flatMap(source => {
      const found = at(source, 'podSelector', 'matchLabels') ?? at(source, 'matchLabels');
      return found ? [{ labels: labels(found, reading), at: found.at }] : [];
    }),
  );
}

function principals(spec: Node | undefined, reading: Reading): NetworkPolicy['allowedFrom'] {
  return items(at(spec, 'rules')).flatMap(rule =>
    items(at(rule, 'from')).flatMap(from =>
      items(at(from, 'source', 'principals')).flatMap(node => {
        const principal = text(node, reading);
        return principal ? [{ labels: {}, principal, at: node.at }] : [];
      }),
    ),
  );
}
