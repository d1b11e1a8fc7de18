import type { Location } from '../../model/source.ts';
import {
  copyOf,
  type Draft,
  type DraftMapping,
  type DraftSequence,
  field,
  isNull,
  plainDraft,
  setField,
  textAt,
} from '../kubernetes/draft.ts';
import { Refusal, type Session, spend } from './session.ts';

/** Does the operations of a JSON patch (RFC 6902) to an object, as kustomize's library does them. */
export function jsonPatched(object: DraftMapping, operations: DraftSequence, build: Session): DraftMapping {
  let root: Draft = object;
  for (const operation of operations.items) {
    const at = operation.origins[0];
    const order = textAt(operation, 'op');
    const value = (): Draft => copied(field(operation, 'value') ?? plainDraft('null', operation.origins), build);
    const target = pointer(operation, 'path');
    const source = (): readonly string[] => pointer(operation, 'from');
    if (order === 'add') root = added(root, target, { value: value(), at });
    else if (order === 'remove') removed(root, target, at);
    else if (order === 'replace') root = replaced(root, target, { value: value(), at });
    else if (order === 'test') tested(root, target, { value: value(), at });
    else if (order === 'copy') root = added(root, target, { value: copied(found(root, source(), at), build), at });
    else if (order === 'move') root = added(root, target, { value: removed(root, source(), at), at });
    else throw new Refusal(`"${order}" is no operation of a JSON patch; use add, remove, replace, move, copy or test.`, at);
  }
  if (root.kind !== 'mapping') throw new Refusal('The JSON patch leaves no object.', operations.origins[0]);
  return root;
}

interface Edit {
  readonly value: Draft;
  readonly at: Location | undefined;
}

function copied(value: Draft, build: Session): Draft {
  spend(build, size(value));
  return copyOf(value);
}

export function size(value: Draft): number {
  if (value.kind === 'scalar') return 1 + value.text.length / 64;
  const inner = value.kind === 'sequence' ? value.items : [...value.entries.values()].map(entry => entry.value);
  return inner.reduce((sum, item) => sum + size(item), 1);
}

function pointer(operation: Draft, key: string): readonly string[] {
  const written = field(operation, key);
  if (written?.kind !== 'scalar') throw new Refusal(`This operation of the JSON patch has no "${key}".`, operation.origins[0]);
  if (written.text === '' || isNull(written)) return [];
  return written.text
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

const pathText = (path: readonly string[]): string => `/${path.join('/')}`;

function missing(path: readonly string[], at: Location | undefined): never {
  throw new Refusal(`The object has nothing at ${pathText(path)}, so the JSON patch cannot be done.`, at);
}

/** What is at a path; refuses where there is nothing. */
function found(root: Draft, path: readonly string[], at: Location | undefined): Draft {
  let here: Draft | undefined = root;
  for (const part of path) here = here?.kind === 'sequence' ? here.items[index(here, part)] : field(here, part);
  return here ?? missing(path, at);
}

/** A place in a list; below zero it counts from the end. */
function index(list: DraftSequence, part: string): number {
  const position = /^-?\d+$/.test(part) ? Number(part) : Number.NaN;
  return position < 0 ? position + list.items.length : position;
}

function added(root: Draft, path: readonly string[], { value, at }: Edit): Draft {
  const last = path.at(-1);
  if (last === undefined) return value;
  const parent = found(root, path.slice(0, -1), at);
  if (parent.kind === 'mapping') {
    parent.entries.set(last, { keyOrigins: parent.entries.get(last)?.keyOrigins ?? (at ? [at] : value.origins), value });
    return root;
  }
  if (parent.kind !== 'sequence') return missing(path, at);
  const length = parent.items.length;
  const position = last === '-' ? length : Number(last) < 0 ? Number(last) + length + 1 : Number(last);
  if (!(position >= 0 && position <= length)) return missing(path, at);
  parent.items.splice(position, 0, value);
  return root;
}

function replaced(root: Draft, path: readonly string[], { value, at }: Edit): Draft {
  const last = path.at(-1);
  if (last === undefined) return value;
  const parent = found(root, path.slice(0, -1), at);
  if (parent.kind === 'mapping') setField(parent, last, value);
  else if (parent.kind === 'sequence' && parent.items[index(parent, last)]) parent.items[index(parent, last)] = value;
  else missing(path, at);
  return root;
}

function removed(root: Draft, path: readonly string[], at: Location | undefined): Draft {
  const last = path.at(-1);
  const gone = found(root, path, at);
  const parent = found(root, path.slice(0, -1), at);
  if (last === undefined) return missing(path, at);
  if (parent.kind === 'mapping') parent.entries.delete(last);
  else if (parent.kind === 'sequence') parent.items.splice(index(parent, last), 1);
  return gone;
}

function tested(root: Draft, path: readonly string[], { value, at }: Edit): void {
  if (!isSame(found(root, path, at), value))
    throw new Refusal(`The value at ${pathText(path)} is not the one that the JSON patch tests for.`, at);
}

function isSame(one: Draft, other: Draft): boolean {
  if (one.kind === 'scalar')
    return other.kind === 'scalar' && one.text === other.text && (one.type === other.type || !isNull(one) === !isNull(other));
  if (one.kind === 'sequence')
    return (
      other.kind === 'sequence' && one.items.length === other.items.length && one.items.every((item, i) => isSame(item, other.items[i]!))
    );
  return (
    other.kind === 'mapping' &&
    one.entries.size === other.entries.size &&
    [...one.entries].every(([key, { value }]) => {
      const counterpart = field(other, key);
      return counterpart !== undefined && isSame(value, counterpart);
    })
  );
}
