import type { CodeFact } from '../../../../model/fact.ts';
import type { Protocol } from '../../../../model/technology.ts';
import type { Value } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { behind, chainOf, fieldOf, lastName, uses } from '../call-parts.ts';
import { settingIn } from './settings.ts';

/** Methods that only HttpClient and its extensions have. */
const OWN =
  /^(GetFromJsonAsync|PostAsJsonAsync|PutAsJsonAsync|PatchAsJsonAsync|DeleteFromJsonAsync|GetFromJsonAsAsyncEnumerable|GetByteArrayAsync)$/;
/** Methods that other types have too. */
const SHARED = /^(GetAsync|GetStringAsync|GetStreamAsync|PostAsync|PutAsync|PatchAsync|DeleteAsync|SendAsync)$/;

export const httpClients: Reader = {
  name: 'csharp-http-clients',
  languages: ['C#'],
  *call(call, context) {
    const last = lastName(call);
    const [first, second] = call.arguments;
    if (OWN.test(last) || (SHARED.test(last) && isHttpClient(call, context)))
      yield* request(call, first, { context, method: verbOf(last) });
    if (call.constructs) yield* constructed(call, last, context);
    if (last === 'For' && call.path.at(-2) === 'RestService') yield* based(call, first, { context, via: 'Refit' });
    if (last === 'MapForwarder' && second) yield* based(call, second, { context, via: 'YARP' });
    if (last === 'WithUrl' && [...chainOf(call)].some(link => lastName(link) === 'HubConnectionBuilder'))
      yield* based(call, first, { context, via: 'SignalR', protocol: 'websocket' });
    if (last === 'ConnectAsync' && /ClientWebSocket/.test(typeOf(call, context)))
      yield* based(call, first, { context, via: 'ClientWebSocket', protocol: 'websocket' });
    if (last === 'AddGraphQLClient' || last === 'UseGraphQLClient')
      yield* based(call, first, { context, via: 'GraphQL', protocol: 'graphql' });
    yield* flurl(call, last, context);
  },
  *statement(statement, context) {
    if (statement.kind !== 'assign' || statement.target.at(-1) !== 'BaseAddress' || statement.target.length < 2 || !statement.value) return;
    const target = settingIn(statement.value, context);
    // A program in the browser calls the host that it was loaded from.
    if (target.kind !== 'name' || !/HostEnvironment|Navigation/.test(target.path.join('.')))
      yield uses({ at: statement.span, protocol: 'http', via: 'HttpClient', target });
  },
};

interface Given {
  readonly context: Context;
  readonly method?: string | undefined;
  readonly via?: string;
  readonly protocol?: Protocol;
}

function typeOf(call: Call, context: Context): string {
  const name = call.path.at(-2) ?? '';
  const made = call.on?.kind === 'call' ? call.on : context.made.get(name);
  return `${context.types.get(name) ?? ''} ${made?.path.join('.') ?? ''}`;
}

function isHttpClient(call: Call, context: Context): boolean {
  const type = typeOf(call, context);
  if (/HttpClient|CreateClient|CreateInvokeHttpClient/.test(type)) return true;
  const name = call.path.at(-2) ?? '';
  return (
    type.trim() === '' &&
    /^_?(http_?client|client|http|api_?client)$/i.test(name) &&
    (context.uses('System.Net.Http') || /http/i.test(name))
  );
}

const verbOf = (last: string): string | undefined => /^(Get|Post|Put|Patch|Delete)/.exec(last)?.[1]?.toUpperCase();

/** A text without scheme and host is a path below the client's base address, which is told elsewhere. */
function* request(call: Call, url: Expression | undefined, { context, method, via }: Given): Generator<CodeFact> {
  if (!url || url.kind === 'function') return;
  const given = behind(url, context);
  if (given.kind === 'call' && given.constructs && lastName(given).endsWith('HttpRequestMessage')) return;
  const target = settingIn(url, context);
  const named = via ?? `HttpClient.${lastName(call)}`;
  if (isPath(target)) yield uses({ at: call.span, protocol: 'http', via: named, path: target, method });
  else yield uses({ at: call.span, protocol: 'http', via: named, target, method });
}

function isPath(value: Value): boolean {
  const first = value.kind === 'join' ? value.parts[0] : value;
  return first?.kind === 'literal' && !/^[a-z][a-z0-9+.]*:\/\//i.test(first.text) && !/^[\w.-]+:\d+/.test(first.text);
}

function* constructed(call: Call, last: string, context: Context): Generator<CodeFact> {
  const [first, second] = call.arguments;
  if (last === 'HttpRequestMessage') {
    const method = first?.kind === 'name' ? first.path.at(-1)?.toUpperCase() : undefined;
    yield* request(call, second ?? fieldOf(call, ['RequestUri'], context), { context, method, via: 'HttpRequestMessage' });
  } else if (last === 'HttpClient') yield* based(call, fieldOf(call, ['BaseAddress'], context), { context, via: 'HttpClient' });
  else if (last === 'RestClient' || last === 'RestClientOptions')
    yield* based(call, first ?? fieldOf(call, ['BaseUrl'], context), { context, via: 'RestSharp' });
  else if (last === 'DestinationConfig' || last === 'Destination')
    yield* based(call, fieldOf(call, ['Address'], context), { context, via: 'YARP' });
  else if (last === 'GraphQLHttpClient') yield* based(call, first, { context, via: 'GraphQL', protocol: 'graphql' });
}

function* based(call: Call, address: Expression | undefined, { context, via = '', protocol = 'http' }: Given): Generator<CodeFact> {
  if (!address || address.kind === 'function') return;
  const options = behind(address, context);
  if (options.kind === 'call' && options.constructs && lastName(options).endsWith('Options')) return;
  yield uses({ at: call.span, protocol, via, target: settingIn(address, context) });
}

/** `url.AppendPathSegment("orders").GetJsonAsync<T>()`. */
function* flurl(call: Call, last: string, context: Context): Generator<CodeFact> {
  if (!/^(Get|Post|Put|Patch|Delete)(Json|String|UrlEncoded)?Async$/.test(last) || !context.uses('Flurl')) return;
  const root = [...chainOf(call)].at(-1);
  const on: Expression | undefined =
    root?.on ?? (root && root.path.length > 1 ? { kind: 'name', path: root.path.slice(0, -1), span: root.span } : undefined);
  if (on) yield uses({ at: call.span, protocol: 'http', via: 'Flurl', target: settingIn(on, context), method: verbOf(last) });
}
