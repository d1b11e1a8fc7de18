import type { CodeFact } from '../../../../model/fact.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { chainOf, fieldOf, lastName, textIn, uses } from '../call-parts.ts';
import { packageCall, receiverOf } from './package-call.ts';

const VERB = /^(Get|Post|Put|Patch|Delete|Head|Options|PostForm|GetWithContext|GET|POST|PUT|PATCH|DELETE)$/;

/** Packages with a function for each method: `http.Get(url)`, `otelhttp.Get(ctx, url)`. */
const VERB_PACKAGES =
  /(^net\/http|\/otelhttp|\/ctxhttp|hashicorp\/go-retryablehttp|imroc\/req|valyala\/fasthttp|levigross\/grequests|monaco-io\/request|go-zoox\/fetch)\.\w+$/;

const REQUESTS = /^(NewRequest|NewRequestWithContext|NewRequestContext)$/;

/** Types and constructors whose values send requests. */
const CLIENTS =
  /(^net\/http\.(Client|DefaultClient)|retryablehttp\.(Client|NewClient)|resty\.(New|Client)|imroc\/req\.(C|NewClient|Client)|heimdall\/\w+\.\w+|fasthttp\.(Client|HostClient)|gorequest\.New|pester\.(New|Client)|httpexpect\.\w+)$/;

export const httpClients: Reader = {
  name: 'go-http-clients',
  languages: ['Go'],
  *call(call, context) {
    const name = packageCall(call, context);
    if (name !== undefined) yield* byPackage(call, name, context);
    yield* byReceiver(call, context);
    yield* byChain(call, context);
  },
};

function* byPackage(call: Call, name: string, context: Context): Generator<CodeFact> {
  const last = lastName(call);
  if (VERB.test(last) && VERB_PACKAGES.test(name)) yield* request(call, afterContext(call), context);
  if (REQUESTS.test(last) && /(^net\/http|retryablehttp)\.\w+$/.test(name)) {
    const [method, url] = last === 'NewRequest' ? call.arguments : call.arguments.slice(1);
    yield* request(call, url, context, method);
  }
  if (/^net\/http\/httputil\.(NewSingleHostReverseProxy)$/.test(name)) yield* request(call, call.arguments[0], context);
  if (name.endsWith('valyala/fasthttp.HostClient')) yield* request(call, fieldOf(call, ['Addr'], context), context);
  if (/gorilla\/websocket\.DefaultDialer$|nhooyr\.io\/websocket\.Dial$|coder\/websocket\.Dial$|x\/net\/websocket\.Dial$/.test(name)) {
    yield* websocket(call, context);
  }
  if (/(machinebox|hasura|shurcooL|Khan)\/(graphql|go-graphql-client|genqlient\/graphql)\.NewClient$/.test(name)) {
    const [target] = call.arguments;
    if (target) yield uses({ at: call.span, protocol: 'graphql', via: call.path.join('.'), target: textIn(target, context) });
  }
}

function* byReceiver(call: Call, context: Context): Generator<CodeFact> {
  if (call.on || packageCall(call, context) !== undefined) return;
  const last = lastName(call);
  const receiver = receiverOf(call, context);
  if (call.path[0] === 'http' && call.path[1] === 'DefaultClient' && VERB.test(last)) yield* request(call, call.arguments[0], context);
  else if (receiver !== undefined && CLIENTS.test(receiver) && VERB.test(last)) yield* request(call, afterContext(call), context);
  else if (/^(SetBaseURL|SetHostURL)$/.test(last)) yield* request(call, call.arguments[0], context);
  else if (last === 'Dial' && /websocket/.test(receiver ?? call.path.slice(0, -1).join('.'))) yield* websocket(call, context);
  else if (last === 'SetRequestURI' && context.uses('github.com/valyala/fasthttp')) yield* request(call, call.arguments[0], context);
}

/** resty `client.R().SetBody(x).Post(url)`, req `client.Get(url)`, sling `New().Base(url)`. */
function* byChain(call: Call, context: Context): Generator<CodeFact> {
  if (!call.on) return;
  const last = lastName(call);
  const names = [...chainOf(call)].map(lastName);
  if (/^(SetBaseURL|SetHostURL|Base)$/.test(last) && call.arguments.length === 1) yield* request(call, call.arguments[0], context);
  if (VERB.test(last) && names.slice(1).some(name => /^(R|NewRequest|SetBody|SetHeader|SetResult|gorequest)$/.test(name)))
    yield* request(call, call.arguments[0], context);
  else if (VERB.test(last) && names.at(-1) === 'New' && context.uses('github.com/parnurzeal/gorequest'))
    yield* request(call, call.arguments[0], context);
}

const afterContext = (call: Call): Expression | undefined => call.arguments.find(argument => !isContext(argument));

const isContext = (argument: Expression): boolean =>
  (argument.kind === 'name' && /^(ctx|context|c|client|httpClient)$/i.test(argument.path.at(-1) ?? '')) ||
  (argument.kind === 'call' && (argument.path[0] === 'context' || lastName(argument) === 'Context'));

function* request(call: Call, url: Expression | undefined, context: Context, method?: Expression): Generator<CodeFact> {
  if (!url) return;
  const verb = method
    ? methodIn(method)
    : lastName(call)
        .toUpperCase()
        .replace(/FORM$|WITHCONTEXT$/, '');
  const known = verb && /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(verb) ? verb : undefined;
  yield uses({ at: call.span, protocol: 'http', via: call.path.join('.'), target: textIn(url, context), method: known });
}

function methodIn(method: Expression): string | undefined {
  if (method.kind === 'text') return method.text.toUpperCase();
  return method.kind === 'name'
    ? method.path
        .at(-1)
        ?.replace(/^Method/, '')
        .toUpperCase()
    : undefined;
}

function* websocket(call: Call, context: Context): Generator<CodeFact> {
  const url = afterContext(call);
  if (url) yield uses({ at: call.span, protocol: 'websocket', via: call.path.join('.'), target: textIn(url, context) });
}
