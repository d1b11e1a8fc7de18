import { TemplateError } from '../value.ts';
import type { GoFunction, GoString, GoValue } from '../value.ts';
import { floatText, intDigits, sortedKeys } from './printing.ts';
import { takes } from './signature.ts';
import { joined, keyPlace, listOf, mapOf, sourceOf, textFrom } from './text.ts';
import { put, type Output } from './output.ts';
import { plainObject } from './yaml-text.ts';

interface Style {
  /** Whether `<`, `>` and `&` are written so that a web page could hold them. */
  readonly safe: boolean;
  readonly pretty: boolean;
}

type StyledOutput = Output & Style;

function jsonText(value: GoValue, style: Style): GoString {
  const output: StyledOutput = { ...style, parts: [], length: 0 };
  write(value, '\n', output);
  return joined(output.parts);
}

function write(value: GoValue, line: string, output: StyledOutput): void {
  switch (value.kind) {
    case 'nil':
      return put(output, 'null', value);
    case 'bool':
      return put(output, String(value.value), value);
    case 'int':
      return put(output, intDigits(value.value), value);
    case 'float':
      if (!Number.isFinite(value.value)) throw new TemplateError(`json: unsupported value: ${floatText(value.value)}`);
      return put(output, Object.is(value.value, -0) ? '-0' : String(value.value), value);
    case 'string':
      return put(output, quotedJson(value.text, output.safe), value);
    case 'object':
      return write(plainObject(value), line, output);
    case 'list':
      return writeAll(value, '[]', line, output, inner => value.items.map(item => () => write(item, inner, output)));
    case 'map':
      return writeAll(value, '{}', line, output, inner =>
        sortedKeys(value.entries).map(key => () => {
          const item = value.entries.get(key)!;
          put(output, `${quotedJson(key, output.safe)}:${output.pretty ? ' ' : ''}`, keyPlace(value, key));
          write(item, inner, output);
        }),
      );
  }
}

function writeAll(value: GoValue, brackets: string, line: string, output: StyledOutput, members: (inner: string) => (() => void)[]): void {
  const inner = output.pretty ? `${line}  ` : '';
  const writers = members(output.pretty ? inner : line);
  put(output, brackets[0]!, value);
  writers.forEach((writeMember, index) => {
    put(output, `${index > 0 ? ',' : ''}${inner}`, value);
    writeMember();
  });
  put(output, `${writers.length > 0 && output.pretty ? line : ''}${brackets[1]}`, value);
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

function quotedJson(text: string, safe: boolean): string {
  const special = safe ? /[^\P{Cc}\u007f-\u009f]|["\\<>&\u2028\u2029]/gu : /[^\P{Cc}\u007f-\u009f]|["\\\u2028\u2029]/gu;
  return `"${text.toWellFormed().replace(special, character => SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

/** What a text of JSON says. Numbers are floats, as Go reads them where it expects nothing. */
function parsed(text: GoString): GoValue {
  const { origins } = sourceOf([text]);
  try {
    return valueOf(JSON.parse(text.text), origins);
  } catch (error) {
    throw new TemplateError(`the text is not JSON: ${(error as Error).message}`);
  }
}

function valueOf(value: unknown, origins: GoValue['origins']): GoValue {
  if (value === null || value === undefined) return { kind: 'nil', origins };
  if (typeof value === 'string') return { kind: 'string', text: value, origins };
  if (typeof value === 'number') return { kind: 'float', value, origins };
  if (typeof value === 'boolean') return { kind: 'bool', value, origins };
  if (Array.isArray(value))
    return listOf(
      value.map(item => valueOf(item, origins)),
      origins,
    );
  return mapOf(new Map(Object.entries(value).map(([key, item]) => [key, valueOf(item, origins)])), origins);
}

/** What reading gives, or what the error gives: the functions that Helm adds put the message where the result was wanted. */
export function readAs(kind: 'map' | 'list', text: GoString, read: () => GoValue): GoValue {
  try {
    const value = read();
    if (value.kind === kind) return value;
    if (value.kind === 'nil') return kind === 'map' ? mapOf(new Map(), value.origins) : listOf([], value.origins);
    throw new TemplateError(`the text holds a ${value.kind} where a ${kind} is expected`);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const message = textFrom(error.message, text);
    const { origins } = sourceOf([text]);
    return kind === 'map' ? mapOf(new Map([['Error', message]]), origins) : listOf([message], origins);
  }
}

/** Go gives an empty text for what JSON cannot say. */
const written = (style: Style): GoFunction =>
  takes(['any'], value => {
    try {
      return jsonText(value, style);
    } catch (error) {
      if (error instanceof TemplateError && error.message.startsWith('json:')) return textFrom('', value);
      throw error;
    }
  });

const mustWrite = (style: Style): GoFunction => takes(['any'], value => jsonText(value, style));

const COMPACT: Style = { safe: true, pretty: false };
const PRETTY: Style = { safe: true, pretty: true };
const RAW: Style = { safe: false, pretty: false };

export const JSON_TEXT: Readonly<Record<string, GoFunction>> = {
  toJson: written(COMPACT),
  mustToJson: mustWrite(COMPACT),
  toPrettyJson: written(PRETTY),
  mustToPrettyJson: mustWrite(PRETTY),
  toRawJson: mustWrite(RAW),
  mustToRawJson: mustWrite(RAW),
  fromJson: takes(['string'], text => readAs('map', text, () => parsed(text))),
  fromJsonArray: takes(['string'], text => readAs('list', text, () => parsed(text))),
  mustFromJson: takes(['string'], parsed),
};
