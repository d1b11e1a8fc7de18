import { sha256 } from '../manifests/hash/sha256.ts';

/** What `${name}` stands for in one request of a journey. */
export type Values = ReadonlyMap<string, unknown>;

const NAME = /\$\{([^{}]*)\}/g;

/** What every request has by itself. The same seed and sequence, the same values. */
export const ownValues = ({ journey, seed, sequence }: { journey: string; seed: number; sequence: number }): Values =>
  new Map<string, unknown>([
    ['uuid', uuid(`${seed} ${sequence} ${journey}`)],
    ['sequence', sequence],
  ]);

/** As a random one, version 4, of the standard looks. */
function uuid(from: string): string {
  const digits = sha256(from);
  const variant = '89ab'[Number.parseInt(digits[16]!, 16) % 4]!;
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}

/** Every name that some value uses, however deep. */
export function namesUsed(value: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const open: unknown[] = [value];
  for (const one of open) {
    if (typeof one === 'string') for (const [, name = ''] of one.matchAll(NAME)) names.add(name);
    else if (typeof one === 'object' && one !== null) open.push(...Object.values(one));
  }
  return names;
}

/** A text that is nothing but a name becomes its value, number or object; within a text it is written out. */
export function filled<Value>(value: Value, values: Values): Value;
export function filled(value: unknown, values: Values): unknown {
  if (typeof value === 'string') return filledText(value, values);
  if (Array.isArray(value)) return value.map(item => filled(item, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [String(filledInside(key, values)), filled(inner, values)]));
}

function filledText(text: string, values: Values): unknown {
  const alone = /^\$\{([^{}]*)\}$/.exec(text)?.[1];
  return alone !== undefined && values.has(alone) ? values.get(alone) : filledInside(text, values);
}

/** For what is a text in any case: a path, a header. */
export const filledInside = (text: string, values: Values, written: (value: string) => string = value => value): string =>
  text.replace(NAME, (whole, name: string) => (values.has(name) ? written(asText(values.get(name))) : whole));

const asText = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const STEPS = /\.([\w-]+)|\[(\d+)\]|\['([^']*)'\]/g;

export const isPath = (path: string): boolean => /^\$(\.[\w-]+|\[\d+\]|\['[^']*'\])*$/.test(path);

/** What a path such as `$.items[0].id` leads to; undefined where there is nothing. */
export function valueAt(root: unknown, path: string): unknown {
  let here = root;
  for (const [, key, index, quoted] of path.matchAll(STEPS)) {
    const step = key ?? quoted ?? index!;
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[step];
  }
  return here;
}

/** Where an answer is not as expected, in words; undefined where it is. Keys that nobody expects do not matter, items of a list do. */
export function mismatch(expected: unknown, actual: unknown, path = '$'): string | undefined {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return `${path} is ${shown(actual)} and no list`;
    if (actual.length !== expected.length) return `${path} has ${items(actual.length)} and not ${expected.length}`;
    return firstOf(expected.map((item, index) => [item, actual[index], `${path}[${index}]`]));
  }
  if (typeof expected !== 'object' || expected === null)
    return Object.is(expected, actual) ? undefined : `${path} is ${shown(actual)} and not ${shown(expected)}`;
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return `${path} is ${shown(actual)} and no object`;
  const own = actual as Readonly<Record<string, unknown>>;
  return firstOf(Object.entries(expected).map(([key, value]) => [value, Object.hasOwn(own, key) ? own[key] : undefined, `${path}.${key}`]));
}

function firstOf(pairs: readonly (readonly [unknown, unknown, string])[]): string | undefined {
  for (const pair of pairs) {
    const found = mismatch(...pair);
    if (found !== undefined) return found;
  }
  return undefined;
}

const items = (count: number): string => (count === 1 ? '1 item' : `${count} items`);

const LONGEST = 80;

/** A value as a sentence shows it. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
