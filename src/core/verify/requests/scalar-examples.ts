import { sample, stringMatching } from 'fast-check';
import type { Json, JsonObject } from './json.ts';

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2024-02-29T12:00:00Z',
  date: '2024-02-29',
  time: '12:00:00Z',
  duration: 'PT1H',
  email: 'user@example.com',
  'idn-email': 'user@example.com',
  uuid: '3f2b8c1e-5d4a-4f6b-8a7c-9e0d1c2b3a4f',
  uri: 'https://example.com/resource',
  url: 'https://example.com/resource',
  'uri-reference': '/resource',
  hostname: 'host.example.com',
  'idn-hostname': 'host.example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  byte: 'dGV4dA==',
  binary: 'bytes',
  password: 'pass-word-1',
  'json-pointer': '/key',
  regex: '^[a-z]+$',
  int64: '1',
  decimal: '1.50',
};

/** Longer texts are asked for by nobody who means it. */
const LONGEST = 10_000;

export function exampleText({ format, pattern, minLength, maxLength }: JsonObject): string {
  if (typeof pattern === 'string') return matching(pattern);
  const usual = FORMATS[String(format)] ?? 'text';
  const least = Math.min(Number(minLength ?? 0), LONGEST);
  const long = usual.length < least ? usual.repeat(Math.ceil(least / usual.length)).slice(0, least) : usual;
  return long.slice(0, Number(maxLength ?? long.length));
}

/** A pattern may use what nobody can generate from: then it is a text like any other. */
function matching(pattern: string): string {
  try {
    return sample(stringMatching(new RegExp(pattern), { size: '-1' }), { seed: 1, numRuns: 1 })[0] ?? 'text';
  } catch {
    return 'text';
  }
}

export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** The numbers that are allowed, ends included; of whole numbers the nearest ones inside. */
export function boundsOf(keywords: JsonObject, whole: boolean): Bounds {
  const { minimum, maximum, exclusiveMinimum: over, exclusiveMaximum: under, format } = keywords;
  const [lowest, highest] = format === 'int32' ? [-(2 ** 31), 2 ** 31 - 1] : [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  const least = Math.max(...numbers(lowest, minimum, typeof over === 'number' ? after(over, whole) : over));
  const most = Math.min(...numbers(highest, maximum, typeof under === 'number' ? -after(-under, whole) : under));
  return whole ? { least: Math.ceil(least), most: Math.floor(most) } : { least, most };
}

const numbers = (...values: readonly (Json | undefined)[]): readonly number[] => values.filter(value => typeof value === 'number');

const after = (bound: number, whole: boolean): number => (whole ? Math.floor(bound) + 1 : bound + Math.max(1e-6, Math.abs(bound) * 1e-6));

export function exampleNumber(keywords: JsonObject, whole: boolean): number {
  const { least, most } = boundsOf(keywords, whole);
  const near = Math.min(Math.max(1, least), most);
  const { multipleOf } = keywords;
  if (typeof multipleOf !== 'number') return near;
  const above = Math.ceil(near / multipleOf) * multipleOf;
  return above <= most ? above : Math.floor(near / multipleOf) * multipleOf;
}
