import { at, text } from '../../yaml/tree.ts';
import { originsOf, type Origins } from '../tree.ts';
import { field, setField, textAt, textScalar } from '../kubernetes/draft.ts';
import { identityOf, identityText, isClusterScoped } from '../kubernetes/identity.ts';
import { changeField, type FieldSpec, type Slot } from './field-spec.ts';
import { type Accumulated, type Kustomization, originsAt } from './kustomization.ts';
import { currentIdentity, rememberIdentity, type Resource, withCurrentIdentity } from './resource.ts';
import { attempt, Refusal } from './session.ts';

/** Which subjects of role bindings get the namespace: those named default, all service accounts, or none. */
export type SubjectMode = 'defaultOnly' | 'allServiceAccounts' | 'none';

interface NamespaceChange {
  readonly namespace: string;
  readonly origins: Origins;
  readonly specs: readonly FieldSpec[];
  readonly subjects: SubjectMode;
  /** Only where none is written. */
  readonly unsetOnly: boolean;
}

export function applyNamespace(known: Kustomization, all: Accumulated): void {
  const namespace = text(known.root, 'namespace') ?? '';
  const node = at(known.root, 'namespace');
  const origins = originsAt(known, node);
  if (namespace === '' || !node) return;
  attempt(known.build, known.written.place(node.at), () =>
    setNamespaces(all.resources, { namespace, origins, specs: all.configuration.namespace, subjects: 'defaultOnly', unsetOnly: false }),
  );
}

export function setNamespaces(resources: readonly Resource[], change: NamespaceChange): void {
  for (const known of resources) {
    rememberIdentity(known);
    setNamespace(known, change);
    if (withCurrentIdentity(resources, currentIdentity(known)).length > 1)
      throw new Refusal(
        `With this namespace there are two of ${identityText(currentIdentity(known))}; give one another name.`,
        change.origins[0],
      );
  }
}

function setNamespace({ node }: Resource, change: NamespaceChange): void {
  const kind = textAt(node, 'kind');
  const isBinding = kind === 'RoleBinding' || kind === 'ClusterRoleBinding';
  const set = (slot: Slot): void => {
    if (slot.value.kind !== 'scalar') throw new Refusal('A namespace can only stand in a plain value.', slot.value.origins[0]);
    if (!change.unsetOnly || slot.value.text === '') slot.value = textScalar(change.namespace, change.origins);
  };
  if (!isClusterScoped(identityOf(node))) changeField(node, { path: 'metadata/namespace', create: true }, { change: set, make: 'scalar' });
  if (isBinding) setSubjects(node, change);
  for (const spec of change.specs) {
    if (spec.path === 'metadata/namespace' || (spec.path === 'metadata/name' && textAt(node, 'apiVersion') !== 'v1')) continue;
    if (isBinding && spec.path === 'subjects/namespace' && (spec.kind ?? '').endsWith('RoleBinding')) continue;
    changeField(node, spec, { change: set, make: 'scalar' });
  }
}

function setSubjects(node: Resource['node'], { namespace, origins, subjects, unsetOnly }: NamespaceChange): void {
  const list = field(node, 'subjects');
  for (const subject of list?.kind === 'sequence' ? list.items : []) {
    const counts =
      subjects === 'defaultOnly'
        ? textAt(subject, 'name') === 'default'
        : subjects !== 'none' && textAt(subject, 'kind') === 'ServiceAccount';
    if (!counts || subject.kind !== 'mapping' || (unsetOnly && textAt(subject, 'namespace') !== '')) continue;
    setField(subject, 'namespace', textScalar(namespace, originsOf(origins)));
  }
}
