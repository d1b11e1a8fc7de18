import type { CodeFact } from '../../../../model/fact.ts';
import type { Protocol } from '../../../../model/technology.ts';
import type { Value } from '../../../../model/value.ts';
import { env } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call } from '../../syntax.ts';
import { entriesOf, option, originOf } from './origin.ts';
import { addressIn, valueIn } from './target.ts';

interface Row {
  /** Empty: the name says it, wherever it comes from. */
  readonly module: RegExp;
  readonly name: RegExp;
  readonly protocol: Protocol;
  readonly address: (call: Call, context: Context) => Value | undefined;
}

const first = (call: Call, context: Context): Value | undefined => addressIn(call.arguments[0], context);

const under =
  (...keys: readonly string[]) =>
  (call: Call, context: Context): Value | undefined => {
    const found = option(call.arguments, ...keys);
    return found && addressIn(found, context);
  };

const exporter = (call: Call, context: Context): Value =>
  under('url', 'endpoint', 'host')(call, context) ?? env('OTEL_EXPORTER_OTLP_ENDPOINT');

/** `net.connect(port, host)` and `net.connect({ port, host })`. */
const socket = (call: Call, context: Context): Value | undefined => {
  const [port, host] = call.arguments;
  return port?.kind === 'object' ? addressIn(port, context) : host && host.kind !== 'function' ? valueIn(host, context) : undefined;
};

const ANY = /(?:)/;

const ROWS: readonly Row[] = [
  { module: ANY, name: /^(WebSocket|ReconnectingWebSocket|WebSocketClient)$/, protocol: 'websocket', address: first },
  {
    module: /^socket\.io-client$/,
    name: /^(io|connect|Manager|socketIO|ioClient|openSocket|socketIOClient)$/,
    protocol: 'websocket',
    address: first,
  },
  { module: /^websocket$/, name: /^(w3cwebsocket)$/, protocol: 'websocket', address: first },
  { module: /^(eventsource|@microsoft\/fetch-event-source)$/, name: /^(EventSource|fetchEventSource)$/, protocol: 'http', address: first },
  { module: /^nodemailer$/, name: /^createTransport$/, protocol: 'smtp', address: first },
  { module: /^@nestjs-modules\/mailer$/, name: /^forRoot(Async)?$/, protocol: 'smtp', address: under('transport', 'useFactory') },
  { module: ANY, name: /^OTLP(Trace|Metric|Log)s?Exporter(Base)?$/, protocol: 'telemetry', address: exporter },
  {
    module: ANY,
    name: /^(JaegerExporter|ZipkinExporter|CollectorTraceExporter)$/,
    protocol: 'telemetry',
    address: under('url', 'endpoint', 'host'),
  },
  { module: /^@sentry\//, name: /^init$/, protocol: 'http', address: under('dsn') },
  {
    module:
      /^(graphql-request|@apollo\/client|apollo-boost|apollo-client|apollo-link-http|apollo-link-batch-http|urql|@urql\/(core|preact|vue|svelte)|graphql-hooks)$/,
    name: /^(GraphQLClient|request|rawRequest|HttpLink|BatchHttpLink|createHttpLink|ApolloClient|createClient|Client)$/,
    protocol: 'graphql',
    address: (call, context) => (entriesOf(call.arguments[0]).length > 0 ? under('uri', 'url')(call, context) : first(call, context)),
  },
  { module: /^(graphql-ws|subscriptions-transport-ws)$/, name: /^(createClient|SubscriptionClient)$/, protocol: 'graphql', address: first },
  { module: /^@apollo\/gateway$/, name: /^RemoteGraphQLDataSource$/, protocol: 'graphql', address: under('url') },
  {
    module:
      /^(http-proxy-middleware|http-proxy|httpxy|express-http-proxy|koa-proxies|koa-proxy|koa-better-http-proxy|koa2-proxy-middleware)$/,
    name: ANY,
    protocol: 'http',
    address: (call, context) => proxied(call, context),
  },
  { module: /^(net|tls)$/, name: /^(connect|createConnection)$/, protocol: 'tcp', address: socket },
  { module: /^eureka-js-client$/, name: /^Eureka$/, protocol: 'discovery', address: under('eureka') },
  { module: /^consul$/, name: /^(consul|Consul)$/, protocol: 'discovery', address: first },
  { module: /^@openfeature\/flagd-provider$/, name: /^FlagdProvider$/, protocol: 'grpc', address: first },
  {
    module: /^@google-cloud\/storage$/,
    name: /^Storage$/,
    protocol: 'http',
    address: () => ({ kind: 'literal', text: 'https://storage.googleapis.com' }),
  },
  {
    module: /^@google-cloud\/firestore$/,
    name: /^Firestore$/,
    protocol: 'http',
    address: () => ({ kind: 'literal', text: 'https://firestore.googleapis.com' }),
  },
  { module: /^@azure\/(cosmos|storage-blob|openai|keyvault-secrets|search-documents)$/, name: /Client$/, protocol: 'http', address: first },
  { module: /^stripe$/, name: /^(Stripe|stripe)$/, protocol: 'http', address: () => ({ kind: 'literal', text: 'https://api.stripe.com' }) },
  {
    module: /^(openai)$/,
    name: /^OpenAI$/,
    protocol: 'http',
    address: (call, context) => under('baseURL')(call, context) ?? { kind: 'literal', text: 'https://api.openai.com' },
  },
  { module: /^twilio$/, name: /^(twilio|Twilio)$/, protocol: 'http', address: () => ({ kind: 'literal', text: 'https://api.twilio.com' }) },
  { module: /^@sendgrid\/mail$/, name: /^send$/, protocol: 'http', address: () => ({ kind: 'literal', text: 'https://api.sendgrid.com' }) },
];

function proxied(call: Call, context: Context): Value | undefined {
  const target = option(call.arguments, 'target', 'upstream', 'host');
  if (target) return addressIn(target, context);
  const text = call.arguments.find(
    argument => (argument.kind === 'text' && /:\/\//.test(argument.text)) || argument.kind === 'join' || argument.kind === 'choice',
  );
  if (text) return valueIn(text, context);
  const [only] = call.arguments;
  return only?.kind === 'name' && call.path.length === 1 ? valueIn(only, context) : undefined;
}

/** GraphQL, WebSocket, mail, telemetry, proxies, sockets and well-known services. */
export const otherClients: Reader = {
  name: 'other-clients',
  *call(call, context) {
    const name = call.path.at(-1);
    if (name === undefined) return;
    if (/^(register|subgraphs|IntrospectAndCompose|ApolloGateway)$/.test(name)) yield* gateways(call, context);
    const row = rowFor(call, name, context);
    const target = row?.address(call, context);
    if (row && (target || row.protocol === 'smtp'))
      yield { kind: 'uses-address', at: call.span, protocol: row.protocol, ...(target && { target }), via: name };
  },
  *statement(statement, context) {
    const owner = context.around.findLast(around => around.kind === 'class');
    if (!owner || owner.kind !== 'class' || !owner.bases.some(base => /RESTDataSource/.test(base))) return;
    if (statement.kind !== 'assign' || statement.target.at(-1) !== 'baseURL' || !statement.value) return;
    yield { kind: 'uses-address', at: statement.span, protocol: 'http', target: valueIn(statement.value, context), via: 'RESTDataSource' };
  },
};

function rowFor(call: Call, name: string, context: Context): Row | undefined {
  const named = ROWS.find(row => row.name !== ANY && row.module === ANY && row.name.test(name));
  if (named) return call.constructs && call.path.length <= 2 ? named : undefined;
  const origin = originOf(call.path, context);
  if (!origin) return undefined;
  return ROWS.find(
    row =>
      row.module !== ANY &&
      row.module.test(origin.module) &&
      (row.name === ANY ||
        (row.name.test(name) && origin.direct) ||
        (origin.direct &&
          call.path.length === 1 &&
          context.imports.get(name) === origin.module &&
          /^(consul|socket\.io-client|twilio|stripe)$/.test(origin.module))),
  );
}

/** A gateway's list of `{ name, url }`, and Fastify's proxy plugin. */
function* gateways(call: Call, context: Context): Iterable<CodeFact> {
  const upstream = call.path.at(-1) === 'register' ? option(call.arguments, 'upstream') : undefined;
  if (upstream)
    yield { kind: 'uses-address', at: call.span, protocol: 'http', target: valueIn(upstream, context), via: '@fastify/http-proxy' };
  const list = option(call.arguments, 'subgraphs', 'serviceList');
  if (list?.kind !== 'list') return;
  for (const item of list.items) {
    const url = option([item], 'url');
    if (url) yield { kind: 'uses-address', at: item.span, protocol: 'graphql', target: valueIn(url, context), via: call.path.at(-1)! };
  }
}
