import { type Draft, type DraftMapping, isNull, mapping, sequence, setField, textScalar } from '../kubernetes/draft.ts';
import { identityOf, isSelected, type KindSelector } from '../kubernetes/identity.ts';
import { Refusal } from './session.ts';

/** A field that a transformer changes, in objects of some kind: `spec/containers[]/image`. Lists on the way are entered by themselves. */
export interface FieldSpec extends KindSelector {
  readonly path: string;
  readonly create?: boolean;
}

/** Where a value stands: an entry of a mapping or an item of a list. */
export interface Slot {
  value: Draft;
}

interface FieldChange {
  readonly change: (slot: Slot) => void;
  /** What is made where the field is missing and the spec says `create`. */
  readonly make?: 'mapping' | 'scalar';
}

/** Applies a change to every field that the spec names in this object. */
export function changeField(object: DraftMapping, spec: FieldSpec, change: FieldChange): void {
  if (!isSelected(identityOf(object), spec)) return;
  descend({ value: object }, pathParts(spec.path, '/'), { spec, ...change });
}

type Descent = FieldChange & { readonly spec: FieldSpec };

function descend(slot: Slot, path: readonly string[], descent: Descent): void {
  if (path.length === 0) return descent.change(slot);
  const { value } = slot;
  if (isNull(value)) return;
  if (value.kind === 'scalar')
    throw new Refusal(`The path ${descent.spec.path} leads into a plain value, not into a list or mapping.`, value.origins[0]);
  if (value.kind === 'mapping') return descendMapping(value, path, descent);
  value.items = value.items.map(item => {
    const inner = { value: item };
    descend(inner, path, descent);
    return inner.value;
  });
}

function descendMapping(value: DraftMapping, path: readonly string[], descent: Descent): void {
  const key = path[0]!.replace(/\[\]$/, '');
  const isList = key !== path[0];
  const creates = descent.spec.create === true && descent.make !== undefined && !isList;
  const made = isList ? 'sequence' : !creates ? undefined : path.length === 1 ? descent.make : 'mapping';
  if (creates && !value.entries.has(key)) setField(value, key, empty(made));
  const entry = value.entries.get(key);
  if (!entry) return;
  if (made && isNull(entry.value)) entry.value = empty(made);
  descend(entry, path.slice(1), descent);
}

const empty = (kind: 'mapping' | 'scalar' | 'sequence' | undefined): Draft =>
  kind === 'mapping' ? mapping() : kind === 'sequence' ? sequence() : textScalar('', []);

/** Splits a path; a delimiter after a backslash belongs to the part. */
export function pathParts(path: string, delimiter: string): readonly string[] {
  const parts: string[] = [];
  for (const part of path.replace(new RegExp(`^\\${delimiter}(?=.)`), '').split(delimiter)) {
    const last = parts.at(-1);
    if (last?.endsWith('\\')) parts[parts.length - 1] = `${last.slice(0, -1)}${delimiter}${part}`;
    else parts.push(part);
  }
  return parts;
}
