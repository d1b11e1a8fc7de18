import type { Span } from '../../../model/source.ts';
import type { Call, Entry, Expression, Parameter } from '../syntax.ts';
import { chosen, joined, unescapedText } from './build.ts';
import { KotlinCursor } from './kotlin-cursor.ts';
import { endOfHole, type Token } from './kotlin-tokens.ts';

/** Deeper nesting is no program's; it is passed over. */
const DEEPEST = 120;

type Body = Extract<Expression, { kind: 'function' }>['body'];

/** Reads Kotlin's expressions from its tokens. */
export class KotlinReader extends KotlinCursor {
  private depth: number;
  /** Bodies of lambdas hold statements, which are the business of who made this reader. */
  private readonly body: (reader: KotlinReader) => Body;

  constructor(
    text: string,
    body: (reader: KotlinReader) => Body,
    inside: { readonly offset: number; readonly depth: number } = { offset: 0, depth: 0 },
  ) {
    super(text, inside.offset);
    this.body = body;
    this.depth = inside.depth;
  }

  expression(): Expression {
    if (this.depth > DEEPEST) return this.passed();
    this.depth++;
    const value = this.alternatives();
    this.depth--;
    return value;
  }

  private passed(): Expression {
    const { start } = this.take();
    return { kind: 'other', children: [], span: this.spanFrom(start) };
  }

  private alternatives(): Expression {
    const { start } = this.next;
    const options = [this.operands()];
    while (this.next.text === '?:') {
      this.take();
      options.push(this.operands());
    }
    return options.length === 1 ? options[0]! : chosen(options, this.spanFrom(start));
  }

  private operands(): Expression {
    const { start } = this.next;
    const parts = [this.postfix()];
    let plus = true;
    while (!this.next.line && /^(\+|-|\*|\/|%|===?|!==?|&&|\|\||[<>]=?|\.\.)$/.test(this.next.text)) {
      plus = this.take().text === '+' && plus;
      parts.push(this.postfix());
    }
    if (parts.length === 1) return parts[0]!;
    return plus ? joined(parts, this.spanFrom(start)) : { kind: 'other', children: parts, span: this.spanFrom(start) };
  }

  private postfix(): Expression {
    let value = this.primary();
    for (;;) {
      const { text, line } = this.next;
      if (text === '!!' && !line) this.take();
      else if ((text === '.' || text === '?.' || text === '::') && this.ahead(1).kind === 'word') value = this.member(value);
      else if (text === '[' && !line) value = this.indexed(value);
      else return value;
    }
  }

  private member(object: Expression): Expression {
    this.take();
    const name = this.take().text.replaceAll('`', '');
    const start = object.span[0] - this.offset;
    const path = object.kind === 'name' || object.kind === 'call' ? [...object.path, name] : [name];
    if (this.callFollows()) return this.call(path, object.kind === 'name' ? undefined : object, start);
    if (object.kind === 'name') return { kind: 'name', path, span: this.spanFrom(start) };
    const key: Expression = { kind: 'text', text: name, span: this.spanFrom(start) };
    return { kind: 'index', object, key, span: this.spanFrom(start) };
  }

  private indexed(object: Expression): Expression {
    this.take();
    const key = this.expression();
    this.taken(']');
    return { kind: 'index', object, key, span: this.spanFrom(object.span[0] - this.offset) };
  }

  private call(path: readonly string[], on: Expression | undefined, start: number): Expression {
    const types = this.types();
    const { values, named } = this.next.text === '(' ? this.arguments() : { values: [], named: [] };
    if (this.next.text === '{' && !this.next.line) values.push(this.lambda());
    const name = path.at(-1) ?? '';
    const span = this.spanFrom(start);
    if (/^(listOf|arrayOf|setOf|mutableListOf)$/.test(name)) return { kind: 'list', items: values, span };
    const typed = types === '' ? [] : [types.slice(1, -1)];
    const call: Call = { kind: 'call', path, arguments: values, named, types: typed, constructs: !on && /^[A-Z]/.test(name), span };
    return on ? { ...call, on } : call;
  }

  arguments(): { values: Expression[]; named: Entry[] } {
    const values: Expression[] = [];
    const named: Entry[] = [];
    const close = this.take().text === '[' ? ']' : ')';
    while (this.next.kind !== 'end' && !this.taken(close)) {
      const { start } = this.next;
      const key = this.next.kind === 'word' && this.ahead(1).text === '=' ? this.take().text : undefined;
      if (key !== undefined) this.take();
      this.taken('*');
      const value = this.expression();
      if (key === undefined) values.push(value);
      else named.push({ key, value, span: this.spanFrom(start) });
      this.taken(',');
    }
    return { values, named };
  }

  private lambda(): Expression {
    const { start } = this.take();
    const parameters: Parameter[] = [];
    for (let count = 0; count < 12; count++) {
      const { text, kind } = this.ahead(count);
      if (text === '->') {
        for (let taken = 0; taken <= count; taken++) {
          const token = this.take();
          if (token.kind === 'word') parameters.push({ name: token.text, annotations: [] });
        }
        break;
      }
      if (kind !== 'word' && text !== ',' && text !== ':') break;
    }
    return { kind: 'function', parameters, body: this.body(this), span: this.spanFrom(start) };
  }

  private primary(): Expression {
    const token = this.next;
    const { start, text } = token;
    if (token.kind === 'text') return this.textOf(this.take());
    if (token.kind === 'number') return { kind: 'number', text: this.take().text.replace(/_|[lLfFuU]+$/g, ''), span: this.spanFrom(start) };
    if (token.kind === 'word') return this.worded();
    if (text === '{') return this.lambda();
    if (text === '@') {
      this.take();
      return this.worded();
    }
    if (text === '[' || text === '(') {
      const { values } = this.arguments();
      if (text === '(' && values.length === 1) return values[0]!;
      return { kind: 'list', items: values, span: this.spanFrom(start) };
    }
    return this.passed();
  }

  private worded(): Expression {
    const { start, text } = this.take();
    if (text === 'if') return this.condition(start);
    if (/^(true|false|null)$/.test(text)) return { kind: 'other', children: [], span: this.spanFrom(start) };
    const path = /^(this|super)$/.test(text) ? [] : [text.replaceAll('`', '')];
    if (this.callFollows() && !/^(else|try|do|when|while|for)$/.test(text)) return this.call(path, undefined, start);
    return { kind: 'name', path, span: this.spanFrom(start) };
  }

  private condition(start: number): Expression {
    if (this.next.text === '(') this.arguments();
    const options = [this.expression()];
    if (this.taken('else')) options.push(this.expression());
    return chosen(options, this.spanFrom(start));
  }

  private textOf(token: Token): Expression {
    const raw = token.text.startsWith('"""');
    const width = raw ? 3 : 1;
    const inside = token.text.slice(width, Math.max(width, token.text.length - (token.text.endsWith('"') ? width : 0)));
    const parts: Expression[] = [];
    const span: Span = [token.start + this.offset, token.end + this.offset];
    const plain = (text: string): void => void (text && parts.push({ kind: 'text', text: raw ? text : unescapedText(text), span }));
    let last = 0;
    for (const hole of inside.matchAll(/\\[\s\S]|\$([A-Za-z_]\w*)|\$\{/g)) {
      if (hole.index < last || hole[0].startsWith('\\')) continue;
      plain(inside.slice(last, hole.index));
      const end = hole[1] === undefined ? endOfHole(inside, hole.index + 2) : hole.index + hole[0].length;
      if (hole[1] !== undefined) parts.push({ kind: 'name', path: [hole[1]], span });
      else if (this.depth < DEEPEST) parts.push(this.hole(inside.slice(hole.index + 2, end - 1), token.start + width + hole.index + 2));
      last = end;
    }
    plain(inside.slice(last));
    return joined(parts, span);
  }

  private hole(text: string, at: number): Expression {
    return new KotlinReader(text, this.body, { offset: at + this.offset, depth: this.depth + 1 }).expression();
  }
}
