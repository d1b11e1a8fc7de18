import type { Field } from './fields.ts';
import { type Option, optionOf } from './syntax.ts';

/** A default value that changed, as it is written. A change of the type alone is no change of the value: 1 is true, and text is bytes. */
export function changedDefault(before: Field, after: Field): { readonly before: string; readonly after: string } | undefined {
  if (!canHaveDefault(before) || !canHaveDefault(after)) return undefined;
  const [was, is] = [defaultOf(before), defaultOf(after)];
  if ((isZero(was) && isZero(is)) || same(was, is, before.kind === 'float' || after.kind === 'float')) return undefined;
  return { before: shown(was), after: shown(is) };
}

type Default = string | number | bigint;

const canHaveDefault = ({ cardinality, kind }: Field): boolean =>
  cardinality !== 'repeated' && cardinality !== 'map' && kind !== 'message' && kind !== 'group' && kind !== 'unknown';

const isZero = (value: Default): boolean => value === '' || Number(value) === 0;

/** A float is compared with a double as a float; every other pair of numbers exactly. */
function same(a: Default, b: Default, asFloats: boolean): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  if (asFloats && typeof a === 'number' && typeof b === 'number') return Object.is(Math.fround(a) + 0, Math.fround(b) + 0);
  return Object.is(exact(a), exact(b));
}

/** Whole numbers of both types are the same where they are equal; -0 is 0. */
const exact = (value: number | bigint): number | bigint => (Number.isInteger(value) ? BigInt(value) : value);

const shown = (value: Default): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));

function defaultOf(field: Field): Default {
  const option = optionOf(field.syntax.options, 'default');
  switch (field.kind) {
    case 'string':
    case 'bytes':
      return option?.kind === 'text' ? option.text : '';
    case 'enum':
      return enumDefault(field, option);
    case 'bool':
      return option?.text === 'true' ? 1 : 0;
    case 'float':
      return Math.fround(float(option));
    case 'double':
      return float(option);
    default:
      return integer(option);
  }
}

/** Without a default, the value that stands first. */
function enumDefault(field: Field, option: Option | undefined): number {
  const values = field.enum?.syntax.values ?? [];
  const chosen = option ? values.find(({ name }) => name === option.text) : values[0];
  return chosen?.number ?? 0;
}

function float(option: Option | undefined): number {
  const text = option?.text ?? '0';
  if (/inf/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return Number(text.replace(/[fF]$/, ''));
}

function integer(option: Option | undefined): bigint {
  const [, sign, octal, digits] = /^(-?)(?:0([0-7]+)|(0[xX][\da-fA-F]+|\d+))$/.exec(option?.text ?? '') ?? [];
  const written = octal === undefined ? digits : `0o${octal}`;
  if (written === undefined || written.length > LONGEST) return 0n;
  return sign === '-' ? -BigInt(written) : BigInt(written);
}

/** Of 64 bits, in any notation; more is no number that a field can hold. */
const LONGEST = 40;
