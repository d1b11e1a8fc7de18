import type { CodeFact } from '../../../../model/fact.ts';
import { literal } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { lastName } from '../call-parts.ts';

/** Kiota's clients spell the path of a request in members: `client.Api.V2.Items[id].Parts.GetAsync()`. */
export const kiotaRequests: Reader = {
  name: 'csharp-kiota-requests',
  languages: ['C#'],
  *call(call, context) {
    const verb = /^(Get|Post|Put|Patch|Delete)Async$/.exec(lastName(call))?.[1];
    const path = verb === undefined ? undefined : pathOf(call, context);
    if (verb !== undefined && path !== undefined) yield sent(call, { context, method: verb.toUpperCase(), path });
  },
};

/** Two members at least: many libraries have `client.Orders.GetAsync(id)`. */
function pathOf({ on, path }: Call, { types }: Context): string | undefined {
  const [client, ...parts] = on ? membersOf(on) : path.slice(0, -1);
  if (client === undefined || !/(?<!Http)Client$/.test(types.get(client) ?? '')) return undefined;
  const named = parts.filter(part => part !== undefined);
  if (named.length < 2 || !named.every(part => /^[A-Z]\w*$/.test(part))) return undefined;
  return parts.map(part => `/${part === undefined ? '{}' : part.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()}`).join('');
}

/** Undefined: a key in brackets, which is a parameter of the path. */
function membersOf(expression: Expression): readonly (string | undefined)[] {
  if (expression.kind === 'name') return expression.path;
  if (expression.kind !== 'index') return [];
  return [...membersOf(expression.object), expression.key.kind === 'text' ? expression.key.text : undefined];
}

interface Sent {
  readonly context: Context;
  readonly method: string;
  readonly path: string;
}

function sent(call: Call, { context: { around }, method, path }: Sent): CodeFact {
  const type = around.findLast(({ kind }) => kind === 'class')?.name ?? '';
  const name = around.findLast(({ kind }) => kind === 'function')?.name ?? '';
  return { kind: 'wraps-request', at: call.span, type, name, method, path: literal(path) };
}
