import { originsOf } from '../tree.ts';
import {
  type Draft,
  type DraftMapping,
  type DraftScalar,
  field,
  isNull,
  plainDraft,
  rewritten,
  setField,
  textAt,
} from '../kubernetes/draft.ts';
import {
  CLUSTER,
  effectiveNamespace,
  type GroupVersionKind,
  type Identity,
  identityOf,
  isClusterScoped,
  isSelected,
  type KindSelector,
} from '../kubernetes/identity.ts';
import { changeField, type FieldSpec, type Slot } from './field-spec.ts';
import type { Accumulated } from './kustomization.ts';
import { currentIdentity, originalIdentity, previousIdentities, type Resource } from './resource.ts';
import { attempt, Refusal, type Session } from './session.ts';

/** Objects that were renamed are called by their new names wherever another object calls them. */
export function fixReferences(build: Session, all: Accumulated): void {
  const targets = targetsOf(all.resources);
  for (const referrer of all.resources) {
    const original = originalIdentity(referrer);
    const reachable = candidatesFor(referrer, targets);
    for (const { fieldSpecs, ...called } of all.configuration.nameReference)
      for (const spec of fieldSpecs)
        if (isSelected(original, spec))
          attempt(build, referrer.node.origins[0]!, () => fixField({ referrer, called, spec, candidates: reachable }));
  }
}

/** An object as references see it: identities are worked out once. */
interface Target {
  readonly resource: Resource;
  readonly now: Identity;
  readonly before: Identity;
  readonly previous: readonly Identity[];
}

const targetsOf = (resources: readonly Resource[]): readonly Target[] =>
  resources.map(resource => ({
    resource,
    now: currentIdentity(resource),
    before: originalIdentity(resource),
    previous: previousIdentities(resource),
  }));

/** Objects of other namespaces cannot be meant, except accounts that a role binding names. */
function candidatesFor(referrer: Resource, targets: readonly Target[]): readonly Target[] {
  const id = currentIdentity(referrer);
  if (isClusterScoped(id)) return targets;
  const named = accountNamespaces(referrer.node);
  return targets.filter(
    ({ now }) => isClusterScoped(now) || effectiveNamespace(now) === effectiveNamespace(id) || named.has(now.namespace),
  );
}

function accountNamespaces(node: DraftMapping): ReadonlySet<string> {
  const subjects = textAt(node, 'kind') === 'RoleBinding' ? field(node, 'subjects') : undefined;
  const accounts = subjects?.kind === 'sequence' ? subjects.items.filter(subject => textAt(subject, 'kind') === 'ServiceAccount') : [];
  return new Set(accounts.filter(account => field(account, 'namespace')).map(account => textAt(account, 'namespace')));
}

interface Reference {
  readonly referrer: Resource;
  readonly called: KindSelector;
  readonly spec: FieldSpec;
  readonly candidates: readonly Target[];
}

function fixField(reference: Reference): void {
  const { group, version, kind } = identityOf(reference.referrer.node);
  changeField(reference.referrer.node, { ...reference.spec, group, version, kind }, { change: slot => fixSlot(slot, reference) });
}

function fixSlot(slot: Slot, reference: Reference): void {
  const { value } = slot;
  if (isNull(value)) return;
  if (value.kind === 'scalar') slot.value = fixedName(value, reference);
  else if (value.kind === 'mapping') fixMapping(value, reference);
  else
    value.items = value.items.map(item => {
      if (item.kind === 'scalar') return isNull(item) ? item : fixedName(item, reference);
      if (item.kind === 'mapping') fixMapping(item, reference);
      return item;
    });
}

function fixedName(value: DraftScalar, reference: Reference): DraftScalar {
  const found = referral(value.text, reference.candidates, reference, ({ now }) => now.name);
  if (!found || found.now.name === value.text) return value;
  return rewritten(value, found.now.name, originsOf(value.origins, nameOf(found.resource)?.origins ?? []));
}

const nameOf = ({ node }: Resource): Draft | undefined => field(field(node, 'metadata'), 'name');

function fixMapping(value: DraftMapping, reference: Reference): void {
  const name = field(value, 'name');
  if (name?.kind !== 'scalar') throw new Refusal('The reference has no name.', value.origins[0]);
  const candidates = inNamespace(reference.candidates, field(value, 'namespace'));
  const found = referral(name.text, candidates, reference, ({ now }) => `${now.name}\n${now.namespace}`);
  if (!found || (found.now.name === name.text && found.now.namespace === '')) return;
  setField(
    value,
    'name',
    rewritten(name, found.now.name, originsOf(name.origins, found.now.name === name.text ? [] : (nameOf(found.resource)?.origins ?? []))),
  );
  const namespace = field(field(found.resource.node, 'metadata'), 'namespace');
  if (found.now.namespace !== '') setField(value, 'namespace', plainDraft(found.now.namespace, namespace?.origins ?? []));
}

function inNamespace(candidates: readonly Target[], namespace: Draft | undefined): readonly Target[] {
  if (namespace?.kind !== 'scalar') return candidates;
  const before = candidates.filter(target => effectiveNamespace(target.before) === namespace.text);
  const known = namespace.text === CLUSTER ? [] : before;
  return known.length > 0 ? known : candidates.filter(({ now }) => effectiveNamespace(now) === namespace.text);
}

/** The one object that is called by this name; refuses where several could be meant. */
function referral(name: string, all: readonly Target[], reference: Reference, described: (target: Target) => string): Target | undefined {
  const { referrer, called, spec } = reference;
  const role = spec.path.endsWith('roleRef/name') ? roleKind(referrer) : undefined;
  const own = currentIdentity(referrer);
  const close = all.filter(
    ({ previous, now }) =>
      previous.some(id => id.name === name) &&
      previous.some(id => isSelected(id, called)) &&
      (!role || previous.some(id => isSelected(id, role))) &&
      (isClusterScoped(own) ||
        isClusterScoped(now) ||
        now.kind === 'ServiceAccount' ||
        effectiveNamespace(now) === effectiveNamespace(own)),
  );
  if (close.length === 1) return close[0];
  const loose = close.filter(({ resource }) => sharesNaming(resource, referrer, true));
  const exact = loose.length > 1 ? loose.filter(({ resource }) => sharesNaming(resource, referrer, false)) : loose;
  if (new Set(exact.map(described)).size > 1)
    throw new Refusal(`"${name}" could mean several objects here; give them names of their own.`, referrer.node.origins[0]);
  return exact[0];
}

function roleKind({ node }: Resource): GroupVersionKind | undefined {
  const role = field(node, 'roleRef');
  if (!field(role, 'apiGroup') || !field(role, 'kind')) return undefined;
  return { group: textAt(role, 'apiGroup'), version: '', kind: textAt(role, 'kind') };
}

/** Two objects of one kustomization got the same prefixes and suffixes. */
function sharesNaming(one: Resource, other: Resource, allowNone: boolean): boolean {
  return (['prefixes', 'suffixes'] as const).every(
    side => (allowNone && (one[side].length === 0 || other[side].length === 0)) || endsAlike(one[side], other[side]),
  );
}

function endsAlike(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length === 0) return long.length === 0;
  return short.every((part, i) => part === long[i + long.length - short.length]);
}
