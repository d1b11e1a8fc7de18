import { TemplateError } from '../value.ts';
import type { GoFunction, GoList, GoValue } from '../value.ts';
import { deeplyEqual } from './comparison.ts';
import { isEmpty } from './flow.ts';
import { wholeOf } from './numbers.ts';
import { byBytes } from './printing.ts';
import { kindName, takes, takesMore, typeName } from './signature.ts';
import { asText, asTexts } from './strings.ts';
import { because, boolFrom, listOf, originsIn } from './text.ts';

/** A list that doubles in a loop must end somewhere. */
const MOST_ITEMS = 1_000_000;

function itemsOf(value: GoValue, verb: string): GoValue[] {
  if (value.kind !== 'list') throw new TemplateError(`Cannot ${verb} type ${kindName(value)}`);
  return value.items;
}

function listLike(model: GoValue, items: GoValue[]): GoList {
  if (items.length > MOST_ITEMS) throw new TemplateError(`The list would have more than ${MOST_ITEMS} elements.`);
  return listOf(items, model.origins);
}

const nothing = (value: GoValue): GoValue => ({ kind: 'nil', origins: value.origins });

/** A list made of another one alone. */
const remade = (verb: string, remake: (items: GoValue[]) => GoValue[]): GoFunction =>
  takes(['any'], value => listLike(value, remake(itemsOf(value, verb))));

const element = (verb: string, index: number): GoFunction =>
  takes(['any'], value => {
    const found = itemsOf(value, verb).at(index);
    return found ?? nothing(value);
  });

/** A name that equal values have and others have not; lists and maps have none. */
const scalarName = (item: GoValue): string | undefined =>
  item.kind === 'string' ? `string ${item.text}` : 'value' in item ? `${typeName(item)} ${item.value}` : undefined;

function distinct(items: readonly GoValue[]): GoValue[] {
  const found: GoValue[] = [];
  const plain = new Set<string>();
  for (const item of items) {
    const name = scalarName(item);
    if (name === undefined ? found.some(other => deeplyEqual(item, other)) : plain.has(name)) continue;
    if (name !== undefined) plain.add(name);
    found.push(item);
  }
  return found;
}

const without = takesMore(['any'], 'any', (omitted, list) => {
  const items = itemsOf(list, 'find without on');
  return listLike(
    because(list, ...omitted),
    items.filter(item => !omitted.some(other => deeplyEqual(item, other))),
  );
});

/** Found, the element alone is the reason; not found, all of them are. */
const has = takes(['any', 'any'], (needle, list) => {
  if (list.kind === 'nil') return boolFrom(false, list);
  const found = itemsOf(list, 'find has on').find(item => deeplyEqual(needle, item));
  return boolFrom(found !== undefined, needle, found ?? list);
});

const slice = takesMore(['any'], 'any', (bounds, list) => {
  const items = itemsOf(list, 'slice');
  if (items.length === 0) return nothing(list);
  const start = bounds[0] ? wholeOf(bounds[0]) : 0;
  const end = bounds[1] ? wholeOf(bounds[1]) : items.length;
  if (start < 0 || end > items.length || start > end) throw new TemplateError('reflect.Value.Slice: slice index out of bounds');
  return listLike(because(list, ...bounds), items.slice(start, end));
});

const concat = takesMore([], 'any', lists => {
  const items: GoValue[] = [];
  for (const list of lists) {
    const more = itemsOf(list, 'concat as list');
    if (items.length + more.length > MOST_ITEMS) throw new TemplateError(`The list would have more than ${MOST_ITEMS} elements.`);
    for (const item of more) items.push(item);
  }
  return listOf(items, originsIn(...lists.map(nothing)));
});

const chunk = takes(['int', 'any'], (size, list) => {
  const items = itemsOf(list, 'chunk');
  if (size.value <= 0) throw new TemplateError('runtime error: makeslice: len out of range');
  const count = Math.ceil(items.length / size.value);
  const chunks = Array.from({ length: count }, (_, index) => listLike(list, items.slice(index * size.value, (index + 1) * size.value)));
  return because(listLike(list, chunks), size);
});

const sortAlpha = takes(['any'], value =>
  listLike(value, value.kind === 'list' ? asTexts(value).sort((a, b) => byBytes(a.text, b.text)) : [asText(value)]),
);

const push = takes(['any', 'any'], (list, value) => listLike(list, [...itemsOf(list, 'push on'), value]));
const prepend = takes(['any', 'any'], (list, value) => listLike(list, [value, ...itemsOf(list, 'prepend on')]));
const list = takesMore([], 'any', values => listOf([...values], []));

/** Those that sprig has twice: as `first`, and as `mustFirst`, which fails where `first` panics. A template sees no difference. */
const BOTH: Readonly<Record<string, GoFunction>> = {
  append: push,
  push,
  prepend,
  first: element('find first on', 0),
  last: element('find last on', -1),
  rest: remade('find rest on', items => items.slice(1)),
  initial: remade('find initial on', items => items.slice(0, -1)),
  reverse: remade('find reverse on', items => items.toReversed()),
  compact: remade('compact on', items => items.filter(item => !isEmpty(item))),
  uniq: remade('find uniq on', distinct),
  without,
  has,
  slice,
  chunk,
};

export const LISTS: Readonly<Record<string, GoFunction>> = {
  ...BOTH,
  ...Object.fromEntries(Object.entries(BOTH).map(([name, body]) => [`must${name[0]!.toUpperCase()}${name.slice(1)}`, body])),
  list,
  tuple: list,
  concat,
  sortAlpha,
};
