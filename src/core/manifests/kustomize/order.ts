import { at, items, text } from '../../yaml/tree.ts';
import { type Identity, type KindSelector, sameKind } from '../kubernetes/identity.ts';
import type { Kustomization } from './kustomization.ts';
import { currentIdentity, type Resource } from './resource.ts';

const FIRST = `Namespace ResourceQuota StorageClass CustomResourceDefinition ServiceAccount PodSecurityPolicy Role ClusterRole RoleBinding
  ClusterRoleBinding ConfigMap Secret Endpoints Service LimitRange PriorityClass PersistentVolume PersistentVolumeClaim Deployment StatefulSet
  CronJob PodDisruptionBudget`.split(/\s+/);
const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** The order in which objects are put out: by kind, what others need first, unless the kustomization keeps the order of its resources. */
export function ordered({ root }: Kustomization, resources: readonly Resource[]): readonly Resource[] {
  const options = at(root, 'sortOptions');
  if (options && text(options, 'order') !== 'legacy') return resources;
  const own = at(options, 'legacySortOptions');
  const kinds = (key: string, usual: readonly string[]): readonly string[] =>
    own ? items(at(own, key)).flatMap(item => (item.kind === 'scalar' ? [item.text] : [])) : usual;
  const rank = ranks(kinds('orderFirst', FIRST), kinds('orderLast', LAST));
  return resources
    .map(known => ({ known, id: currentIdentity(known) }))
    .toSorted((one, other) => compared(one.id, other.id, rank))
    .map(({ known }) => known);
}

function ranks(first: readonly string[], last: readonly string[]): (kind: string) => number {
  const known = new Map([...first.map((kind, i) => [kind, i - first.length] as const), ...last.map((kind, i) => [kind, i + 1] as const)]);
  return kind => known.get(kind) ?? 0;
}

function compared(one: Identity, other: Identity, rank: (kind: string) => number): number {
  if (sameKind(one, other)) return compareText(`${one.namespace || '~X'}|${one.name}`, `${other.namespace || '~X'}|${other.name}`);
  return comparedKinds(one, other, rank);
}

const usualRank = ranks(FIRST, LAST);

/** What others need comes first; then by group, version and name of the kind. */
export const comparedKinds = (one: KindSelector, other: KindSelector, rank = usualRank): number =>
  rank(one.kind ?? '') - rank(other.kind ?? '') || compareText(kindText(one), kindText(other));

const kindText = ({ group, version, kind }: KindSelector): string => `${group || '~G'}_${version || '~V'}_${kind || '~K'}`;

/** By the order of their letters, as Go compares them. */
export const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
