import type { Span } from '../model/source.ts';
import { Anchors } from './anchors.ts';
import { Entries } from './entries.ts';
import { FlowReader } from './flow.ts';
import { blockText, isNull, lineEnd, plainText, quotedText, Unusual } from './scalars.ts';
import type { Node, YamlDocument } from './tree.ts';

/**
 * Reads the YAML that people write into manifests at a fraction of the full parser's cost: block mappings and lists, one-line scalars,
 * `|` and `>` texts, brackets, anchors, aliases and merge keys. Gives nothing for whatever it does not know, errors above all:
 * then the full parser decides.
 */
export function fastDocuments(text: string): readonly YamlDocument[] | undefined {
  if (text.includes('\t') && INDENTED_BY_TAB.test(text)) return undefined;
  try {
    return new FastReader(text).documents();
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

/** Where tabs may stand and where not is for the full parser to say. */
const INDENTED_BY_TAB = /^[ ?:-]*\t/m;

const DEEPEST = 150;
const NONE = -1;

class FastReader {
  private readonly text: string;
  private readonly anchors = new Anchors();
  /** Where the next content begins, and its column; NONE at the end of a document. */
  private at = 0;
  private column = NONE;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  documents(): readonly YamlDocument[] {
    const { text } = this;
    const found: YamlDocument[] = [];
    this.toContent(text.charCodeAt(0) === 0xfeff ? 1 : 0);
    while (this.at < text.length || this.column !== NONE) {
      if (this.column === NONE) {
        this.anchors.forget();
        this.advance(this.at + 3);
      }
      const root = this.column === NONE ? undefined : this.node(NONE);
      if (root && (root.kind !== 'scalar' || root.text !== '')) found.push({ root });
      if (this.column !== NONE) throw new Unusual();
    }
    return found;
  }

  /** From a line's start to the next line that holds something. */
  private toContent(from: number): void {
    const { text } = this;
    let start = from;
    while (start < text.length) {
      let first = start;
      while (text.charCodeAt(first) === 32) first++;
      const code = text.charCodeAt(first);
      if (code === 9 || code === 0) throw new Unusual();
      if (code !== 10 && code !== 35 && !(code === 13 && text.charCodeAt(first + 1) === 10) && first < text.length) {
        this.at = first;
        this.column = first - start;
        if (this.column === 0 && (text.startsWith('---', first) || text.startsWith('...', first) || code === 37))
          this.boundary(first, code);
        return;
      }
      start = lineEnd(text, first) + 1;
    }
    this.at = text.length;
    this.column = NONE;
  }

  private boundary(first: number, code: number): void {
    const after = this.text[first + 3];
    if (code !== 45) throw new Unusual();
    if (after === undefined || after === '\n' || after === '\r' || after === ' ') this.column = NONE;
  }

  /** Past a value: only a comment may follow on its line. */
  private advance(from: number): void {
    const { text } = this;
    let end = from;
    while (text.charCodeAt(end) === 32) end++;
    const code = text.charCodeAt(end);
    const comment = code === 35 && (end > from || text.charCodeAt(end - 1) === 32);
    if (!(Number.isNaN(code) || code === 10 || (code === 13 && text.charCodeAt(end + 1) === 10) || comment)) throw new Unusual();
    this.toContent(lineEnd(text, end) + 1);
  }

  private count(): void {
    if (!this.anchors.grow()) throw new Unusual();
  }

  /** `parent` is the column of the block that it belongs to: a text goes on over lines to the right of that. */
  private node(parent: number): Node {
    if (++this.depth > DEEPEST) throw new Unusual();
    const found = this.isItem() ? this.sequence() : this.isKey() ? this.mapping() : this.inline(parent);
    this.depth--;
    return found;
  }

  private isItem(): boolean {
    const next = this.text.charCodeAt(this.at + 1);
    return this.text.charCodeAt(this.at) === 45 && (next === 32 || next === 10 || next === 13 || Number.isNaN(next));
  }

  /** The end of the key that begins here. */
  private keyEnd(): number {
    const { text, at } = this;
    const quote = text[at] === '"' || text[at] === "'";
    if (!quote && ',[]{}#&*!|>%@`'.includes(text[at]!)) return NONE;
    const { end } = quote ? quotedText(text, at) : plainText(text, at, false);
    let colon = end;
    while (text.charCodeAt(colon) === 32) colon++;
    const next = text.charCodeAt(colon + 1);
    return text.charCodeAt(colon) === 58 && (next === 32 || next === 10 || next === 13 || Number.isNaN(next)) ? colon : NONE;
  }

  private isKey(): boolean {
    return this.keyEnd() !== NONE;
  }

  private mapping(): Node {
    const { column, at: start, text } = this;
    const entries = new Entries();
    let end = start;
    this.count();
    while (this.column === column && !this.isItem()) {
      const colon = this.keyEnd();
      if (colon === NONE) throw new Unusual();
      const from = this.at;
      const key = text[from] === '"' || text[from] === "'" ? quotedText(text, from) : plainText(text, from, false);
      const value = this.value(colon + 1, column);
      entries.add({ key: key.text, keyAt: [from, key.end], value });
      end = Math.max(key.end, value.at[1]);
      if (this.column > column) throw new Unusual();
    }
    return { kind: 'mapping', at: [start, end], entries: entries.list() };
  }

  private sequence(): Node {
    const { column, at: start } = this;
    const items: Node[] = [];
    this.count();
    while (this.column === column && this.isItem()) {
      items.push(this.item(column));
      if (this.column > column) throw new Unusual();
    }
    return { kind: 'sequence', at: [start, Math.max(start + 1, items.at(-1)!.at[1])], items };
  }

  private item(column: number): Node {
    let first = this.at + 1;
    while (this.text.charCodeAt(first) === 32) first++;
    if (this.endsLine(first)) return this.below(first, column + 1);
    this.column += first - this.at;
    this.at = first;
    return this.isItem() || this.isKey() ? this.node(column) : this.anchored(column, column + 1);
  }

  /** After a key's colon. A list may stand at the key's own column. */
  private value(from: number, column: number): Node {
    let first = from;
    while (this.text.charCodeAt(first) === 32) first++;
    if (this.endsLine(first)) return this.below(first, column + 1, column);
    this.at = first;
    return this.anchored(column, column + 1, column);
  }

  private endsLine(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return Number.isNaN(code) || code === 10 || code === 13 || (code === 35 && this.text.charCodeAt(at - 1) === 32);
  }

  /** The block on the next lines, if it stands far enough to the right; else nothing. */
  private below(end: number, least: number, items = least): Node {
    const at = end;
    this.advance(end);
    if (this.column >= least || (this.column >= items && this.isItem())) return this.node(least - 1);
    this.count();
    return { kind: 'scalar', at: [at, at], text: '', quoted: false };
  }

  /** A value on the same line, with an anchor before it or not. */
  private anchored(parent: number, least: number, items = least): Node {
    const { text } = this;
    if (text.charCodeAt(this.at) !== 38) return this.inline(parent);
    const name = /&([^\s,[\]{}]+)[ ]*/y;
    name.lastIndex = this.at;
    const match = name.exec(text);
    if (!match) throw new Unusual();
    const before = this.anchors.size;
    const first = name.lastIndex;
    if (text[first] === '*') throw new Unusual();
    this.at = first;
    const node = this.endsLine(first) ? this.below(first, least, items) : this.inline(parent);
    this.anchors.set(match[1]!, node, before);
    return node;
  }

  private inline(parent: number): Node {
    const { text, at: start } = this;
    const first = text[start]!;
    if (first === '|' || first === '>') {
      if (parent === NONE) throw new Unusual();
      const { text: read, end } = blockText(text, start, parent);
      this.toContent(Math.min(end, text.length) + 1);
      return this.scalar([start, end], read, true);
    }
    if (first === '[' || first === '{') {
      const node = new FlowReader(text, this.anchors, parent).node(start);
      this.endInline(node.at[1], parent);
      return node;
    }
    if (first === '*') return this.alias(parent);
    const quoted = first === '"' || first === "'";
    const { text: read, end } = quoted ? quotedText(text, start) : plainText(text, start, false);
    this.endInline(end, parent);
    return this.scalar([start, end], quoted || !isNull(read) ? read : '', quoted);
  }

  /** A line further to the right would go on with the text. */
  private endInline(end: number, parent: number): void {
    this.advance(end);
    if (this.column > parent) throw new Unusual();
  }

  private alias(parent: number): Node {
    const name = /\*([^\s,[\]{}]+)/y;
    name.lastIndex = this.at;
    const found = this.anchors.get(name.exec(this.text)?.[1] ?? '');
    if (found === 'unknown' || found === 'many') throw new Unusual();
    this.endInline(name.lastIndex, parent);
    return found;
  }

  private scalar(at: Span, text: string, quoted: boolean): Node {
    this.count();
    return { kind: 'scalar', at, text, quoted };
  }
}
