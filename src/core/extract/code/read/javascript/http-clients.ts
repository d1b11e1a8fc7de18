import type { CodeFact } from '../../../../model/fact.ts';
import type { Value } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { entriesOf, option, originOf, receiverMade, receiverName, textIn, typeOf } from './origin.ts';
import { addressIn, valueIn } from './target.ts';

const LIBRARIES = new Set([
  'axios',
  'got',
  'ky',
  'superagent',
  'request',
  'request-promise',
  'request-promise-native',
  'needle',
  'undici',
  'node-fetch',
  'cross-fetch',
  'isomorphic-fetch',
  'isomorphic-unfetch',
  'unfetch',
  'ofetch',
  'phin',
  'wretch',
  'bent',
  'http',
  'https',
  'follow-redirects',
  'fetch-retry',
  'make-fetch-happen',
  'axios-retry',
  'typed-rest-client',
  'restify-clients',
  'popsicle',
  '@nestjs/axios',
  'requestretry',
  'cross-undici-fetch',
  'hyperquest',
  'simple-get',
  'minipass-fetch',
  'urllib',
]);

const VERBS = /^(get|post|put|patch|delete|del|head|options|request|getUri|fetch|stream|json)$/;
const MAKERS = /^(create|extend|defaults|instance)$/;
const FETCH = /^(fetch|\$fetch|ofetch)$/;

/** fetch, axios, got, ky, superagent, request, needle, undici, http and their like, and instances made from them. */
export const httpClients: Reader = {
  name: 'http-clients',
  *call(call, context) {
    const method = call.path.at(-1);
    if (method === undefined) return;
    if (isGlobalFetch(call, context)) yield* request(call, 'fetch', context);
    else if (VERBS.test(method) || MAKERS.test(method) || call.path.length === 1) yield* libraryCall(call, method, context);
  },
  *statement(statement, context) {
    if (statement.kind !== 'assign' || statement.target.slice(-2).join('.') !== 'defaults.baseURL' || !statement.value) return;
    yield {
      kind: 'uses-address',
      at: statement.span,
      protocol: 'http',
      target: valueIn(statement.value, context),
      via: statement.target.join('.'),
    };
  },
};

function isGlobalFetch(call: Call, context: Context): boolean {
  const [root] = call.path;
  const name = call.path.at(-1)!;
  if (!FETCH.test(name) || call.on || call.arguments.length === 0) return false;
  if (call.path.length === 1) return !context.imports.get(name)?.startsWith('.');
  return call.path.length === 2 && /^(window|globalThis|self|global|undici)$/.test(root!);
}

function* libraryCall(call: Call, method: string, context: Context): Iterable<CodeFact> {
  const origin = originOf(call.path, context);
  if (!isLibrary(call, origin?.module, context) && !isOwnClient(call, origin?.module, context)) return;
  const module = origin && !origin.module.startsWith('.') ? origin.module : (call.path[0] ?? 'axios');
  if (call.on && !MAKERS.test(call.on.kind === 'call' ? (call.on.path.at(-1) ?? '') : '') && !ownMethod(call)) return;
  if (MAKERS.test(method)) {
    const target = baseOf(call, context);
    if (target) yield { kind: 'uses-address', at: call.span, protocol: 'http', target, via: `${module}.${method}` };
    return;
  }
  if (call.path.length === 1 && (call.constructs || VERBS.test(method) === false) && !callable(module)) return;
  yield* request(call, call.path.length > 1 ? `${module}.${method}` : module, context);
}

/** `superagent.get(x).set(…)` is one request; only calls straight on the library, an instance or a construction count. */
const ownMethod = (call: Call): boolean => call.on?.kind === 'call' && call.on.constructs;

const callable = (module: string): boolean =>
  !/^(http|https|@nestjs\/axios|follow-redirects|restify-clients|typed-rest-client)$/.test(module);

function isLibrary(call: Call, module: string | undefined, context: Context): boolean {
  if (module !== undefined && LIBRARIES.has(module)) return true;
  const receiver = receiverName(call);
  if (/^(axiosRef|\$axios)$/.test(receiver)) return true;
  return /^(HttpService|AxiosInstance|AxiosStatic|Got|KyInstance)$/.test(typeOf(receiver, context) ?? '');
}

/** An instance of a library that another file of the program makes: `apiClient.get(base + 'orders')`. */
function isOwnClient(call: Call, module: string | undefined, context: Context): boolean {
  if (call.on || call.path.length !== 2 || module?.startsWith('.') !== true || !/^(get|post|put|patch|delete)$/.test(call.path[1]!))
    return false;
  const [first] = call.arguments;
  return /^(axios|http|api|rest)\w*$/i.test(call.path[0]!) && first !== undefined && opensPath(first, context);
}

/** It begins as an address or a path does, or with what stands for one. */
function opensPath(first: Expression, context: Context): boolean {
  const value = valueIn(first, context);
  if (value.kind === 'literal') return /^(\/|https?:\/\/)/.test(value.text) || /^[\w-]+(\/|$)/.test(value.text);
  // A constant that another file may keep.
  if (value.kind === 'name') return /^[A-Z][A-Z0-9_]+$/.test(value.path.at(-1) ?? '');
  const [head] = value.kind === 'join' ? value.parts : [];
  return head !== undefined && (head.kind !== 'literal' || /^(\/|https?:|[\w-]+\/)/.test(head.text));
}

function* request(call: Call, via: string, context: Context): Iterable<CodeFact> {
  const given = via === 'needle' ? call.arguments.slice(1) : call.arguments;
  const [first] = given;
  if (!first || first.kind === 'function') return;
  const base = baseOf(receiverMade(call, context), context);
  const url = first.kind === 'name' && takesOptions(call) ? optionsNamed(first, context) : urlIn(first, context);
  const whole = url && (!base || isAbsolute(url));
  const target = whole ? (isRelative(url) ? undefined : url) : base;
  const path = whole ? (isRelative(url) ? url : ownPath(first, context)) : (url ?? pathIn(first, context));
  if (!target && !path) return;
  const method = methodOf(call, via);
  yield {
    kind: 'uses-address',
    at: call.span,
    protocol: 'http',
    ...(target && { target }),
    via,
    ...(method && { method }),
    ...(path && { path }),
  };
}

/** `http.request(options)`, `axios(config)`: where a name is more often an object than a text. */
const takesOptions = (call: Call): boolean => call.path.at(-1) === 'request' || (call.path.length === 1 && !FETCH.test(call.path[0]!));

function optionsNamed(name: Extract<Expression, { kind: 'name' }>, context: Context): Value {
  const value = valueIn(name, context);
  if (value.kind !== 'name' || /ur[li]$/i.test(value.path.at(-1) ?? '')) return value;
  const inside = ['url', 'uri', 'hostname', 'host'].map((key): Value => ({ kind: 'name', path: [...value.path, key] }));
  return { kind: 'choice', options: [value, ...inside] };
}

function baseOf(made: Call | undefined, context: Context): Value | undefined {
  if (!made || !MAKERS.test(made.path.at(-1) ?? '')) return undefined;
  const base = option(made.arguments, 'baseURL', 'baseUrl', 'prefixUrl', 'prefix');
  return base && valueIn(base, context);
}

function urlIn(first: Expression, context: Context): Value | undefined {
  if (entriesOf(first).length === 0) return valueIn(first, context);
  const url = option([first], 'url', 'uri');
  const base = option([first], 'baseURL', 'baseUrl');
  if (url && !base) return valueIn(url, context);
  return addressIn(base ?? first, context);
}

function pathIn(first: Expression, context: Context): Value | undefined {
  const path = option([first], 'path', 'url');
  return path && valueIn(path, context);
}

/** The path beside a host; a URL has its own. */
const ownPath = (first: Expression, context: Context): Value | undefined =>
  option([first], 'url', 'uri') ? undefined : pathIn(first, context);

const opening = (value: Value): string => {
  const first = value.kind === 'join' ? value.parts[0] : value;
  return first?.kind === 'literal' ? first.text : '';
};

const isAbsolute = (value: Value): boolean => /^[a-z][a-z0-9+]*:\/\//i.test(opening(value));
const isRelative = (value: Value): boolean => /^(\/(?!\/)|\.\.?\/|\?)/.test(opening(value));

function methodOf(call: Call, via: string): string | undefined {
  const name = call.path.at(-1)!;
  const written = textIn(option(call.arguments, 'method')) ?? (via === 'needle' ? textIn(call.arguments[0]) : undefined);
  if (written) return written.toUpperCase();
  if (/^(get|post|put|patch|delete|head|options)$/.test(name)) return name.toUpperCase();
  if (name === 'del') return 'DELETE';
  return name === 'fetch' ? 'GET' : undefined;
}
