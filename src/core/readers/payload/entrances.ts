import type { Call, Expression } from '../../extract/code/syntax.ts';
import type { Span } from '../../model/source.ts';
import { bareType } from './fields.ts';
import { receiverOf } from './formats.ts';
import type { Origin } from './origin.ts';
import type { Entrances, Origins } from './origins.ts';
import type { PlacedCall, Scope, Unit } from './unit.ts';
import { within } from './unit.ts';
import { words } from '../words.ts';

/** What stands at the place that a fact is about. */
export interface Site {
  readonly unit: Unit;
  /** Calls around the place, innermost first; empty where an annotation or a class is meant. */
  readonly calls: readonly PlacedCall[];
  /** Functions that are called with what comes in. */
  readonly handlers: readonly Scope[];
  /** An annotation or the function itself is meant. */
  readonly annotated: boolean;
}

/** What is at a span: the annotated function, the calls around it, or the class. */
export function siteAt(unit: Unit, at: Span): Site {
  const scope = innermost(unit, at);
  const annotated = unit.scopes.filter(({ annotations }) => annotations.some(annotation => within(at, annotation.span)));
  const named = annotated.length > 0 ? annotated : isHead(scope, at) ? [scope] : [];
  if (named.length > 0)
    return { unit, calls: [], annotated: true, handlers: named.flatMap(one => (one.kind === 'class' ? methodsOf(one, unit) : [one])) };
  const around = unit.calls.filter(({ call }) => within(at, call.span)).sort((one, other) => lengthOf(one) - lengthOf(other));
  const calls =
    around.length > 0
      ? around
      : unit.calls.filter(({ call }) => within(call.span, at)).sort((one, other) => lengthOf(other) - lengthOf(one));
  const direct = calls.filter((placed, at) => placed.scope === calls[0]?.scope && at < MOST_AROUND);
  return { unit, calls: direct, annotated: false, handlers: direct.length === 0 && scope.kind === 'class' ? methodsOf(scope, unit) : [] };
}

const lengthOf = ({ call: { span } }: PlacedCall): number => span[1] - span[0];

/** What is around a call beyond this is about something else. */
const MOST_AROUND = 4;

const innermost = (unit: Unit, at: Span): Scope =>
  unit.scopes.reduce((best, scope) => (within(at, scope.span) && within(scope.span, best.span) ? scope : best), unit.file);

/** The place is the declaration itself, as with a fact about a whole function or its name. */
const isHead = ({ span, kind }: Scope, at: Span): boolean => kind === 'function' && span[0] === at[0] && span[1] === at[1];

const HANDLES = /^(consume|handle|process|on|receive|execute|run|invoke|accept|apply|call|perform)|(handler|consumer|listener)$/i;

export const methodsOf = (owner: Scope, unit: Unit): readonly Scope[] =>
  unit.scopes.filter(scope => scope.parent === owner && scope.kind === 'function' && HANDLES.test(scope.name));

const CARRIER_TYPE = words(`
  String string str byte bytes Message Msg Delivery ConsumerRecord ConsumerRecords ConsumeContext Request Response HttpRequest HttpResponse
  HttpServletRequest HttpServletResponse HttpContext Context Ctx ResponseWriter IncomingMessage ServerResponse NextFunction Channel
  ConsumerMessage SQSEvent SQSMessage ProcessMessageEventArgs BasicDeliverEventArgs KafkaMessage EachMessagePayload Acknowledgment
  MessageHeaders CancellationToken InputStream RmqContext KafkaContext Job any object Object interface uint8 Buffer ConsumeMessage
  ServiceBusReceivedMessage RedisValue PubsubMessage CloudEvent
`);
const PLAIN = words(`
  int Integer long Long bool boolean Boolean number float double Double Guid UUID DateTime error Error Principal Pageable Model Session Locale
  BindingResult UriInfo ILogger ISender DbSession AsyncSession BackgroundTasks LinkGenerator ClaimsPrincipal
`);
const PLAIN_INTERFACE = /^I[A-Z]\w*(Repository|Service|Logger|Mediator|Mapper|Context)$/;
const isPlain = (type: string): boolean => PLAIN.has(type) || PLAIN_INTERFACE.test(type);
const BODY = /^(Payload|Body|RequestBody|FromBody|MessageBody|Valid|Json|ApiBody|BindRequired|Value)$/;
const NO_BODY = words(`
  Param Query Header Headers Ctx Req Res PathVariable RequestParam RequestHeader FromRoute FromQuery FromServices FromHeader Inject Ip Session
  CurrentUser AuthenticationPrincipal Depends QueryParam PathParam HeaderParam Context CookieValue
`);

/** What a handler's parameter is: the value itself where its type or annotation says so, else the library's message. */
export function parameterOrigins(handler: Scope): Map<string, Origin> {
  const origins = new Map<string, Origin>();
  for (const { name, type, annotations } of handler.parameters) {
    if (annotations.some(({ name }) => NO_BODY.has(bareName(name)))) continue;
    const bare = type === undefined ? '' : bareType(type);
    const outer = type === undefined ? '' : (/^[\w.*&]+/.exec(type)?.[0]?.split('.').at(-1) ?? '').replace(/^[*&]+/, '');
    if (isPlain(bare) || isPlain(outer)) continue;
    const isBody = annotations.some(({ name }) => BODY.test(bareName(name)));
    const wraps = outer !== bare && /(Envelope|Message|Context|Record|Event|Delivery|Request|Notification)$/.test(outer);
    const carries = type === undefined ? !isBody : wraps || CARRIER_TYPE.has(outer) || CARRIER_TYPE.has(bare);
    const told = typeof type === 'string' && !CARRIER_TYPE.has(bare) ? { type } : {};
    if (carries && !(isBody && !/^(String|string|str|bytes|byte)$/.test(bare)))
      origins.set(name, { state: 'envelope', path: [], confidence: 'certain', ...told });
    else if (isBody || type !== undefined)
      origins.set(name, { state: 'value', path: [], confidence: isBody ? 'certain' : 'likely', ...told });
  }
  return origins;
}

const bareName = (name: string): string => name.split('.').at(-1) ?? name;

const NO_HANDLER = /^(errorHandler|onError|filter|catch)$/;

/** `subscribe<OrderCreated, OrderCreatedHandler>()` names the types that come in and who handles them. */
export const typesGiven = ({ calls }: Site): readonly string[] => calls.slice(0, 1).flatMap(({ call }) => call.types);

const ROUTES = words(`
  get post put patch delete all use route GET POST PUT PATCH DELETE Get Post Put Patch Delete Handle HandleFunc MapGet MapPost MapPut MapPatch
  MapDelete Any handle add_url_rule resource Methods add_api_route add_route
`);
const SERVES = /(^|\.)(app|router|server|route|routes|api|r|e|g|mux|group|fastify|engine|http|\w*(App|Router|Routes|Mux|Group|Api))\.\w+$/i;

/** `app.post("/orders", handle)` serves; `axios.post(url)` asks. */
export function isRoute(call: Call | undefined): boolean {
  if (!call || !ROUTES.has(call.path.at(-1) ?? '')) return false;
  const [first] = call.arguments;
  return (
    /^(Handle|HandleFunc|Map[A-Z]\w*|add_\w+|Methods)$/.test(call.path.at(-1)!) ||
    (first?.kind === 'text' && first.text.startsWith('/') && SERVES.test(call.path.join('.'))) ||
    call.arguments.slice(1).some(({ kind }) => kind === 'function')
  );
}

/** Functions that a call is given, as arguments or in its options. */
export function callbacksOf(call: Call, scope: Scope, origins: Origins): readonly Scope[] {
  const given = [...call.arguments, ...call.named.map(({ value }) => value)].flatMap(inOptions);
  return given.flatMap(value => origins.handlers(value, scope));
}

const inOptions = (value: Expression): readonly Expression[] => {
  if (value.kind === 'object') return value.entries.flatMap(entry => (NO_HANDLER.test(entry.key) ? [] : inOptions(entry.value)));
  return value.kind === 'list' ? value.items : [value];
};

/** The connection that a call is on, as its file names it. */
export function connectionOf(call: Call): string | undefined {
  let receiver = receiverOf(call);
  while (receiver?.kind === 'call' && receiver.on) receiver = receiver.on;
  if (receiver?.kind === 'call') return receiver.path.length > 1 ? receiver.path.at(-2) : undefined;
  return receiver?.kind === 'name' ? receiver.path.at(-1) : undefined;
}

export const noEntrances = (anyParser: boolean, names: ReadonlySet<string> = new Set()): Entrances => ({
  parameters: new Map(),
  calls: new Map(),
  names,
  anyParser,
});
