import { TemplateError } from '../value.ts';
import type { GoFunction, GoMap, GoString, GoValue } from '../value.ts';
import { floatText, intDigits } from './printing.ts';
import { takes } from './signature.ts';
import { joined, keyPlace, mapOf, sourceOf } from './text.ts';
import { put, type Output } from './output.ts';
import { inlineScalar, literalBlock, styleOf } from './yaml-scalar.ts';

/** In bytes; longer keys, and those of several lines, are written after a question mark. */
const LONGEST_KEY = 128;

type StyledOutput = Output & { readonly listIndent: number };

/** As sigs.k8s.io/yaml writes a value, without the newline at its end. Each scalar knows the places that it came from. */
function yamlText(value: GoValue, listIndent = 0): GoString {
  const output: StyledOutput = { parts: [], listIndent, length: 0 };
  write(value, 0, output);
  return joined(output.parts);
}

function write(value: GoValue, indent: number, output: StyledOutput): void {
  switch (value.kind) {
    case 'nil':
      return put(output, 'null', value);
    case 'bool':
      return put(output, String(value.value), value);
    case 'int':
      return put(output, intDigits(value.value), value);
    case 'float':
      return put(output, numberText(value.value), value);
    case 'string':
      return put(output, scalarText(value.text, indent), value);
    case 'object':
      return write(plainObject(value), indent, output);
    case 'list':
      if (value.items.length === 0) return put(output, '[]', value);
      return value.items.forEach((item, index) => {
        put(output, `${index > 0 ? lineStart(indent) : ''}- `, item);
        write(item, indent + 2, output);
      });
    case 'map':
      return value.entries.size === 0 ? put(output, '{}', value) : writeEntries(value, indent, output);
  }
}

function writeEntries(map: GoMap, indent: number, output: StyledOutput): void {
  [...map.entries]
    .sort(([a], [b]) => naturalOrder(a, b))
    .forEach(([key, value], index) => {
      put(output, `${index > 0 ? lineStart(indent) : ''}${keyText(key, indent)}:`, keyPlace(map, key));
      if (value.kind === 'list' && value.items.length > 0) {
        put(output, lineStart(indent + output.listIndent), value);
        return write(value, indent + output.listIndent, output);
      }
      put(output, value.kind === 'map' && value.entries.size > 0 ? lineStart(indent + 2) : ' ', value);
      return write(value, indent + (isBlock(value) ? 2 : 0), output);
    });
}

/** The text of a scalar is indented under the map that holds it; in a list it is already inside. */
const isBlock = (value: GoValue): boolean => value.kind === 'map' || value.kind === 'object' || value.kind === 'string';

const lineStart = (indent: number): string => `\n${' '.repeat(indent)}`;

function keyText(key: string, indent: number): string {
  const isLong = key.includes('\n') || new TextEncoder().encode(key).length > LONGEST_KEY;
  return isLong ? `? ${scalarText(key, indent + 2)}${lineStart(indent)}` : inlineScalar(key, styleOf(key));
}

function scalarText(text: string, indent: number): string {
  const style = styleOf(text);
  return style === 'literal' ? literalBlock(text, Math.max(indent, 2)) : inlineScalar(text, style);
}

/** Whole floats lose their point: the value goes through JSON first. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TemplateError(`json: unsupported value: ${floatText(value)}`);
  return Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 64 ? String(value) : floatText(value);
}

/** What an object says of itself, or its fields. */
export function plainObject(value: Extract<GoValue, { kind: 'object' }>): GoValue {
  const text = value.methods.get('String')?.([]);
  if (text) return text;
  return mapOf(new Map([...value.fields].filter(([name]) => name !== '')), value.origins);
}

/** go-yaml's order of keys: digits before letters, numbers in them by their value. */
function naturalOrder(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < left.length && at < right.length; at++) {
    if (left[at] === right[at]) continue;
    const order = letterOrder(left[at]!, right[at]!);
    return order ?? digitOrder(left, right, at);
  }
  return left.length - right.length;
}

const codeOf = (character: string): number => character.codePointAt(0)!;

function letterOrder(a: string, b: string): number | undefined {
  const [left, right] = [/\p{L}/u.test(a), /\p{L}/u.test(b)];
  if (left && right) return codeOf(a) - codeOf(b);
  return left ? 1 : right ? -1 : undefined;
}

function digitOrder(left: readonly string[], right: readonly string[], at: number): number {
  const seed = left[at] === '0' || right[at] === '0' ? (/[1-9]\d*$/.test(left.slice(0, at).join('')) ? '1' : '') : '';
  const [a, b] = [digitsFrom(left, at), digitsFrom(right, at)];
  const [x, y] = [BigInt(`${seed}${a}` || '0'), BigInt(`${seed}${b}` || '0')];
  if (x !== y) return x < y ? -1 : 1;
  return a.length - b.length || codeOf(left[at]!) - codeOf(right[at]!);
}

function digitsFrom(characters: readonly string[], at: number): string {
  let end = at;
  while (end < characters.length && /\d/.test(characters[end]!)) end++;
  return characters.slice(at, end).join('');
}

const toYaml = takes(['any'], value => yamlText(value));

export const YAML_TEXT: Readonly<Record<string, GoFunction>> = {
  toYaml: takes(['any'], value => {
    try {
      return yamlText(value);
    } catch (error) {
      if (error instanceof TemplateError && error.message.startsWith('json:'))
        return { kind: 'string', text: '', origins: sourceOf([value]).origins };
      throw error;
    }
  }),
  mustToYaml: toYaml,
  toYamlPretty: takes(['any'], value => yamlText(value, 2)),
};
