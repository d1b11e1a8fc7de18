import { named } from '../openapi/place.ts';
import type { Versions } from '../openapi/schema-pair.ts';
import { quote } from '../openapi/value.ts';
import type { Comparison } from './comparison.ts';
import { tellMessage } from './message-checks.ts';
import { type Channel, channelsOf, type Message, type Operation, parametersOf } from './operation.ts';

/** Channels go together by what brokers call them, whatever the documents do. */
export function tellChannels(comparison: Comparison): void {
  const { versions, tellHere } = comparison;
  const [from, to] = [channelsOf(versions.before.root, versions.before.reader), channelsOf(versions.after.root, versions.after.reader)];
  const others = new Map(to.map(channel => [shapeOf(channel), channel]));
  for (const before of from) {
    const after = others.get(shapeOf(before));
    if (after) tellChannel({ before, after }, comparison);
    else
      tellHere({
        rule: 'channel-removed',
        element: `channel ${before.address}`,
        says: `the channel ${quote(before.address)} is gone`,
        before: before.at,
      });
  }
  const known = new Set(from.map(shapeOf));
  for (const channel of to) {
    const { address, at } = channel;
    if (!known.has(shapeOf(channel)))
      tellHere({ rule: 'channel-added', element: `channel ${address}`, says: `the channel ${quote(address)} is new`, after: at });
  }
}

/** What a parameter is called is nobody's business but the document's. */
const shapeOf = ({ address }: Channel): string => address.replaceAll(/\{[^{}]*\}/g, '{}');

function tellChannel({ before, after }: Versions<Channel>, comparison: Comparison): void {
  const { tellHere } = comparison;
  tellParameters({ before, after }, comparison);
  for (const action of ['receive', 'send'] as const) {
    const [was, is] = [joined(before, action), joined(after, action)];
    const verb = action === 'send' ? 'sends' : 'receives';
    const element = `${action} ${before.address}`;
    if (was && is) tellMessages({ before: was, after: is }, comparison);
    else if (was)
      tellHere({
        rule: 'operation-removed',
        element,
        says: `the application no longer ${verb} on ${quote(before.address)}`,
        before: was.at,
        after: after.at,
      });
    else if (is)
      tellHere({
        rule: 'operation-added',
        element,
        says: `the application now also ${verb} on ${quote(before.address)}`,
        before: before.at,
        after: is.at,
      });
  }
}

/** Several operations that do the same with a channel, as version 3 allows, are one to everybody else. */
function joined({ operations }: Channel, action: Operation['action']): Operation | undefined {
  const same = operations.filter(operation => operation.action === action);
  const [first] = same;
  return first && { ...first, messages: same.flatMap(({ messages }) => messages) };
}

function tellParameters({ before, after }: Versions<Channel>, { tellHere }: Comparison): void {
  const [from, to] = [parametersOf(before), parametersOf(after)];
  if (before.address !== after.address && from.length === to.length) return;
  const element = (name: string): string => `channel ${before.address} parameter.${name}`;
  const says = (name: string, what: string): string => `the parameter ${quote(name)} of ${quote(before.address)} is ${what}`;
  for (const gone of from.filter(({ key }) => !to.some(other => other.key === key)))
    tellHere({
      rule: 'channel-parameter-removed',
      element: element(gone.key),
      says: says(gone.key, 'gone'),
      before: named(gone),
      after: after.at,
    });
  for (const fresh of to.filter(({ key }) => !from.some(other => other.key === key)))
    tellHere({
      rule: 'channel-parameter-added',
      element: element(fresh.key),
      says: says(fresh.key, 'new'),
      before: before.at,
      after: named(fresh),
    });
}

/** Messages go together by name, and one alone that is left on either side with the other: it was renamed. */
function tellMessages(operations: Versions<Operation>, comparison: Comparison): void {
  const { before, after } = operations;
  const names = new Map(after.messages.map(message => [message.name, message]));
  const gone = before.messages.filter(({ name }) => !names.has(name));
  const known = new Set(before.messages.map(({ name }) => name));
  const fresh = after.messages.filter(({ name }) => !known.has(name));
  const renamed = gone.length === 1 && fresh.length === 1;
  const pairs = [
    ...before.messages.flatMap(message => (names.has(message.name) ? [{ before: message, after: names.get(message.name)! }] : [])),
    ...(renamed ? [{ before: gone[0]!, after: fresh[0]! }] : []),
  ];
  for (const pair of pairs) tellMessage(pair, before, comparison);
  if (!renamed) tellLone({ gone, fresh }, operations, comparison);
}

function tellLone(
  { gone, fresh }: { readonly gone: readonly Message[]; readonly fresh: readonly Message[] },
  { before, after }: Versions<Operation>,
  { tellHere }: Comparison,
): void {
  const [prefix, verb] = before.action === 'send' ? (['sent', 'sends'] as const) : (['received', 'receives'] as const);
  const says = (name: string, when: string): string => `the application ${when} ${verb} ${quote(name)} on ${quote(before.address)}`;
  for (const { name, at } of gone)
    tellHere({
      rule: `${prefix}-message-removed`,
      element: `${before.name} ${name}`,
      says: says(name, 'no longer'),
      before: at,
      after: after.at,
    });
  for (const { name, at } of fresh)
    tellHere({
      rule: `${prefix}-message-added`,
      element: `${before.name} ${name}`,
      says: says(name, 'now also'),
      before: before.at,
      after: at,
    });
}
