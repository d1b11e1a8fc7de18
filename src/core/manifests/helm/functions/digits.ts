import { plainDecimal } from './printing.ts';

/** JavaScript gives at most 100 digits after the point; a chart has no use for those that follow. */
const MOST_DIGITS = 100;
/** Go's own limit of a precision. */
const MOST_ZEROS = 1_000_000;
/** So many digits more tell a number that lies in the middle of two from one that lies near it. */
const TELLING_DIGITS = 25;

/** `%f`: so many digits after the point. */
export function fixed(value: number, digits: number): string {
  const shown = Math.min(digits, MOST_DIGITS);
  const text =
    value >= 1e21 ? `${BigInt(value)}${shown > 0 ? `.${'0'.repeat(shown)}` : ''}` : halfToEven(many => value.toFixed(many), shown);
  return text + '0'.repeat(Math.max(Math.min(digits, MOST_ZEROS) - MOST_DIGITS, 0));
}

/** `%e`. */
export function exponential(value: number, digits: number): string {
  const [mantissa, power = '+0'] = scientific(value, digits);
  return `${mantissa}e${power[0]}${power.slice(1).padStart(2, '0')}`;
}

/** `%g` with so many digits in all. */
export function general(value: number, digits: number): string {
  const [mantissa, power] = scientific(value, digits - 1);
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  if (Number(power) < -4 || Number(power) >= digits) return `${short}e${power[0]}${power.slice(1).padStart(2, '0')}`;
  return plainDecimal(short, Number(power));
}

function scientific(value: number, digits: number): readonly [mantissa: string, power: string] {
  const shown = Math.min(digits, MOST_DIGITS);
  const [plain = '', power = '+0'] = value.toExponential(shown).split('e');
  const exact = value.toExponential(Math.min(shown + TELLING_DIGITS, MOST_DIGITS)).split('e');
  return exact[1] === power ? [halfToEven(many => (many === shown ? plain : exact[0]!), shown), power] : [plain, power];
}

/** Where a number lies in the middle of two, Go takes the one that ends even and JavaScript the larger. */
function halfToEven(write: (digits: number) => string, digits: number): string {
  const rounded = write(digits);
  const exact = write(Math.min(digits + TELLING_DIGITS, MOST_DIGITS));
  const end = exact.indexOf('.') + 1 + digits;
  const lower = exact.slice(0, digits === 0 ? end - 1 : end);
  return exact.includes('.') && /^50*$/.test(exact.slice(end)) && /[02468]$/.test(lower) ? lower : rounded;
}
