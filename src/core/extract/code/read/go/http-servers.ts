import type { CodeFact } from '../../../../model/fact.ts';
import { literal } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { valueOf } from '../../value.ts';
import { callsIn, chainOf, covers, fieldOf, importsAny, isText, lastName, listens, pathBelow, routeTemplate } from '../call-parts.ts';
import { packageCall, receiverOf } from './package-call.ts';

/** Routers whose methods are named in capitals: `r.GET("/orders/:id", handler)`. */
const CAPITALS = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|Any)$/;
const CAPITAL_ROUTERS = [
  'github.com/gin-gonic/gin',
  'github.com/labstack/echo',
  'github.com/julienschmidt/httprouter',
  'github.com/cloudwego/hertz',
  'github.com/gogf/gf',
  'github.com/buaazp/fasthttprouter',
  'github.com/fasthttp/router',
  'goa.design/goa',
];

/** Routers whose methods are words: `r.Get("/orders/{id}", handler)`. */
const WORDS = /^(Get|Post|Put|Patch|Delete|Head|Options|All)$/;
const WORD_ROUTERS = [
  'github.com/go-chi/chi',
  'github.com/gofiber/fiber',
  'github.com/kataras/iris',
  'goji.io',
  'github.com/gorilla/pat',
  'github.com/bmizerany/pat',
  'github.com/beego/beego',
  'github.com/go-zoo/bone',
  'github.com/gobuffalo/buffalo',
];

const ROUTERS = ['net/http', 'github.com/gorilla/mux', ...CAPITAL_ROUTERS, ...WORD_ROUTERS];

const HANDLES = /^(HandleFunc|Handle|Handler|HandlerFunc|PathPrefix|Path)$/;

export const httpServers: Reader = {
  name: 'go-http-servers',
  languages: ['Go'],
  *call(call, context) {
    yield* routeByMethod(call, context);
    yield* routeByWrapper(call, context);
    if (lastName(call) === 'AddRoutes') yield* listedRoutes(call);
    yield* listening(call, context);
  },
  *statement(statement, context) {
    if (statement.kind !== 'expression' && statement.kind !== 'assign' && statement.kind !== 'return') return;
    if (statement.value?.kind === 'call' && importsAny(ROUTERS, context)) yield* routeByHandle(statement.value, context);
  },
};

function* routeByMethod(call: Call, context: Context): Generator<CodeFact> {
  const last = lastName(call);
  const [path, ...handlers] = call.arguments;
  if (!isText(path) || handlers.length === 0 || (path.text !== '' && !path.text.startsWith('/'))) return;
  const routers = CAPITALS.test(last) ? CAPITAL_ROUTERS : WORDS.test(last) ? WORD_ROUTERS : [];
  if (routers.length === 0 || !importsAny(routers, context)) return;
  const method = /^(Any|All)$/.test(last) ? '*' : last.toUpperCase();
  yield route(call, method, pathBelow(prefixOf(call, context, 0), path.text));
}

/** A program's own function of the usual name that registers a handler: `handle("/orders", app.orders)`. */
function* routeByWrapper(call: Call, context: Context): Generator<CodeFact> {
  const [path, handler] = call.arguments;
  if (call.path.length !== 1 || call.on || !WRAPPERS.test(call.path[0]!) || !isText(path) || !handler) return;
  if (/^\/(?!$)/.test(path.text) && /^(name|function|call)$/.test(handler.kind) && importsAny(ROUTERS, context))
    yield route(call, '*', path.text);
}

const WRAPPERS = /^(handle|handleFunc|route|addRoute|registerRoute|registerHandler)$/i;

/** go-zero is given a list of routes, and what stands before all of them: `server.AddRoutes([]rest.Route{…}, rest.WithPrefix("/v1"))`. */
function* listedRoutes(call: Call): Generator<CodeFact> {
  const [routes, ...options] = call.arguments;
  const before = options.flatMap(option => (option.kind === 'call' && lastName(option) === 'WithPrefix' ? option.arguments : []))[0];
  for (const given of routes?.kind === 'list' ? routes.items : []) {
    const fields = given.kind === 'object' ? given.entries : given.kind === 'call' ? given.named : [];
    const path = fields.find(({ key }) => key === 'Path')?.value;
    const [method = '*'] = methodIn(fields.find(({ key }) => key === 'Method')?.value);
    if (isText(path)) yield { ...route(call, method, pathBelow(isText(before) ? before.text : '', path.text)), at: path.span };
  }
}

const route = (call: Call, method: string, path: string): CodeFact => ({
  kind: 'serves-route',
  at: call.span,
  method,
  path: literal(routeTemplate(path)),
  via: call.path.slice(-2).join('.'),
});

/** The path of the group that a router variable stands for: `api := r.Group("/api")`, `r.Route("/api", func(r chi.Router) { … })`. */
function prefixOf(call: Call, context: Context, depth: number): string {
  const group = call.on?.kind === 'call' ? call.on : context.made.get(call.path.at(-2) ?? '');
  if (depth > 5) return '';
  if (group && lastName(group) === 'With') return prefixOf(group, context, depth + 1);
  if (!group || !/^(Group|PathPrefix|Party|Route|Subrouter)$/.test(lastName(group))) return around(call, context, depth);
  const [path] = group.arguments;
  return pathBelow(prefixOf(group, context, depth + 1), isText(path) ? path.text : '').replace(/^\/$/, '');
}

/** The nearest group whose function registers the route on the router that it is given. */
function around(call: Call, context: Context, depth: number): string {
  const router = rootOf(call);
  const group = context.blocks.findLast(
    block =>
      block !== call &&
      /^(Route|Group|Party|RouteFunc)$/.test(lastName(block)) &&
      block.arguments.some(given => registers(given, router, call)),
  );
  if (!group) return '';
  const [path] = group.arguments;
  return pathBelow(prefixOf(group, context, depth + 1), isText(path) ? path.text : '').replace(/^\/$/, '');
}

const registers = (given: Expression, router: string | undefined, { span }: Call): boolean =>
  given.kind === 'function' && covers(given.span, span) && given.parameters.some(({ name }) => name === router);

const rootOf = (call: Call): string | undefined => ([...chainOf(call)].at(-1) ?? call).path[0];

/** net/http, gorilla/mux and their likes: `mux.HandleFunc("GET /orders/{id}", h)`, `r.HandleFunc("/orders", h).Methods("GET")`. */
function* routeByHandle(whole: Call, context: Context): Generator<CodeFact> {
  const chain = [...chainOf(whole)];
  const handle = chain.findLast(call => HANDLES.test(lastName(call)) && call.arguments.some(isPath));
  const path = handle?.arguments.find(isPath);
  if (!handle || !path || !routes(handle, whole)) return;
  const written = isText(path) ? path.text : '';
  const [, verb, below = written] = /^(?:([A-Z]+)\s+)?(?:[\w.-]+(?=\/))?(\/.*)$/.exec(written) ?? [];
  const methods = chain.flatMap(call => (lastName(call) === 'Methods' ? call.arguments.flatMap(methodIn) : []));
  const own = handle.arguments[0] === path ? [] : methodIn(handle.arguments[0]);
  const prefix = prefixOf(handle, context, 0);
  for (const method of methods.length > 0 ? methods : [verb ?? own[0] ?? '*']) {
    if (isText(path)) yield route(handle, method, pathBelow(prefix, below));
    else
      yield { kind: 'serves-route', at: handle.span, method, path: valueOf(path, context.language), via: handle.path.slice(-2).join('.') };
  }
}

const isPath = (argument: Expression): boolean =>
  argument.kind === 'join' ? argument.parts.some(isPath) : argument.kind === 'text' && /^([A-Z]+\s+)?[\w.-]*\//.test(argument.text);

function routes(handle: Call, whole: Call): boolean {
  return handle.arguments.length > 1 || [...callsIn(whole)].some(call => /^(Handler|HandlerFunc)$/.test(lastName(call)));
}

function methodIn(method: Expression | undefined): string[] {
  if (method?.kind === 'text' && /^[A-Za-z]{3,7}$/.test(method.text)) return [method.text.toUpperCase()];
  return method?.kind === 'name' && method.path[0] === 'http' ? [(method.path[1] ?? '').replace(/^Method/, '').toUpperCase()] : [];
}

function* listening(call: Call, context: Context): Generator<CodeFact> {
  const name = packageCall(call, context) ?? '';
  const [first, second] = call.arguments;
  const address =
    addressIn(name, call, context) ?? (name === 'net.Listen' && isText(first) && first.text.startsWith('tcp') ? second : undefined);
  if (address) yield* listens(call.span, valueOf(address, context.language));
}

function addressIn(name: string, call: Call, context: Context): Expression | undefined {
  if (/^net\/http\.ListenAndServe(TLS)?$|valyala\/fasthttp\.ListenAndServe$/.test(name)) return call.arguments[0];
  if (/^net\/http\.Server$/.test(name) && call.constructs) return fieldOf(call, ['Addr'], context);
  const receiver = receiverOf(call, context) ?? '';
  const starts = /gin\.(Default|New|Engine)$/.test(receiver)
    ? /^(Run|RunTLS)$/
    : /echo\.(New|Echo)$/.test(receiver)
      ? /^(Start|StartTLS)$/
      : /(fiber|iris)\.(New|Default|App|Application)$/.test(receiver)
        ? /^(Listen|ListenTLS)$/
        : undefined;
  return starts?.test(lastName(call)) ? call.arguments[0] : undefined;
}
