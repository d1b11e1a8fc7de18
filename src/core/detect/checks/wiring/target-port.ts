import type { ClusterObject } from '../../../model/cluster-fact.ts';
import type { ManifestNode } from '../../../model/manifest-node.ts';
import type { Placed } from '../../../link/facts-view.ts';
import type { Check, Found } from '../../check.ts';
import {
  isHeadless,
  isPlain,
  isShortLived,
  matches,
  ofKind,
  podMakers,
  podPorts,
  sameNamespace,
  selectorOf,
  servicesOf,
  type PodMaker,
} from '../../cluster-parts.ts';
import { isOpen, listeningOf, portList, type Listening } from '../../listening.ts';
import { itemsOf, partAt, textAt } from '../../manifest-parts.ts';
import { evidence, factEvidence, partEvidence } from '../../places.ts';
import type { Cluster, System } from '../../system.ts';

export const targetPort: Check = {
  id: 'wiring.target-port',
  stage: 'wiring',
  severity: 'high',
  title: 'A Service sends to a port that its pods do not have',
  why: 'The connection is refused, or the Service has no endpoints for a name that no container gives to a port.',
  fix: 'Send to the port of the container, or to its name.',
  guard:
    'A number counts where the program’s own port is known, or where Service and pod have one port each and they differ: a container’s list of ports is no more than a note.',
  sources: [
    'https://github.com/kubernetes/website/pull/26790',
    'https://github.com/rhobs/troubleshooting-scenarios/pull/46',
    'https://github.com/aws-samples/aws-workshop-for-kubernetes/pull/79',
  ],
  *run(system) {
    for (const cluster of system.clusters) {
      for (const service of ofKind(cluster, 'Service')) {
        const pods = podsOf(service, cluster);
        const targets = pods.length === 0 ? [] : targetsOf(service.written);
        for (const target of targets) yield* wrong(target, { service, pods, system, isAlone: targets.length === 1 });
      }
    }
  },
};

function podsOf(service: Placed<ClusterObject>, cluster: Cluster): readonly PodMaker[] {
  const selector = service.apiVersion === 'v1' && !isHeadless(service) ? selectorOf(service) : undefined;
  return selector
    ? podMakers(cluster).filter(
        ({ labels, object }) => !isShortLived(object) && sameNamespace(object, service) && matches(selector.labels, labels),
      )
    : [];
}

interface Target {
  readonly text: string;
  readonly part: ManifestNode;
  /** `targetPort` is written. */
  readonly isTold: boolean;
}

const targetsOf = (written: ManifestNode): readonly Target[] =>
  itemsOf(partAt(written, 'spec', 'ports')).flatMap(line => {
    const told = partAt(line, 'targetPort');
    const part = told ?? partAt(line, 'port');
    return part?.kind === 'text' && part.text !== '' && isPlain(part.text) ? [{ text: part.text, part, isTold: told !== undefined }] : [];
  });

const isThere = ({ text }: Target, pods: readonly PodMaker[]): boolean =>
  pods.some(({ pod }) => podPorts(pod).names.has(text) || podPorts(pod).numbers.has(Number(text)));

interface Place {
  readonly service: Placed<ClusterObject>;
  readonly pods: readonly PodMaker[];
  readonly system: System;
  /** It is the only port of the Service. */
  readonly isAlone: boolean;
}

function* wrong(target: Target, place: Place): Generator<Found> {
  const { service, pods, system } = place;
  if (isThere(target, pods)) return;
  const listening = /^\d+$/.test(target.text) ? refuting(target, place) : undefined;
  const has = /^\d+$/.test(target.text) ? (listening ? portList(listening) : onlyNumbers(place)) : names(pods);
  if (has === undefined) return;
  const numbers = [...new Set(pods.flatMap(({ pod }) => [...podPorts(pod).numbers]))].filter(port => port > 0);
  yield {
    subject: `${service.name} ${target.text}`,
    message: `The Service ${service.name} sends to port ${target.text}, but its pods have ${has}.`,
    evidence: [
      partEvidence(target.part, service.file, `it sends to ${target.text}`),
      factEvidence(pods[0]!.object, 'the pods that it selects'),
      ...(listening?.ports ?? []).flatMap(own => (own.at ? [evidence(own.at, own.note)] : [])).slice(0, 2),
    ],
    about: pods.flatMap(({ object }) => servicesOf(object, system)),
    ...(target.part.origins === undefined &&
      target.isTold &&
      numbers.length === 1 && {
        fix: {
          title: `Send to port ${numbers[0]}`,
          edits: [{ file: service.file, span: target.part.at, text: String(numbers[0]) }],
        },
      }),
  };
}

function names(pods: readonly PodMaker[]): string | undefined {
  const known = [...new Set(pods.flatMap(({ pod }) => [...podPorts(pod).names].map(([name, port]) => `${name} (${port})`)))];
  if (!known.every(isPlain) || (known.length === 0 && pods.some(({ pod }) => podPorts(pod).isOpen))) return undefined;
  return known.length === 0 ? 'no port with a name' : `only ${known.join(', ')}`;
}

/** The one port that its one container names. */
function onlyNumbers({ pods, isAlone }: Place): string | undefined {
  const isKnown = pods.every(({ pod }) => !podPorts(pod).isOpen && itemsOf(partAt(pod, 'containers')).length === 1);
  const numbers = [...new Set(pods.flatMap(({ pod }) => [...podPorts(pod).numbers]))];
  return isAlone && isKnown && numbers.length === 1 ? `only ${numbers[0]}` : undefined;
}

/** The program is known to listen elsewhere. */
function refuting({ text }: Target, { pods, system }: Place): Listening | undefined {
  const isOf = (file: string, start: number): boolean => pods.some(({ object }) => object.file === file && object.at[0] === start);
  const runs = system.services.flatMap(({ deployed }) => deployed).find(one => one.objects.some(own => isOf(own.file, own.at[0])));
  const listening = runs && listeningOf(runs, system);
  return listening?.isWhole === true && !isOpen(listening, Number(text)) && textAt(pods[0]!.pod, 'hostNetwork') !== 'true'
    ? listening
    : undefined;
}
