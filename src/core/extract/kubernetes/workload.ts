import type { Workload } from '../../model/cluster-fact.ts';
import { unknown } from '../../model/value.ts';
import { at, items, type Node } from '../../yaml/tree.ts';
import { container, type Volume } from './container.ts';
import { certainText, labels, nameSpan, nameValues, type Reading, text, value } from './reading.ts';

const KINDS = /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController|Job|CronJob|Pod|Rollout|DeploymentConfig|CloneSet)$/;

/** Anything with a pod template: the built-in kinds, Argo Rollouts, Knative Services, OpenShift DeploymentConfigs and what operators add. */
export function workload(root: Node, kind: string, reading: Reading): Workload | undefined {
  const template = podTemplate(root, kind);
  const pod = kind === 'Pod' ? at(root, 'spec') : at(template, 'spec');
  const containers = at(pod, 'containers');
  if (!KINDS.test(kind) && containers?.kind !== 'sequence') return undefined;
  const volumes = items(at(pod, 'volumes')).flatMap(node => volume(node, reading));
  const namespace = certainText(at(root, 'metadata', 'namespace'), reading);
  const own = nameValues(at(root, 'metadata', 'annotations'), reading);
  return {
    kind: 'workload',
    at: nameSpan(root),
    workloadKind: kind,
    name: nameOf(root, reading),
    ...(namespace && { namespace }),
    labels: labels(at(template, 'metadata', 'labels'), reading),
    containers: [
      ...items(containers).map(node => container(node, volumes, reading)),
      ...items(at(pod, 'initContainers')).map(node => ({ ...container(node, volumes, reading), init: true })),
    ],
    annotations: template === root ? own : [...nameValues(at(template, 'metadata', 'annotations'), reading), ...own],
  };
}

export const nameOf = (root: Node, reading: Reading) =>
  value(at(root, 'metadata', 'name') ?? at(root, 'metadata', 'generateName'), reading) ?? unknown('the object has no name');

/** What holds the pod's own metadata and spec. */
function podTemplate(root: Node, kind: string): Node | undefined {
  if (kind === 'Pod') return root;
  if (kind === 'PodTemplate') return at(root, 'template');
  return at(root, 'spec', 'jobTemplate', 'spec', 'template') ?? at(root, 'spec', 'template');
}

/** A volume that shows ConfigMaps as files. */
function volume(node: Node, reading: Reading): readonly Volume[] {
  const sources = [
    at(node, 'configMap', 'name'),
    ...items(at(node, 'projected', 'sources')).map(source => at(source, 'configMap', 'name')),
  ];
  const configMaps = sources.flatMap(source => text(source, reading) ?? []);
  const name = text(at(node, 'name'), reading);
  return name && configMaps.length > 0 ? [{ name, configMaps }] : [];
}
