import type { ClusterObject } from '../../../model/cluster-fact.ts';
import type { ManifestNode } from '../../../model/manifest-node.ts';
import type { Placed } from '../../../link/facts-view.ts';
import type { Check, Found } from '../../check.ts';
import {
  isHeadless,
  matches,
  ofKind,
  podMakers,
  podPorts,
  sameNamespace,
  selectorOf,
  servicesOf,
  type PodMaker,
} from '../../cluster-parts.ts';
import { entriesOf, itemsOf, pairsOf, partAt, textAt } from '../../manifest-parts.ts';
import { partEvidence } from '../../places.ts';
import type { Cluster, System } from '../../system.ts';

export const policyPort: Check = {
  id: 'wiring.policy-port',
  stage: 'wiring',
  severity: 'high',
  title: 'A NetworkPolicy allows the port of the Service, not that of the pod',
  why: 'Policies see the packet at the pod, where the port is already the container’s: what was to be allowed times out.',
  fix: 'Allow the port of the container, or its name.',
  guard: 'Ports that a container of the selected pods names, and Services whose port is that of the pod, are left alone.',
  sources: ['https://github.com/rowanruseler/helm-charts/pull/16'],
  *run(system) {
    for (const cluster of system.clusters) {
      for (const policy of ofKind(cluster, 'NetworkPolicy')) {
        const pods = guarded(policy, cluster);
        if (pods.length === 0 || pods.some(({ pod }) => podPorts(pod).isOpen)) continue;
        for (const part of allowedIn(policy.written)) yield* wrong(part, { policy, pods, cluster, system });
      }
    }
  },
};

function guarded(policy: Placed<ClusterObject>, cluster: Cluster): readonly PodMaker[] {
  const selector = pairsOf(partAt(policy.written, 'spec', 'podSelector', 'matchLabels'));
  const isOther = entriesOf(partAt(policy.written, 'spec', 'podSelector')).some(({ key }) => key === 'matchExpressions');
  if (isOther || selector.size === 0) return [];
  return podMakers(cluster).filter(({ labels, object }) => matches(selector, labels) && sameNamespace(object, policy));
}

const allowedIn = (written: ManifestNode): readonly ManifestNode[] =>
  itemsOf(partAt(written, 'spec', 'ingress')).flatMap(rule => itemsOf(partAt(rule, 'ports')).flatMap(port => partAt(port, 'port') ?? []));

interface Place {
  readonly policy: Placed<ClusterObject>;
  readonly pods: readonly PodMaker[];
  readonly cluster: Cluster;
  readonly system: System;
}

function* wrong(part: ManifestNode, { policy, pods, cluster, system }: Place): Generator<Found> {
  const port = part.kind === 'text' && /^\d+$/.test(part.text) ? Number(part.text) : undefined;
  if (port === undefined || pods.some(({ pod }) => podPorts(pod).numbers.has(port))) return;
  const service = ofKind(cluster, 'Service').find(one => sentElsewhere(one, pods, port));
  const line = service && sentElsewhere(service, pods, port);
  if (!service || !line) return;
  const numbers = [...new Set(pods.flatMap(({ pod }) => [...podPorts(pod).numbers]))];
  yield {
    subject: `${policy.name} ${port}`,
    message: `The NetworkPolicy ${policy.name} allows port ${port}, which is that of the Service ${service.name}; its pods listen on ${numbers.join(' and ')}.`,
    evidence: [
      partEvidence(part, policy.file, `it allows port ${port}`),
      partEvidence(line, service.file, `${port} is the port of the Service`),
      partEvidence(itemsOf(partAt(pods[0]!.pod, 'containers'))[0]!, pods[0]!.object.file, `the pod listens on ${numbers.join(' and ')}`),
    ],
    about: pods.flatMap(({ object }) => servicesOf(object, system)),
    ...(numbers.length === 1 &&
      part.origins === undefined && {
        fix: { title: `Allow port ${numbers[0]}`, edits: [{ file: policy.file, span: part.at, text: String(numbers[0]) }] },
      }),
  };
}

/** The line of a Service with that port, where it sends to another one of these pods. */
function sentElsewhere(service: Placed<ClusterObject>, pods: readonly PodMaker[], port: number): ManifestNode | undefined {
  const selector = isHeadless(service) ? undefined : selectorOf(service);
  if (!selector || !pods.some(({ labels }) => matches(selector.labels, labels))) return undefined;
  const line = itemsOf(partAt(service.written, 'spec', 'ports')).find(one => textAt(one, 'port') === String(port));
  const target = textAt(line, 'targetPort') ?? '';
  const number = pods.map(({ pod }) => podPorts(pod).names.get(target) ?? Number(target)).find(own => own > 0);
  return number === undefined || number === port ? undefined : partAt(line, 'port');
}
