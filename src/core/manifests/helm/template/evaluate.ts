import type { Span } from '../../../model/source.ts';
import type { Origins } from '../../tree.ts';
import { isEmpty } from '../functions/flow.ts';
import { sortedKeys } from '../functions/printing.ts';
import { typeName } from '../functions/signature.ts';
import { joined, stretches, type Stretch } from '../functions/text.ts';
import { TemplateError, type GoFunction, type GoString, type GoValue } from '../value.ts';
import type { Budget } from './budget.ts';
import { Expressions } from './expressions.ts';
import { TemplateFailure } from './failure.ts';
import { element, outputOf } from './fields.ts';
import type { Body, Branch, Pipeline, Statement } from './syntax.ts';
import type { TemplateText } from './template-text.ts';

/** A named template with the text that it stands in. */
export interface Template {
  readonly body: Body;
  readonly text: TemplateText;
}

/** What a template may call while it runs. */
export interface Environment {
  readonly templates: ReadonlyMap<string, Template>;
  readonly functions: ReadonlyMap<string, GoFunction>;
  readonly budget: Budget;
}

/** What a template gives for a value of its dot. Throws a TemplateError where Go's would fail. */
export function executed(template: Template, dot: GoValue, environment: Environment): GoString {
  const output: Stretch[] = [];
  new Execution(template.text, environment, output).run(template.body, dot);
  return joined(output);
}

type Flow = 'on' | 'break' | 'continue';

class Execution {
  private readonly text: TemplateText;
  private readonly environment: Environment;
  private readonly output: Stretch[];
  private expressions!: Expressions;

  constructor(text: TemplateText, environment: Environment, output: Stretch[]) {
    this.text = text;
    this.environment = environment;
    this.output = output;
  }

  run(body: Body, dot: GoValue): void {
    const { budget } = this.environment;
    this.expressions = new Expressions({ text: this.text, budget, call: (name, args) => this.call(name, args) }, dot);
    budget.within(() => this.statements(body, dot));
  }

  private call(name: string, args: readonly GoValue[]): GoValue {
    const known = this.environment.functions.get(name);
    if (!known) throw new TemplateError(`the function "${name}" is not known`);
    return known(args);
  }

  private statements(body: Body, dot: GoValue): Flow {
    for (const statement of body) {
      const flow = this.placed(statement, dot);
      if (flow !== 'on') return flow;
    }
    return 'on';
  }

  private placed(statement: Statement, dot: GoValue): Flow {
    try {
      return this.statement(statement, dot);
    } catch (error) {
      if (!(error instanceof TemplateError) || error instanceof TemplateFailure) throw error;
      const [at] = this.text.origins(statement.at);
      throw at ? new TemplateFailure(error.message, at) : error;
    }
  }

  private statement(statement: Statement, dot: GoValue): Flow {
    this.environment.budget.step();
    switch (statement.kind) {
      case 'text':
        for (const stretch of this.text.stretches(statement.at)) this.put(stretch);
        return 'on';
      case 'action':
        this.action(statement.pipeline, statement.at, dot);
        return 'on';
      case 'if':
      case 'with':
      case 'range':
        return this.branch(statement, dot);
      case 'template':
        this.template(
          statement.name,
          statement.pipeline ? this.expressions.pipeline(statement.pipeline, dot) : { kind: 'nil', origins: [] },
        );
        return 'on';
      case 'break':
      case 'continue':
        return statement.kind;
    }
  }

  private put(stretch: Stretch): void {
    this.environment.budget.write(stretch.text.length + 1);
    this.output.push(stretch);
  }

  private action(pipeline: Pipeline, at: Span, dot: GoValue): void {
    const value = this.expressions.pipeline(pipeline, dot);
    if (pipeline.variables.length > 0) return;
    const places = this.text.origins(at);
    for (const stretch of stretches(outputOf(value))) this.put({ ...stretch, origins: putBy(places, stretch.origins) });
  }

  private template(name: string, dot: GoValue): void {
    const template = this.environment.templates.get(name);
    if (!template) throw new TemplateError(`there is no template "${name}"`);
    new Execution(template.text, this.environment, this.output).run(template.body, dot);
  }

  /** Variables that a branch declares end with it. */
  private branch(statement: Branch, dot: GoValue): Flow {
    const { known } = this.expressions;
    const value = this.expressions.pipeline(statement.pipeline, dot);
    const flow = statement.kind === 'range' ? this.range(statement, value, dot) : this.chosen(statement, value, dot);
    this.expressions.forget(known);
    return flow;
  }

  private chosen(statement: Branch, value: GoValue, dot: GoValue): Flow {
    if (isEmpty(value)) return this.statements(statement.otherwise, dot);
    return this.statements(statement.body, statement.kind === 'with' ? value : dot);
  }

  private range(statement: Branch, value: GoValue, dot: GoValue): Flow {
    let empty = true;
    const { known } = this.expressions;
    if (value.kind === 'int' && statement.pipeline.variables.length > 1)
      throw new TemplateError('range over a number has one variable only');
    for (const [index, item] of elements(value)) {
      empty = false;
      this.environment.budget.step();
      this.expressions.forget(known);
      this.rangeVariables(statement.pipeline, index, item);
      if (this.statements(statement.body, item) === 'break') break;
    }
    return empty ? this.statements(statement.otherwise, dot) : 'on';
  }

  private rangeVariables({ variables, assigns }: Pipeline, index: GoValue, item: GoValue): void {
    const values = variables.length > 1 ? [index, item] : [item];
    variables.forEach((name, at) => {
      if (assigns) this.expressions.assign(name, values[at]!);
      else this.expressions.declare(name, values[at]!);
    });
  }
}

/** An action's places come first, then what was put into it; a literal inside of the action is the action. */
function putBy(places: Origins, origins: Origins): Origins {
  if (origins.length === 0) return places;
  const [action] = places;
  const inside = (place: Origins[number]): boolean =>
    action !== undefined && place.file === action.file && place.span[0] >= action.span[0] && place.span[1] <= action.span[1];
  return [...places, ...origins.filter(place => !inside(place))];
}

/** What `range` goes over: elements by number, or by key in order; as they are when it begins, for the body may change them. */
function* elements(value: GoValue): Generator<readonly [GoValue, GoValue]> {
  switch (value.kind) {
    case 'nil':
      return;
    case 'list':
      for (const [index, item] of [...value.items].entries()) yield [{ kind: 'int', value: index, origins: [] }, element(item)];
      return;
    case 'map':
      for (const [key, item] of sortedKeys(value.entries).map(key => [key, value.entries.get(key)] as const))
        yield [{ kind: 'string', text: key, origins: value.keyOrigins?.get(key) ?? [] }, element(item)];
      return;
    case 'int':
      for (let index = 0; index < value.value; index++) {
        const number = { kind: 'int', value: index, origins: value.origins } as const;
        yield [number, number];
      }
      return;
    case 'bool':
    case 'float':
    case 'string':
    case 'object':
      throw new TemplateError(`range can't go over a value of type ${typeName(value)}`);
  }
}
