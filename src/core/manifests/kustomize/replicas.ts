import { at, text } from '../../yaml/tree.ts';
import { isSelected } from '../kubernetes/identity.ts';
import { plainDraft } from '../kubernetes/draft.ts';
import type { Origins } from '../tree.ts';
import { changeField, type FieldSpec } from './field-spec.ts';
import { type Accumulated, type Kustomization, listOf, originsAt } from './kustomization.ts';
import { allIdentities, type Resource } from './resource.ts';
import { attempt, Refusal } from './session.ts';

export function applyReplicas(known: Kustomization, all: Accumulated): void {
  for (const entry of listOf(known, 'replicas'))
    attempt(known.build, known.written.place(entry.at), () =>
      setReplicas(all.resources, all.configuration.replicas, {
        name: text(entry, 'name') ?? '',
        count: text(entry, 'count') ?? '0',
        origins: originsAt(known, at(entry, 'count') ?? entry),
      }),
    );
}

interface Replicas {
  readonly name: string;
  readonly count: string;
  readonly origins: Origins;
}

export function setReplicas(resources: readonly Resource[], specs: readonly FieldSpec[], { name, count, origins }: Replicas): void {
  let found = false;
  for (const spec of specs)
    for (const known of resources) {
      if (!allIdentities(known).some(id => id.name === name && isSelected(id, spec))) continue;
      found = true;
      changeField(known.node, spec, { make: 'scalar', change: slot => (slot.value = plainDraft(count, origins)) });
    }
  if (!found) throw new Refusal(`There is no workload named ${name} whose replicas could be set.`, origins[0]);
}
