import type { CodeFact } from '../../../../model/fact.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { served } from '../rules/route.ts';
import { mayBeText, namedArgument, valueIn } from '../rules/argument.ts';
import { isGrape, pathAround } from './routes-around.ts';

const VERB = /^(get|post|put|patch|delete|head|options|match)$/;

/** Routes of Sinatra, Rails, Grape, Roda and WEBrick. */
export const routes: Reader = {
  name: 'ruby-routes',
  languages: ['Ruby'],
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    if (name === 'mount_proc' || (name === 'mount' && /^(server|s)$/.test(call.path[0] ?? ''))) {
      const [path] = call.arguments;
      if (path?.kind === 'text' && path.text.startsWith('/')) yield served('*', path, { context, via: `WEBrick ${name}` });
    }
    if (call.path.length !== 1 || call.on) return;
    if (/^resources?$/.test(name) && isRailsRoutes(context.path)) yield* resources(call, context);
    if (!VERB.test(name)) return;
    const path = pathOf(call, context);
    if (!path || !isRoute(call, context)) return;
    const prefix = pathAround(call, context);
    yield served(name === 'match' ? '*' : name, path, { context, via: name, ...(prefix && { prefix }) });
  },
};

/** `resources :orders, only: [:index, :show]` is a route for each action. */
function* resources(call: Call, context: Context): Generator<CodeFact> {
  const only = namedArgument(call, ['only']);
  const except = namedArgument(call, ['except']);
  const isMeant = (action: string): boolean => (only ? isAmong(action, only) : !(except && isAmong(action, except)));
  const before = pathAround(call, context)?.text ?? '';
  const isPlural = call.path[0] === 'resources';
  const path = namedArgument(call, ['path']);
  for (const resource of call.arguments) {
    if (resource.kind !== 'text') continue;
    const own = `${before}/${path?.kind === 'text' ? path.text : resource.text}`;
    for (const { name, method, one } of ACTIONS) {
      if (!isMeant(name) || (name === 'index' && !isPlural)) continue;
      yield served(method, { ...resource, text: one && isPlural ? `${own}/{id}` : own }, { context, via: call.path[0]! });
    }
  }
}

const isAmong = (action: string, given: Expression): boolean =>
  given.kind === 'list' ? given.items.some(item => isAmong(action, item)) : given.kind === 'text' && given.text === action;

interface Action {
  readonly name: string;
  readonly method: string;
  /** It is about one, which the path names. */
  readonly one?: true;
}

const ACTIONS: readonly Action[] = [
  { name: 'index', method: 'get' },
  { name: 'create', method: 'post' },
  { name: 'show', method: 'get', one: true },
  { name: 'update', method: 'patch', one: true },
  { name: 'update', method: 'put', one: true },
  { name: 'destroy', method: 'delete', one: true },
];

/** `get '/orders' => 'orders#index'` has its path as a key; Grape's `get do` is served at the path around it. */
function pathOf(call: Call, context: Context): Extract<Expression, { kind: 'text' }> | undefined {
  const [first] = call.arguments;
  const [entry] = call.named;
  if (first?.kind === 'text') return first;
  if (first?.kind === 'function' && isGrape(context))
    return { kind: 'text', text: '', span: [call.span[0], call.span[0] + call.path[0]!.length] };
  return first || !entry ? undefined : { kind: 'text', text: entry.key, span: entry.span };
}

const isRailsRoutes = (path: string): boolean => /(^|\/)config\/routes(\.rb|\/)/.test(path);

/** In tests and clients `get '/orders'` asks; in an application it has a block or names an action. */
function isRoute(call: Call, { path }: Context): boolean {
  if (/(^|\/)(spec|test)s?\//.test(path)) return false;
  return (
    isRailsRoutes(path) ||
    call.arguments.some(argument => argument.kind === 'function') ||
    call.named.some(({ key, value }) => key === 'to' || (value.kind === 'text' && /^[\w/]+#\w+$/.test(value.text)))
  );
}

/** Where a Ruby program starts, and the port that it listens on. */
export const applications: Reader = {
  name: 'ruby-application',
  languages: ['Ruby'],
  *call(call, context) {
    const path = call.path.join('.');
    if (path === 'WEBrick.HTTPServer') {
      yield { kind: 'application', at: call.span, framework: 'webrick', language: 'Ruby' };
      const port = namedArgument(call, ['Port', ':Port']);
      if (mayBeText(port)) yield { kind: 'listens', at: port.span, port: valueIn(port, context) };
    }
    if (path === 'set' && call.arguments[0]?.kind === 'text' && call.arguments[0].text === 'port' && call.arguments[1]) {
      yield { kind: 'listens', at: call.span, port: valueIn(call.arguments[1], context) };
    }
    if (path === 'Rails.application.initialize!' || path === 'GRPC.RpcServer') {
      yield { kind: 'application', at: call.span, framework: path.startsWith('Rails') ? 'rails' : 'grpc', language: 'Ruby' };
    }
  },
  *statement(statement) {
    if (statement.kind === 'import' && /^sinatra(\/base)?$/.test(statement.from)) {
      yield { kind: 'application', at: statement.span, framework: 'sinatra', language: 'Ruby' };
    }
    const base = statement.kind === 'class' ? (statement.bases[0] ?? '') : '';
    if (base === 'Rails.Application') yield { kind: 'application', at: statement.span, framework: 'rails', language: 'Ruby' };
  },
};
