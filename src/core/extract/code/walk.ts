import type { CodeFact } from '../../model/fact.ts';
import type { FilePath, Source } from '../../model/source.ts';
import { customaryImports } from './customary-imports.ts';
import type { Context, Reader } from './reader.ts';
import type { Call, Entry, Expression, Module, Parameter, Statement } from './syntax.ts';

/** One walk over a module that offers each element to each reader once. Total: nesting is as deep as the parser allowed. */
export function factsOf(module: Module, source: Source, readers: readonly Reader[]): CodeFact[] {
  return new Walk(module, source.path, readers).run();
}

type Around = Context['around'];

class Walk {
  private readonly facts: CodeFact[] = [];
  private readonly callReaders: readonly Reader[];
  private readonly statementReaders: readonly Reader[];
  private readonly expressionReaders: readonly Reader[];
  private around: Around = [];
  private names: readonly string[] = [];
  private blocks: readonly Call[] = [];
  /** What readers are told of the place; made for the first that is asked there, since most places have several readers. */
  private place: Context | undefined;
  private readonly file: Pick<Context, 'language' | 'path' | 'imports' | 'uses' | 'types' | 'made'>;
  private readonly module: Module;

  constructor(module: Module, path: FilePath, readers: readonly Reader[]) {
    this.module = module;
    const mine = readers.filter(reader => !reader.languages || reader.languages.includes(module.language));
    this.callReaders = mine.filter(reader => reader.call);
    this.statementReaders = mine.filter(reader => reader.statement);
    this.expressionReaders = mine.filter(reader => reader.expression);
    this.file = { language: module.language, path, ...declarations(module) };
  }

  run(): CodeFact[] {
    for (const statement of this.module.statements) this.statement(statement);
    return this.facts;
  }

  private get context(): Context {
    if (this.place) return this.place;
    const { language, path, imports, uses, types, made } = this.file;
    return (this.place = { language, path, imports, uses, types, made, around: this.around, names: this.names, blocks: this.blocks });
  }

  private moveTo(around: Around, names: readonly string[]): void {
    this.around = around;
    this.names = names;
    this.place = undefined;
  }

  private keep(facts: Iterable<CodeFact>): void {
    // Most readers have nothing to say, and an empty list is seen without asking it.
    if (Array.isArray(facts) && facts.length === 0) return;
    for (const fact of facts) this.facts.push(fact);
  }

  private statement(statement: Statement): void {
    for (const reader of this.statementReaders) this.keep(reader.statement!(statement, this.context));
    switch (statement.kind) {
      case 'import':
        return;
      case 'assign':
        for (const annotation of statement.annotations) this.annotation(annotation);
        if (statement.value) this.named(statement.target, statement.value);
        return;
      case 'class':
        for (const annotation of statement.annotations) this.annotation(annotation);
        this.inside(statement, () => this.body(statement.parameters, statement.body));
        return;
      case 'function':
        for (const annotation of statement.annotations) this.annotation(annotation);
        this.inside(statement, () => this.body(statement.parameters, statement.body));
        return;
      case 'return':
      case 'expression':
        if (statement.value) this.expression(statement.value);
    }
  }

  private inside(statement: Extract<Statement, { kind: 'class' | 'function' }>, walk: () => void): void {
    const { around, names } = this;
    this.moveTo([...around, statement], []);
    walk();
    this.moveTo(around, names);
  }

  private body(parameters: readonly Parameter[], body: readonly Statement[]): void {
    for (const parameter of parameters) {
      for (const annotation of parameter.annotations) this.annotation(annotation);
      if (parameter.default) this.named([parameter.name], parameter.default);
    }
    for (const statement of body) this.statement(statement);
  }

  private annotation(annotation: { readonly arguments: readonly Expression[]; readonly named: readonly Entry[] }): void {
    for (const argument of annotation.arguments) this.expression(argument);
    for (const entry of annotation.named) this.named([entry.key], entry.value);
  }

  private named(target: readonly string[], value: Expression): void {
    const { around, names } = this;
    this.moveTo(around, [...names, ...target]);
    this.expression(value);
    this.moveTo(around, names);
  }

  private expression(expression: Expression): void {
    if (expression.kind === 'number') return;
    for (const reader of this.expressionReaders) this.keep(reader.expression!(expression, this.context));
    switch (expression.kind) {
      case 'text':
      case 'name':
        return;
      case 'join':
        return expression.parts.forEach(part => this.expression(part));
      case 'choice':
        return expression.options.forEach(option => this.expression(option));
      case 'index':
        this.expression(expression.object);
        return this.expression(expression.key);
      case 'object':
        return expression.entries.forEach(entry => this.named([entry.key], entry.value));
      case 'list':
        return expression.items.forEach(item => this.expression(item));
      case 'function':
        return this.body(expression.parameters, expression.body);
      case 'call':
        return this.call(expression);
      case 'other':
        return expression.children.forEach(child => this.expression(child));
    }
  }

  private call(call: Call): void {
    for (const reader of this.callReaders) this.keep(reader.call!(call, this.context));
    if (call.on) this.expression(call.on);
    for (const argument of call.arguments) {
      if (argument.kind === 'function') this.callback(argument, call);
      else this.expression(argument);
    }
    for (const entry of call.named) this.named([entry.key], entry.value);
  }

  private callback(callback: Expression, call: Call): void {
    const { around, names, blocks } = this;
    this.blocks = [...blocks, call];
    this.moveTo(around, names);
    this.expression(callback);
    this.blocks = blocks;
    this.moveTo(around, names);
  }
}

/** What the file declares, gathered once so that readers know what a name stands for wherever it is used. */
function declarations({ language, statements }: Module): Pick<Context, 'imports' | 'uses' | 'types' | 'made'> {
  const imports = new Map<string, string>();
  const types = new Map<string, string>();
  const made = new Map<string, Call>();
  const specifiers = new Set<string>();
  const parameter = ({ name, type }: Parameter): void => void (type && types.set(name, type));
  let callbacks = 0;
  const gather = (statement: Statement): void => {
    switch (statement.kind) {
      case 'import':
        specifiers.add(statement.from);
        for (const { local } of statement.names) imports.set(local, statement.from);
        if (statement.names.length === 0) imports.set(lastSegment(statement.from), statement.from);
        return;
      case 'assign': {
        const name = statement.target.at(-1);
        if (name === undefined) return;
        if (statement.type) types.set(name, statement.type);
        const call = statement.value && callIn(statement.value);
        if (call && callbacks === 0) made.set(name, call);
        if (statement.value) inner(statement.value, 0);
        return;
      }
      case 'class':
      case 'function':
        statement.parameters.forEach(parameter);
        statement.body.forEach(gather);
        return;
      case 'return':
      case 'expression':
        if (statement.value) inner(statement.value, 0);
        return;
    }
  };
  // Callbacks and factories declare types and imports too: `useFactory: (config: ConfigService) => …`. What their variables are made of stays theirs.
  const inner = (expression: Expression, depth: number): void => {
    if (depth > MOST_DEPTH) return;
    switch (expression.kind) {
      case 'function':
        for (const { name, type } of expression.parameters) if (type && !types.has(name)) types.set(name, type);
        callbacks++;
        expression.body.forEach(gather);
        callbacks--;
        return;
      case 'call':
        if (expression.on) inner(expression.on, depth + 1);
        for (const argument of expression.arguments) inner(argument, depth + 1);
        for (const { value } of expression.named) inner(value, depth + 1);
        return;
      case 'object':
        for (const { value } of expression.entries) inner(value, depth + 1);
        return;
      case 'list':
        for (const item of expression.items) inner(item, depth + 1);
        return;
      case 'choice':
        for (const option of expression.options) inner(option, depth + 1);
        return;
      case 'other':
        for (const child of expression.children) inner(child, depth + 1);
    }
  };
  statements.forEach(gather);
  const uses = (name: string): boolean => {
    for (const specifier of specifiers) {
      if (specifier === name || (specifier.startsWith(name) && /[/.:\\]/.test(specifier[name.length]!))) return true;
    }
    return false;
  };
  return { imports: specifiers.size > 0 ? imports : customaryImports(language, made), uses, types, made };
}

/** Callbacks lie near: in arguments of arguments, not deeper. */
const MOST_DEPTH = 6;

const lastSegment = (specifier: string): string =>
  specifier.split(/[/.:\\]+/).findLast(part => part !== '' && part !== '*' && !/^v\d+$/.test(part)) ?? specifier;

function callIn(value: Expression): Call | undefined {
  if (value.kind === 'call') return value;
  if (value.kind === 'choice') return value.options.map(callIn).find(call => call !== undefined);
  return undefined;
}
