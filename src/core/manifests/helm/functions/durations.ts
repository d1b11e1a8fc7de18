import { TemplateError } from '../value.ts';

/** Nanoseconds, as Go counts a length of time. */
const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
export const SECOND = UNITS['s']!;

/** `1h30m`, `-1.5s`. */
export function durationOf(text: string): bigint {
  if (/^[-+]?0$/.test(text)) return 0n;
  const wrong = new TemplateError(`time: invalid duration "${text.slice(0, 100)}"`);
  if (text.length > 200 || !/^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.test(text)) throw wrong;
  let sum = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of text.matchAll(/(\d*)\.?(\d*)(ns|us|µs|ms|s|m|h)/g)) {
    const size = UNITS[unit]!;
    sum += BigInt(whole || 0) * size + (BigInt(fraction || 0) * size) / 10n ** BigInt(fraction.length);
  }
  if (sum >= 2n ** 63n) throw wrong;
  return text.startsWith('-') ? -sum : sum;
}

/** Whole seconds as Go prints them: `1h1m1s`. */
export function secondsText(seconds: bigint): string {
  const size = seconds < 0n ? -seconds : seconds;
  const [hours, minutes] = [size / 3600n, (size / 60n) % 60n];
  const text = `${hours > 0n ? `${hours}h` : ''}${size >= 60n ? `${minutes}m` : ''}${size % 60n}s`;
  return (seconds < 0n ? '-' : '') + text;
}

const DAY = 24n * UNITS['h']!;
const ROUND: readonly (readonly [bigint, string])[] = [
  [365n * DAY, 'y'],
  [30n * DAY, 'mo'],
  [DAY, 'd'],
  [UNITS['h']!, 'h'],
  [UNITS['m']!, 'm'],
  [SECOND, 's'],
];

/** The largest unit alone. */
export function roundText(duration: bigint): string {
  const size = duration < 0n ? -duration : duration;
  const [unit, name] = ROUND.find(([unit]) => size > unit) ?? [1n, ''];
  return name === '' ? '0s' : `${size / unit}${name}`;
}
