import type { CodeFact } from '../../../../model/fact.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call } from '../../syntax.ts';
import { behind, chainOf, lastName, textIn, uses } from '../call-parts.ts';
import { cratePath, names } from './rust-names.ts';

/** tonic: `OrdersClient::connect(url)`, `OrdersClient::new(channel)`, `OrdersServer::new(service)`. */
export const grpc: Reader = {
  name: 'rust-grpc',
  languages: ['Rust'],
  *call(call, context) {
    const [owner = '', made = ''] = call.path.slice(-2);
    if (call.on) {
      yield* channel(call, context);
      return;
    }
    const client = /^([A-Z]\w*?)Client$/.exec(owner)?.[1];
    const server = /^([A-Z]\w*?)Server$/.exec(owner)?.[1];
    if (client && isGenerated(call, context, client)) yield* connected(call, client, made, context);
    else if (server && /^(new|with_interceptor|from_arc)$/.test(made) && (context.uses('tonic') || isGenerated(call, context, server))) {
      yield { kind: 'grpc-server', at: call.span, service: server };
    }
    yield* channel(call, context);
  },
  *statement(statement) {
    // `#[tonic::async_trait] impl Orders for MyOrders` is the service even where the server is built elsewhere.
    if (statement.kind !== 'class' || !statement.annotations.some(annotation => annotation.name === 'tonic.async_trait')) return;
    const [trait] = statement.bases;
    const service = trait?.split('.').at(-1);
    if (service && !/^(Interceptor|Service|Layer)$/.test(service))
      yield { kind: 'grpc-server', at: [statement.span[0], Math.min(statement.span[1], statement.span[0] + 4)], service };
  },
};

/** Generated clients live in a module of their own name: `orders_client::OrdersClient`. */
function isGenerated(call: Call, context: Context, service: string): boolean {
  const written = cratePath(call, context);
  const module = service.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return written.includes(`${module}_client`) || written.includes(`${module}_server`);
}

function* connected(call: Call, service: string, made: string, context: Context): Generator<CodeFact> {
  if (!/^(connect|new|with_interceptor|with_origin)$/.test(made)) return;
  const [first] = call.arguments;
  const target = first && (made === 'connect' ? textIn(first, context) : channelTarget(first, context));
  yield { kind: 'grpc-client', at: call.span, service, ...(target && { target }) };
}

function channelTarget(first: NonNullable<Call['arguments'][number]>, context: Context): ReturnType<typeof textIn> | undefined {
  const given = behind(first, context);
  const maker = given.kind === 'call' ? [...chainOf(given)].at(-1) : undefined;
  const [address] = maker?.arguments ?? [];
  return maker && address && /(Channel|Endpoint)\.\w+$/.test(maker.path.join('.')) ? textIn(address, context) : undefined;
}

function* channel(call: Call, context: Context): Generator<CodeFact> {
  const written = call.path.join('.');
  const [address] = call.arguments;
  if (
    !address ||
    call.on ||
    !/(^|\.)(Channel|Endpoint)\.(from_static|from_shared|new|builder)$/.test(written) ||
    !names('tonic', call, context)
  )
    return;
  yield uses({ at: call.span, protocol: 'grpc', via: `tonic ${lastName(call)}`, target: textIn(address, context) });
}
