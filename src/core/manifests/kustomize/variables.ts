import { at, text } from '../../yaml/tree.ts';
import { originsOf } from '../tree.ts';
import { type Draft, type DraftScalar, isNull, plainDraft } from '../kubernetes/draft.ts';
import { effectiveNamespace, groupVersion, type Identity, isClusterScoped, sameKind } from '../kubernetes/identity.ts';
import { lookup } from './field-path.ts';
import { changeField } from './field-spec.ts';
import { type Accumulated, type Kustomization, listOf } from './kustomization.ts';
import { allIdentities, type Resource } from './resource.ts';
import { attempt, Refusal, type Session, spend } from './session.ts';
import type { Location } from '../../model/source.ts';

/** One of the deprecated `vars`: `$(NAME)` stands for a field of an object. */
export interface Variable {
  readonly name: string;
  readonly path: string;
  readonly at: Location;
}

/** Notes which objects the kustomization's variables speak of; what they are called by then may change. */
export function addVariables(known: Kustomization, all: Accumulated): void {
  for (const entry of listOf(known, 'vars')) {
    const place = known.written.place(entry.at);
    const name = text(entry, 'name') ?? '';
    const reference = at(entry, 'objref');
    const { group, version } = groupVersion(text(reference, 'apiVersion') ?? '');
    const id: Identity = {
      group: group || (text(reference, 'group') ?? ''),
      version: version || (text(reference, 'version') ?? ''),
      kind: text(reference, 'kind') ?? '',
      name: text(reference, 'name') ?? '',
      namespace: text(reference, 'namespace') ?? '',
    };
    attempt(known.build, place, () => {
      const matches = all.resources.filter(resource => allIdentities(resource).some(other => isMeant(other, id)));
      if (matches.length > 1) throw new Refusal(`The variable ${name} could mean several objects; name their namespace.`, place);
      if (all.variables.some(other => other.name === name)) throw new Refusal(`There is already a variable ${name}; rename one.`, place);
      matches[0]?.variables.push(name);
      all.variables.push({ name, path: text(entry, 'fieldref', 'fieldPath') ?? 'metadata.name', at: place });
    });
  }
}

const isMeant = (other: Identity, id: Identity): boolean =>
  other.name === id.name &&
  sameKind(other, id) &&
  ((id.namespace === '' && !isClusterScoped(id)) || effectiveNamespace(other) === effectiveNamespace(id));

/** Writes the values of all variables where they are used. */
export function resolveVariables(build: Session, all: Accumulated): void {
  const values = new Map<string, DraftScalar>();
  for (const { name, path, at: place } of all.variables)
    attempt(build, place, () => {
      const value = variableValue(all.resources, name, path);
      if (value?.kind !== 'scalar') throw new Refusal(`The variable ${name} leads to no plain value; check objref and fieldref.`, place);
      values.set(name, value);
    });
  if (values.size === 0) return;
  for (const { node } of all.resources)
    for (const spec of all.configuration.varReference)
      attempt(build, node.origins[0]!, () =>
        changeField(node, spec, { change: slot => (slot.value = expanded(slot.value, values, build)) }),
      );
}

function variableValue(resources: readonly Resource[], name: string, path: string): Draft | undefined {
  const owner = resources.find(known => known.variables.includes(name));
  return owner && lookup(owner.node, path);
}

function expanded(value: Draft, values: ReadonlyMap<string, DraftScalar>, build: Session): Draft {
  if (value.kind === 'sequence')
    value.items = value.items.map(item => (item.kind === 'scalar' ? expandedScalar(item, values, build) : item));
  if (value.kind === 'mapping')
    for (const entry of value.entries.values()) if (entry.value.kind === 'scalar') entry.value = expandedScalar(entry.value, values, build);
  return value.kind === 'scalar' ? expandedScalar(value, values, build) : value;
}

const REFERENCE = /\$(?:\$|\(([^)]*)\))/g;

function expandedScalar(scalar: DraftScalar, values: ReadonlyMap<string, DraftScalar>, build: Session): DraftScalar {
  if (scalar.type !== 'text' || isNull(scalar) || !scalar.text.includes('$')) return scalar;
  const used: DraftScalar[] = [];
  const text = scalar.text.replace(REFERENCE, (written, name: string | undefined) => {
    if (name === undefined) return '$';
    const value = values.get(name);
    if (!value) return written;
    used.push(value);
    return value.text;
  });
  spend(build, text.length / 64);
  const origins = originsOf(scalar.origins, ...used.map(value => value.origins));
  const isWhole = used.length === 1 && /^\$\([^)]*\)$/.test(scalar.text);
  if (isWhole && used[0]!.type !== 'text') return { ...plainDraft(text, origins), type: used[0]!.type };
  return { ...scalar, text, origins };
}
