import type { CodeFact } from '../../../../model/fact.ts';
import { remembered } from '../../../../model/remembered.ts';
import { literal } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Annotation, Call, Expression, Statement } from '../../syntax.ts';
import { valueOf } from '../../value.ts';
import { callsIn, chainOf, isText, lastName, listens, pathBelow, routeTemplate, textIn, uses, withSlash } from '../call-parts.ts';
import { cratePath, names, receiverOf } from './rust-names.ts';

const VERB = /^(get|post|put|patch|delete|head|options|request)$/;
const METHODS = /^(get|post|put|patch|delete|head|options)$/;
const CLIENT_CRATES = ['reqwest', 'ureq', 'surf', 'isahc', 'awc', 'attohttpc', 'minreq', 'reqwest_middleware', 'hyper', 'gloo_net'];

/** reqwest, ureq, surf, isahc, awc and hyper. */
export const httpClients: Reader = {
  name: 'rust-http-clients',
  languages: ['Rust'],
  *call(call, context) {
    const last = lastName(call);
    if (isRequest(call, last, context)) {
      const [url, named] = last === 'request' ? [call.arguments[1], call.arguments[0]] : [call.arguments[0], undefined];
      const verb = last === 'request' ? methodNamed(named) : last.toUpperCase();
      if (url && !isHandler(url))
        yield uses({
          at: call.span,
          protocol: 'http',
          via: `${crateOf(call, context)}::${last}`,
          target: textIn(url, context),
          method: verb,
        });
    }
    if (last === 'uri' && call.arguments[0] && /(^|\.)Request\.(builder|get|post)\b/.test(call.path.join('.'))) {
      yield uses({ at: call.span, protocol: 'http', via: 'hyper', target: textIn(call.arguments[0], context) });
    }
    if (/(tokio_tungstenite|tungstenite)?\.?connect_async$/.test(call.path.join('.')) && call.arguments[0]) {
      yield uses({ at: call.span, protocol: 'websocket', via: 'tungstenite', target: textIn(call.arguments[0], context) });
    }
  },
};

const crateOf = (call: Call, context: Context): string => CLIENT_CRATES.find(crate => names(crate, call, context)) ?? 'reqwest';

function isRequest(call: Call, last: string, context: Context): boolean {
  if (!VERB.test(last) || !CLIENT_CRATES.some(crate => names(crate, call, context))) return false;
  const written = cratePath(call, context);
  if (/^(reqwest(\.blocking)?|ureq|surf|isahc|attohttpc|minreq)\.\w+$/.test(written)) return true;
  const receiver = receiverOf(call, context);
  if (/(^|\W|\.)(HttpClient|Client|ClientBuilder|Agent|ClientWithMiddleware)\b|agent$/i.test(receiver))
    return !/redis|mongo|elastic|postgres|Kafka|etcd/i.test(receiver);
  return (
    /^(http_?client|client|http|reqwest|agent|req_client)$/i.test(call.path.at(-2) ?? '') &&
    call.path.length > 1 &&
    call.arguments.length > 0 &&
    isAddressLike(call.arguments.at(-1)!)
  );
}

const isAddressLike = (argument: Expression): boolean =>
  argument.kind === 'join' ||
  argument.kind === 'text' ||
  (argument.kind === 'name' && /url|uri|addr|endpoint/i.test(argument.path.join('.')));

/** axum's `get(handler)` looks like a request; a handler is a function. */
const isHandler = (argument: Expression): boolean => argument.kind === 'function';

const methodNamed = (method: Expression | undefined): string | undefined =>
  method?.kind === 'name' && /Method/.test(method.path.join('.')) ? method.path.at(-1) : undefined;

const SERVER_CRATES = ['axum', 'aide', 'actix_web', 'rocket', 'warp', 'poem', 'tide', 'salvo', 'gotham', 'ntex'];

/** axum, actix-web, rocket, warp, poem, tide and salvo. */
export const httpServers: Reader = {
  name: 'rust-http-servers',
  languages: ['Rust'],
  *statement(statement, context) {
    if (statement.kind !== 'function') return;
    if (
      !SERVER_CRATES.some(crate => context.uses(crate)) &&
      !statement.annotations.some(annotation => /^(actix_web|rocket|ntex)\./.test(annotation.name))
    )
      return;
    for (const annotation of statement.annotations) yield* routeOf(annotation);
  },
  *call(call, context) {
    if (!SERVER_CRATES.some(crate => names(crate, call, context))) return;
    yield* routed(call, context);
    yield* bound(call, context);
  },
};

function* routeOf(annotation: Annotation): Generator<CodeFact> {
  const method = annotation.name.split('.').at(-1) ?? '';
  const [path] = annotation.arguments;
  if (!isText(path) || !(METHODS.test(method) || method === 'route')) return;
  const verbs =
    method === 'route'
      ? annotation.named.flatMap(entry => (entry.key === 'method' && isText(entry.value) ? [entry.value.text] : []))
      : [method];
  for (const verb of verbs.length > 0 ? verbs : ['*']) yield route(annotation.span, verb, path.text, `#[${method}]`);
}

const route = (at: Call['span'], verb: string, path: string, via: string): CodeFact => ({
  kind: 'serves-route',
  at,
  method: verb.toUpperCase(),
  path: literal(withSlash(routeTemplate(path.replace(/\?.*$/, '')))),
  via,
});

/** `.route("/orders", get(list).post(create))`, `web::resource("/orders").route(web::get().to(list))`, `warp::path("orders")`, tide's `at("/x").get(h)`. */
function* routed(call: Call, context: Context): Generator<CodeFact> {
  const last = lastName(call);
  const [path, handler] = call.arguments;
  if (!isText(path)) return;
  if (/^(route|at|api_route|api_route_with)$/.test(last) && handler && path.text.startsWith('/')) {
    const verbs =
      handler.kind === 'call'
        ? [...chainOf(handler)].map(link => lastName(link).replace(/_with$/, '')).filter(name => METHODS.test(name))
        : [];
    for (const verb of verbs.length > 0 ? verbs : ['*']) yield route(call.span, verb, path.text, 'route');
  } else if (/(^|\.)web\.resource$|^resource$/.test(cratePath(call, context))) {
    yield* resource(call, pathBelow(scopesAround(call, context), path.text), context);
  } else if (/^warp\.path$/.test(cratePath(call, context))) yield route(call.span, '*', pathBelow('', path.text), 'warp::path');
}

/** `web::resource("/orders").route(web::get().to(list)).route(web::post().to(create))`: each method with its own handler. */
function* resource(call: Call, path: string, context: Context): Generator<CodeFact> {
  const routes = callsAround(context).filter(other => lastName(other) === 'route' && [...chainOf(other)].at(-1) === call);
  const methods = routes.flatMap(({ arguments: [handler] }, at) => {
    const verb = handler?.kind === 'call' ? [...chainOf(handler)].map(lastName).find(name => METHODS.test(name)) : undefined;
    return handler && verb !== undefined
      ? [route(at === routes.length - 1 ? [call.span[0], handler.span[1]] : handler.span, verb, path, 'web::resource')]
      : [];
  });
  if (methods.length > 0) yield* methods;
  else yield route(call.span, '*', path, 'web::resource');
}

/** Every call of a body, those outside before those inside. */
const callsOf = remembered((body: readonly Statement[]): readonly Call[] =>
  body.flatMap(statement => ('value' in statement ? [...callsIn(statement.value)] : [])),
);

const callsBelow = remembered((given: Expression): ReadonlySet<Call> => new Set(callsIn(given)));

const callsAround = ({ around }: Context): readonly Call[] => callsOf(around.at(-1)?.body ?? NO_BODY);

const NO_BODY: readonly Statement[] = [];

/** `web::scope("/api").service(…)` stands before all that it is given, also as one of several. */
function scopesAround(call: Call, context: Context): string {
  let before = '';
  for (const other of callsAround(context)) {
    if (lastName(other) !== 'service' || !other.arguments.some(given => callsBelow(given).has(call))) continue;
    const scope = [...chainOf(other)].at(-1);
    const [path] = scope?.arguments ?? [];
    if (scope && isText(path) && /(^|\.)scope$/.test(cratePath(scope, context))) before = pathBelow(before, path.text);
  }
  return before;
}

function* bound(call: Call, context: Context): Generator<CodeFact> {
  const last = lastName(call);
  const [address] = call.arguments;
  if (!address || !(last === 'bind' || last === 'bind_rustls' || last === 'bind_auto_h2c' || last === 'listen')) return;
  if (address.kind === 'other' && address.children.length === 2) yield* listens(call.span, valueOf(address.children[1]!, context.language));
  else yield* listens(call.span, textIn(address, context));
}
