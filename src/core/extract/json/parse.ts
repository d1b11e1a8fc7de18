import { remembered } from '../../model/remembered.ts';
import type { Problem, Source, Span } from '../../model/source.ts';
import type { MappingEntry, Node } from '../../yaml/tree.ts';

interface JsonFile {
  readonly root: Node;
  readonly problems: readonly Problem[];
}

/** Says whether the value of a key is wanted, `depth` mappings and lists below the root; what is not wanted is skipped without a tree. */
export type Wanted = (key: string, depth: number) => boolean;

/** Deeper nesting than this is no configuration, and is skipped. */
const DEEPEST = 200;

/** The JSON of a source as the same tree as YAML, once for all readers. Comments, trailing commas and a missing end are taken as they are meant. */
export const jsonFile = remembered(({ text }: Source): JsonFile => readJson(text));

export function readJson(text: string, wanted?: Wanted): JsonFile {
  const reader = new Reader(text, wanted);
  const root = reader.value(0);
  return { root, problems: reader.problems };
}

const BLANK = /(?:[\s\uFEFF]+|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|#[^\n]*)*/y;
const STRING = /"([^"\\\n]*(?:\\.[^"\\\n]*)*)("|\\?$|(?=\n)|\\(?=\n))/y;
const BARE = /[^\s,:{}[\]"]+/y;
/** What may stand between brackets while a value is skipped. */
const SKIPPED = /[^"{}[\]/]+|"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|\//y;

class Reader {
  readonly problems: Problem[] = [];
  private here = 0;
  private readonly text: string;
  private readonly wanted: Wanted | undefined;

  constructor(text: string, wanted: Wanted | undefined) {
    this.text = text;
    this.wanted = wanted;
  }

  value(depth: number): Node {
    this.blank();
    const start = this.here;
    const first = this.text[start];
    if (first === '{' || first === '[') {
      if (depth > DEEPEST) {
        this.broken('This is nested too deep to be read; it was skipped.');
        return this.skip(start);
      }
      this.here++;
      return first === '{' ? this.mapping(start, depth) : this.sequence(start, depth);
    }
    if (first === '"') return { kind: 'scalar', text: this.string(), at: [start, this.here], quoted: true };
    const bare = this.match(BARE)?.[0] ?? '';
    if (bare === '') this.broken('A value is missing here.');
    return { kind: 'scalar', text: bare === 'null' ? '' : bare, at: [start, this.here], quoted: false };
  }

  private mapping(start: number, depth: number): Node {
    const entries = new Map<string, MappingEntry>();
    while (this.goesOn('}')) {
      const keyAt = this.here;
      const key = this.text[keyAt] === '"' ? this.string() : (this.match(BARE)?.[0] ?? '');
      const keySpan: Span = [keyAt, this.here];
      this.blank();
      if (this.here === keyAt) this.here++;
      else if (this.text[this.here] === ':') {
        this.here++;
        entries.set(key, { key, keyAt: keySpan, value: this.member(key, depth) });
      } else this.broken(`A colon is missing after ${key.slice(0, 40)}.`);
    }
    return { kind: 'mapping', at: [start, this.here], entries: [...entries.values()] };
  }

  private member(key: string, depth: number): Node {
    if (!this.wanted || this.wanted(key, depth)) return this.value(depth + 1);
    this.blank();
    return this.skip(this.here);
  }

  private sequence(start: number, depth: number): Node {
    const items: Node[] = [];
    while (this.goesOn(']')) {
      const before = this.here;
      items.push(this.value(depth + 1));
      if (this.here === before) this.here++;
    }
    return { kind: 'sequence', at: [start, this.here], items };
  }

  /** Passes commas; false, and past it, at the closing bracket; false at the end of the text. */
  private goesOn(close: string): boolean {
    for (this.blank(); this.text[this.here] === ','; this.blank()) this.here++;
    if (this.here >= this.text.length) {
      this.broken(`A ${close} is missing.`);
      return false;
    }
    if (this.text[this.here] !== close) return true;
    this.here++;
    return false;
  }

  private skip(start: number): Node {
    let open = 0;
    do {
      const character = this.text[this.here];
      if (character === '{' || character === '[') open++;
      else if (character === '}' || character === ']') open--;
      else if (open === 0) {
        if (character === '"') this.string();
        else this.match(BARE);
        break;
      } else {
        this.match(SKIPPED);
        continue;
      }
      this.here++;
    } while (open > 0 && this.here < this.text.length);
    return { kind: 'scalar', text: '', at: [start, this.here], quoted: false };
  }

  private string(): string {
    const start = this.here;
    const found = this.match(STRING);
    const raw = found?.[1] ?? '';
    if (this.here === start) this.here++;
    if (!raw.includes('\\')) return raw;
    try {
      return String(JSON.parse(`"${raw}"`));
    } catch {
      return raw;
    }
  }

  private blank(): void {
    this.match(BLANK);
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.here;
    const found = pattern.exec(this.text);
    if (found) this.here = pattern.lastIndex;
    return found;
  }

  private broken(message: string): void {
    const here = Math.min(this.here, this.text.length);
    if (this.problems.length === 0) this.problems.push({ at: [here, here], message: `The JSON cannot be read here: ${message}` });
  }
}
