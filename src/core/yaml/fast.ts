import type { Span } from '../model/source.ts';
import { Anchors } from './anchors.ts';
import { Entries } from './entries.ts';
import { FlowReader } from './flow.ts';
import { KindSkipper } from './kind-skipper.ts';
import { LineReader, NONE } from './lines.ts';
import { closingQuote, isOneLine, quotedText } from './quotes.ts';
import { blockText, isNull, plainEnd, plainText, type Read, Unusual } from './scalars.ts';
import type { Node, YamlDocument } from './tree.ts';

/**
 * Reads the YAML that people write into manifests at a fraction of the full parser's cost: block mappings and lists, one-line scalars,
 * `|` and `>` texts, brackets, anchors, aliases and merge keys. Gives nothing for whatever it does not know, errors above all:
 * then the full parser decides. Documents of the kind `skipped` are passed over unread.
 */
export function fastDocuments(text: string, skipped?: string): readonly YamlDocument[] | undefined {
  if (text.includes('\t') && INDENTED_BY_TAB.test(text)) return undefined;
  try {
    return new FastReader(text).documents(skipped === undefined ? undefined : new KindSkipper(text, skipped));
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

/** Where tabs may stand and where not is for the full parser to say. */
const INDENTED_BY_TAB = /^[ ?:-]*\t/m;

const DEEPEST = 150;

interface Key extends Read {
  readonly colon: number;
}

const isQuote = (code: number): boolean => code === 34 || code === 39;
const isBlankOrEnd = (code: number): boolean => code === 32 || code === 10 || code === 13 || Number.isNaN(code);

class FastReader extends LineReader {
  private readonly anchors = new Anchors();
  private depth = 0;
  /** Where it was last asked for a key, and the answer: who asks whether there is one then wants it. */
  private asked = NONE;
  private found: Key | undefined;

  documents(skipper?: KindSkipper): readonly YamlDocument[] {
    const { text } = this;
    const found: YamlDocument[] = [];
    this.toContent(text.charCodeAt(0) === 0xfeff ? 1 : 0);
    while (this.at < text.length || this.column !== NONE) {
      if (this.column === NONE) {
        this.anchors.forget();
        this.advance(this.at + 3);
      }
      const end = this.column === 0 ? skipper?.endOf(this.at) : undefined;
      if (end !== undefined) {
        this.toContent(end);
        continue;
      }
      const root = this.column === NONE ? undefined : this.node(NONE);
      if (root && (root.kind !== 'scalar' || root.text !== '')) found.push({ root });
      if (this.column !== NONE) throw new Unusual();
    }
    return found;
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
    return this.text.charCodeAt(this.at) === 45 && isBlankOrEnd(this.text.charCodeAt(this.at + 1));
  }

  /** The key that begins here, if one does. */
  private key(): Key | undefined {
    const { text, at } = this;
    if (this.asked === at) return this.found;
    this.asked = at;
    this.found = undefined;
    const first = text.charCodeAt(at);
    const quoted = isQuote(first);
    if (!quoted && ',[]{}#&*!|>%@`'.includes(text[at]!)) return undefined;
    if (quoted && !isOneLine(text, at, closingQuote(text, at))) return undefined;
    const read = quoted ? quotedText(text, at) : plainText(text, at, false);
    let colon = read.end;
    while (text.charCodeAt(colon) === 32) colon++;
    if (text.charCodeAt(colon) !== 58 || !isBlankOrEnd(text.charCodeAt(colon + 1))) return undefined;
    return (this.found = { ...read, colon });
  }

  private isKey(): boolean {
    return this.key() !== undefined;
  }

  private mapping(): Node {
    const { column, at: start } = this;
    const entries = new Entries();
    let end = start;
    this.count();
    while (this.column === column && !this.isItem()) {
      const key = this.key();
      if (!key) throw new Unusual();
      const from = this.at;
      const value = this.value(key.colon + 1, column);
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
    if (!isQuote(text.charCodeAt(start))) return this.plain(parent);
    const { text: read, end } = quotedText(text, start, parent === NONE ? undefined : parent);
    this.endInline(end, parent);
    return this.scalar([start, end], read, true);
  }

  /** Lines further to the right go on with the text: one break is a blank, each empty line a break. */
  private plain(parent: number): Node {
    const { text, at: start } = this;
    let { text: read, end } = plainText(text, start, false);
    this.advance(end);
    while (this.column > parent) {
      const between = text.slice(end, this.at);
      if (parent === NONE || between.includes('#')) throw new Unusual();
      const breaks = between.split('\n').length - 1;
      end = plainEnd(text, this.at, false);
      read += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + text.slice(this.at, end);
      this.advance(end);
    }
    return this.scalar([start, end], isNull(read) ? '' : read, false);
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
