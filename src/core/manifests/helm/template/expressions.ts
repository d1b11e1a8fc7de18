import { isEmpty, shallow } from '../functions/flow.ts';
import { because } from '../functions/text.ts';
import { TemplateError, type GoValue } from '../value.ts';
import type { Budget } from './budget.ts';
import { fieldOf, settled } from './fields.ts';
import type { Command, Operand, Pipeline } from './syntax.ts';
import type { TemplateText } from './template-text.ts';

interface Variable {
  readonly name: string;
  value: GoValue;
}

/** Where expressions are evaluated: the text they stand in, what they may call, and the steps they have left. */
interface Scope {
  readonly text: TemplateText;
  readonly call: (name: string, args: readonly GoValue[]) => GoValue;
  readonly budget: Budget;
}

/** The expressions of one execution of a template, with its variables. */
export class Expressions {
  private readonly scope: Scope;
  private readonly variables: Variable[];

  constructor(scope: Scope, dot: GoValue) {
    this.scope = scope;
    this.variables = [{ name: '$', value: dot }];
  }

  /** Variables that are declared from here on end with `forget`. */
  get known(): number {
    return this.variables.length;
  }

  forget(known: number): void {
    this.variables.length = known;
  }

  declare(name: string, value: GoValue): void {
    this.variables.push({ name, value });
  }

  /** In the scope that holds the name, however far outside. */
  assign(name: string, value: GoValue): void {
    this.variable(name).value = value;
  }

  pipeline(pipeline: Pipeline, dot: GoValue): GoValue {
    let value: GoValue | undefined;
    for (const command of pipeline.commands) value = settled(this.command(command, dot, value));
    for (const name of pipeline.variables) {
      if (pipeline.assigns) this.assign(name, value!);
      else this.declare(name, value!);
    }
    return value!;
  }

  private variable(name: string): Variable {
    const found = this.variables.findLast(variable => variable.name === name);
    if (!found) throw new TemplateError(`the variable ${name} is not declared here`);
    return found;
  }

  /** `piped` is what stands before the `|`: the last argument. */
  private command({ operands }: Command, dot: GoValue, piped: GoValue | undefined): GoValue {
    this.scope.budget.step();
    const [first, ...others] = operands;
    if (first.kind === 'function') return this.called(first.name, others, { dot, piped });
    if (first.kind === 'nil') throw new TemplateError('nil is not a command');
    const hasArguments = others.length > 0 || piped !== undefined;
    if (!hasArguments) return this.operand(first, dot);
    const fields = first.kind === 'field' || first.kind === 'chain' || first.kind === 'variable' ? first.fields : [];
    if (fields.length === 0) throw new TemplateError('arguments are given to what is no function');
    const receiver = this.chained(this.base(first, dot), fields.slice(0, -1));
    const args = others.map(operand => this.operand(operand, dot));
    return fieldOf(receiver, fields.at(-1)!, piped ? [...args, piped] : args);
  }

  private called(
    name: string,
    operands: readonly Operand[],
    { dot, piped }: { readonly dot: GoValue; readonly piped: GoValue | undefined },
  ): GoValue {
    if (name === 'and' || name === 'or') return this.shortCircuit(name, operands, { dot, piped });
    const args = operands.map(operand => this.operand(operand, dot));
    return this.scope.call(name, piped ? [...args, piped] : args);
  }

  /** Operands behind the one that decides are not evaluated. */
  private shortCircuit(
    name: 'and' | 'or',
    operands: readonly Operand[],
    { dot, piped }: { readonly dot: GoValue; readonly piped: GoValue | undefined },
  ): GoValue {
    const passed: GoValue[] = [];
    for (const operand of operands) {
      const value = this.operand(operand, dot);
      if (isEmpty(value) === (name === 'and')) return because(value, ...passed.map(shallow));
      passed.push(value);
    }
    const last = piped ?? passed.pop();
    if (!last) throw new TemplateError(`wrong number of args for ${name}: want at least 1 got 0`);
    return because(last, ...passed.map(shallow));
  }

  private operand(operand: Operand, dot: GoValue): GoValue {
    this.scope.budget.step();
    const base = this.base(operand, dot);
    return operand.kind === 'field' || operand.kind === 'variable' || operand.kind === 'chain' ? this.chained(base, operand.fields) : base;
  }

  private chained(base: GoValue, fields: readonly string[]): GoValue {
    let value = base;
    for (const field of fields) value = fieldOf(value, field, undefined);
    return value;
  }

  /** What the fields of an operand are asked of; the operand itself where it has none. */
  private base(operand: Operand, dot: GoValue): GoValue {
    switch (operand.kind) {
      case 'dot':
      case 'field':
        return dot;
      case 'nil':
        return { kind: 'nil', origins: [] };
      case 'literal':
        return { ...operand.value, origins: this.scope.text.origins(operand.at) };
      case 'variable':
        return this.variable(operand.name).value;
      case 'function':
        return this.called(operand.name, [], { dot, piped: undefined });
      case 'chain':
        return settled(this.base(operand.of, dot));
      case 'pipeline':
        return this.pipeline(operand.pipeline, dot);
    }
  }
}
