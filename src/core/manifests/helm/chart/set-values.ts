import type { Origins } from '../../tree.ts';
import { TemplateError, type GoList, type GoMap, type GoValue } from '../value.ts';
import { emptyMap } from '../values-file.ts';

/** Lists are filled up to the index that is set, and names can be nested; beyond this a line is a mistake. */
const HIGHEST_INDEX = 65_536;
const DEEPEST = 30;

/** What is given as `--set` or, with `asText`, as `--set-string`: then nothing becomes a number, truth or null. */
export interface SetLine {
  readonly line: string;
  readonly asText: boolean;
  /** Where it is written, if some file says it. */
  readonly origins: Origins;
}

/** Puts one `a.b[0]=x,c=y` into values. Throws a TemplateError. */
export function setValues(set: SetLine, values: GoMap): void {
  const reader = new SetReader(set);
  while (!reader.atEnd) reader.key(values, 0);
}

class SetReader {
  private readonly characters: readonly string[];
  private readonly asText: boolean;
  private readonly origins: Origins;
  private at = 0;

  constructor({ line, asText, origins }: SetLine) {
    this.characters = [...line];
    this.asText = asText;
    this.origins = origins;
  }

  get atEnd(): boolean {
    return this.at >= this.characters.length;
  }

  key(values: GoMap, depth: number): void {
    if (depth > DEEPEST) throw new TemplateError(`a name has more than ${DEEPEST} parts`);
    const { text: name, stop } = this.until('=[,.');
    if (stop === '.') return this.inner(values, name, depth);
    if (stop === '[') return put(values, name, this.item(listAt(values, name), depth));
    if (stop === '=') return put(values, name, this.value());
    throw new TemplateError(`${JSON.stringify(name)} is given no value; write ${name === '' ? 'name' : name}=value`);
  }

  private inner(values: GoMap, name: string, depth: number): void {
    const known = values.entries.get(name);
    if (known && known.kind !== 'map') throw new TemplateError(`${name} is no mapping, so nothing in it can be set`);
    const map = known ?? emptyMap();
    this.key(map, depth + 1);
    put(values, name, map);
  }

  /** After `[`: an index, and what is set there. */
  private item(list: GoList, depth: number): GoList {
    const { text, stop } = this.until(']');
    const index = /^[+]?\d+$/.test(text) ? Number(text) : HIGHEST_INDEX + 1;
    if (stop !== ']' || index > HIGHEST_INDEX) throw new TemplateError(`[${text}] is no index of a list, or is beyond ${HIGHEST_INDEX}`);
    const next = this.characters[this.at++];
    while (list.items.length < index) list.items.push({ kind: 'nil', origins: [] });
    const known = list.items[index];
    if (next === '=') list.items[index] = this.value();
    else if (next === '[') list.items[index] = this.item(known?.kind === 'list' ? known : emptyList(), depth + 1);
    else if (next === '.') {
      const map = known?.kind === 'map' ? known : emptyMap();
      this.key(map, depth + 1);
      list.items[index] = map;
    } else throw new TemplateError(`an index is followed by =, . or [, not by ${next ?? 'the end'}`);
    return list;
  }

  private value(): GoValue {
    if (this.characters[this.at] !== '{') return this.scalar(this.until(',').text);
    this.at++;
    const list = emptyList();
    for (;;) {
      const { text, stop } = this.until(',}');
      if (stop === undefined) throw new TemplateError('a list is not closed with }');
      list.items.push(this.scalar(text));
      if (stop === '}') break;
    }
    if (this.characters[this.at] === ',') this.at++;
    return list;
  }

  private until(stops: string): { readonly text: string; readonly stop: string | undefined } {
    let text = '';
    while (!this.atEnd) {
      const character = this.characters[this.at++]!;
      if (stops.includes(character)) return { text, stop: character };
      text += character === '\\' ? (this.characters[this.at++] ?? '') : character;
    }
    return { text, stop: undefined };
  }

  private scalar(text: string): GoValue {
    const { origins } = this;
    const lower = text.toLowerCase();
    if (this.asText) return { kind: 'string', text, origins };
    if (lower === 'true' || lower === 'false') return { kind: 'bool', value: lower === 'true', origins };
    if (lower === 'null') return { kind: 'nil', origins };
    if (/^(?:0|[+-]?[1-9]\d{0,18}|[+-]0\d{0,18})$/.test(text)) return { kind: 'int', value: Number(text), long: true, origins };
    return { kind: 'string', text, origins };
  }
}

function listAt(values: GoMap, name: string): GoList {
  const known = values.entries.get(name);
  if (known && known.kind !== 'list') throw new TemplateError(`${name} is no list, so it has no elements to set`);
  return known ?? emptyList();
}

const emptyList = (): GoList => ({ kind: 'list', items: [], origins: [] });

function put(values: GoMap, name: string, value: GoValue): void {
  if (name !== '') values.entries.set(name, value);
}
