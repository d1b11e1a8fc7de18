import { remembered } from '../../model/remembered.ts';
import type { Source, Span } from '../../model/source.ts';
import type { MappingEntry, Node } from '../../yaml/tree.ts';

/** TOML as the same tree as YAML. Total and forgiving: a line that is no TOML is skipped, dates and numbers stay texts. */
export const tomlTree = remembered(({ text }: Source): Node => frozen(new Reader(text).document()));

/** A table while it is filled: other tables of the file may add to it. */
interface Table {
  readonly at: [number, number];
  readonly entries: Map<string, { keyAt: Span; value: Table | Table[] | Node }>;
}

const isTable = (value: Table | Table[] | Node): value is Table => 'entries' in value && value.entries instanceof Map;

function frozen(table: Table): Node {
  const entries: MappingEntry[] = [...table.entries].map(([key, { keyAt, value }]) => ({ key, keyAt, value: frozenValue(value) }));
  return { kind: 'mapping', at: table.at, entries };
}

function frozenValue(value: Table | Table[] | Node): Node {
  if (Array.isArray(value)) return { kind: 'sequence', at: value[0]?.at ?? [0, 0], items: value.map(frozen) };
  return isTable(value) ? frozen(value) : value;
}

const BLANK = /(?:\s+|#[^\n]*)*/y;
const SPACE = /[ \t]*/y;
const KEY = /[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([\w$@/+:*-]+))[ \t]*/y;
const TEXTS = /"""([^]*?)(?:"""|$)|'''([^]*?)(?:'''|$)|"((?:[^"\\\n]|\\.)*)"?|'([^'\n]*)'?/y;
const BARE = /[^\s,[\]{}#=]+(?: [\d:.]+)?/y;
const LINE = /[^\n]*/y;
/** Inline tables and lists nested deeper are skipped. */
const DEEPEST = 40;
const MOST_KEYS = 32;

class Reader {
  private here = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  document(): Table {
    const root: Table = { at: [0, this.text.length], entries: new Map() };
    let table = root;
    for (this.match(BLANK); this.here < this.text.length; this.match(BLANK)) {
      const start = this.here;
      if (this.text[this.here] === '[') table = this.header(root);
      else this.pair(table);
      if (this.here === start) this.match(LINE);
    }
    return root;
  }

  private header(root: Table): Table {
    const start = this.here;
    const list = this.text.startsWith('[[', start);
    this.here += list ? 2 : 1;
    const keys = this.keys();
    const at: [number, number] = [start, this.here];
    this.match(LINE);
    const last = keys.pop();
    let table = keys.reduce((parent, key) => child(parent, key, at), root);
    if (last === undefined) return table;
    if (!list) return child(table, last, at);
    const existing = table.entries.get(last)?.value;
    const item: Table = { at, entries: new Map() };
    if (Array.isArray(existing)) existing.push(item);
    else table.entries.set(last, { keyAt: at, value: [item] });
    return item;
  }

  private pair(table: Table): void {
    const start = this.here;
    const keys = this.keys();
    const keyAt: [number, number] = [start, this.here];
    const last = keys.pop();
    if (last === undefined || this.text[this.here] !== '=') {
      this.match(LINE);
      return;
    }
    this.here++;
    this.match(SPACE);
    const value = this.value(0);
    keys.reduce((parent, key) => child(parent, key, keyAt), table).entries.set(last, { keyAt, value });
  }

  private keys(): string[] {
    const keys: string[] = [];
    for (;;) {
      const found = this.match(KEY);
      if (found) keys.push(found[1] ?? found[2] ?? found[3] ?? '');
      if (!found || this.text[this.here] !== '.' || keys.length >= MOST_KEYS) return keys;
      this.here++;
    }
  }

  private value(depth: number): Node {
    const start = this.here;
    const first = this.text[start];
    if (depth < DEEPEST && first === '[') return this.list(start, depth);
    if (depth < DEEPEST && first === '{') return this.inline(start, depth);
    const quoted = first === '"' || first === "'";
    const found = quoted ? this.match(TEXTS) : this.match(BARE);
    const text = quoted ? (found?.slice(1).find(group => group !== undefined) ?? '') : (found?.[0] ?? '');
    return { kind: 'scalar', at: [start, this.here], text: text.replace(/\\(["\\])/g, '$1'), quoted };
  }

  private list(start: number, depth: number): Node {
    const items: Node[] = [];
    this.here++;
    while (this.goesOn(']')) {
      const before = this.here;
      items.push(this.value(depth + 1));
      if (this.here === before) this.here++;
    }
    return { kind: 'sequence', at: [start, this.here], items };
  }

  private inline(start: number, depth: number): Node {
    const table: Table = { at: [start, start], entries: new Map() };
    this.here++;
    while (this.goesOn('}')) {
      const before = this.here;
      const keys = this.keys();
      const keyAt: [number, number] = [before, this.here];
      const last = keys.pop();
      if (this.text[this.here] === '=') this.here++;
      this.match(SPACE);
      const value = this.value(depth + 1);
      if (last !== undefined) keys.reduce((parent, key) => child(parent, key, keyAt), table).entries.set(last, { keyAt, value });
      if (this.here === before) this.here++;
    }
    table.at[1] = this.here;
    return frozen(table);
  }

  private goesOn(close: string): boolean {
    for (this.match(BLANK); this.text[this.here] === ','; this.match(BLANK)) this.here++;
    if (this.here >= this.text.length) return false;
    if (this.text[this.here] !== close) return true;
    this.here++;
    return false;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.here;
    const found = pattern.exec(this.text);
    if (found) this.here = pattern.lastIndex;
    return found;
  }
}

/** The table under a key, made where there is none; of a list of tables the last. */
function child(parent: Table, key: string, keyAt: [number, number]): Table {
  const existing = parent.entries.get(key)?.value;
  if (Array.isArray(existing)) return existing.at(-1)!;
  if (existing && isTable(existing)) return existing;
  const table: Table = { at: keyAt, entries: new Map() };
  parent.entries.set(key, { keyAt, value: table });
  return table;
}
