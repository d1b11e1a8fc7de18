import type { Span } from '../../../model/source.ts';
import { literalValue } from './literals.ts';
import type { Command, Operand, Pipeline } from './syntax.ts';
import { TemplateSyntaxError } from './syntax-error.ts';
import type { Token } from './tokens.ts';

/** Parentheses inside parentheses. */
const DEEPEST = 200;

/** Reads the tokens of one action, from its keyword's end to its closing mark. */
export class ActionReader {
  private readonly tokens: readonly Token[];
  private index: number;
  private depth = 0;

  constructor(tokens: readonly Token[], from = 0) {
    this.tokens = tokens;
    this.index = from;
  }

  get token(): Token {
    return this.tokens[Math.min(this.index, this.tokens.length - 1)]!;
  }

  get atEnd(): boolean {
    return this.token.kind === 'end';
  }

  next(): Token {
    const token = this.token;
    this.index++;
    return token;
  }

  /** The action holds nothing more. */
  finish(): void {
    if (!this.atEnd) throw this.unexpected();
  }

  unexpected(): TemplateSyntaxError {
    const { kind, text, at } = this.token;
    return new TemplateSyntaxError(kind === 'end' ? 'the action ends too early' : `${text} is not expected here`, at[0]);
  }

  /** Up to the end of the action, or to `)` inside parentheses. */
  pipeline(): Pipeline {
    if (++this.depth > DEEPEST) throw new TemplateSyntaxError('parentheses are nested too deeply', this.token.at[0]);
    const start = this.token.at[0];
    const { variables, assigns } = this.declared();
    const commands = [this.command()];
    while (this.isMark('|')) {
      this.next();
      commands.push(this.command());
    }
    this.depth--;
    return { at: [start, commands.at(-1)!.at[1]], variables, assigns, commands };
  }

  private isMark(text: string): boolean {
    return this.token.kind === 'mark' && this.token.text === text;
  }

  private declared(): Pick<Pipeline, 'variables' | 'assigns'> {
    const [first, mark, second, end] = this.tokens.slice(this.index, this.index + 4);
    if (first?.kind === 'variable' && mark?.kind === 'mark') {
      if (mark.text === ':=' || mark.text === '=') {
        this.index += 2;
        return { variables: [first.text], assigns: mark.text === '=' };
      }
      if (mark.text === ',' && second?.kind === 'variable' && (end?.text === ':=' || end?.text === '=')) {
        this.index += 4;
        return { variables: [first.text, second.text], assigns: end.text === '=' };
      }
    }
    return { variables: [], assigns: false };
  }

  private command(): Command {
    const operands: [Operand, ...Operand[]] = [this.operand()];
    while (!this.atEnd && !this.isMark('|') && !this.isMark(')')) {
      if (!this.token.afterBlank) throw this.unexpected();
      operands.push(this.operand());
    }
    return { at: [operands[0].at[0], operands.at(-1)!.at[1]], operands };
  }

  private operand(): Operand {
    const term = this.term();
    const fields: string[] = [];
    let end = term.at[1];
    while (this.token.kind === 'field' && !this.token.afterBlank) {
      const field = this.next();
      fields.push(field.text.slice(1));
      end = field.at[1];
    }
    return fields.length === 0 ? term : withFields(term, fields, [term.at[0], end]);
  }

  private term(): Operand {
    const token = this.token;
    const { at, text } = token;
    if (this.isMark('(')) return this.parenthesised();
    this.index++;
    switch (token.kind) {
      case 'dot':
        return { kind: 'dot', at };
      case 'field':
        return { kind: 'field', at, fields: [text.slice(1)] };
      case 'variable':
        return { kind: 'variable', at, name: text, fields: [] };
      case 'number':
      case 'text':
      case 'raw':
      case 'character':
        return { kind: 'literal', at, value: literalValue(token) };
      case 'word':
        return named(text, at);
      case 'mark':
      case 'end':
        this.index--;
        throw this.unexpected();
    }
  }

  private parenthesised(): Operand {
    const start = this.next().at[0];
    const pipeline = this.pipeline();
    if (!this.isMark(')')) throw this.unexpected();
    return { kind: 'pipeline', at: [start, this.next().at[1]], pipeline };
  }
}

function named(text: string, at: Span): Operand {
  if (text === 'nil') return { kind: 'nil', at };
  if (text === 'true' || text === 'false') return { kind: 'literal', at, value: { kind: 'bool', value: text === 'true', origins: [] } };
  return { kind: 'function', at, name: text };
}

function withFields(term: Operand, fields: readonly string[], at: Span): Operand {
  switch (term.kind) {
    case 'field':
    case 'variable':
      return { ...term, at, fields: [...term.fields, ...fields] };
    case 'pipeline':
    case 'function':
    case 'chain':
      return { kind: 'chain', at, of: term, fields };
    case 'dot':
    case 'nil':
    case 'literal':
      throw new TemplateSyntaxError('a field is asked of what has none', at[0]);
  }
}
