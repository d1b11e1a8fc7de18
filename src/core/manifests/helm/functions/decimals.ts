import { TemplateError } from '../value.ts';

/** A number as digits and a power of ten, in which sprig reckons: 0.1 + 0.2 is 0.3. */
interface Decimal {
  readonly digits: bigint;
  readonly power: number;
}

export type DecimalStep = (a: Decimal, b: Decimal) => Decimal;

/** How many digits after the point a division gives. */
const DIVISION_DIGITS = 16;
/** Beyond this no float differs from 0 or infinity. */
const FURTHEST = 1000;

function decimalOf(value: number): Decimal {
  if (!Number.isFinite(value)) throw new TemplateError('Cannot create a Decimal from NaN or Infinity');
  const [mantissa = '0', power = '0'] = value.toExponential().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), power: Number(power) - fraction.length };
}

const aligned = ({ digits, power }: Decimal, to: number): bigint => digits * 10n ** BigInt(power - to);

const together =
  (step: (a: bigint, b: bigint) => bigint): DecimalStep =>
  (a, b) => {
    const power = Math.min(a.power, b.power);
    return { digits: step(aligned(a, power), aligned(b, power)), power };
  };

export const added = together((a, b) => a + b);
export const subtracted = together((a, b) => a - b);

export const multiplied: DecimalStep = (a, b) => ({ digits: a.digits * b.digits, power: a.power + b.power });

/** Rounded half away from zero at the last digit that is kept. */
export const dividedBy: DecimalStep = (a, b) => {
  if (b.digits === 0n) throw new TemplateError('decimal division by 0');
  const shift = a.power - b.power + DIVISION_DIGITS;
  const top = shift >= 0 ? a.digits * 10n ** BigInt(shift) : a.digits;
  const bottom = shift >= 0 ? b.digits : b.digits * 10n ** BigInt(-shift);
  const negative = top < 0n !== bottom < 0n;
  const [dividend, divisor] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom];
  const digits = (dividend * 2n + divisor) / (divisor * 2n);
  return { digits: negative ? -digits : digits, power: -DIVISION_DIGITS };
};

/** The values taken together one after the other. */
export function decimalResult(step: DecimalStep, values: readonly number[]): number {
  const { digits, power } = values.map(decimalOf).reduce((a, b) => {
    const result = step(a, b);
    if (Math.abs(result.power) > FURTHEST) throw new TemplateError('the number is too large or too small');
    return result;
  });
  return Number(`${digits}e${power}`);
}
