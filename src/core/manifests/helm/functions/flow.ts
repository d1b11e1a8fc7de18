import { TemplateError } from '../value.ts';
import type { GoFunction, GoValue } from '../value.ts';
import { takes, takesMore, typeName } from './signature.ts';
import { because, boolFrom, intFrom } from './text.ts';
import { byteLength } from './strings.ts';

/** What `if`, `default` and the like take for nothing: Go's zero values and what has no elements. */
export function isEmpty(value: GoValue): boolean {
  switch (value.kind) {
    case 'nil':
      return true;
    case 'bool':
      return !value.value;
    case 'int':
    case 'float':
      return value.value === 0;
    case 'string':
      return value.text === '';
    case 'list':
      return value.items.length === 0;
    case 'map':
      return value.entries.size === 0;
    case 'object':
      return false;
  }
}

const isFull = (value: GoValue): boolean => !isEmpty(value);

/** The first value that says something. The empty ones before it are reasons for it. */
function firstFull(values: readonly GoValue[]): GoValue {
  const index = values.findIndex(isFull);
  const found = values[index] ?? { kind: 'nil' as const, origins: [] };
  return because(found, ...values.slice(0, index < 0 ? values.length : index));
}

/** Where a value is chosen by whether others are empty: the values up to the one that decides. */
function deciding(values: readonly GoValue[], decides: (value: GoValue) => boolean): readonly GoValue[] {
  const index = values.findIndex(decides);
  return index < 0 ? values : values.slice(index, index + 1);
}

/** Only where a list or map itself comes from: whether it is empty does not depend on what its elements say. */
export const shallow = (value: GoValue): GoValue =>
  value.kind === 'list' || value.kind === 'map' ? { kind: 'nil', origins: value.origins } : value;

const defaulted = takesMore(['any'], 'any', ([given], fallback) => {
  if (!given) return fallback;
  return isEmpty(given) ? because(fallback, given) : given;
});

const required = takes(['string', 'any'], (message, value) => {
  if (value.kind === 'nil' || (value.kind === 'string' && value.text === '')) throw new TemplateError(message.text);
  return value;
});

const fail = takes(['string'], message => {
  throw new TemplateError(message.text);
});

/** The first value that decides, else the last one. */
const decided = (decides: (value: GoValue) => boolean): GoFunction =>
  takesMore(['any'], 'any', (others, first) => {
    const values = [first, ...others];
    const index = values.findIndex(decides);
    const chosen = index < 0 ? values.length - 1 : index;
    return because(values[chosen]!, ...values.slice(0, chosen).map(shallow));
  });

export const FLOW: Readonly<Record<string, GoFunction>> = {
  default: defaulted,
  empty: takes(['any'], value => boolFrom(isEmpty(value), shallow(value))),
  coalesce: takesMore([], 'any', firstFull),
  all: takesMore([], 'any', values => boolFrom(!values.some(isEmpty), ...deciding(values, isEmpty).map(shallow))),
  any: takesMore([], 'any', values => {
    return boolFrom(values.some(isFull), ...deciding(values, isFull).map(shallow));
  }),
  ternary: takes(['any', 'any', 'bool'], (yes, no, condition) => because(condition.value ? yes : no, condition)),
  required,
  fail,
  and: decided(isEmpty),
  or: decided(isFull),
  call: takesMore(['any'], 'any', (_, value) => {
    throw new TemplateError(value.kind === 'nil' ? 'call of nil' : `non-function of type ${typeName(value)}`);
  }),
  not: takes(['any'], value => boolFrom(isEmpty(value), shallow(value))),
  len: takes(['any'], value => intFrom(lengthOf(value), shallow(value))),
};

function lengthOf(value: GoValue): number {
  if (value.kind === 'string') return byteLength(value.text);
  if (value.kind === 'list') return value.items.length;
  if (value.kind === 'map') return value.entries.size;
  throw new TemplateError(value.kind === 'nil' ? 'len of nil pointer' : `len of type ${value.kind}`);
}
