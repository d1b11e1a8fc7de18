import { type Draft, textAt } from './draft.ts';

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** How one object is told from another. */
export interface Identity extends GroupVersionKind {
  readonly name: string;
  readonly namespace: string;
}

/** Some of a group, version and kind; what is missing or empty selects any. */
export type KindSelector = Partial<GroupVersionKind>;

export function groupVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? { group: '', version: apiVersion } : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

export const identityOf = (object: Draft): Identity => ({
  ...groupVersion(textAt(object, 'apiVersion')),
  kind: textAt(object, 'kind'),
  name: textAt(object, 'metadata', 'name'),
  namespace: textAt(object, 'metadata', 'namespace'),
});

export function isSelected({ group, version, kind }: GroupVersionKind, selector: KindSelector): boolean {
  return (
    (!selector.group || selector.group === group) &&
    (!selector.version || selector.version === version) &&
    (!selector.kind || selector.kind === kind)
  );
}

/** The namespace that counts when objects are compared: none at all for cluster-scoped kinds, `default` where none is written. */
export const effectiveNamespace = (id: Identity): string => (isClusterScoped(id) ? CLUSTER : id.namespace || 'default');

/** Stands for the namespace of what has none. */
export const CLUSTER = '_non_namespaceable_';

export const sameKind = (one: GroupVersionKind, other: GroupVersionKind): boolean =>
  one.group === other.group && one.version === other.version && one.kind === other.kind;

export const sameIdentity = (one: Identity, other: Identity): boolean =>
  one.name === other.name && sameKind(one, other) && effectiveNamespace(one) === effectiveNamespace(other);

export const identityText = ({ kind, name, namespace }: Identity): string =>
  `${kind || 'object'} "${name}"${namespace ? ` of namespace ${namespace}` : ''}`;

/** Kinds that Kubernetes knows for sure to have no namespace; custom kinds are taken to have one. */
export const isClusterScoped = ({ group, version, kind }: GroupVersionKind): boolean =>
  CLUSTER_SCOPED[group === '' ? version : `${group}/${version}`]?.includes(kind) ?? false;

const WEBHOOKS = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];
const ROLES = ['ClusterRole', 'ClusterRoleBinding'];
const CLUSTER_SCOPED: Readonly<Record<string, readonly string[]>> = {
  v1: ['ComponentStatus', 'Namespace', 'Node', 'NodeProxyOptions', 'PersistentVolume'],
  'admissionregistration.k8s.io/v1': WEBHOOKS,
  'admissionregistration.k8s.io/v1beta1': WEBHOOKS,
  'apiextensions.k8s.io/v1': ['CustomResourceDefinition'],
  'apiextensions.k8s.io/v1beta1': ['CustomResourceDefinition'],
  'apiregistration.k8s.io/v1': ['APIService'],
  'apiregistration.k8s.io/v1beta1': ['APIService'],
  'certificates.k8s.io/v1': ['CertificateSigningRequest'],
  'certificates.k8s.io/v1beta1': ['CertificateSigningRequest'],
  'flowcontrol.apiserver.k8s.io/v1beta1': ['FlowSchema', 'PriorityLevelConfiguration'],
  'networking.k8s.io/v1': ['IngressClass'],
  'networking.k8s.io/v1beta1': ['IngressClass'],
  'node.k8s.io/v1': ['RuntimeClass'],
  'node.k8s.io/v1beta1': ['RuntimeClass'],
  'policy/v1beta1': ['PodSecurityPolicy'],
  'rbac.authorization.k8s.io/v1': ROLES,
  'rbac.authorization.k8s.io/v1beta1': ROLES,
  'scheduling.k8s.io/v1': ['PriorityClass'],
  'scheduling.k8s.io/v1beta1': ['PriorityClass'],
  'storage.k8s.io/v1': ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
  'storage.k8s.io/v1beta1': ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
};
