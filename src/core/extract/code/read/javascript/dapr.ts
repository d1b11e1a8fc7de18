import type { CodeFact } from '../../../../model/fact.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call } from '../../syntax.ts';
import { valueOf } from '../../value.ts';

const METHODS: ReadonlySet<string> = new Set(['invoker.invoke', 'pubsub.publish', 'pubsub.subscribe']);

/** Dapr's client: an invocation names the application that it calls, a publication the component and the topic. */
export const dapr: Reader = {
  name: 'dapr',
  languages: ['TypeScript', 'JavaScript'],
  call: (call, context) => {
    const method = call.path.slice(-2).join('.');
    const fact = METHODS.has(method) && context.uses('@dapr/dapr') ? said(method, call, context) : undefined;
    return fact ? [fact] : NONE;
  },
};

const NONE: readonly CodeFact[] = [];

function said(method: string, call: Call, { language }: Context): CodeFact | undefined {
  const [first, second] = call.arguments;
  if (method === 'invoker.invoke')
    return first && { kind: 'uses-address', at: call.span, protocol: 'http', target: valueOf(first, language), via: 'DaprClient.invoke' };
  if (!second) return undefined;
  const topic = valueOf(second, language);
  return method === 'pubsub.publish'
    ? { kind: 'publishes', at: call.span, topic, via: 'DaprClient.publish' }
    : { kind: 'subscribes', at: call.span, topic, via: 'DaprServer.subscribe' };
}
