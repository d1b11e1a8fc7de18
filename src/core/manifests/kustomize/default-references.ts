import type { FieldSpec } from './field-spec.ts';
import type { NameReference } from './transformer-configuration.ts';

/** Where objects of Kubernetes call others by name, by what they call. Renaming the one renames it there. */

const TEMPLATED = 'spec/template/spec';
const PODS: readonly FieldSpec[] = [
  { path: 'spec', version: 'v1', kind: 'Pod' },
  { path: 'template/spec', kind: 'PodTemplate' },
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job'].map(kind => ({ path: TEMPLATED, kind })),
  { path: 'spec/jobTemplate/spec/template/spec', kind: 'CronJob' },
];

const inPods = (...paths: readonly string[]): readonly FieldSpec[] =>
  PODS.flatMap(pod => paths.map(path => ({ ...pod, path: `${pod.path}/${path}` })));

const RUNNERS: readonly FieldSpec[] = [
  { path: 'spec', kind: 'Pod' },
  ...['StatefulSet', 'Deployment', 'ReplicationController', 'Job', 'DaemonSet'].map(kind => ({ path: TEMPLATED, kind })),
  { path: 'spec/jobTemplate/spec/template/spec', kind: 'CronJob' },
];

const inRunners = (path: string): readonly FieldSpec[] => RUNNERS.map(pod => ({ ...pod, path: `${pod.path}/${path}` }));

const of = (kind: string, ...paths: readonly string[]): readonly FieldSpec[] => paths.map(path => ({ path, kind }));

const inContainers = (path: string): readonly string[] => [`containers/${path}`, `initContainers/${path}`];

const IN_ROLES = [...of('Role', 'rules/resourceNames'), ...of('ClusterRole', 'rules/resourceNames')];
const RBAC = 'rbac.authorization.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';

const SCALED: readonly NameReference[] = ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map(kind => ({
  kind,
  fieldSpecs: of('HorizontalPodAutoscaler', 'spec/scaleTargetRef/name'),
}));

const CONFIG_MAPS: readonly FieldSpec[] = [
  ...inPods(
    'volumes/configMap/name',
    ...inContainers('env/valueFrom/configMapKeyRef/name'),
    ...inContainers('envFrom/configMapRef/name'),
    'volumes/projected/sources/configMap/name',
  ),
  ...of('Node', 'spec/configSource/configMap'),
  ...IN_ROLES,
  ...of('Ingress', 'metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap'),
];

const SECRETS: readonly FieldSpec[] = [
  ...inPods(
    'volumes/secret/secretName',
    ...inContainers('env/valueFrom/secretKeyRef/name'),
    ...inContainers('envFrom/secretRef/name'),
    'imagePullSecrets/name',
    'volumes/projected/sources/secret/name',
  ),
  ...of(
    'Ingress',
    'spec/tls/secretName',
    'metadata/annotations/ingress.kubernetes.io\\/auth-secret',
    'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret',
    'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret',
  ),
  ...of('ServiceAccount', 'imagePullSecrets/name'),
  ...of('StorageClass', 'parameters/secretName', 'parameters/adminSecretName', 'parameters/userSecretName', 'parameters/secretRef'),
  ...IN_ROLES,
  { path: `${TEMPLATED}/containers/env/valueFrom/secretKeyRef/name`, kind: 'Service', group: 'serving.knative.dev', version: 'v1' },
  ...of('PersistentVolume', 'spec/azureFile/secretName'),
];

const SERVICES: readonly FieldSpec[] = [
  { path: 'spec/serviceName', kind: 'StatefulSet', group: 'apps' },
  ...of(
    'Ingress',
    'spec/rules/http/paths/backend/serviceName',
    'spec/backend/serviceName',
    'spec/rules/http/paths/backend/service/name',
    'spec/defaultBackend/service/name',
  ),
  { path: 'spec/service/name', kind: 'APIService', group: 'apiregistration.k8s.io' },
  { path: 'webhooks/clientConfig/service', kind: 'ValidatingWebhookConfiguration', group: ADMISSION },
  { path: 'webhooks/clientConfig/service', kind: 'MutatingWebhookConfiguration', group: ADMISSION },
];

const SERVICE_ACCOUNTS: readonly FieldSpec[] = [
  { path: 'subjects', kind: 'RoleBinding', group: RBAC },
  { path: 'subjects', kind: 'ClusterRoleBinding', group: RBAC },
  ...inRunners('serviceAccountName'),
];

const ROLE_REFERENCE: FieldSpec = { path: 'roleRef/name', kind: 'RoleBinding', group: RBAC };

export const NAME_REFERENCES: readonly NameReference[] = [
  ...SCALED,
  { kind: 'ConfigMap', version: 'v1', fieldSpecs: CONFIG_MAPS },
  { kind: 'Secret', version: 'v1', fieldSpecs: SECRETS },
  { kind: 'Service', version: 'v1', fieldSpecs: SERVICES },
  { kind: 'Role', group: RBAC, fieldSpecs: [ROLE_REFERENCE] },
  { kind: 'ClusterRole', group: RBAC, fieldSpecs: [ROLE_REFERENCE, { ...ROLE_REFERENCE, kind: 'ClusterRoleBinding' }] },
  { kind: 'ServiceAccount', version: 'v1', fieldSpecs: SERVICE_ACCOUNTS },
  { kind: 'PersistentVolumeClaim', version: 'v1', fieldSpecs: inRunners('volumes/persistentVolumeClaim/claimName') },
  {
    kind: 'PersistentVolume',
    version: 'v1',
    fieldSpecs: [...of('PersistentVolumeClaim', 'spec/volumeName'), ...of('ClusterRole', 'rules/resourceNames')],
  },
  {
    kind: 'StorageClass',
    version: 'v1',
    group: 'storage.k8s.io',
    fieldSpecs: [
      ...of('PersistentVolume', 'spec/storageClassName'),
      ...of('PersistentVolumeClaim', 'spec/storageClassName'),
      ...of('StatefulSet', 'spec/volumeClaimTemplates/spec/storageClassName'),
    ],
  },
  { kind: 'PriorityClass', version: 'v1', group: 'scheduling.k8s.io', fieldSpecs: inRunners('priorityClassName') },
  { kind: 'IngressClass', version: 'v1', group: 'networking.k8s.io/v1', fieldSpecs: of('Ingress', 'spec/ingressClassName') },
  {
    kind: 'ValidatingAdmissionPolicy',
    group: ADMISSION,
    fieldSpecs: [{ path: 'spec/policyName', kind: 'ValidatingAdmissionPolicyBinding', group: ADMISSION }],
  },
];
