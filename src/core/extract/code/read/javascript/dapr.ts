import type { CodeFact } from '../../../../model/fact.ts';
import type { Reader } from '../../reader.ts';
import { valueOf } from '../../value.ts';

/** Dapr's client: an invocation names the application that it calls, a publication the component and the topic. */
export const dapr: Reader = {
  name: 'dapr',
  languages: ['TypeScript', 'JavaScript'],
  *call(call, context): Generator<CodeFact> {
    if (!context.uses('@dapr/dapr')) return;
    const [first, second] = call.arguments;
    const method = call.path.slice(-2).join('.');
    if (method === 'invoker.invoke' && first) {
      yield { kind: 'uses-address', at: call.span, protocol: 'http', target: valueOf(first, context.language), via: 'DaprClient.invoke' };
    }
    if (method === 'pubsub.publish' && second)
      yield { kind: 'publishes', at: call.span, topic: valueOf(second, context.language), via: 'DaprClient.publish' };
    if (method === 'pubsub.subscribe' && second)
      yield { kind: 'subscribes', at: call.span, topic: valueOf(second, context.language), via: 'DaprServer.subscribe' };
  },
};
