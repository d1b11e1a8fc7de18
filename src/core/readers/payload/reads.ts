import type { Call } from '../../extract/code/syntax.ts';
import { membersGiven, typeOfName } from './bound.ts';
import { callbacksOf, connectionOf, isRoute, methodsOf, noEntrances, parameterOrigins, typesGiven, type Site } from './entrances.ts';
import { bareType, type Naming } from './fields.ts';
import { readsIn } from './follow.ts';
import type { Key } from './key.ts';
import { Origins, type Entrances } from './origins.ts';
import { classNamed, type Program } from './program.ts';
import { declared, type Asked } from './taken.ts';
import { childrenOf, type PlacedCall, type Scope, type Unit } from './unit.ts';
import { words } from '../words.ts';

/** Names under which handlers get what they answer with, never what they are asked. */
const ANSWERS =
  /^(res|resp|response|reply|next|err|error|e|h|ch|channel|method|properties|props|w|writer|ack|done|callback|cb|model|sender|_\w*|self)$/;

/** What code takes from what comes in at a site. Pure and total. */
export function readsAt(site: Site, program: Program, naming: Naming): readonly Key[] {
  const asked = { program, naming, within: ambient(site) };
  const direct = [...readsIn(site.unit, entrancesOf(site), asked), ...byTypes(site, asked)];
  const [innermost] = site.calls;
  if (direct.length > 0 || !innermost || isRoute(innermost.call)) return direct;
  const near = readsIn(site.unit, noEntrances(true), { program, naming, within: [innermost.scope] });
  if (near.length > 0 || innermost.scope.kind === 'file' || !RECEIVES.test(innermost.call.path.slice(-2).join('.'))) return near;
  return readsIn(site.unit, noEntrances(true), { program, naming });
}

/** Only where something is waited for, whatever the rest of the file parses may be it. */
const RECEIVES = /consum|subscri|pop|poll|receiv|bind|listen|reader|xread|stream|worker|process/i;

/** A subscription by type: what the type has, and what the methods of a handler's type take. */
function byTypes(site: Site, asked: Asked): readonly Key[] {
  return [...typesGiven(site), ...handlersElsewhere(site)].flatMap(type => {
    const found = classNamed(bareType(type), site.unit, asked.program);
    const owner = found?.unit.scopes.find(scope => scope.kind === 'class' && scope.name === found.node.name);
    const handlers = owner && found ? methodsOf(owner, found.unit) : [];
    if (!found || handlers.length === 0) return declared({ state: 'value', path: [], confidence: 'likely', type }, site.unit, asked);
    const entrances = noEntrances(false);
    for (const handler of handlers) enter(handler, entrances);
    return readsIn(found.unit, entrances, { ...asked, within: undefined });
  });
}

/** `subscribe(new OrderCreated(), this.handler.handle)`: types of what the call is given, where they are a message or have handlers. */
function handlersElsewhere({ calls, unit }: Site): readonly string[] {
  return giving(calls).flatMap(({ call, scope }) => {
    const made = call.constructs ? [call.path.at(-1)!] : [];
    return [
      ...made,
      ...call.arguments.flatMap(argument => {
        if (argument.kind === 'call' && argument.constructs) return argument.path.at(-1) ?? [];
        if (argument.kind === 'index' && argument.object.kind === 'call' && argument.object.constructs)
          return argument.object.path.at(-1) ?? [];
        const owner = argument.kind === 'name' && argument.path.length > 1 ? argument.path.at(-2)! : undefined;
        return owner === undefined ? [] : (typeOfName(owner, scope, unit) ?? []);
      }),
    ];
  });
}

function ambient({ handlers, unit }: Pick<Site, 'handlers' | 'unit'>): readonly Scope[] | undefined {
  return handlers.length > 0 && /^(Python|Ruby|PHP)$/.test(unit.language) ? handlers : undefined;
}

function entrancesOf({ unit, calls, handlers }: Site): Entrances {
  const names = new Set<string>();
  if (ambient({ unit, handlers })) for (const name of ['request', 'params', 'req']) names.add(name);
  const entrances = noEntrances(false, names);
  const origins = new Origins(unit, entrances);
  const all = [...handlers];
  for (const { call, scope } of giving(calls)) {
    entrances.calls.set(call, { state: 'envelope', path: [], confidence: 'certain' });
    all.push(...callbacksOf(call, scope, origins), ...listeners(call, scope, unit));
    for (const later of unit.calls)
      if (later.call !== call && isOn(later.call, call)) all.push(...callbacksOf(later.call, later.scope, origins));
    const connection = WAITS.has(call.path.at(-1) ?? '') ? connectionOf(call) : undefined;
    if (connection === undefined) continue;
    names.add(connection);
    for (const other of unit.calls)
      if (connectionOf(other.call) === connection && other.call !== call) all.push(...callbacksOf(other.call, other.scope, origins));
  }
  for (const handler of all) enter(handler, entrances);
  return entrances;
}

/** Subscriptions that give nothing themselves: what comes is asked of the connection, or told to its listeners. */
const WAITS = words(`
  subscribe psubscribe ssubscribe Subscribe SubscribeTopics assign Assign basic_consume BasicConsume BasicConsumeAsync assertQueue bindQueue
  queue_bind QueueBind QueueBindAsync
`);

/** `events.forType("Order").onEvent(Created.class, this::created)`: a later call of the same chain. */
function isOn(call: Call, first: Call): boolean {
  let on = call.on;
  while (on?.kind === 'call' && on !== first) on = on.on;
  return on === first;
}

/** A call inside the arguments of the one that gives: `pop("votes".format())`. */
const MAKES_NAME =
  /^(format|join|of|List|Topic|TopicPartition|String|sprintf|Sprintf|concat|f|str|Uri|URL|URI|NewTopic|asList|get|Getenv|getenv|fromUriString)$/;

function giving(calls: readonly PlacedCall[]): readonly PlacedCall[] {
  const first = calls.findIndex(({ call }) => !MAKES_NAME.test(call.path.at(-1) ?? ''));
  return first < 0 ? calls.slice(0, 1) : calls.slice(first, first + 1);
}

/** `consumer.Received += (model, message) => …` of a consumer that the call is given. */
function listeners(call: Call, scope: Scope, unit: Unit): readonly Scope[] {
  const given = [...call.arguments, ...call.named.map(({ value }) => value)];
  const names = given.flatMap(value => (value.kind === 'name' && value.path.length === 1 ? value.path : []));
  const functions = names
    .flatMap(name => membersGiven(name, scope, unit))
    .flatMap(({ value }) => (value ? [value, ...childrenOf(value)] : []));
  return unit.scopes.filter(({ expression }) => expression && functions.includes(expression));
}

function enter(handler: Scope, entrances: Entrances): void {
  if (entrances.parameters.has(handler)) return;
  const origins = parameterOrigins(handler);
  for (const { name, type } of handler.parameters) if (type === undefined && ANSWERS.test(name)) origins.delete(name);
  entrances.parameters.set(handler, origins);
}
