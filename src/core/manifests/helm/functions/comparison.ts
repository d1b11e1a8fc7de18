import { TemplateError } from '../value.ts';
import type { GoFunction, GoValue } from '../value.ts';
import { byBytes } from './printing.ts';
import { shallow } from './flow.ts';
import { kindName, takes, takesMore, typeName } from './signature.ts';
import { because, boolFrom, textFrom } from './text.ts';

type Basic = 'bool' | 'int' | 'float' | 'string';

const basicKind = (value: GoValue): Basic | undefined =>
  value.kind === 'nil' || value.kind === 'list' || value.kind === 'map' || value.kind === 'object' ? undefined : value.kind;

/** Whether two values are equal, by Go's rule that only values of like types can be compared. */
function equal(a: GoValue, b: GoValue): boolean {
  if (basicKind(a) !== basicKind(b)) {
    if (a.kind !== 'nil' && b.kind !== 'nil') throw new TemplateError('incompatible types for comparison');
    return false;
  }
  if (a.kind === 'nil' || b.kind === 'nil') return a.kind === b.kind;
  if (basicKind(a) === undefined) {
    if (a.kind !== b.kind) throw new TemplateError(`non-comparable types ${typeName(a)}, ${typeName(b)}`);
    if (a.kind !== 'object') throw new TemplateError(`non-comparable type ${typeName(b)}`);
    return a === b;
  }
  return plain(a) === plain(b);
}

const plain = (value: GoValue): unknown => (value.kind === 'string' ? value.text : 'value' in value ? value.value : undefined);

function less(a: GoValue, b: GoValue): boolean {
  const [left, right] = [basicKind(a), basicKind(b)];
  if (!left || !right) throw new TemplateError('invalid type for comparison');
  if (left !== right) throw new TemplateError('incompatible types for comparison');
  if (a.kind === 'string' && b.kind === 'string') return byBytes(a.text, b.text) < 0;
  if ((a.kind === 'int' || a.kind === 'float') && 'value' in b) return a.value < Number(b.value);
  throw new TemplateError('invalid type for comparison');
}

const compared = (holds: (a: GoValue, b: GoValue) => boolean): GoFunction => takes(['any', 'any'], (a, b) => boolFrom(holds(a, b), a, b));

const eq = takesMore(['any'], 'any', (others, first) => {
  if (others.length === 0) throw new TemplateError('missing argument for comparison');
  const index = others.findIndex(other => equal(first, other));
  return boolFrom(index >= 0, first, ...(index < 0 ? others : others.slice(0, index + 1)));
});

/** As `reflect.DeepEqual`: an int never equals a float. Lists and maps are compared by what they hold. */
export function deeplyEqual(a: GoValue, b: GoValue, budget = { left: 1_000_000 }): boolean {
  if ((budget.left -= 1) < 0) throw new TemplateError('The values are too large to compare.');
  if (a.kind !== b.kind || typeName(a) !== typeName(b)) return false;
  if (a.kind === 'list' && b.kind === 'list')
    return a.items.length === b.items.length && a.items.every((item, index) => deeplyEqual(item, b.items[index]!, budget));
  if (a.kind === 'map' && b.kind === 'map') {
    const other = b.entries;
    return (
      a.entries.size === other.size && [...a.entries].every(([key, value]) => other.has(key) && deeplyEqual(value, other.get(key)!, budget))
    );
  }
  if (a.kind === 'object') return a === b;
  return plain(a) === plain(b);
}

/** The element at one index or key; of a map that has no such key nil. */
function element(item: GoValue, index: GoValue): GoValue {
  if (item.kind === 'map') {
    if (index.kind !== 'string') throw new TemplateError(`value has type ${typeName(index)}; should be string`);
    const found = item.entries.get(index.text);
    return found ? because(found, index) : { kind: 'nil', origins: because(item, index).origins };
  }
  if (item.kind === 'nil') throw new TemplateError('index of untyped nil');
  if (item.kind !== 'list' && item.kind !== 'string') throw new TemplateError(`can't index item of type ${typeName(item)}`);
  if (index.kind !== 'int')
    throw new TemplateError(`cannot index slice/array with ${index.kind === 'nil' ? 'nil' : `type ${typeName(index)}`}`);
  if (item.kind === 'string') {
    const byte = new TextEncoder().encode(item.text)[index.value];
    if (byte === undefined) throw new TemplateError(`index out of range: ${index.value}`);
    return { kind: 'int', value: byte, origins: textFrom('', item, index).origins };
  }
  const found = item.items[index.value];
  if (!found) throw new TemplateError(`error calling index: reflect: slice index out of range: ${index.value}`);
  return because(found, index);
}

const index = takesMore(['any'], 'any', (indexes, item) => {
  if (item.kind === 'nil') throw new TemplateError('index of untyped nil');
  return indexes.reduce(element, item);
});

export const COMPARISON: Readonly<Record<string, GoFunction>> = {
  eq,
  ne: compared((a, b) => !equal(a, b)),
  lt: compared(less),
  le: compared((a, b) => less(a, b) || equal(a, b)),
  gt: compared((a, b) => !(less(a, b) || equal(a, b))),
  ge: compared((a, b) => !less(a, b)),
  index,
  deepEqual: takes(['any', 'any'], (a, b) => boolFrom(deeplyEqual(a, b), a, b)),
  typeOf: takes(['any'], value => textFrom(typeName(value), shallow(value))),
  typeIs: takes(['string', 'any'], (name, value) => boolFrom(typeName(value) === name.text, name, shallow(value))),
  typeIsLike: takes(['string', 'any'], (name, value) =>
    boolFrom([name.text, `*${name.text}`].includes(typeName(value)), name, shallow(value)),
  ),
  kindOf: takes(['any'], value => textFrom(kindName(value), shallow(value))),
  kindIs: takes(['string', 'any'], (name, value) => boolFrom(kindName(value) === name.text, name, shallow(value))),
};
