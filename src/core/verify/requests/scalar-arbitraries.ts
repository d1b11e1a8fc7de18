import {
  type Arbitrary,
  array,
  base64String,
  constant,
  constantFrom,
  emailAddress,
  integer,
  ipV4,
  ipV6,
  noBias,
  oneof,
  string,
  stringMatching,
  tuple,
  uuid,
  webUrl,
  domain,
} from 'fast-check';
import type { Mode } from './arbitrary.ts';
import type { Json, JsonObject } from './json.ts';
import { boundsOf } from './scalar-examples.ts';

/** Two digits. */
const part = (min: number, max: number): Arbitrary<string> => integer({ min, max }).map(value => String(value).padStart(2, '0'));

/** Every month has 28 days. */
const days = (): Arbitrary<string> => tuple(part(2000, 2099), part(1, 12), part(1, 28)).map(parts => parts.join('-'));
const times = (): Arbitrary<string> => tuple(part(0, 23), part(0, 59), part(0, 59)).map(parts => `${parts.join(':')}Z`);

const FORMATS: Readonly<Record<string, () => Arbitrary<string>>> = {
  'date-time': () => tuple(days(), times()).map(parts => parts.join('T')),
  date: () => days(),
  time: () => times(),
  duration: () => integer({ min: 1, max: 48 }).map(hours => `PT${hours}H`),
  email: () => emailAddress(),
  uuid: () => uuid({ version: 4 }),
  uri: () => webUrl(),
  url: () => webUrl(),
  'uri-reference': () => webUrl(),
  hostname: () => domain(),
  ipv4: () => ipV4(),
  ipv6: () => ipV6(),
  byte: () => base64String(),
  int64: () => integer({ min: 0 }).map(String),
  decimal: () => integer({ min: 0, max: 1_000_000 }).map(cents => (cents / 100).toFixed(2)),
  'json-pointer': () => constant('/key'),
  regex: () => constant('^[a-z]+$'),
};

/** A longer text tells no more, and takes its time. */
const LONGEST = 1000;
const USUAL = 20;

export function texts({ format, pattern, minLength, maxLength }: JsonObject, mode: Mode): Arbitrary<Json> {
  const known = FORMATS[String(format)];
  const least = Math.min(Number(minLength ?? 0), LONGEST);
  const most = Math.max(least, Math.min(Number(maxLength ?? LONGEST), LONGEST));
  const fits = (text: string): boolean => text.length >= least && text.length <= most;
  if (known) return least === 0 && maxLength === undefined ? known() : likely(known(), fits);
  if (typeof pattern === 'string') return likely(matching(pattern), fits);
  if (mode === 'usual') return words(Math.min(Math.max(least, 1), most), Math.min(most, least + USUAL));
  return oneof(
    words(least, least),
    words(most, most),
    string({ minLength: least, maxLength: Math.min(most, least + USUAL), unit: 'grapheme' }).filter(fits),
  );
}

const words = (least: number, most: number): Arbitrary<string> =>
  string({
    minLength: least,
    maxLength: most,
    size: 'max',
    unit: constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789'),
  });

/** For patterns that nobody can generate from. */
const GUESSES = ['', '1', 'a', 'A', 'text'];

function matching(pattern: string): Arbitrary<string> {
  try {
    return stringMatching(new RegExp(pattern), { size: '-1' });
  } catch {
    return constantFrom(...GUESSES);
  }
}

const TRIES = 8;

/** The first of a few that fits, else one that does not: a filter might ask forever. */
const likely = (made: Arbitrary<string>, fits: (text: string) => boolean): Arbitrary<string> =>
  array(made, { minLength: TRIES, maxLength: TRIES }).map(tried => tried.find(fits) ?? tried[0]!);

const SMALL = 1000;

export function numbers(keywords: JsonObject, whole: boolean, mode: Mode): Arbitrary<Json> {
  const { least, most } = boundsOf(keywords, whole);
  if (!(least <= most)) return constant(least);
  const { multipleOf } = keywords;
  if (typeof multipleOf === 'number') return multiples({ least, most, step: multipleOf, mode });
  if (mode === 'edge') return constantFrom(least, most, ...[0, 1, -1].filter(value => value >= least && value <= most));
  const [low, high] = near(least, most);
  if (whole) return noBias(integer({ min: low, max: high }));
  return noBias(integer({ min: Math.ceil(low * 100), max: Math.max(Math.ceil(low * 100), Math.floor(high * 100)) })).map(cents =>
    Math.min(Math.max(cents / 100, least), most),
  );
}

/** Numbers that people use, as far as they are allowed. */
function near(least: number, most: number): readonly [number, number] {
  const low = Math.max(least, 0);
  return most < 0 ? [Math.max(least, most - SMALL), most] : [low, Math.min(most, low + SMALL)];
}

interface Multiples {
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly mode: Mode;
}

function multiples({ least, most, step, mode }: Multiples): Arbitrary<Json> {
  const [low, high] = mode === 'usual' ? near(least, most) : [least, most];
  const first = Math.ceil(Math.max(low, -1e12) / step);
  const last = Math.max(first, Math.floor(Math.min(high, 1e12) / step));
  const digits = Math.min(12, (String(step).split('.')[1] ?? '').length);
  return noBias(integer({ min: first, max: last })).map(count => Number((count * step).toFixed(digits)));
}
