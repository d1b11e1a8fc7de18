import type { CodeFact } from '../../../../model/fact.ts';
import type { Span } from '../../../../model/source.ts';
import type { Context } from '../../reader.ts';
import type { Call, Statement } from '../../syntax.ts';

type Class = Extract<Statement, { kind: 'class' }>;
type Method = Extract<Statement, { kind: 'function' }>;

const NONE: readonly CodeFact[] = [];

/** How people call classes of messages: by what they are, or by what has happened. */
const MESSAGE =
  /^[A-Z]\w*(?:Event|Message|Command|Notification|Eto|[a-z](?:ed|Sent|Paid|Made|Sold|Bought|Lost|Given|Taken|Withdrawn))(?:V\d+)?$/;

/** Generic interfaces that a class takes messages by. */
const TAKES =
  /^(?:[\w.]+\.)?\w*(?:Consumer|Handler|Handles|HandleMessages|Listener|Subscriber|StartedByMessages)<(?:[\w.]+\.)?(\w+)\s*[,>]/;

/** Frameworks' annotations of methods whose first parameter is the message. */
const TAKING =
  /^(?:\w*EventHandler|EventSourcingHandler|CommandHandler|QueryHandler|(?:Transactional)?EventListener|KafkaHandler|RabbitHandler|(?:Kafka|Rabbit|Jms|Sqs|Pulsar)Listener)$/;
const TAKES_BY_NAME = /^(?:handle|consume|receive|process|on|when)(?:[A-Z]\w*)?(?:Async)?$/i;

const READS = /^(?:ToObject|Deserialize\w*|FromJson|fromJson|readValue|To)$/;
const MAKES = /^(?:Adapt|Map|MapTo|Raise\w*|Publish\w*|Send\w*|Apply\w*|Emit\w*|Enqueue\w*)$/;

const last = (type: string): string =>
  type
    .replace(/[?<].*$/s, '')
    .split(/[.\\]/)
    .at(-1) ?? '';

const knowsMessages = ({ language }: Context): boolean => language === 'C#' || language === 'Java' || language === 'PHP';

/** `located` finds the name within the place. */
const names = (at: Span, name: string, role: 'makes' | 'takes'): readonly CodeFact[] => [{ kind: 'names-message', at, name, role }];

/** `class ShipOrder : IConsumer<OrderPlaced>`. */
export function messagesOfClass({ bases, name, span }: Class, context: Context): readonly CodeFact[] {
  if (!knowsMessages(context)) return NONE;
  if (context.language === 'PHP') return bases.some(base => /(^|\\)ShouldQueue$/.test(base)) ? names(span, name, 'takes') : NONE;
  return takenBy(bases).flatMap(name => names(span, name, 'takes'));
}

const takenBy = (bases: readonly string[]): readonly string[] =>
  bases.flatMap(base => TAKES.exec(base)?.[1] ?? []).filter(name => name.length > 2 && !/^T[A-Z]\w*$/.test(name));

/** A method that takes a message: annotated so, or named so and given nothing but what is called like one. */
export function messagesOfMethod(method: Method, context: Context): readonly CodeFact[] {
  if (!knowsMessages(context)) return NONE;
  const [first] = method.parameters;
  if (first?.type === undefined) return NONE;
  const inner = /^\w*(?:Context|Message|Envelope|Record)<(?:.*,\s*)?([\w.]+)>$/.exec(first.type)?.[1];
  const name = last(inner ?? first.type);
  const isAnnotated =
    (method.annotations.some(annotation => TAKING.test(annotation.name)) || isHandlerOfPhp(method, context)) &&
    /^[A-Z]\w*[a-z]\w*$/.test(name);
  if (!isAnnotated && !(TAKES_BY_NAME.test(method.name) && MESSAGE.test(name))) return NONE;
  const owner = context.around.at(-1);
  if (PLAIN.test(name) || (owner?.kind === 'class' && takenBy(owner.bases).includes(name))) return NONE;
  return names(method.span, name, 'takes');
}

/** `__invoke(OrderPlaced $message)` of a handler of Symfony, `handle(OrderPlaced $event)` of a listener of Laravel. */
function isHandlerOfPhp({ name, parameters }: Method, { language, around }: Context): boolean {
  const owner = around.at(-1);
  if (language !== 'PHP' || owner?.kind !== 'class' || parameters.length !== 1) return false;
  const handles = [...owner.bases, ...owner.annotations.map(annotation => annotation.name)].some(base => /MessageHandler/.test(base));
  return name === '__invoke' ? handles || owner.name.endsWith('Handler') : name === 'handle' && owner.name.endsWith('Listener');
}

const PLAIN = /^(?:String|Object|Message|Map|List|Long|Integer|Int|JsonNode|JsonObject|ConsumerRecord|Event|Command)$/;

/** `new OrderPlaced(…)`, `dto.Adapt<OrderPlaced>()`, `OrderPlaced.From(…)`, `json.ToObject<OrderPlaced>()`. */
export function messagesOfCall(call: Call, name: string, context: Context): readonly CodeFact[] {
  if (!knowsMessages(context)) return NONE;
  if (context.language === 'PHP' && !call.constructs) return dispatched(call, name);
  const typed = last(call.types[0] ?? '');
  if (call.types.length > 0 && MESSAGE.test(typed)) {
    if (READS.test(name)) return names(call.span, typed, 'takes');
    if (MAKES.test(name)) return names(call.span, typed, 'makes');
  }
  const owner = call.path.at(-2) ?? '';
  const made =
    MESSAGE.test(name) && (call.constructs || !call.on) ? name : MESSAGE.test(owner) && call.path.length === 2 ? owner : undefined;
  return made === undefined || call.types.length > 0 ? NONE : names(call.span, made, 'makes');
}

/** `$bus->dispatch(new PlaceOrder(…))`, `event(new OrderPlaced(…))`, `PlaceOrder::dispatch(…)`. */
function dispatched(call: Call, name: string): readonly CodeFact[] {
  if (!/^(dispatch\w*|event|broadcast)$/.test(name)) return NONE;
  const owner = call.path.at(-2) ?? '';
  const [first] = call.arguments;
  const given = first?.kind === 'call' && first.constructs ? (first.path.at(-1) ?? '') : '';
  // What is called like a message tells so where it is made.
  if (given !== '') return MESSAGE.test(given) ? NONE : names(first!.span, given, 'makes');
  return call.path.length === 2 && /^[A-Z]\w*[a-z]\w*$/.test(owner) && !/^(Bus|Event|Queue|Dispatcher)$/.test(owner)
    ? names(call.span, owner, 'makes')
    : NONE;
}

/** `OrderPlaced placed = new(…)`, `OrderPlaced placed = order.ToEvent()`. */
export function messagesOfVariable(statement: Extract<Statement, { kind: 'assign' }>, context: Context): readonly CodeFact[] {
  if (!knowsMessages(context) || statement.type === undefined || statement.value?.kind !== 'call') return NONE;
  const name = last(statement.type);
  const { value } = statement;
  const isTold = MESSAGE.test(value.path.at(-1) ?? '') || READS.test(value.path.at(-1) ?? '');
  return MESSAGE.test(name) && !isTold && context.around.at(-1)?.kind === 'function' ? names(statement.span, name, 'makes') : NONE;
}
