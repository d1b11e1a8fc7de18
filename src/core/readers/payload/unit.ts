import type { Annotation, Call, Expression, Language, Module, Parameter, Statement } from '../../extract/code/syntax.ts';
import type { Source, Span } from '../../model/source.ts';
import { loopsIn } from './loops.ts';
import { moduleOf } from './module-of.ts';

/** What one file says about values: who is given what, what is called, and what is taken from what. */
export interface Unit {
  readonly source: Source;
  readonly language: Language;
  readonly file: Scope;
  readonly scopes: readonly Scope[];
  readonly classes: readonly ClassStatement[];
  readonly imports: readonly Extract<Statement, { kind: 'import' }>[];
  readonly bindings: readonly Binding[];
  readonly calls: readonly PlacedCall[];
  /** Names with members, index accesses and calls, in the order they are written. */
  readonly accesses: readonly Placed[];
  readonly returns: readonly Placed[];
  /** Texts and texts that are joined of parts, outermost only. */
  readonly texts: readonly Placed[];
}

export type ClassStatement = Extract<Statement, { kind: 'class' }>;

/** A file, class or function. What a name stands for is looked up from the innermost outwards. */
export interface Scope {
  readonly kind: 'file' | 'class' | 'function';
  readonly name: string;
  readonly span: Span;
  readonly parent?: Scope;
  readonly parameters: readonly Parameter[];
  readonly annotations: readonly Annotation[];
  readonly bases: readonly string[];
  readonly returns?: string;
  /** What a function expression is, so that a callback leads to its scope. */
  readonly expression?: Expression;
}

export interface Placed {
  readonly expression: Expression;
  readonly scope: Scope;
}

export interface PlacedCall {
  readonly call: Call;
  readonly scope: Scope;
}

export interface Binding {
  /** `order`, or `order.total` for a member. */
  readonly target: readonly string[];
  readonly value?: Expression;
  readonly type?: string;
  readonly scope: Scope;
  readonly span: Span;
  /** The name stands for each member of the value in turn. */
  readonly item?: true;
  /** What is taken from the value before it is bound. */
  readonly path?: readonly string[];
}

/** Pure and total: nothing where the file is no code. */
export function unitOf(source: Source): Unit | undefined {
  const module = moduleOf(source);
  return module && new Gathering(source, module).unit();
}

class Gathering {
  private readonly scopes: Scope[] = [];
  private readonly classes: ClassStatement[] = [];
  private readonly imports: Extract<Statement, { kind: 'import' }>[] = [];
  private readonly bindings: Binding[] = [];
  private readonly calls: PlacedCall[] = [];
  private readonly accesses: Placed[] = [];
  private readonly returns: Placed[] = [];
  private readonly texts: Placed[] = [];
  private readonly source: Source;
  private readonly module: Module;
  private scope: Scope;

  constructor(source: Source, module: Module) {
    this.source = source;
    this.module = module;
    this.scope = { kind: 'file', name: '', span: [0, source.text.length], parameters: [], annotations: [], bases: [] };
  }

  unit(): Unit {
    const file = this.scope;
    this.scopes.push(file);
    this.statements(this.module.statements);
    const { source, scopes, classes, imports, bindings, calls, accesses, returns, texts } = this;
    const unit = { source, language: this.module.language, file, scopes, classes, imports, bindings, calls, accesses, returns, texts };
    const loops = loopsIn(unit);
    // A name that is only looped over is a statement that says nothing, and the tree leaves it out.
    const looped = loops.flatMap(({ value, scope }) =>
      value?.kind === 'name' && value.path.length > 1 ? [{ expression: value, scope }] : [],
    );
    return { ...unit, bindings: [...bindings, ...loops], accesses: [...accesses, ...looped] };
  }

  private statements(statements: readonly Statement[]): void {
    for (const statement of statements) this.statement(statement);
  }

  private statement(statement: Statement): void {
    switch (statement.kind) {
      case 'import':
        this.imports.push(statement);
        return;
      case 'assign':
        return this.assign(statement);
      case 'class':
        this.classes.push(statement);
        return this.inside({ ...statement, kind: 'class' }, statement.body);
      case 'function':
        return this.inside({ ...statement, kind: 'function', bases: [] }, statement.body);
      case 'return':
        if (!statement.value) return;
        this.returns.push({ expression: statement.value, scope: this.scope });
        return this.expression(statement.value);
      case 'expression':
        return this.expression(statement.value);
    }
  }

  private assign({ target, value, type: declared, span }: Extract<Statement, { kind: 'assign' }>): void {
    const { scope } = this;
    const type = declared ?? (value && castOf(value, this.module, this.source));
    if (target.length > 0) this.bindings.push({ target, scope, span, ...(value && { value }), ...(type !== undefined && { type }) });
    if (value) this.expression(value);
  }

  private inside(of: Omit<Scope, 'parent'>, body: readonly Statement[]): void {
    const { scope } = this;
    const { kind, name, span, parameters, annotations, bases, returns, expression } = of;
    this.scope = {
      kind,
      name,
      span,
      parameters,
      annotations,
      bases,
      parent: scope,
      ...(returns !== undefined && { returns }),
      ...(expression && { expression }),
    };
    this.scopes.push(this.scope);
    this.statements(body);
    this.scope = scope;
  }

  private expression(expression: Expression): void {
    switch (expression.kind) {
      case 'text':
        this.texts.push({ expression, scope: this.scope });
        return;
      case 'number':
        return;
      case 'join':
        this.texts.push({ expression, scope: this.scope });
        for (const part of expression.parts) if (part.kind !== 'text') this.expression(part);
        return;
      case 'name':
        if (expression.path.length > 1) this.accesses.push({ expression, scope: this.scope });
        return;
      case 'function':
        return this.inside({ ...expression, name: '', annotations: [], bases: [], expression }, expression.body);
      case 'index':
        this.accesses.push({ expression, scope: this.scope });
        break;
      case 'call':
        this.accesses.push({ expression, scope: this.scope });
        this.calls.push({ call: expression, scope: this.scope });
        break;
      case 'choice':
      case 'object':
      case 'list':
      case 'other':
        break;
    }
    for (const child of childrenOf(expression)) this.expression(child);
  }
}

/** `JSON.parse(text) as Order`: the tree keeps only what is cast. */
function castOf({ span: [, end] }: Expression, { language }: Module, { text }: Source): string | undefined {
  if (language !== 'TypeScript') return undefined;
  CAST.lastIndex = end;
  return CAST.exec(text)?.[1];
}

const CAST = /\s*\)?\s*as\s+(?!const\b|unknown\b|any\b)([A-Z]\w*(?:<[\w, [\]]*>)?(?:\[\])?)/y;

/** The expressions directly inside another; a function's body is not inside. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'text':
    case 'number':
    case 'name':
    case 'function':
      return [];
    case 'join':
      return expression.parts;
    case 'choice':
      return expression.options;
    case 'object':
      return expression.entries.map(({ value }) => value);
    case 'list':
      return expression.items;
    case 'other':
      return expression.children;
    case 'index':
      return [expression.object, expression.key];
    case 'call':
      return [...(expression.on ? [expression.on] : []), ...expression.arguments, ...expression.named.map(({ value }) => value)];
  }
}

export const within = (inner: Span, outer: Span): boolean => outer[0] <= inner[0] && inner[1] <= outer[1];

/** The innermost function, class or file around a place. */
export const scopeAt = (scopes: readonly Scope[], at: Span): Scope =>
  scopes.reduce((best, scope) => (within(at, scope.span) && within(scope.span, best.span) ? scope : best), scopes[0]!);

/** What makes an object of a class; of a class with parameters it is the class. */
export const isConstructor = ({ kind, name, parent }: Scope): boolean =>
  kind === 'class' || (parent?.kind === 'class' && (name === 'constructor' || name === '__init__' || name === parent.name));
