import { each } from './each.ts';
import type { ScalarNode } from './node.ts';

type Typed = Pick<ScalarNode, 'value' | 'exact' | 'isDate'>;

const WORDS: ReadonlyMap<string, Typed['value']> = new Map(
  Object.entries({
    ...each<Typed['value']>(' ~ null Null NULL', null),
    ...each('true True TRUE', true),
    ...each('false False FALSE', false),
    ...each('.nan .NaN .NAN', Number.NaN),
    ...each('.inf .Inf .INF +.inf +.Inf +.INF', Infinity),
    ...each('-.inf -.Inf -.INF', -Infinity),
  }),
);

const FLOAT = /^[-+]?(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?$/i;
const DATE = /^\d{4}-(\d\d?)-(\d\d?)(([Tt ])\d\d?:\d\d?:\d\d?(\.\d+)?(Z|[-+]\d\d:\d\d)?)?$/;

/** What an unquoted scalar is in the YAML that compose reads: 1.1 numbers (`0755` is octal, `1_000` a number), but `yes` and `on` are texts. */
export function plainScalar(text: string): Typed {
  const word = WORDS.get(text);
  if (word !== undefined) return { value: word };
  const first = text.charCodeAt(0);
  if (text[0] === '.') return decimal(text) ?? { value: text };
  if (!(first >= 48 && first <= 57) && text[0] !== '-' && text[0] !== '+') return { value: text };
  if (isDate(text)) return { value: text, isDate: true };
  return integer(text.replaceAll('_', '')) ?? decimal(text.replaceAll('_', '')) ?? { value: text };
}

function isDate(text: string): boolean {
  const found = DATE.exec(text);
  return found !== null && within(found[1], 1, 12) && within(found[2], 1, 31) && (found[4] !== ' ' || !found[6]);
}

const within = (digits: string | undefined, least: number, most: number): boolean => Number(digits) >= least && Number(digits) <= most;

function integer(text: string): Typed | undefined {
  const found = /^([-+]?)(?:0([xX][\da-fA-F]+|[oO]?[0-7]+|[bB][01]+)|(0|[1-9]\d*))$/.exec(text);
  if (!found) return undefined;
  const [, sign, prefixed, digits] = found;
  const size = digits === undefined ? BigInt(`0${/^[0-7]/.test(prefixed!) ? `o${prefixed!}` : prefixed!.toLowerCase()}`) : BigInt(digits);
  if (size >= 2n ** 64n || (sign === '-' && size > 2n ** 63n)) return digits === undefined ? undefined : { value: Number(text) };
  const value = sign === '-' ? -size : size;
  const near = Number(value);
  return Number.isSafeInteger(near) ? { value: near } : { value: near, exact: value.toString() };
}

/** What is too large for a number is a text. */
const decimal = (text: string): Typed | undefined =>
  FLOAT.test(text) && Number.isFinite(Number(text)) ? { value: Number(text) } : undefined;

/** A scalar with a tag of YAML's own (`!!str 5`); undefined where text and tag do not go together. */
export function taggedScalar(text: string, tag: string): Typed | undefined {
  const plain = plainScalar(text);
  switch (tag) {
    case 'null':
      return { value: null };
    case 'bool':
      return typeof plain.value === 'boolean' ? plain : undefined;
    case 'int':
    case 'float':
      return typeof plain.value === 'number' ? plain : undefined;
    case 'timestamp':
      return plain.isDate ? plain : undefined;
    default:
      return { value: text };
  }
}
