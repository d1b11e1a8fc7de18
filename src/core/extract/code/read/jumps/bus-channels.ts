import type { CodeFact } from '../../../../model/fact.ts';
import type { NamesChannel } from '../../../../model/jump-fact.ts';
import type { Call, Entry, Expression, Statement } from '../../syntax.ts';

const NONE: readonly CodeFact[] = [];

const SENDS =
  /^(?:publish|emit|produce|dispatch|broadcast|enqueue|send|raise|fire)(?:_?(?:event|message|msg|notification|job|task|to|on|async|sync|topic|queue|bus))*$/i;
const TAKES =
  /^(?:subscribe|consume|listen|on|bind|add_?(?:handler|consumer|listener)|register_?(?:handler|consumer|listener))(?:_?(?:event|message|topic|queue|to|on|for|async))*$/i;
const KEY =
  /^(?:event|topic|queue|subject|channel|stream|routing_?key|(?:event|message)_?(?:name|type)|(?:topic|queue|channel|subject)_?name)$/i;
const LIST = /(?:^|_|[a-z])(?:routing_?keys|topics|queues|subjects|channels|event_?types)$/i;

/** Two words at least: one alone may be anything. */
const NAME = /^[a-z][a-z0-9]*(?:[._:-][a-z0-9*#]+)+$/i;
const MOST = 80;

type Text = Extract<Expression, { kind: 'text' }>;

/** `bus.publish("order.placed", order)`, `publish_event(event_type="order.placed")`: a bus of the program's own, which is given the name as it is. */
export function busChannel(call: Call, name: string): readonly CodeFact[] {
  const role = SENDS.test(name) ? 'publishes' : TAKES.test(name) ? 'consumes' : undefined;
  if (role === undefined) return NONE;
  const [first] = call.arguments;
  const entries: readonly Entry[] = first?.kind === 'object' ? first.entries : call.named;
  const given = entries.find(({ key }) => KEY.test(key))?.value ?? first;
  return isName(given) ? [fact(given, role)] : NONE;
}

/** `routing_keys = ["order.placed", "order.paid"]` */
export function listedChannels({ target, value }: Extract<Statement, { kind: 'assign' }>): readonly CodeFact[] {
  if (value?.kind !== 'list' || !LIST.test(target.at(-1) ?? '')) return NONE;
  return value.items.filter(isName).map(item => fact(item, 'names'));
}

const isName = (given: Expression | undefined): given is Text =>
  given?.kind === 'text' && given.text.length <= MOST && NAME.test(given.text);

const fact = ({ span, text }: Text, role: NamesChannel['role']): NamesChannel => ({ kind: 'names-channel', at: span, name: text, role });
