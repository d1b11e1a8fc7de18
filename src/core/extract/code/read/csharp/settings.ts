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
  const [first = '', ...rest] = path;
  const type = context.types.get(first) ?? context.types.get(first.replace(/^_/, ''));
  const options = /^IOptions(?:Snapshot|Monitor)?<([\w.]+)>$/.exec(type ?? '')?.[1];
  const name =
    options ??
    (type !== undefined && /^[A-Z]\w*(Settings|Options|Config|Configuration|Urls)$/.test(type) && !/^I[A-Z]/.test(type) ? type : undefined);
  if (name === undefined) return path;
  return [name.split('.').at(-1)!, ...rest.filter(part => part !== 'Value' && part !== 'CurrentValue')];
}

/** A class filled from a section: `Configure<Urls>(configuration.GetSection("Urls"))`, `GetSection("Urls").Get<Urls>()`, `BindConfiguration("Urls")`. */
export const sections: Reader = {
  name: 'csharp-configuration-sections',
  languages: ['C#'],
  *call(call) {
    const last = lastName(call);
    if (last === 'Configure' && call.types[0]) yield* section(call, sectionIn(call.arguments), call.types[0]);
    else if (last === 'Get' && call.types[0] && call.on) yield* section(call, sectionIn([call.on]), call.types[0]);
    else if (last === 'Bind' && call.on) yield* section(call, sectionIn([call.on, ...call.arguments]), typeInChain(call));
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

function* section(call: Call, name: string | undefined, type: string | undefined): Generator<CodeFact> {
  if (name === undefined) return;
  yield { kind: 'reads-env', at: call.span, name: `${name}:*`, certain: true };
  if (type !== undefined)
    yield { kind: 'binds', at: call.span, name: `${type.split('.').at(-1)!}.*`, value: { kind: 'env', name: `${name}:*` } };
}
