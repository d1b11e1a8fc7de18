import { at, text } from '../../yaml/tree.ts';
import { originsOf, type Origins } from '../tree.ts';
import { isSelected } from '../kubernetes/identity.ts';
import { rewritten } from '../kubernetes/draft.ts';
import { changeField, type FieldSpec, type Slot } from './field-spec.ts';
import { type Accumulated, type Kustomization, originsAt } from './kustomization.ts';
import { originalIdentity, rememberIdentity, type Resource } from './resource.ts';

export function applyPrefix(known: Kustomization, all: Accumulated): void {
  const prefix = text(known.root, 'namePrefix') ?? '';
  addToNames(all.resources, {
    text: prefix,
    side: 'prefixes',
    specs: all.configuration.namePrefix,
    origins: originsAt(known, at(known.root, 'namePrefix')),
  });
}

export function applySuffix(known: Kustomization, all: Accumulated): void {
  const suffix = text(known.root, 'nameSuffix') ?? '';
  addToNames(all.resources, {
    text: suffix,
    side: 'suffixes',
    specs: all.configuration.nameSuffix,
    origins: originsAt(known, at(known.root, 'nameSuffix')),
  });
}

interface NamePart {
  readonly text: string;
  readonly side: 'prefixes' | 'suffixes';
  readonly specs: readonly FieldSpec[];
  readonly origins: Origins;
}

/** Their names are part of what they are, or agreed with others. */
const NEVER_RENAMED = [
  { kind: 'CustomResourceDefinition' },
  { group: 'apiregistration.k8s.io', kind: 'APIService' },
  { kind: 'Namespace' },
];

export function addToNames(resources: readonly Resource[], part: NamePart): void {
  if (part.text === '') return;
  for (const known of resources) {
    const id = originalIdentity(known);
    if (NEVER_RENAMED.some(kind => isSelected(id, kind))) continue;
    for (const spec of part.specs) {
      if (!isSelected(id, spec)) continue;
      if (spec.path === 'metadata/name') {
        known[part.side].push(part.text);
        rememberIdentity(known);
      }
      changeField(known.node, spec, { make: 'scalar', change: slot => rename(slot, part) });
    }
  }
}

function rename(slot: Slot, { text: added, side, origins }: NamePart): void {
  const { value } = slot;
  if (value.kind !== 'scalar') return;
  slot.value = rewritten(value, side === 'prefixes' ? added + value.text : value.text + added, originsOf(value.origins, origins));
}
