import { printed } from '../functions/printing.ts';
import { typeName } from '../functions/signature.ts';
import { TemplateError, type GoNil, type GoValue } from '../value.ts';

/** Arguments of the last field of a chain; undefined where the field is only read. */
type Arguments = readonly GoValue[] | undefined;

/** A field, key or method of a value as Go's templates reach it: what a map lacks is nil, and a field of that is an error. */
export function fieldOf(receiver: GoValue, name: string, args: Arguments): GoValue {
  if (receiver.kind === 'nil') {
    if (receiver.absent)
      throw new TemplateError(`nil pointer evaluating interface {}.${name}; set the value or guard it with "if" or "default"`);
    return receiver;
  }
  const method =
    receiver.kind === 'list' || receiver.kind === 'map' || receiver.kind === 'object' ? receiver.methods?.get(name) : undefined;
  if (method) return method(args ?? []);
  if (receiver.kind !== 'map' && receiver.kind !== 'object')
    throw new TemplateError(`can't evaluate field ${name} in type ${typeName(receiver)}`);
  if (args) throw new TemplateError(`${name} has arguments but is no method`);
  if (receiver.kind === 'map') return element(receiver.entries.get(name));
  const field = receiver.fields.get(name);
  if (!field) throw new TemplateError(`can't evaluate field ${name} in type ${receiver.type}`);
  return field;
}

const ABSENT: GoNil = { kind: 'nil', origins: [], absent: true };

/** What a list or map holds, where it may hold nothing. */
export function element(value: GoValue | undefined): GoValue {
  if (!value) return ABSENT;
  return value.kind === 'nil' && !value.absent ? { ...value, absent: true } : value;
}

/** A value that went through a pipeline: Go forgets there that a nil was a missing key. */
export const settled = (value: GoValue): GoValue =>
  value.kind === 'nil' && value.absent ? { kind: 'nil', origins: value.origins } : value;

/** How Go prints nil; Helm takes it out of what a file renders to, but not out of what `include` gives. */
export const NO_VALUE = '<no value>';

export const outputOf = (value: GoValue) =>
  value.kind === 'nil' ? ({ kind: 'string', text: NO_VALUE, origins: value.origins } as const) : printed(value);
