import type { CodeFact } from '../../../../model/fact.ts';
import type { Span } from '../../../../model/source.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Entry, Expression } from '../../syntax.ts';
import { receiverName, textIn } from './origin.ts';

const NONE: readonly CodeFact[] = [];
const NAME = /^[\w.:-]{3,80}$/;

const names = (at: Span, name: string, role: 'makes' | 'takes', word = name): CodeFact => ({
  kind: 'names-message',
  at,
  name,
  role,
  ...(word !== name && { word }),
});

/** Events of Socket.IO, and actions and events of Moleculer: told by their names on both sides. */
export const namedEvents: Reader = {
  name: 'named-events',
  call: (call, context) => {
    const [first] = call.arguments;
    const event = textIn(first);
    if (!first || event === undefined || !NAME.test(event)) return NONE;
    const name = call.path.at(-1) ?? '';
    if (CALLS.test(name) && /^(ctx|broker)$/.test(receiverName(call))) return [names(first.span, event, 'makes')];
    const role = isSocket(call, context) && !OWN.test(event) ? ROLES[name] : undefined;
    return role === undefined ? NONE : [names(first.span, event, role)];
  },
  statement: (statement, context) => {
    if (statement.kind !== 'function') return NONE;
    const [event] = statement.annotations
      .filter(({ name }) => name === 'SubscribeMessage')
      .flatMap(({ arguments: [given] }) => given ?? []);
    const name = textIn(event);
    return event && name !== undefined && NAME.test(name) && context.around.length > 0 ? [names(event.span, name, 'takes')] : NONE;
  },
  expression: expression => (expression.kind === 'object' ? brokerService(expression.entries) : NONE),
};

const CALLS = /^(call|emit|broadcast)$/;
const ROLES: Readonly<Record<string, 'makes' | 'takes'>> = { emit: 'makes', emitWithAck: 'makes', on: 'takes', once: 'takes' };

/** Events that the library or a stream has itself. */
const OWN =
  /^(connect(ion)?|disconnect(ing)?|connect_error|error|close|open|end|data|message|drain|timeout|ready|finish|reconnect\w*|ping|pong)$/;

/** `socket.emit`, `io.to(room).emit`; other names only where the library is imported. */
function isSocket(call: Call, context: Context): boolean {
  let on: Call = call;
  while (on.on?.kind === 'call' && /^(to|in|of|except|timeout|volatile|broadcast)$/.test(on.on.path.at(-1) ?? '')) on = on.on;
  const receiver = on.path.filter(part => part !== 'broadcast' && part !== 'volatile').at(-2) ?? '';
  if (/^(io|socket)$|Socket$/.test(receiver)) return true;
  return /^(client|server|ws|wss|nsp|namespace|conn|connection)$/.test(receiver) && SOCKETS.some(module => context.uses(module));
}

const SOCKETS = ['socket.io', 'socket.io-client', '@nestjs/websockets'];

/** Moleculer: `{ name: 'tokens', version: 1, actions: { check: { … } }, events: { 'user.created'(ctx) { … } } }`. */
function brokerService(entries: readonly Entry[]): readonly CodeFact[] {
  const at = (key: string): Expression | undefined => entries.find(entry => entry.key === key)?.value;
  const service = textIn(at('name'));
  const actions = at('actions');
  const events = at('events');
  // A mixin has no name; its events are told from other objects by their own names.
  if (service === undefined)
    return members(events).flatMap(({ key, span }) => (/^\w+(\.\w+)+$/.test(key) ? names(span, key, 'takes') : NONE));
  if (!entries.some(({ key }) => TELLING.test(key))) return NONE;
  const version = at('version');
  const prefix = version?.kind === 'number' ? `v${version.text}.` : version?.kind === 'text' ? `${version.text}.` : '';
  return [
    ...members(actions).map(({ key, span }) => names(span, `${prefix}${service}.${key}`, 'takes', key)),
    ...members(events).map(({ key, span }) => names(span, key, 'takes')),
  ].filter(fact => fact.kind === 'names-message' && NAME.test(fact.name));
}

/** What a service has beside its actions. */
const TELLING = /^(settings|mixins|dependencies|events|version|started|created|metadata)$/;

const members = (object: Expression | undefined): readonly Entry[] =>
  object?.kind === 'object' ? object.entries.filter(({ value }) => value.kind === 'object' || value.kind === 'function') : [];
