import { dapr } from './dapr.ts';
import { azureFunctions } from './azure-functions.ts';
import type { CodeFact } from '../../../../model/fact.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression, Statement } from '../../syntax.ts';
import { configuration } from './configuration.ts';
import { CONNECTIONS } from './connections.ts';
import { dataStores } from './data-stores.ts';
import { decoratedRoutes } from './decorated-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { grpc } from './grpc.ts';
import { httpClients } from './http-clients.ts';
import { httpServers } from './http-servers.ts';
import { kafka } from './kafka.ts';
import { messageWrappers } from './message-wrappers.ts';
import { messaging } from './messaging.ts';
import { namedEvents } from './named-events.ts';
import { nestMicroservices } from './nest-microservices.ts';
import { nest } from './nest.ts';
import { next } from './next.ts';
import { otherClients } from './other-clients.ts';
import { procedures } from './procedures.ts';
import { rabbitmq } from './rabbitmq.ts';

/** What the libraries of TypeScript and JavaScript say about the system. */
const LIBRARIES: readonly Reader[] = [
  httpClients,
  otherClients,
  httpServers,
  grpc,
  dataStores,
  kafka,
  rabbitmq,
  messaging,
  messageWrappers,
  nest,
  nestMicroservices,
  decoratedRoutes,
  azureFunctions,
  namedEvents,
  procedures,
  next,
  fileRoutes,
  configuration,
];

/** The names under which any of them is called. Nearly all calls have another name, and are done with after this one test. */
const NAMES = new RegExp(
  [
    'get|getOrThrow|post|put|patch|delete|del|head|options|opts|all|any|request|rawRequest|fetch|\\$fetch|ofetch|getUri|stream|json|create|extend|defaults|instance',
    'io|connect|Manager|createTransport|init|createHttpLink|createClient|createConnection|createProxy\\w*|createServer|web|ws|proxy|fetchEventSource|use',
    'route|listen|server|Server|serve|createPromiseClient|createCallbackClient|createChannel|create\\w*Transport|addService|addProtoService|add|service|bindAsync|bind',
    '(?:publish|produce|send|emit|dispatch|subscribe|consume|listen|receive|createJob|open_|addBulk)\\w*|run|bindQueue|create(?:Sender|Receiver|Publisher|Consumer)|process|on',
    'p?subscribe|pSubscribe|sSubscribe|b[lr]pop|b[lr]Pop|[lr][pP]ush|xadd|xAdd',
    'getService|createMicroservice|connectMicroservice|(?:register|forRoot)(?:Async)?|registerAs|object|strictObject|looseObject|cleanEnv|createEnv|fromConnectionString|knex|drizzle',
    'http|deleteRequest|serviceBus(?:Queue|Topic)|call|broadcast|once|emitWithAck|(?:create)?(?:TRPC)?Router|router|query|mutate|use\\w*(?:Query|Mutation)|useSubscription|(?:query|mutation)Options',
  ]
    .map(names => `^(?:${names})$`)
    .concat([...CONNECTIONS.values()].map(connection => connection.makes.source))
    .join('|'),
);

/** Constructions of the language itself. */
const PLAIN =
  /^(Error|TypeError|RangeError|Map|Set|WeakMap|WeakSet|Date|Promise|RegExp|Array|Object|AbortController|URLSearchParams|Uint8Array|FormData|Headers)$/;

const NONE: readonly CodeFact[] = [];

const CALL_READERS = LIBRARIES.flatMap(({ call }) => call ?? []);
const STATEMENT_READERS = LIBRARIES.flatMap(({ statement }) => statement ?? []);
const EXPRESSION_READERS = LIBRARIES.flatMap(({ expression }) => expression ?? []);

function gather<T>(
  readers: readonly ((element: T, context: Context) => Iterable<CodeFact>)[],
  element: T,
  context: Context,
): readonly CodeFact[] {
  const facts: CodeFact[] = [];
  for (const reader of readers) for (const fact of reader(element, context)) facts.push(fact);
  return facts;
}

function called(call: Call, context: Context): readonly CodeFact[] {
  const name = call.path.at(-1);
  if (name === undefined) return NONE;
  const telling = call.constructs
    ? !PLAIN.test(name)
    : NAMES.test(name) || (call.path.length === 1 && (context.imports.has(name) || context.made.has(name)));
  return telling ? gather(CALL_READERS, call, context) : NONE;
}

const TOLD =
  /^(baseURL|default|loader|action|ALL|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|subject|topic\w*|queue\w*|exchange\w*|channel\w*|eventName|pattern)$/;

function stated(statement: Statement, context: Context): readonly CodeFact[] {
  return tells(statement, context) ? gather(STATEMENT_READERS, statement, context) : NONE;
}

function tells(statement: Statement, context: Context): boolean {
  switch (statement.kind) {
    case 'class':
      return statement.annotations.length > 0;
    case 'function':
      return (
        context.around.length === 0 ||
        statement.annotations.length > 0 ||
        statement.parameters.some(parameter => parameter.annotations.length > 0)
      );
    case 'assign':
      return statement.value?.kind === 'object' || statement.annotations.length > 0 || TOLD.test(statement.target.at(-1) ?? '');
    case 'return':
      return statement.value?.kind === 'object';
    case 'import':
    case 'expression':
      return false;
  }
}

function expressed(expression: Expression, context: Context): readonly CodeFact[] {
  return expression.kind === 'object' ? gather(EXPRESSION_READERS, expression, context) : NONE;
}

export const javascriptReaders: readonly Reader[] = [{ name: 'javascript', call: called, statement: stated, expression: expressed }, dapr];
