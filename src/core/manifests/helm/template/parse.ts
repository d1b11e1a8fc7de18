import type { Span } from '../../../model/source.ts';
import { literalValue } from './literals.ts';
import { ActionReader } from './parse-pipeline.ts';
import { segments, type Segment } from './segments.ts';
import type { Body, Definition, Statement } from './syntax.ts';
import { TemplateSyntaxError } from './syntax-error.ts';
import type { Token } from './tokens.ts';

/** Blocks inside blocks. */
const DEEPEST = 200;

export interface ParsedTemplate {
  readonly body: Body;
  /** What `define` and `block` name in it. */
  readonly definitions: readonly Definition[];
}

/** Throws a TemplateSyntaxError where the text is no template. */
export function parsedTemplate(text: string): ParsedTemplate {
  const parser = new Parser(text);
  return { body: parser.file(), definitions: parser.definitions };
}

interface Ended {
  readonly body: Body;
  /** What ended it: `end`, or `else` with what follows it. */
  readonly by: 'end' | 'else';
  readonly reader: ActionReader;
}

class Parser {
  readonly definitions: Definition[] = [];
  private readonly text: string;
  private readonly parts: readonly Segment[];
  private index = 0;
  private depth = 0;
  /** Ranges that are open. */
  private ranges = 0;

  constructor(text: string) {
    this.text = text;
    this.parts = segments(text);
  }

  file(): Body {
    const body: Statement[] = [];
    for (let part = this.parts[this.index++]; part; part = this.parts[this.index++]) {
      if (part.kind === 'text') body.push(part);
      else body.push(...this.statement(part.tokens, part.at));
    }
    return body;
  }

  /** Up to the `else` or `end` that belongs to what was opened. */
  private inner(opened: Span): Ended {
    if (++this.depth > DEEPEST) throw new TemplateSyntaxError('blocks are nested too deeply', opened[0]);
    const body: Statement[] = [];
    for (let part = this.parts[this.index++]; part; part = this.parts[this.index++]) {
      if (part.kind === 'text') {
        body.push(part);
        continue;
      }
      const word = keyword(part.tokens);
      if (word === 'end' || word === 'else') {
        this.depth--;
        return { body, by: word, reader: new ActionReader(part.tokens, 1) };
      }
      body.push(...this.statement(part.tokens, part.at));
    }
    throw new TemplateSyntaxError(`${this.text.slice(...opened)} is not closed with {{ end }}`, opened[0]);
  }

  private statement(tokens: readonly Token[], at: Span): readonly Statement[] {
    const word = keyword(tokens);
    const reader = new ActionReader(tokens, word === undefined ? 0 : 1);
    switch (word) {
      case 'if':
      case 'with':
      case 'range':
        return [this.branch(word, reader, at)];
      case 'define':
        this.define(reader, at);
        return [];
      case 'block':
        return [this.block(reader, at)];
      case 'template':
        return [call(reader, at)];
      case 'break':
      case 'continue':
        if (this.ranges === 0) throw new TemplateSyntaxError(`{{ ${word} }} stands outside of a range`, at[0]);
        reader.finish();
        return [{ kind: word, at }];
      case 'else':
      case 'end':
        throw new TemplateSyntaxError(`{{ ${word} }} closes nothing`, at[0]);
      case undefined: {
        const pipeline = reader.pipeline();
        reader.finish();
        if (pipeline.variables.length > 1) throw new TemplateSyntaxError('two variables are only for range', at[0]);
        return [{ kind: 'action', at, pipeline }];
      }
    }
  }

  private branch(kind: 'if' | 'with' | 'range', reader: ActionReader, at: Span): Statement {
    const pipeline = reader.pipeline();
    reader.finish();
    if (pipeline.variables.length > 1 && kind !== 'range') throw new TemplateSyntaxError('two variables are only for range', at[0]);
    if (kind === 'range') this.ranges++;
    const first = this.inner(at);
    if (kind === 'range') this.ranges--;
    return {
      kind,
      at,
      pipeline,
      body: first.body,
      otherwise: first.by === 'else' ? this.otherwise(kind, first.reader, at) : closed(first),
    };
  }

  /** `{{ else }}` up to its end, or `{{ else if … }}`, which shares the end of what it belongs to. */
  private otherwise(kind: 'if' | 'with' | 'range', reader: ActionReader, at: Span): Body {
    if (reader.atEnd) {
      const last = this.inner(at);
      if (last.by === 'else') throw new TemplateSyntaxError('{{ else }} stands twice', last.reader.token.at[0]);
      closed(last);
      return last.body;
    }
    const { text, at: wordAt } = reader.next();
    if ((text !== 'if' && text !== 'with') || text !== kind) throw new TemplateSyntaxError(`${text} is not expected after else`, wordAt[0]);
    if (++this.depth > DEEPEST) throw new TemplateSyntaxError('a chain of {{ else if }} is too long', at[0]);
    const nested = this.branch(text, reader, [at[0], reader.token.at[1]]);
    this.depth--;
    return [nested];
  }

  private define(reader: ActionReader, at: Span): void {
    if (this.depth > 0) throw new TemplateSyntaxError('{{ define }} stands inside of a block', at[0]);
    const name = nameOf(reader);
    reader.finish();
    this.definitions.push({ name, body: this.closedBody(at) });
  }

  private block(reader: ActionReader, at: Span): Statement {
    const name = nameOf(reader);
    const pipeline = reader.pipeline();
    reader.finish();
    this.definitions.push({ name, body: this.closedBody(at) });
    return { kind: 'template', at, name, pipeline };
  }

  private closedBody(at: Span): Body {
    const ended = this.inner(at);
    if (ended.by === 'else') throw new TemplateSyntaxError('{{ else }} belongs to nothing', ended.reader.token.at[0]);
    closed(ended);
    return ended.body;
  }
}

function closed({ reader }: Ended): Body {
  reader.finish();
  return [];
}

function call(reader: ActionReader, at: Span): Statement {
  const name = nameOf(reader);
  if (reader.atEnd) return { kind: 'template', at, name };
  const pipeline = reader.pipeline();
  reader.finish();
  return { kind: 'template', at, name, pipeline };
}

function nameOf(reader: ActionReader): string {
  const command = reader.token;
  const operand = command.kind === 'text' || command.kind === 'raw' ? literalText(reader) : undefined;
  if (operand === undefined) throw new TemplateSyntaxError('the name of a template is a quoted text', command.at[0]);
  return operand;
}

function literalText(reader: ActionReader): string | undefined {
  const value = literalValue(reader.next());
  return value.kind === 'string' ? value.text : undefined;
}

const KEYWORDS = ['if', 'with', 'range', 'define', 'block', 'template', 'break', 'continue', 'else', 'end'] as const;

function keyword([first]: readonly Token[]): (typeof KEYWORDS)[number] | undefined {
  return first?.kind === 'word' ? KEYWORDS.find(word => word === first.text) : undefined;
}
