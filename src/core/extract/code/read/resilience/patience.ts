import type { Patience } from '../../../../model/resilience-fact.ts';

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/millis|\bms\b|MILLI/i, 1],
  [/second|\bs\b|SECOND/i, 1000],
  [/minute|\bm\b|MINUTE/i, 60_000],
];

const NUMBER = /^\(?\s*(\d[\d_]*(?:\.\d+)?)(?:\s*\*\s*(\d[\d_]*))?$/;

/** `5000`, `5 * 1000`, `2 * time.Second`, `Duration.ofSeconds(3)`, `(1, 3)`; `set` where the text does not tell. `unit` is what a bare number counts, in milliseconds. */
export function patienceIn(written: string, unit: number): Patience {
  const text = written.trim();
  if (/^(None|null|undefined|false|0|-1|math\.inf|Infinity|time\.Duration\(0\)|Timeout\.InfiniteTimeSpan)$/.test(text)) return 'none';
  const bare = NUMBER.exec(text);
  if (bare) return Math.round(number(bare[1]!) * (bare[2] === undefined ? 1 : number(bare[2])) * unit);
  const pair = /^\(\s*([\d.]+)\s*,\s*([\d.]+)\s*\)$/.exec(text);
  if (pair) return Math.round((Number(pair[1]) + Number(pair[2])) * unit);
  const amount = /(\d[\d_]*)/.exec(text)?.[1];
  const named = UNITS.find(([name]) => name.test(text));
  return amount !== undefined && named && /^(?:[\w.]*\(?\s*)?\d[\d_]*\s*\)?(?:\s*\*\s*[\w.]+|,\s*[\w.]+\)?)?$/.test(text)
    ? number(amount) * named[1]
    : 'set';
}

const number = (text: string): number => Number(text.replaceAll('_', ''));

/** The value of the first of some settings that is written in a text: `timeout: 3000`, `timeout=(1, 3)`. */
export function settingIn(given: string, names: RegExp): string | undefined {
  const found = names.exec(given);
  if (!found) return undefined;
  const rest = given.slice(found.index + found[0].length);
  const value = /^\s*(\([^()]*\)|[\w.]+\([^()]*\)|[^,)}\n]+)/.exec(rest)?.[1];
  return value?.trim();
}
