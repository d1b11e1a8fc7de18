import { joined, stretches } from '../functions/text.ts';
import { TemplateError, type GoFunction, type GoString, type GoValue } from '../value.ts';
import { Budget } from './budget.ts';
import { executed, type Environment, type Template } from './evaluate.ts';
import { NO_VALUE, settled } from './fields.ts';
import { parsedTemplate, type ParsedTemplate } from './parse.ts';
import type { Body } from './syntax.ts';
import { valueText, type TemplateText } from './template-text.ts';

/** Named templates that can call each other, and the functions that need them: `include` and `tpl`. */
export class TemplateSet {
  private readonly templates: Map<string, Template>;
  private readonly environment: Environment;
  private readonly functions: ReadonlyMap<string, GoFunction>;
  private readonly parsed: Map<string, ParsedTemplate>;

  constructor(functions: ReadonlyMap<string, GoFunction>, parent?: TemplateSet) {
    this.functions = functions;
    this.templates = new Map(parent?.templates);
    this.parsed = parent?.parsed ?? new Map();
    this.environment = {
      templates: this.templates,
      budget: parent?.environment.budget ?? new Budget(),
      functions: new Map([...functions, ['include', args => this.include(args)], ['tpl', args => this.tpl(args)]]),
    };
  }

  /** A file is a template by its name, and so is everything that it defines. Throws a TemplateSyntaxError. */
  add(name: string, text: TemplateText): void {
    const { body, definitions } = parsedTemplate(text.text);
    for (const definition of [...definitions, { name, body }]) this.define(definition.name, { body: definition.body, text });
  }

  /** What a template renders to; Go's word for a missing value is left out. */
  rendered(name: string, dot: GoValue): GoString {
    return withoutNoValue(this.executed(name, dot));
  }

  /** The last definition of a name counts, but one that holds nothing never takes the place of one that does. */
  private define(name: string, template: Template): void {
    const known = this.templates.get(name);
    if (!known || !isBlank(template.body, template.text)) this.templates.set(name, template);
  }

  private executed(name: string, dot: GoValue): GoString {
    const template = this.templates.get(name);
    if (!template) throw new TemplateError(`there is no template "${name}"`);
    return executed(template, dot, this.environment);
  }

  private include(args: readonly GoValue[]): GoValue {
    const [name, dot] = args;
    if (args.length !== 2 || name?.kind !== 'string') throw new TemplateError('include wants the name of a template and a value');
    return this.executed(name.text, settled(dot!));
  }

  private tpl(args: readonly GoValue[]): GoValue {
    const [value, dot] = args;
    if (args.length !== 2 || value?.kind !== 'string') throw new TemplateError('tpl wants a text and a value');
    if (!value.text.includes('{{')) return withoutNoValue(value);
    const text = valueText(value);
    const { body, definitions } = this.parsedOnce(value.text);
    const set = definitions.length === 0 ? this : new TemplateSet(this.functions, this);
    for (const definition of definitions) set.define(definition.name, { body: definition.body, text });
    return withoutNoValue(executed({ body, text }, settled(dot!), set.environment));
  }

  private parsedOnce(text: string): ParsedTemplate {
    const known = this.parsed.get(text);
    if (known) return known;
    const parsed = parsedTemplate(text);
    this.parsed.set(text, parsed);
    return parsed;
  }
}

const isBlank = (body: Body, { text }: TemplateText): boolean =>
  body.every(statement => statement.kind === 'text' && text.slice(...statement.at).trim() === '');

/** Go writes it as one piece, so it is never spread over several. */
function withoutNoValue(value: GoString): GoString {
  if (!value.text.includes(NO_VALUE)) return value;
  return joined(stretches(value).map(stretch => ({ ...stretch, text: stretch.text.replaceAll(NO_VALUE, '') })));
}
