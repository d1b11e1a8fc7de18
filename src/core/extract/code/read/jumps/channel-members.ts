import type { CodeFact } from '../../../../model/fact.ts';
import type { Context } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';

const NONE: readonly CodeFact[] = [];

/** Enums and objects that list channels: `QueueName.Export`, `Topics.OrderPlaced`. */
const LIST = /^(?:[A-Z]\w*)?(?:Queue|Topic|Subject|Channel|Exchange|RoutingKey|Job|QUEUE|TOPIC)(?:Name|Type|_NAME)?(?:S|s|es)?(?:Enum)?$/;
const TAKES = /process|subscrib|consum|listen|handle|worker|^on$/i;
const MAKES = /publish|send|emit|^add|dispatch|produc|enqueue|queue/i;

/** A member of a list of channels that is given to a call of which the name, or what is around, says on which side it stands. */
export function channelMember(call: Call, name: string, context: Context): readonly CodeFact[] {
  return call.arguments.flatMap(argument => {
    const member = memberIn(argument);
    const role = member && sideOf(call, name, context);
    return member && role ? [{ kind: 'names-message', at: member.span, name: member.path.join('.'), word: member.path[1]!, role }] : NONE;
  });
}

type Name = Extract<Expression, { kind: 'name' }>;

const memberIn = (argument: Expression): Name | undefined =>
  argument.kind === 'name' && argument.path.length === 2 && LIST.test(argument.path[0]!) ? argument : undefined;

function sideOf(call: Call, name: string, { around, path }: Context): 'makes' | 'takes' | undefined {
  const owner = around.findLast(one => one.kind === 'class')?.name ?? '';
  const file = path.slice(path.lastIndexOf('/') + 1);
  for (const told of [name === 'super' ? '' : name, call.path.at(-2) ?? '', owner, file]) {
    if (TAKES.test(told)) return 'takes';
    if (MAKES.test(told)) return 'makes';
  }
  return undefined;
}
