import type { CodeFact } from '../../../../model/fact.ts';
import type { Value } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { chainOf, isText, lastName, textIn } from '../call-parts.ts';

/** The text that an argument will be, where a field of an options object is a field of the class that the configuration fills. */
export const settingIn = (expression: Expression, context: Context): Value => ofClass(textIn(expression, context), context);

function ofClass(value: Value, context: Context): Value {
  switch (value.kind) {
    case 'name':
      return { kind: 'name', path: classPath(value.path, context) };
    case 'join':
      return { kind: 'join', parts: value.parts.map(part => ofClass(part, context)) };
    case 'choice':
      return { kind: 'choice', options: value.options.map(option => ofClass(option, context)) };
    default:
      return value;
  }
}

/** `_options.Value.OrdersUrl` with `IOptions<Urls> _options` is `Urls.OrdersUrl`. */
function classPath(path: readonly string[], context: Context): readonly string[] {
  const type = path.length > 1 ? optionsClass(path[0]!, context) : undefined;
  return type === undefined ? path : [type, ...path.slice(1).filter(isField)];
}

/** What stands between options and their fields. */
export const isField = (part: string): boolean => part !== 'Value' && part !== 'CurrentValue';

/** The class of a name that stands for options: `IOptions<Urls>`, a class that is called so, or what is taken from a section. */
export function optionsClass(name: string, context: Context): string | undefined {
  const type = context.types.get(name) ?? context.types.get(name.replace(/^_/, '')) ?? '';
  const options = /^IOptions(?:Snapshot|Monitor)?<([\w.]+)>\??$/.exec(type)?.[1];
  if (options !== undefined) return options.split('.').at(-1);
  const plain = type.replace(/\?$/, '').split('.').at(-1)!;
  if (isOptionsName(plain)) return plain;
  const made = context.made.get(name);
  return made && TAKES.test(lastName(made)) && made.types.length === 1 ? made.types[0]!.split('.').at(-1) : undefined;
}

export const isOptionsName = (type: string): boolean =>
  /^[A-Z]\w*(Settings|Options|Config|Configuration|Urls)$/.test(type) && !/^I[A-Z]/.test(type);

/** Methods that people write over and over: `GetOptions<Urls>("Urls")`, `AddCustomSettings<Urls>(nameof(Urls))`. */
const TAKES = /^(?:Get|Add|Bind|Configure)\w*(?:Options|Settings|Config|Configuration)$|^Get$/;

/** A class filled from a section: `Configure<Urls>(configuration.GetSection("Urls"))`, `GetSection("Urls").Get<Urls>()`, `BindConfiguration("Urls")`. */
export const sections: Reader = {
  name: 'csharp-configuration-sections',
  languages: ['C#'],
  *call(call) {
    const last = lastName(call);
    if (last === 'Configure' && call.types[0]) yield* section(call, sectionIn(call.arguments) ?? wholeIn(call), call.types[0]);
    else if (last === 'Get' && call.types[0] && call.on) yield* section(call, sectionIn([call.on]), call.types[0]);
    else if (last === 'Bind' && call.on) yield* section(call, sectionIn([call.on, ...call.arguments]), typeInChain(call));
    else if (TAKES.test(last) && call.types.length === 1 && isText(call.arguments[0]) && last !== 'AddOptions')
      yield* section(call, call.arguments[0].text, call.types[0]);
    else if (NAMED.test(last) && call.types[0] && call.arguments.length === 0) yield filled(call, call.types[0]);
    else if (last === 'BindConfiguration' && isText(call.arguments[0])) yield* section(call, call.arguments[0].text, typeInChain(call));
  },
};

const typeInChain = (call: Call): string | undefined => [...chainOf(call)].find(link => lastName(link).startsWith('AddOptions'))?.types[0];

function sectionIn(values: readonly Expression[]): string | undefined {
  for (const value of values) {
    if (value.kind !== 'call' || !/^Get(Required)?Section$/.test(lastName(value))) continue;
    if (isText(value.arguments[0])) return value.arguments[0].text;
    // `GetSection(nameof(Urls))` is a text already; `GetSection(Urls.Section)` is a constant, by custom the class's name.
    if (value.arguments[0]?.kind === 'name') return value.arguments[0].path.at(-2);
  }
  return undefined;
}

/** Without a section it is that of the class's name: `BindOptions<Urls>()`, `AddValidatedOptions<Urls>()`. */
const NAMED = /^(?:Bind|Get)\w*(?:Options|Settings|Config)$|^Add(?:Valid|Config|Custom)\w*(?:Options|Settings)$/;

/** `Configure<Urls>(configuration)`. */
const wholeIn = ({ arguments: [first, second] }: Call): string | undefined =>
  first?.kind === 'name' && second === undefined && /^_?config(uration)?$/i.test(first.path.at(-1) ?? '') ? '' : undefined;

function* section(call: Call, name: string | undefined, type: string | undefined): Generator<CodeFact> {
  if (name === undefined) return;
  if (name !== '') yield { kind: 'reads-env', at: call.span, name: `${name}:*`, certain: true };
  if (type !== undefined) yield filled(call, type, name);
}

function filled({ span }: Call, type: string, section?: string): CodeFact {
  const name = type.split('.').at(-1)!;
  return { kind: 'fills-class', at: span, type: name, section: section ?? name };
}
