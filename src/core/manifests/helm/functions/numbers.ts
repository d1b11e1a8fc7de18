import { TemplateError } from '../value.ts';
import type { GoFunction, GoValue } from '../value.ts';
import { added, decimalResult, dividedBy, multiplied, subtracted } from './decimals.ts';
import type { DecimalStep } from './decimals.ts';
import { shown } from './printing.ts';
import { takes, takesMore } from './signature.ts';
import { floatFrom, intFrom, listOf, longFrom, originsIn, textFrom } from './text.ts';

/** More elements than a chart can mean; the list would only fill the memory. */
const MOST_NUMBERS = 1_000_000;

/** A value as a whole number of 64 bits, 0 if it is none: texts as Go's literals (`0x1f`, `0o17`, `017`; `08` is none), `.0` at their end left out. */
export function wholeOf(value: GoValue): number {
  switch (value.kind) {
    case 'int':
      return value.value;
    case 'float':
      return wrapped(value.value);
    case 'bool':
      return value.value ? 1 : 0;
    case 'string':
      return wholeText(value.text.replace(/\.0+$/, ''));
    case 'nil':
    case 'list':
    case 'map':
    case 'object':
      return 0;
  }
}

const LITERALS: readonly (readonly [pattern: RegExp, base: string])[] = [
  [/^0x_?([\da-f]+(?:_[\da-f]+)*)$/i, '0x'],
  [/^0o?_?([0-7]+(?:_[0-7]+)*)$/i, '0o'],
  [/^0b_?([01]+(?:_[01]+)*)$/i, '0b'],
  [/^(0|[1-9]\d*(?:_\d+)*)$/, ''],
];

function wholeText(text: string): number {
  const [, sign, digits = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (digits.length > 100) return 0;
  for (const [pattern, base] of LITERALS) {
    const found = pattern.exec(digits)?.[1];
    if (found === undefined) continue;
    const value = BigInt(base + found.replaceAll('_', '')) * (sign === '-' ? -1n : 1n);
    return BigInt.asIntN(64, value) === value ? Number(value) : 0;
  }
  return 0;
}

/** A float as Go's int64 conversion gives it on common processors: out of range it is the smallest number. */
function wrapped(value: number): number {
  return Number.isFinite(value) && Math.abs(value) < 2 ** 63 ? Math.trunc(value) + 0 : -(2 ** 63);
}

const FLOAT = /^[-+]?(?:(?:\d+(?:_\d+)*(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?|inf(?:inity)?|nan)$/i;

function floatOf(value: GoValue): number {
  if (value.kind === 'float' || value.kind === 'int') return value.value;
  if (value.kind === 'bool') return value.value ? 1 : 0;
  if (value.kind !== 'string' || !FLOAT.test(value.text)) return 0;
  if (/inf/i.test(value.text)) return value.text.startsWith('-') ? -Infinity : Infinity;
  return Number(value.text.replaceAll('_', ''));
}

/** Arithmetic of 64 bits that wraps around. Beyond 2^53 JavaScript's numbers are too coarse, so the steps are taken in big ones. */
const folded =
  (step: (a: bigint, b: bigint) => bigint) =>
  (values: readonly GoValue[]): number =>
    Number(values.map(value => BigInt(wholeOf(value))).reduce((a, b) => BigInt.asIntN(64, step(a, b))));

const sum = folded((a, b) => a + b);
const difference = folded((a, b) => a - b);
const product = folded((a, b) => a * b);

function divided(step: (a: bigint, b: bigint) => bigint): GoFunction {
  return takes(['any', 'any'], (a, b) => {
    if (wholeOf(b) === 0) throw new TemplateError('runtime error: integer divide by zero');
    return longFrom(folded(step)([a, b]), a, b);
  });
}

const inDecimals = (step: DecimalStep, values: readonly GoValue[]): number => decimalResult(step, values.map(floatOf));

const decimals = (step: DecimalStep): GoFunction =>
  takesMore(['any'], 'any', (others, first) => floatFrom(inDecimals(step, [first, ...others]), first, ...others));

const ONE: GoValue = { kind: 'int', value: 1, origins: [] };
const ZERO: GoValue = { kind: 'int', value: 0, origins: [] };

function extreme(
  choose: (...values: number[]) => number,
  numberOf: (value: GoValue) => number,
  from: typeof longFrom | typeof floatFrom,
): GoFunction {
  return takesMore(['any'], 'any', (others, first) => {
    const all = [first, ...others];
    return from(
      all.map(numberOf).reduce((a, b) => choose(a, b)),
      ...all,
    );
  });
}

/** Towards the larger number from `on` on (a negative number never is), as sprig rounds. */
const rounded = takesMore(['any', 'int'], 'float', (on, value, places) => {
  const power = 10 ** places.value;
  const digit = power * floatOf(value);
  const up = digit - Math.trunc(digit) >= (on[0]?.value ?? 0.5);
  return floatFrom((up ? Math.ceil(digit) : Math.floor(digit)) / power, value, places, ...on);
});

function numbersFrom(start: number, stop: number, step: number): number[] {
  if (stop < start ? step >= 0 : step <= 0) return [];
  const count = Math.ceil((stop - start) / step);
  if (count > MOST_NUMBERS) throw new TemplateError(`The list would have ${count} numbers; ${MOST_NUMBERS} are the most that are made.`);
  return Array.from({ length: count }, (_, index) => start + index * step);
}

const numberList = (numbers: readonly number[], ...from: readonly GoValue[]): GoValue => {
  const origins = originsIn(...from);
  return listOf(
    numbers.map(value => ({ kind: 'int', value, origins })),
    origins,
  );
};

/** `seq 1 3`, `seq 1 2 5`: the end belongs to it. */
function sequence(bounds: readonly number[]): number[] {
  const [first = 1, second = 1, third] = bounds;
  if (bounds.length === 0 || bounds.length > 3) return [];
  const [start, end] = bounds.length === 1 ? [1, first] : [first, third ?? second];
  const direction = end < start ? -1 : 1;
  const step = third === undefined ? direction : second;
  return direction < 0 && step > 0 ? [] : numbersFrom(start, end + direction, step);
}

const seq = takesMore([], 'int', bounds => textFrom(sequence(bounds.map(bound => bound.value)).join(' '), ...bounds));

/** The digits of a value read as octal; what its name promises was never there. */
function octal(value: GoValue): number {
  const text = shown(value);
  return /^[-+]?[0-7]{1,21}$/.test(text) ? Number.parseInt(text, 8) : 0;
}

export const NUMBERS: Readonly<Record<string, GoFunction>> = {
  int: takes(['any'], value => intFrom(wholeOf(value), value)),
  int64: takes(['any'], value => longFrom(wholeOf(value), value)),
  float64: takes(['any'], value => floatFrom(floatOf(value), value)),
  toDecimal: takes(['any'], value => longFrom(octal(value), value)),
  add: takesMore([], 'any', values => longFrom(sum([ZERO, ...values]), ...values)),
  add1: takes(['any'], value => longFrom(sum([value, ONE]), value)),
  sub: takes(['any', 'any'], (a, b) => longFrom(difference([a, b]), a, b)),
  mul: takesMore(['any'], 'any', (others, first) => longFrom(product([first, ...others]), first, ...others)),
  div: divided((a, b) => a / b),
  mod: divided((a, b) => a % b),
  add1f: takes(['any'], value => floatFrom(inDecimals(added, [value, ONE]), value)),
  addf: takesMore([], 'any', values => floatFrom(inDecimals(added, [ZERO, ...values]), ...values)),
  subf: decimals(subtracted),
  mulf: decimals(multiplied),
  divf: decimals(dividedBy),
  max: extreme(Math.max, wholeOf, longFrom),
  biggest: extreme(Math.max, wholeOf, longFrom),
  min: extreme(Math.min, wholeOf, longFrom),
  maxf: extreme(Math.max, floatOf, floatFrom),
  minf: extreme(Math.min, floatOf, floatFrom),
  ceil: takes(['any'], value => floatFrom(Math.ceil(floatOf(value)), value)),
  floor: takes(['any'], value => floatFrom(Math.floor(floatOf(value)), value)),
  round: rounded,
  until: takes(['int'], count => numberList(numbersFrom(0, count.value, count.value < 0 ? -1 : 1), count)),
  untilStep: takes(['int', 'int', 'int'], (start, stop, step) =>
    numberList(numbersFrom(start.value, stop.value, step.value), start, stop, step),
  ),
  seq,
};
