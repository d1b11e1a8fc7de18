import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node, Scalar, YAMLMap } from 'yaml';
import type { Origins } from '../../tree.ts';
import { TemplateError } from '../value.ts';
import type { GoFunction, GoString, GoValue } from '../value.ts';
import { readAs } from './json.ts';
import { takes } from './signature.ts';
import { listOf, stretches, united } from './text.ts';
import { isAmbiguous } from './yaml-scalar.ts';

/** More nodes than a chart can mean; aliases of aliases could ask for any number. */
const MOST_NODES = 200_000;

interface Reading {
  readonly document: Document;
  readonly text: string;
  /** The places of a range of the text. */
  readonly originsAt: (start: number, end: number) => Origins;
  left: number;
}

/** What a text of YAML says, as go-yaml reads it on the way to JSON: numbers are floats, keys are texts, dates stay texts. */
function yamlValue(text: GoString): GoValue {
  const document = parseDocument(text.text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent', stringKeys: false });
  const [error] = document.errors;
  if (error) throw new TemplateError(`error converting YAML to JSON: yaml: ${error.message.split('\n')[0]}`);
  const reading: Reading = { document, text: text.text, originsAt: originsFinder(text), left: MOST_NODES };
  return valueOf(document.contents, reading);
}

function originsFinder(text: GoString): Reading['originsAt'] {
  let at = 0;
  const parts = stretches(text).map(({ text, origins }) => ({ start: at, end: (at += text.length), origins }));
  if (parts.length === 1) return () => parts[0]!.origins;
  return (start, end) => {
    let low = 0;
    let high = parts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (parts[middle]!.end <= start) low = middle + 1;
      else high = middle;
    }
    const lists: Origins[] = [];
    for (let index = low; index < parts.length && parts[index]!.start < Math.max(end, start + 1); index++)
      lists.push(parts[index]!.origins);
    return united(lists);
  };
}

function valueOf(node: unknown, reading: Reading): GoValue {
  if ((reading.left -= 1) < 0) throw new TemplateError(`The text of YAML holds more than ${MOST_NODES} values.`);
  if (isAlias(node)) return valueOf(node.resolve(reading.document), reading);
  if (isMap(node))
    return { kind: 'map', entries: entriesOf(node, reading), keyOrigins: keyOriginsOf(node, reading), origins: startOf(node, reading) };
  if (isSeq(node))
    return listOf(
      node.items.map(item => valueOf(item, reading)),
      startOf(node, reading),
    );
  if (!isScalar(node)) return { kind: 'nil', origins: [] };
  const [start, end] = node.range ?? [0, 0];
  const text = typeof node.value === 'string' ? withoutAddedBreak(node.value, { node, end }, reading) : '';
  return scalarOf(text, node.type === 'PLAIN' && node.tag !== 'tag:yaml.org,2002:str', reading.originsAt(start, end));
}

/** go-yaml gives a block that ends with the text no last line break where the text has none. */
function withoutAddedBreak(value: string, { node, end }: { readonly node: Scalar; readonly end: number }, { text }: Reading): string {
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  return isBlock && end >= text.length && !text.endsWith('\n') ? value.replace(/\n+$/, '') : value;
}

const startOf = (node: Node, reading: Reading): Origins => {
  const start = node.range?.[0] ?? 0;
  return reading.originsAt(start, start + 1);
};

const keyOriginsOf = (node: YAMLMap, reading: Reading): ReadonlyMap<string, Origins> =>
  new Map(node.items.flatMap(({ key }) => (isScalar(key) ? [[keyText(key), startOf(key, reading)] as const] : [])));

function entriesOf(node: YAMLMap, reading: Reading): Map<string, GoValue> {
  const entries = new Map<string, GoValue>();
  const merged = new Map<string, GoValue>();
  for (const { key, value } of node.items) {
    const name = keyText(key);
    const item = valueOf(value, reading);
    if (name === '<<' && isScalar(key) && key.type === 'PLAIN')
      for (const source of item.kind === 'list' ? item.items : [item]) takeIn(source, merged);
    else entries.set(name, item);
  }
  return new Map([...merged, ...entries]);
}

function takeIn(source: GoValue, merged: Map<string, GoValue>): void {
  if (source.kind !== 'map')
    throw new TemplateError('error converting YAML to JSON: yaml: map merge requires map or sequence of maps as the value');
  for (const [key, value] of source.entries) if (!merged.has(key)) merged.set(key, value);
}

function keyText(key: unknown): string {
  const text = isScalar(key) ? String(key.value ?? '') : '';
  if (!isScalar(key) || key.type !== 'PLAIN') return text;
  const value = scalarOf(text, true, []);
  if (value.kind === 'nil') throw new TemplateError('error converting YAML to JSON: Unsupported map key of type: nil');
  return value.kind === 'bool' || value.kind === 'float' ? String(value.value) : text;
}

const YES = /^(?:y|yes|true|on)$/i;
const NO = /^(?:n|no|false|off)$/i;
const NOTHING = /^(?:~|null)?$/i;

/** A plain scalar by go-yaml's rules, which are those by which it quotes. */
export function scalarOf(text: string, isPlain: boolean, origins: Origins): GoValue {
  const string: GoValue = { kind: 'string', text, origins };
  if (!isPlain || !isAmbiguous(text)) return string;
  if (NOTHING.test(text)) return { kind: 'nil', origins };
  if (YES.test(text)) return { kind: 'bool', value: true, origins };
  if (NO.test(text)) return { kind: 'bool', value: false, origins };
  if (/^[-+]?\.(?:inf|nan)$/i.test(text)) throw new TemplateError(`error converting YAML to JSON: json: unsupported value: ${text}`);
  const value = numberOf(text.replaceAll('_', ''));
  return value === undefined ? string : { kind: 'float', value, origins };
}

function numberOf(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '');
  const octal = /^0o?([0-7]+)$/.exec(digits)?.[1];
  if (octal !== undefined) return sign * Number.parseInt(octal, 8);
  if (/^0(?:x[\da-f]+|b[01]+)$/i.test(digits)) return sign * Number(digits);
  return /^[\d.]+(?:e[-+]?\d+)?$/i.test(digits) && !/[:-]/.test(digits.replace(/e[-+]/i, '')) ? sign * Number(digits) : undefined;
}

export const YAML_VALUES: Readonly<Record<string, GoFunction>> = {
  fromYaml: takes(['string'], text => readAs('map', text, () => yamlValue(text))),
  fromYamlArray: takes(['string'], text => readAs('list', text, () => yamlValue(text))),
};
