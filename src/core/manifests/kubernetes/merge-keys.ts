/**
 * How the lists of built-in objects merge when one document is laid over another: by the fields named here, by value where none is named.
 * A list that is not here is replaced, as are all lists of custom objects. From the API of Kubernetes 1.21, which is what kustomize carries.
 */
export interface Shape {
  readonly [field: string]: { readonly keys?: readonly string[]; readonly of?: Shape };
}

const METADATA: Shape = { finalizers: { keys: [] }, ownerReferences: { keys: ['uid'] } };
const OBJECT: Shape = { metadata: { of: METADATA } };
const CONDITIONS: Shape = { conditions: { keys: ['type'] } };

const EPHEMERAL_CONTAINER: Shape = {
  env: { keys: ['name'] },
  volumeDevices: { keys: ['devicePath'] },
  volumeMounts: { keys: ['mountPath'] },
};
const CONTAINER: Shape = { ...EPHEMERAL_CONTAINER, ports: { keys: ['containerPort', 'protocol'] } };
const POD_SPEC: Shape = {
  containers: { keys: ['name'], of: CONTAINER },
  initContainers: { keys: ['name'], of: CONTAINER },
  ephemeralContainers: { keys: ['name'], of: EPHEMERAL_CONTAINER },
  hostAliases: { keys: ['ip'] },
  imagePullSecrets: { keys: ['name'] },
  topologySpreadConstraints: { keys: ['topologyKey', 'whenUnsatisfiable'] },
  volumes: { keys: ['name'], of: { ephemeral: { of: { volumeClaimTemplate: { of: OBJECT } } } } },
};
const POD_TEMPLATE: Shape = { ...OBJECT, spec: { of: POD_SPEC } };
const TEMPLATED: Shape = { ...OBJECT, spec: { of: { template: { of: POD_TEMPLATE } } }, status: { of: CONDITIONS } };
const CLAIM: Shape = { ...OBJECT, status: { of: CONDITIONS } };
const STATEFUL_SET: Shape = {
  ...TEMPLATED,
  spec: { of: { template: { of: POD_TEMPLATE }, volumeClaimTemplates: { of: CLAIM } } },
};
const CRON_JOB: Shape = { ...OBJECT, spec: { of: { jobTemplate: { of: TEMPLATED } } } };
const WEBHOOKS: Shape = { ...OBJECT, webhooks: { keys: ['name'] } };
const WITH_CONDITIONS: Shape = { ...OBJECT, status: { of: CONDITIONS } };
const CSI_NODE: Shape = { ...OBJECT, spec: { of: { drivers: { keys: ['name'] } } } };

const SPECIAL: Readonly<Record<string, Shape>> = {
  APIService: WITH_CONDITIONS,
  ComponentStatus: { ...OBJECT, ...CONDITIONS },
  CronJob: CRON_JOB,
  CSINode: CSI_NODE,
  DaemonSet: TEMPLATED,
  Deployment: TEMPLATED,
  Job: TEMPLATED,
  MutatingWebhookConfiguration: WEBHOOKS,
  Namespace: WITH_CONDITIONS,
  Node: {
    ...OBJECT,
    spec: { of: { podCIDRs: { keys: [] } } },
    status: { of: { ...CONDITIONS, addresses: { keys: ['type'] } } },
  },
  PersistentVolumeClaim: CLAIM,
  Pod: { ...OBJECT, spec: { of: POD_SPEC }, status: { of: { ...CONDITIONS, podIPs: { keys: ['ip'] } } } },
  PodDisruptionBudget: WITH_CONDITIONS,
  PodTemplate: { ...OBJECT, template: { of: POD_TEMPLATE } },
  ReplicaSet: TEMPLATED,
  ReplicationController: TEMPLATED,
  Service: { ...OBJECT, spec: { of: { ports: { keys: ['port', 'protocol'] } } }, status: { of: CONDITIONS } },
  ServiceAccount: { ...OBJECT, secrets: { keys: ['name'] } },
  StatefulSet: STATEFUL_SET,
  ValidatingWebhookConfiguration: WEBHOOKS,
};

const WEBHOOK_KINDS = 'MutatingWebhookConfiguration ValidatingWebhookConfiguration';
const RBAC_KINDS = 'ClusterRole ClusterRoleBinding Role RoleBinding';
const REVIEWS = 'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview';
const BUILT_IN: Readonly<Record<string, string>> = {
  v1: 'Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount',
  'admissionregistration.k8s.io/v1': WEBHOOK_KINDS,
  'admissionregistration.k8s.io/v1beta1': WEBHOOK_KINDS,
  'apiextensions.k8s.io/v1': 'CustomResourceDefinition',
  'apiextensions.k8s.io/v1beta1': 'CustomResourceDefinition',
  'apiregistration.k8s.io/v1': 'APIService',
  'apiregistration.k8s.io/v1beta1': 'APIService',
  'apps/v1': 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
  'authentication.k8s.io/v1': 'TokenRequest TokenReview',
  'authentication.k8s.io/v1beta1': 'TokenReview',
  'authorization.k8s.io/v1': REVIEWS,
  'authorization.k8s.io/v1beta1': REVIEWS,
  'autoscaling/v1': 'HorizontalPodAutoscaler Scale',
  'autoscaling/v2beta1': 'HorizontalPodAutoscaler',
  'autoscaling/v2beta2': 'HorizontalPodAutoscaler',
  'batch/v1': 'CronJob Job',
  'batch/v1beta1': 'CronJob',
  'certificates.k8s.io/v1': 'CertificateSigningRequest',
  'certificates.k8s.io/v1beta1': 'CertificateSigningRequest',
  'coordination.k8s.io/v1': 'Lease',
  'coordination.k8s.io/v1beta1': 'Lease',
  'discovery.k8s.io/v1': 'EndpointSlice',
  'discovery.k8s.io/v1beta1': 'EndpointSlice',
  'events.k8s.io/v1': 'Event',
  'events.k8s.io/v1beta1': 'Event',
  'extensions/v1beta1': 'Ingress',
  'flowcontrol.apiserver.k8s.io/v1beta1': 'FlowSchema PriorityLevelConfiguration',
  'networking.k8s.io/v1': 'Ingress IngressClass NetworkPolicy',
  'networking.k8s.io/v1beta1': 'Ingress IngressClass',
  'node.k8s.io/v1': 'RuntimeClass',
  'node.k8s.io/v1beta1': 'RuntimeClass',
  'policy/v1': 'PodDisruptionBudget',
  'policy/v1beta1': 'Eviction PodDisruptionBudget PodSecurityPolicy',
  'rbac.authorization.k8s.io/v1': RBAC_KINDS,
  'rbac.authorization.k8s.io/v1beta1': RBAC_KINDS,
  'scheduling.k8s.io/v1': 'PriorityClass',
  'scheduling.k8s.io/v1beta1': 'PriorityClass',
  'storage.k8s.io/v1': 'CSIDriver CSINode StorageClass VolumeAttachment',
  'storage.k8s.io/v1beta1': 'CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment',
};

/** The shape of a built-in kind; none for a kind or version that the API does not have. */
export function shapeOf(apiVersion: string, kind: string): Shape | undefined {
  const known = Object.hasOwn(BUILT_IN, apiVersion) && BUILT_IN[apiVersion]!.split(' ').includes(kind);
  if (!known) return undefined;
  return Object.hasOwn(SPECIAL, kind) ? SPECIAL[kind] : OBJECT;
}
