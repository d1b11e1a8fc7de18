import type { ClusterObject } from '../../../model/cluster-fact.ts';
import type { ManifestNode } from '../../../model/manifest-node.ts';
import type { Placed } from '../../../link/facts-view.ts';
import type { Check } from '../../check.ts';
import { calledService } from '../../called-service.ts';
import { isPlain, matches, ofKind, podMakers, sameNamespace, selectorOf, servicesOf, type PodMaker } from '../../cluster-parts.ts';
import { entriesOf, entryAt, itemsOf, pairsOf, partAt, textsOf } from '../../manifest-parts.ts';
import { evidence, partEvidence } from '../../places.ts';
import { references, type Reference } from '../../references.ts';
import type { Cluster } from '../../system.ts';

export const policyBlocks: Check = {
  id: 'wiring.policy-blocks',
  stage: 'wiring',
  severity: 'high',
  title: 'A NetworkPolicy keeps a caller out',
  why: 'What no policy allows is dropped: the call times out, although name, port and pod are right.',
  fix: 'Allow the labels of the caller in a policy of the called pods.',
  guard:
    'Only policies whose rules name pods of their own namespace by plain labels; ranges of addresses and other namespaces may hold the caller.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation'],
  *run(system) {
    if (!system.clusters.some(cluster => ofKind(cluster, 'NetworkPolicy').length > 0)) return;
    for (const reference of references(system)) {
      const called = reference.isFallback ? undefined : calledService(reference, system);
      const service = called?.services[0];
      if (!called || !service || called.services.length > 1) continue;
      const caller = makerOf(reference, called.cluster);
      const selector = selectorOf(service);
      const target =
        selector &&
        podMakers(called.cluster).find(({ labels, object }) => matches(selector.labels, labels) && sameNamespace(object, service));
      if (!caller || !target || caller === target || !sameNamespace(caller.object, target.object)) continue;
      const policies = ofKind(called.cluster, 'NetworkPolicy').filter(policy => guards(policy, target));
      const [first] = policies;
      if (!first || policies.some(policy => mayAllow(policy.written, caller))) continue;
      const { deployed, at } = reference;
      yield {
        subject: `${deployed.service.name} ${service.name} policy`,
        message: `${deployed.name} calls ${service.name}, but the NetworkPolicy ${first.name} lets only other pods in.`,
        evidence: [
          partEvidence(
            entryAt(partAt(first.written, 'spec'), 'ingress') ?? partAt(first.written, 'spec')!,
            first.file,
            'the caller is not among these',
          ),
          evidence(at, `it calls ${service.name}`),
          ...(caller.labelsPart ? [partEvidence(caller.labelsPart, caller.object.file, 'the labels of the caller')] : []),
        ],
        about: [deployed.service.id, ...servicesOf(service, system)],
      };
    }
  },
};

const makerOf = ({ deployed: { objects } }: Reference, cluster: Cluster): PodMaker | undefined =>
  podMakers(cluster).find(
    ({ object, labels }) =>
      [...labels].every(pair => pair.every(isPlain)) && objects.some(({ file, at }) => object.file === file && object.at[0] === at[0]),
  );

/** It decides who comes to these pods. */
function guards(policy: Placed<ClusterObject>, { labels, object }: PodMaker): boolean {
  const spec = partAt(policy.written, 'spec');
  const types = textsOf(partAt(spec, 'policyTypes'));
  const selector = partAt(spec, 'podSelector');
  return (
    sameNamespace(policy, object) &&
    (types.includes('Ingress') || (types.length === 0 && partAt(spec, 'ingress') !== undefined)) &&
    entriesOf(selector).every(({ key }) => key === 'matchLabels') &&
    [...pairsOf(partAt(selector, 'matchLabels'))].every(([key, value]) => labels.get(key) === value)
  );
}

/** A rule lets the caller in, or it is not known whom it lets in. */
const mayAllow = (written: ManifestNode, caller: PodMaker): boolean =>
  itemsOf(partAt(written, 'spec', 'ingress')).some(rule => {
    const from = itemsOf(partAt(rule, 'from'));
    return from.length === 0 || from.some(peer => mayBe(peer, caller));
  });

function mayBe(peer: ManifestNode, { labels }: PodMaker): boolean {
  const selector = partAt(peer, 'podSelector');
  if (!selector || entriesOf(peer).length > 1 || entriesOf(selector).some(({ key }) => key !== 'matchLabels')) return true;
  const wanted = pairsOf(partAt(selector, 'matchLabels'));
  return ![...wanted].every(pair => pair.every(isPlain)) || matches(wanted, labels);
}
