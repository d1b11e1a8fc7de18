import type { CodeFact } from '../../../../model/fact.ts';
import { literal } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Annotation, Call, Statement } from '../../syntax.ts';
import { valueOf } from '../../value.ts';
import { chainOf, isText, lastName, listens, pathBelow, routeTemplate } from '../call-parts.ts';

type Class = Extract<Statement, { kind: 'class' }>;
type Method = Extract<Statement, { kind: 'function' }>;

const VERB = /^Http(Get|Post|Put|Patch|Delete|Head|Options)$/;

/** ASP.NET controllers, minimal APIs, Carter modules, FastEndpoints and hubs. */
export const httpServers: Reader = {
  name: 'csharp-http-servers',
  languages: ['C#'],
  *statement(statement, context) {
    const owner = context.around.at(-1);
    if (statement.kind === 'function' && owner?.kind === 'class') yield* actions(statement, owner);
  },
  *call(call, context) {
    yield* mapped(call, context);
    yield* fastEndpoint(call, context);
    yield* listening(call, context);
  },
};

function* actions(method: Method, owner: Class): Generator<CodeFact> {
  const verbs = method.annotations.filter(annotation => VERB.test(annotation.name));
  if (
    verbs.length === 0 ||
    (!owner.name.endsWith('Controller') && !owner.annotations.some(annotation => /^(Route|ApiController)$/.test(annotation.name)))
  )
    return;
  const prefix = templateOf(owner.annotations.find(annotation => annotation.name === 'Route')) ?? '';
  const own = templateOf(method.annotations.find(annotation => annotation.name === 'Route'));
  for (const verb of verbs) {
    const template = templateOf(verb) ?? own ?? '';
    const whole = /^~?\//.test(template) ? template.replace('~', '') : pathBelow(prefix, template);
    const path = whole.replace(/\[controller\]/gi, owner.name.replace(/Controller$/, '')).replace(/\[action\]/gi, method.name);
    yield {
      kind: 'serves-route',
      at: verb.span,
      method: VERB.exec(verb.name)![1]!.toUpperCase(),
      path: literal(routeTemplate(path)),
      via: `[${verb.name}]`,
    };
  }
}

function templateOf(annotation: Annotation | undefined): string | undefined {
  const first = annotation?.arguments[0];
  return isText(first) ? first.text : undefined;
}

/** `orders.MapGet("/{id:int}", …)` below `var orders = app.MapGroup("/orders")`. */
function* mapped(call: Call, context: Context): Generator<CodeFact> {
  const verb = /^Map(Get|Post|Put|Patch|Delete|Methods|Hub|Forwarder)?$/.exec(lastName(call));
  const [path] = call.arguments;
  const least = lastName(call) === 'MapHub' ? 1 : 2;
  if (!verb || !isText(path) || call.arguments.length < least) return;
  const method = /^(Get|Post|Put|Patch|Delete)$/.test(verb[1] ?? '') ? verb[1]!.toUpperCase() : '*';
  yield {
    kind: 'serves-route',
    at: call.span,
    method,
    path: literal(routeTemplate(pathBelow(groupOf(call, context, 0), path.text))),
    via: lastName(call),
  };
}

function groupOf(call: Call, context: Context, depth: number): string {
  if (depth > 5) return '';
  const links = [...chainOf(call)];
  const inner = links
    .slice(1)
    .flatMap(link => (lastName(link) === 'MapGroup' && isText(link.arguments[0]) ? [link.arguments[0].text] : []));
  const root = links.at(-1);
  const maker = root && root.path.length > 1 ? context.made.get(root.path.at(-2) ?? '') : undefined;
  const outer = maker && maker !== root ? groupOf({ ...maker, kind: 'call', on: maker, path: [] }, context, depth + 1) : '';
  const own = inner.reverse().reduce((prefix, text) => pathBelow(prefix, text), outer);
  return own === '/' ? '' : own;
}

/** FastEndpoints name their route in `Configure()`: `Get("/orders/{id}")`. */
function* fastEndpoint(call: Call, context: Context): Generator<CodeFact> {
  const [path] = call.arguments;
  if (call.path.length !== 1 || !/^(Get|Post|Put|Patch|Delete)$/.test(lastName(call)) || !isText(path)) return;
  const owner = context.around.findLast(around => around.kind === 'class');
  if (owner?.kind !== 'class' || !owner.bases.some(base => /^(Ep|Endpoint)/.test(base))) return;
  yield {
    kind: 'serves-route',
    at: call.span,
    method: lastName(call).toUpperCase(),
    path: literal(routeTemplate(pathBelow('', path.text))),
    via: 'FastEndpoints',
  };
}

function* listening(call: Call, context: Context): Generator<CodeFact> {
  const last = lastName(call);
  const [first] = call.arguments;
  if (!first) return;
  if (/^(UseUrls|ListenAnyIP|ListenLocalhost)$/.test(last)) yield* listens(call.span, valueOf(first, context.language));
  else if (/^Run(Async)?$/.test(last) && call.path.length === 2 && isText(first)) yield* listens(call.span, literal(first.text));
}
