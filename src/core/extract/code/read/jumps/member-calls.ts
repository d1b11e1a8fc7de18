import type { CodeFact } from '../../../../model/fact.ts';
import type { Context } from '../../reader.ts';
import type { Call } from '../../syntax.ts';
import { isContext } from '../go/context-argument.ts';

/** What people and generators call an object that stands for another program. */
const STANDS_FOR = /[Cc]lient|[Ss]tub|^Remote[A-Z]|Feign|Proxy$|\bgetService$|Api(?:$|[A-Z_.<])|(?:^|[_.])api$/;

/** A class whose methods are called without making it, as generators write them. */
const IS_SERVICE = /^[A-Z]\w*Service$/;

/** Methods that every such object has, whatever program it stands for. */
const EVERYDAY = /^(then|catch|finally|once|pipe|log|error|info|debug|warn|close|build|unwrap|await|toString|hashCode|equals|clone)$/;

const NONE: readonly CodeFact[] = [];

/** Calls of methods of stubs and generated clients: `cart.GetCart(…)` where `cart` is made by `pb.NewCartServiceClient(…)`. */
export function calledMember(call: Call, name: string, context: Context): readonly CodeFact[] {
  if (call.path.length < 2 && !call.on) return NONE;
  const takes = context.language === 'Go' ? messageGiven(call, name, context) : undefined;
  const on = receiver(call, context) ?? (takes === undefined ? undefined : call.path.slice(0, -1).join('.'));
  if (on === undefined || EVERYDAY.test(name)) return NONE;
  return [{ kind: 'calls-member', at: nameSpan(call), name, on, ...(takes !== undefined && { takes }) }];
}

/** `orders.Place(ctx, &pb.PlaceRequest{…})`: what a field of another file's type is called does not matter where a message is made for it. */
function messageGiven(call: Call, name: string, context: Context): string | undefined {
  const [first, message] = call.arguments;
  if (!/^[A-Z]/.test(name) || !first || message?.kind !== 'call' || !message.constructs || !isContext(first)) return undefined;
  const [local = '', type] = message.path;
  return message.path.length === 2 && context.imports.has(local) ? type : undefined;
}

/** What stands between the receiver and the arguments; `located` finds the name in it. */
const nameSpan = ({ span, on, arguments: [first] }: Call): CodeFact['at'] => {
  const start = on ? on.span[1] : span[0];
  return [start, Math.max(start, first ? first.span[0] : span[1])];
};

/** The type or maker of what the method is called on, where either or its name says that it stands for another program. */
function receiver(call: Call, context: Context): string | undefined {
  const { on, path } = configured(call);
  if (on) return on.kind === 'call' ? makerIn(on) : undefined;
  const name = path.at(-2);
  if (name === undefined) return undefined;
  if (path.length === 2 && IS_SERVICE.test(name) && context.imports.has(name)) return name;
  const type = context.types.get(name);
  if (type !== undefined && STANDS_FOR.test(type)) return type;
  const made = context.made.get(name);
  const maker = makerIn(made);
  if (maker !== undefined) return maker;
  if (made && takesCredentials(made)) return made.path.join('.');
  if (!STANDS_FOR.test(name)) return undefined;
  return type ?? context.made.get(name)?.path.join('.') ?? name;
}

/** `new shop.v1.Inventory(address, grpc.credentials.createInsecure())`: what is given credentials speaks to somebody, whatever it is called. */
const takesCredentials = ({ constructs, arguments: given }: Call): boolean =>
  constructs && given.some(argument => argument.kind === 'call' && argument.path.some(part => /^(Channel)?credentials$/i.test(part)));

/** The first call of a chain that only sets up the same stub: `stub.withDeadline(…).withInterceptors(…).reserve(…)`. */
function configured(call: Call): Call {
  let link = call;
  for (let steps = 0; steps < MOST_LINKS && link.on?.kind === 'call' && HANDS_ON.test(link.on.path.at(-1) ?? ''); steps++) link = link.on;
  return link;
}

/** The maker of a stub: `pb.NewOrdersClient(connection)`, `OrdersClient.connect(url)`, `OrdersGrpc.newBlockingStub(channel).withDeadline(…)`. */
function makerIn(call: Call | undefined): string | undefined {
  for (let link = call, steps = 0; link && steps < MOST_LINKS; steps++) {
    const [owner = '', name = ''] = link.path.slice(-2).length === 2 ? link.path.slice(-2) : ['', link.path[0]];
    if (STANDS_FOR.test(name) || (MAKES.test(name) && STANDS_FOR.test(owner)))
      return [link.path.slice(-3).join('.'), ...link.types].join(' ');
    link = link.on?.kind === 'call' && HANDS_ON.test(name) ? link.on : undefined;
  }
  return undefined;
}

const MAKES = /^(new|connect|create|build|with_\w+|lazy|Create|getInstance)$/;
const HANDS_ON = /^(with|intercept|use|build|max|send|accept)/i;
const MOST_LINKS = 8;
