import type { EnumElement } from './elements.ts';
import type { Found } from './field-rules.ts';
import type { Field, Kind } from './fields.ts';
import type { Finding } from './finding.ts';

export function* typeFindings(before: Field, after: Field, found: Found): Generator<Finding> {
  if (sameType(before, after)) return;
  const what = `changed its type from ${typeTold(before)} to ${typeTold(after)}.`;
  yield found('FIELD_SAME_TYPE', what);
  if (!compatible(before, after, JSON_GROUPS)) yield found('FIELD_WIRE_JSON_COMPATIBLE_TYPE', what);
  if (!compatible(before, after, WIRE_GROUPS) && !(before.kind === 'string' && after.kind === 'bytes'))
    yield found(
      'FIELD_WIRE_COMPATIBLE_TYPE',
      `${what}${before.kind === 'bytes' && after.kind === 'string' ? ' Bytes need not be UTF-8.' : ''}`,
    );
}

function sameType(before: Field, after: Field): boolean {
  if (before.kind === 'unknown' || after.kind === 'unknown') return sameWritten(before, after);
  return before.kind === after.kind && before.type === after.type;
}

/** Where a declaration is missing on one side, `Order` may well be the `shop.Order` of the other. */
function sameWritten({ type: before }: Field, { type: after }: Field): boolean {
  if (before === undefined || after === undefined) return false;
  return before === after || before.endsWith(`.${after}`) || after.endsWith(`.${before}`);
}

const typeTold = ({ kind, type }: Field): string => (type === undefined ? kind : kind === 'group' ? `${type} (delimited)` : type);

type Groups = readonly (readonly Kind[])[];

/** Kinds that read each other's bytes; every other kind reads only its own. */
const WIRE_GROUPS: Groups = [
  ['int32', 'int64', 'uint32', 'uint64', 'bool'],
  ['sint32', 'sint64'],
  ['fixed32', 'sfixed32'],
  ['fixed64', 'sfixed64'],
];

/** Kinds that read each other's bytes and JSON: 64 bits are texts there. */
const JSON_GROUPS: Groups = [
  ['int32', 'uint32'],
  ['int64', 'uint64'],
  ['fixed32', 'sfixed32'],
  ['fixed64', 'sfixed64'],
];

function compatible(before: Field, after: Field, groups: Groups): boolean {
  if (before.kind !== after.kind) return groups.some(group => group.includes(before.kind) && group.includes(after.kind));
  return before.kind === 'enum' && before.enum !== undefined && after.enum !== undefined && grown(before.enum, after.enum);
}

/** An enum that moved, and holds every value that it held. */
function grown(before: EnumElement, after: EnumElement): boolean {
  if (before.syntax.name !== after.syntax.name) return false;
  const numbers = new Map(after.syntax.values.map(({ name, number }) => [name, number]));
  return before.syntax.values.every(({ name, number }) => numbers.get(name) === number);
}
