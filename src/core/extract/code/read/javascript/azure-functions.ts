import type { CodeFact } from '../../../../model/fact.ts';
import type { Value } from '../../../../model/value.ts';
import { join, literal } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { routePath } from './http-servers.ts';
import { option, originOf, textIn } from './origin.ts';
import { valueIn } from './target.ts';

const VERBS: Readonly<Record<string, string>> = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', deleteRequest: 'DELETE' };

/** Triggers by queue or topic, with the option that names it. */
const QUEUES: ReadonlyMap<string, string> = new Map([
  ['serviceBusQueue', 'queueName'],
  ['serviceBusTopic', 'topicName'],
]);

/** Azure Functions: `app.http('orders', { methods: ['GET'], route: 'orders/{id}', handler })`, `app.post('orders', handler)`. */
export const azureFunctions: Reader = {
  name: 'azure-functions',
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    const isHttp = name === 'http' || Object.hasOwn(VERBS, name);
    const queue = QUEUES.get(name);
    if ((!isHttp && !queue) || originOf(call.path, context)?.module !== '@azure/functions') return;
    yield { kind: 'application', at: call.span, framework: 'azure-functions', language: context.language };
    if (isHttp) yield* served(call, name, context);
    const channel = queue && option(call.arguments, queue);
    if (queue && channel) yield { kind: 'subscribes', at: call.span, topic: valueIn(channel, context), via: `app.${name}` };
  },
};

/** Without a route the function's name is one; the host puts `api` before it. */
function* served(call: Call, name: string, context: Context): Iterable<CodeFact> {
  const path = option(call.arguments, 'route') ?? call.arguments[0];
  if (!path) return;
  for (const method of name === 'http' ? methodsOf(option(call.arguments, 'methods')) : [VERBS[name]!])
    yield { kind: 'serves-route', at: call.span, method, path: below(path, context), via: 'azure-functions' };
}

const below = (path: Expression, context: Context): Value => routePath(join([literal('/api/'), valueIn(path, context)]));

function methodsOf(methods: Expression | undefined): readonly string[] {
  const written = (methods?.kind === 'list' ? methods.items : methods ? [methods] : []).flatMap(method => textIn(method) ?? []);
  return written.length > 0 ? written.map(method => method.toUpperCase()) : ['*'];
}
