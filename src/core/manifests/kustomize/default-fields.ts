import type { FieldSpec } from './field-spec.ts';

/** The fields that kustomize's transformers change in objects of Kubernetes, by kind. */

const create = true;

export const NAME: readonly FieldSpec[] = [{ path: 'metadata/name' }];

export const NAMESPACE: readonly FieldSpec[] = [
  { path: 'metadata/name', kind: 'Namespace', create },
  { path: 'spec/service/namespace', group: 'apiregistration.k8s.io', kind: 'APIService', create },
  { path: 'spec/conversion/webhook/clientConfig/service/namespace', group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' },
];

export const IMAGES: readonly FieldSpec[] = ['spec', 'spec/template/spec'].flatMap(pod => [
  { path: `${pod}/containers[]/image`, create },
  { path: `${pod}/initContainers[]/image`, create },
]);

export const REPLICAS: readonly FieldSpec[] = ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map(kind => ({
  path: 'spec/replicas',
  create,
  kind,
}));

export const METADATA_LABELS: readonly FieldSpec[] = [
  { path: 'metadata/labels', create },
  { path: 'spec/template/metadata/labels', create, version: 'v1', kind: 'ReplicationController' },
  ...['Deployment', 'ReplicaSet', 'DaemonSet'].map(kind => ({ path: 'spec/template/metadata/labels', create, kind })),
  { path: 'spec/template/metadata/labels', create, group: 'apps', kind: 'StatefulSet' },
  { path: 'spec/volumeClaimTemplates[]/metadata/labels', create, group: 'apps', kind: 'StatefulSet' },
  { path: 'spec/template/metadata/labels', create, group: 'batch', kind: 'Job' },
  { path: 'spec/jobTemplate/metadata/labels', create, group: 'batch', kind: 'CronJob' },
  { path: 'spec/jobTemplate/spec/template/metadata/labels', create, group: 'batch', kind: 'CronJob' },
];

const AFFINITIES = ['podAffinity', 'podAntiAffinity'].flatMap(affinity => [
  `affinity/${affinity}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
  `affinity/${affinity}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
]);

const POD_SELECTORS: readonly FieldSpec[] = ['Deployment', 'StatefulSet'].flatMap(kind =>
  [...AFFINITIES, 'topologySpreadConstraints/labelSelector/matchLabels'].map(path => ({
    path: `spec/template/spec/${path}`,
    group: 'apps',
    kind,
  })),
);

export const COMMON_LABELS: readonly FieldSpec[] = [
  { path: 'spec/selector', create, version: 'v1', kind: 'Service' },
  { path: 'spec/selector', create, version: 'v1', kind: 'ReplicationController' },
  ...['Deployment', 'ReplicaSet', 'DaemonSet'].map(kind => ({ path: 'spec/selector/matchLabels', create, kind })),
  { path: 'spec/selector/matchLabels', create, group: 'apps', kind: 'StatefulSet' },
  ...POD_SELECTORS,
  { path: 'spec/selector/matchLabels', group: 'batch', kind: 'Job' },
  { path: 'spec/jobTemplate/spec/selector/matchLabels', group: 'batch', kind: 'CronJob' },
  { path: 'spec/selector/matchLabels', group: 'policy', kind: 'PodDisruptionBudget' },
  ...['spec/podSelector/matchLabels', 'spec/ingress/from/podSelector/matchLabels', 'spec/egress/to/podSelector/matchLabels'].map(path => ({
    path,
    group: 'networking.k8s.io',
    kind: 'NetworkPolicy',
  })),
  ...METADATA_LABELS,
];

export const COMMON_ANNOTATIONS: readonly FieldSpec[] = [
  { path: 'metadata/annotations', create },
  { path: 'spec/template/metadata/annotations', create, version: 'v1', kind: 'ReplicationController' },
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].map(kind => ({ path: 'spec/template/metadata/annotations', create, kind })),
  { path: 'spec/template/metadata/annotations', create, group: 'batch', kind: 'Job' },
  { path: 'spec/jobTemplate/metadata/annotations', create, group: 'batch', kind: 'CronJob' },
  { path: 'spec/jobTemplate/spec/template/metadata/annotations', create, group: 'batch', kind: 'CronJob' },
];

const POD_VARIABLES = ['containers', 'initContainers'].flatMap(list =>
  ['args', 'command', 'env/value', 'volumeMounts/mountPath'].map(path => `${list}/${path}`),
);

const podVariables = (kind: string, pod: string): readonly FieldSpec[] => POD_VARIABLES.map(path => ({ path: `${pod}/${path}`, kind }));

const TEMPLATED = ['DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'StatefulSet'];

export const VARIABLE_REFERENCES: readonly FieldSpec[] = [
  ...podVariables('CronJob', 'spec/jobTemplate/spec/template/spec'),
  { path: 'spec/jobTemplate/spec/template/volumes/nfs/server', kind: 'CronJob' },
  ...TEMPLATED.flatMap(kind => podVariables(kind, 'spec/template/spec')),
  ...['DaemonSet', 'Deployment', 'Job', 'ReplicaSet'].map(kind => ({ path: 'spec/template/spec/volumes/nfs/server', kind })),
  { path: 'spec/template/metadata/annotations', kind: 'Deployment' },
  ...['spec/rules/host', 'spec/tls/hosts', 'spec/tls/secretName'].map(path => ({ path, kind: 'Ingress' })),
  ...podVariables('Pod', 'spec'),
  { path: 'spec/volumes/nfs/server', kind: 'Pod' },
  ...['spec/ports/port', 'spec/ports/targetPort'].map(path => ({ path, kind: 'Service' })),
  { path: 'spec/volumeClaimTemplates/spec/nfs/server', kind: 'StatefulSet' },
  { path: 'spec/nfs/server', kind: 'PersistentVolume' },
  { path: 'metadata/labels' },
  { path: 'metadata/annotations' },
];
