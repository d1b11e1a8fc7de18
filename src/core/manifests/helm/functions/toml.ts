import { TemplateError } from '../value.ts';
import type { GoFunction, GoList, GoMap, GoString, GoValue } from '../value.ts';
import { floatText, intDigits, sortedKeys } from './printing.ts';
import { takes } from './signature.ts';
import { checkLength, textFrom } from './text.ts';
import { tomlValue } from './toml-values.ts';
import { plainObject } from './yaml-text.ts';
import { readAs } from './json.ts';

/** A value as Helm writes TOML: a map's plain entries before those that are tables, each by its key. */
function tomlText(value: GoValue): string {
  if (value.kind !== 'map') throw new TemplateError('toml: top-level values must be Go maps or structs');
  const lines: string[] = [];
  writeTable(value, [], lines);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

const isTable = (value: GoValue): value is GoMap => value.kind === 'map';
const isTableList = (value: GoValue): value is GoList => value.kind === 'list' && value.items.length > 0 && value.items.every(isTable);

function add(lines: string[], line: string): void {
  checkLength(lines.length + line.length);
  lines.push(line);
}

function writeTable(table: GoMap, path: readonly string[], lines: string[]): void {
  const keys = sortedKeys(table.entries).filter(key => table.entries.get(key)!.kind !== 'nil');
  const pad = '  '.repeat(path.length);
  const valueOf = (key: string) => table.entries.get(key)!;
  const inner = keys.filter(key => isTable(valueOf(key)) || isTableList(valueOf(key)));
  for (const key of keys) if (!inner.includes(key)) add(lines, `${pad}${keyText(key)} = ${inline(valueOf(key))}`);
  for (const key of inner) {
    const value = valueOf(key);
    const name = [...path, keyText(key)];
    for (const item of isTableList(value) ? value.items : [value]) {
      if ((path.length === 0 || isTableList(value)) && lines.length > 0) add(lines, '');
      add(lines, isTableList(value) ? `${pad}[[${name.join('.')}]]` : `${pad}[${name.join('.')}]`);
      if (isTable(item)) writeTable(item, name, lines);
    }
  }
}

const keyText = (key: string): string => (/^[A-Za-z0-9_-]+$/.test(key) ? key : quoted(key));

const NAMED: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

const quoted = (text: string): string =>
  `"${text.replace(/["\\]|[^\P{Cc}\u0080-\u009f]/gu, character => NAMED[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;

function inline(value: GoValue): string {
  switch (value.kind) {
    case 'nil':
      throw new TemplateError('toml: cannot encode array with nil element');
    case 'bool':
      return String(value.value);
    case 'int':
      return intDigits(value.value);
    case 'float':
      return floatLiteral(value.value);
    case 'string':
      return quoted(value.text);
    case 'object':
      return inline(plainObject(value));
    case 'list':
      return `[${value.items.map(inline).join(', ')}]`;
    case 'map':
      return `{${sortedKeys(value.entries)
        .map(key => `${keyText(key)} = ${inline(value.entries.get(key)!)}`)
        .join(', ')}}`;
  }
}

function floatLiteral(value: number): string {
  const text = Number.isFinite(value) ? floatText(value, 21) : floatText(value).toLowerCase();
  return /[.ein]/.test(text) ? text : `${text}.0`;
}

/** Helm gives the message where the text was wanted. */
const toToml = takes(['any'], (value): GoString => {
  try {
    return textFrom(tomlText(value), value);
  } catch (error) {
    if (error instanceof TemplateError && error.message.startsWith('toml:')) return textFrom(error.message, value);
    throw error;
  }
});

export const TOML: Readonly<Record<string, GoFunction>> = {
  toToml,
  fromToml: takes(['string'], text => readAs('map', text, () => tomlValue(text))),
};
