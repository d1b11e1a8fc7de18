import { lineEnd } from '../model/lines.ts';
import type { Span } from '../model/source.ts';
import type { Anchors } from './anchors.ts';
import { Entries } from './entries.ts';
import { quotedText } from './quotes.ts';
import { isNull, plainText, Unusual } from './scalars.ts';
import type { Node } from './tree.ts';

const DEEPEST = 150;

/** Reads `[…]` and `{…}`, over as many lines as they take: also JSON. */
export class FlowReader {
  private readonly text: string;
  private readonly anchors: Anchors;
  /** The column that lines inside the brackets must stand to the right of. */
  private readonly floor: number;
  private at = 0;

  constructor(text: string, anchors: Anchors, floor: number) {
    this.text = text;
    this.anchors = anchors;
    this.floor = floor;
  }

  node(start: number): Node {
    this.at = start;
    return this.flow(0);
  }

  private count(): void {
    if (!this.anchors.grow()) throw new Unusual();
  }

  private scalar(at: Span, text: string, quoted: boolean): Node {
    this.count();
    return { kind: 'scalar', at, text, quoted };
  }

  /** Past blanks, breaks and comments inside brackets. */
  private skip(): void {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code === 32 || code === 13) this.at++;
      else if (code === 10) this.indented();
      else if (code === 35 && text.charCodeAt(this.at - 1) <= 32) this.at = lineEnd(text, this.at);
      else return;
    }
  }

  /** Inside brackets too, lines stand further to the right than what they belong to. */
  private indented(): void {
    const start = ++this.at;
    while (this.text.charCodeAt(this.at) === 32) this.at++;
    const code = this.text.charCodeAt(this.at);
    const least = code === 93 || code === 125 ? this.floor : this.floor + 1;
    if (this.at - start < least && code !== 10 && code !== 13) throw new Unusual();
  }

  private flow(depth: number): Node {
    const { text } = this;
    if (depth > DEEPEST) throw new Unusual();
    this.skip();
    const first = text[this.at];
    if (first === '[') return this.flowSequence(depth);
    if (first === '{') return this.flowMapping(depth);
    if (first === '*') return this.alias();
    if (first === undefined || first === '&' || first === '!') throw new Unusual();
    const start = this.at;
    const quoted = first === '"' || first === "'";
    const { text: read, end } = quoted ? quotedText(text, start) : plainText(text, start, true);
    this.at = end;
    return this.scalar([start, end], quoted || !isNull(read) ? read : '', quoted);
  }

  private alias(): Node {
    const name = /\*([^\s,[\]{}:]+)(?=[\s,\]}])/y;
    name.lastIndex = this.at;
    const found = this.anchors.get(name.exec(this.text)?.[1] ?? '');
    if (found === 'unknown' || found === 'many') throw new Unusual();
    this.at = name.lastIndex;
    return found;
  }

  private flowSequence(depth: number): Node {
    const start = this.at++;
    const items: Node[] = [];
    this.count();
    for (this.skip(); this.text[this.at] !== ']'; this.skip()) {
      items.push(this.flow(depth + 1));
      this.separator(']');
    }
    this.at++;
    return { kind: 'sequence', at: [start, this.at], items };
  }

  private flowMapping(depth: number): Node {
    const start = this.at++;
    const entries = new Entries();
    this.count();
    for (this.skip(); this.text[this.at] !== '}'; this.skip()) {
      const key = this.flow(depth + 1);
      this.skip();
      if (key.kind !== 'scalar' || this.text[this.at] !== ':') throw new Unusual();
      this.at++;
      entries.add({ key: key.text, keyAt: key.at, value: this.flow(depth + 1) });
      this.separator('}');
    }
    this.at++;
    return { kind: 'mapping', at: [start, this.at], entries: entries.list() };
  }

  private separator(close: string): void {
    this.skip();
    if (this.text[this.at] === ',') this.at++;
    else if (this.text[this.at] !== close) throw new Unusual();
  }
}
