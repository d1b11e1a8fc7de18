import type { Call, Entry, Expression } from '../../extract/code/syntax.ts';
import type { Span } from '../../model/source.ts';
import { callbacksOf, connectionOf, isRoute, noEntrances, type Site } from './entrances.ts';
import { meaningOf } from './bound.ts';
import { bareType, fieldsOf, type Naming } from './fields.ts';
import { writtenBy } from './formats.ts';
import type { Key } from './key.ts';
import type { Program } from './program.ts';
import type { PlacedCall, Scope, Unit } from './unit.ts';
import { childrenOf, within } from './unit.ts';
import { keysOf, type Place } from './written.ts';
import { Origins } from './origins.ts';
import { words } from '../words.ts';

/** What code gives to what goes out at a site: the body of a message or request, or the answers of a handler. Pure and total. */
export function setsAt(site: Site, program: Program, naming: Naming): readonly Key[] {
  const from = (scope: Scope): Place => ({ unit: site.unit, scope, program, naming, prefix: [], confidence: 'certain', steps: 0 });
  const handlers = [...site.handlers, ...givenHandlers(site)];
  if (handlers.length > 0 || isRoute(site.calls[0]?.call)) return handlers.flatMap(handler => answersOf(handler, site.unit, from));
  for (const { call, scope } of site.calls) {
    const keys = isMessage(call, from(scope)) ? keysOf(call, from(scope)) : payloadOf(call, from(scope));
    if (keys.length > 0) return keys;
  }
  const later = site.calls.flatMap(placed => sentLater(placed, site.unit, from));
  return later.length > 0 ? later : serialized(site, from);
}

/** The construction of a message of a type of this program, where the type is the topic. */
const isMessage = (call: Call, { unit, program, naming }: Place): boolean =>
  call.constructs && fieldsOf({ type: call.path.at(-1) ?? '', unit, naming }, program).length > 0;

type From = (scope: Scope) => Place;

function givenHandlers({ calls, unit }: Site): readonly Scope[] {
  const origins = new Origins(unit, noEntrances(false));
  const [first] = calls;
  return first && isRoute(first.call) ? callbacksOf(first.call, first.scope, origins) : [];
}

/** What names the way of a message, not its content. */
const ASIDE = words(`
  exchange exchangeName routingkey routing_key header headers properties basicProperties key Key topic Topic queue Queue queueName channel
  partition partitionKey mandatory immediate url uri method timeout params auth QueueUrl TopicArn MessageAttributes attributes subject Subject
  options ContentType DeliveryMode Timestamp Headers cookies verify Addr Balancer pubsubname PubsubName acks callback on_delivery responseType
  baseURL
`);
const BODY = words(`
  body Body value Value data Data payload Payload message messages Message Messages MessageBody json content Content form Entries Records
  records event detail
`);

/** The keys of what a call sends: of what it serializes, else of what it is given as a body. */
function payloadOf(call: Call, place: Place): readonly Key[] {
  const named = call.named.filter(({ key }) => !ASIDE.has(key));
  const given = [
    ...call.arguments.filter((argument, at) => at > 0 || argument.kind !== 'text'),
    ...named.filter(({ key }) => BODY.has(key) || !call.constructs).map(({ value }) => value),
  ];
  return given.flatMap(value => contentOf(value, place));
}

/** Words that only the way of a message has: what holds one wraps a message, and is none. */
const WRAPS = words(`
  topic Topic messages value Value Body body QueueUrl TopicArn Message MessageBody exchange routingKey routing_key headers Headers contentType
  ContentType method url key Key
`);

function contentOf(value: Expression, place: Place): readonly Key[] {
  if (value.kind === 'text' || value.kind === 'number' || value.kind === 'function') return [];
  const options = optionsOf(value, place);
  const isWrapper = options.some(({ key }) => WRAPS.has(key)) && options.every(({ key }) => BODY.has(key) || ASIDE.has(key));
  if (isWrapper) return options.filter(({ key }) => BODY.has(key)).flatMap(entry => contentOf(entry.value, place));
  if (options.length > 0 && options.every(({ key }) => ASIDE.has(key))) return [];
  if (value.kind === 'call' && /(Message|Record)$/.test(value.path.at(-1) ?? '') && !isMessage(value, place))
    return [...value.arguments, ...value.named.filter(({ key }) => !ASIDE.has(key)).map(entry => entry.value)].flatMap(inner =>
      contentOf(inner, place),
    );
  if (value.kind === 'list') return value.items.slice(0, 3).flatMap(item => contentOf(item, place));
  return keysOf(value, place);
}

/** The entries of an object or struct, which may have a name. */
function optionsOf(value: Expression, { unit, scope }: Place): readonly Entry[] {
  const [bound] = value.kind === 'name' && value.path.length === 1 ? meaningOf(value.path[0]!, scope, unit).bindings : [];
  const known = bound?.value ?? value;
  return known.kind === 'object' ? known.entries : known.kind === 'call' && known.constructs ? known.named : [];
}

const SENDS = /^(\w*write\w*|\w*send\w*|\w*publish\w*|\w*produce\w*|\w*emit\w*|\w*push\w*|next|add\w*)$/i;

/** A writer is told its topic when it is made, and its messages later. */
function sentLater({ call }: PlacedCall, unit: Unit, from: From): readonly Key[] {
  const names = new Set(unit.bindings.flatMap(({ target, value }) => (value && holds(value, call) ? [target.at(-1)!] : [])));
  return unit.calls
    .filter(({ call: other }) => SENDS.test(other.path.at(-1) ?? '') && names.has(connectionOf(other) ?? ''))
    .flatMap(({ call: other, scope }) => payloadOf(other, from(scope)));
}

const holds = (value: Expression, call: Call): boolean =>
  value === call || (within(call.span, value.span) && childrenOf(value).some(child => holds(child, call)));

/** Nothing leads from the call to a body: what is serialized beside it may be it, or the one thing that the file serializes. */
function serialized({ calls, unit }: Site, from: From): readonly Key[] {
  const [site] = calls;
  if (!site || /^(get|delete|head|options)(\w*Async)?$/i.test(site.call.path.at(-1) ?? '')) return [];
  const near = serializers(unit, site.scope.span);
  const all = near.length > 0 ? near : serializers(unit);
  if (near.length === 0 && all.length > 1) return [];
  return all.flatMap(({ value, scope }) => keysOf(value, { ...from(scope), confidence: 'possible' }));
}

const serializers = (unit: Unit, inside?: Span): readonly { readonly value: Expression; readonly scope: Scope }[] =>
  unit.calls.flatMap(({ call, scope }) => {
    const value = !inside || within(call.span, inside) ? writtenBy(call) : undefined;
    return value ? [{ value, scope }] : [];
  });

const ANSWERS = words(`
  json send jsonify JSON IndentedJSON Ok ok Encode Json JsonResponse JSONResponse Created CreatedAtAction success end render reply code jsonp
  Status Accepted AcceptedAtAction BadRequest NotFound respondWithJSON emit
`);

/** What a handler answers: what it hands to the answer, what it gives back, and what its type promises. */
function answersOf(handler: Scope, unit: Unit, from: From): readonly Key[] {
  const inside = unit.calls.filter(({ call }) => within(call.span, handler.span));
  const called = inside.flatMap(({ call, scope }) => {
    if (writtenBy(call) || ANSWERS.has(call.path.at(-1) ?? '')) return answered(call, from(scope));
    return [];
  });
  const returned = unit.returns
    .filter(({ scope }) => scope === handler)
    .flatMap(({ expression, scope }) => keysOf(untupled(expression), from(scope)));
  const promised = handler.returns === undefined || bareType(handler.returns) === '' ? [] : keysOf(valueOfType(handler), from(handler));
  const direct = [...called, ...returned];
  return [...direct, ...promised.filter(({ path }) => direct.every(key => key.path !== path))];
}

function answered(call: Call, place: Place): readonly Key[] {
  const written = writtenBy(call);
  if (written) return keysOf(written, place);
  return call.arguments.filter(argument => argument.kind !== 'text').flatMap(argument => keysOf(argument, place));
}

/** `return jsonify(order), 200` */
const untupled = (value: Expression): Expression =>
  value.kind === 'list' && value.items.length === 2 && value.items[1]?.kind === 'number' ? value.items[0]! : value;

/** A value of which only the type is known. */
const valueOfType = ({ returns = '', span }: Scope): Expression => ({
  kind: 'call',
  path: [bareType(returns)],
  arguments: [],
  named: [],
  types: [],
  constructs: true,
  span,
});
