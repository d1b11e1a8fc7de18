import type { CodeFact } from '../../../../model/fact.ts';
import { literal, type Value } from '../../../../model/value.ts';
import { environmentRead } from '../../environment-read.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { behind, grpcClient, isText, lastName, textIn, uses } from '../call-parts.ts';
import { isContext } from './context-argument.ts';
import { packageCall } from './package-call.ts';

/** Import paths under which generated code is kept. */
const GENERATED = /(pb|proto|protos|protobuf|grpc|genproto|gen|api|rpc|stubs?|contracts?)(\/|$)|pb$/i;

/** Packages with constructors of the same form that are no gRPC services. */
const NOT_GENERATED =
  /^(net\/|context$|os$|database\/|github\.com\/(aws|Azure|hashicorp|redis|go-redis|segmentio|elastic|olivere|docker|prometheus|minio|nats-io)\/|cloud\.google\.com\/|k8s\.io\/|sigs\.k8s\.io\/|go\.mongodb\.org\/|google\.golang\.org\/(api|grpc)(\/|\.)|go\.opentelemetry\.io\/)/;

export const grpc: Reader = {
  name: 'go-grpc',
  languages: ['Go'],
  *call(call, context) {
    const name = packageCall(call, context);
    yield* described(call);
    if (name === undefined) {
      yield* dialled(call, context);
      return;
    }
    if (/^google\.golang\.org\/grpc\.(Dial|DialContext|NewClient)$/.test(name)) {
      const target = call.arguments[name.endsWith('DialContext') ? 1 : 0];
      if (target) yield uses({ at: call.span, protocol: 'grpc', via: 'grpc', target: textIn(target, context) });
    } else if (!NOT_GENERATED.test(name)) {
      yield* generated(call, name, context);
      yield* dialled(call, context);
    }
  },
};

function* generated(call: Call, name: string, context: Context): Generator<CodeFact> {
  const last = lastName(call);
  const [first, second, third] = call.arguments;
  const imported = name.slice(0, name.length - last.length - 1);
  if (/(^|\/)kitex_gen\//.test(imported)) {
    yield* kitex(call, last, imported.slice(imported.lastIndexOf('/') + 1));
    return;
  }
  const constructed = /^New(\w+?)(?:Service)?$/.exec(last)?.[1];
  if (constructed !== undefined && isZeroClient(first, context)) yield grpcClient(call, constructed, undefined);
  const near = GENERATED.test(imported) || context.uses('google.golang.org/grpc');
  const client = /^New(\w+?)(Protobuf|JSON)?Client$/.exec(last);
  const server = /^Register(\w+?)(?:HTTP)?(Server|Handler|HandlerFromEndpoint|HandlerServer)$/.exec(last);
  if (!first || !near) return;
  if (client?.[1] && call.arguments.length === 1) yield grpcClient(call, client[1], connection(first, context));
  else if (client?.[1] && context.uses('connectrpc.com/connect')) yield grpcClient(call, client[1], second && textIn(second, context));
  else if (client?.[2]) yield grpcClient(call, client[1]!, textIn(first, context));
  else if (imported.endsWith('connect') && client?.[1] && second) yield grpcClient(call, client[1], textIn(second, context));
  else if (/^New\w+Service$/.test(last) && second && isText(first) && usesMicro(context))
    yield grpcClient(call, last.slice(3), textIn(first, context));
  else if (server?.[1] && second) yield* served(call, server, third && textIn(third, context));
  else if (imported.endsWith('connect') && /^New\w+Handler$/.test(last))
    yield { kind: 'grpc-server', at: call.span, service: last.slice(3, -7) };
}

/** Kitex makes a package of each service: `inventoryservice.NewServer(new(InventoryServiceImpl))`, `inventoryservice.NewClient("inventory")`. */
function* kitex(call: Call, last: string, service: string): Generator<CodeFact> {
  const [first] = call.arguments;
  if (last === 'NewServer') yield { kind: 'grpc-server', at: call.span, service };
  else if (/^(Must)?NewClient$/.test(last)) yield grpcClient(call, service, isText(first) ? literal(first.text) : undefined);
}

const usesMicro = (context: Context): boolean =>
  ['github.com/micro/go-micro', 'github.com/asim/go-micro', 'go-micro.dev', 'github.com/micro/micro'].some(name => context.uses(name));

/** `server.RegisterService(&pb.Orders_ServiceDesc, orders)`, or what a program puts around it. */
function* described({ arguments: given, span }: Call): Generator<CodeFact> {
  for (const argument of given) {
    const [, service] = (argument.kind === 'name' && /^(\w+)_ServiceDesc$/.exec(argument.path.at(-1) ?? '')) || [];
    if (service !== undefined) yield { kind: 'grpc-server', at: span, service };
  }
}

/** A gateway's `RegisterXHandlerFromEndpoint` calls the service; `RegisterXServer` is the service. */
function* served(call: Call, [, service = '', form]: RegExpExecArray, endpoint: Value | undefined): Generator<CodeFact> {
  if (form === 'HandlerFromEndpoint') yield grpcClient(call, service, endpoint);
  else if (form === 'Server' || call.arguments.length === 2) yield { kind: 'grpc-server', at: call.span, service };
  else yield grpcClient(call, service, undefined);
}

/** go-zero makes a client of a connection whose address its settings hold: `orders.NewOrders(zrpc.MustNewClient(c.OrdersRpc))`. */
function isZeroClient(connection: Expression | undefined, context: Context): boolean {
  const made = connection && behind(connection, context);
  return made?.kind === 'call' && /go-zero\/zrpc\.(Must)?NewClient\w*$/.test(packageCall(made, context) ?? '');
}

/** Where the connection goes: `grpc.Dial(address)`, or a wrapper that takes the address or a discovery name first. */
function connection(connectionName: Expression, context: Context): Value | undefined {
  const made = behind(connectionName, context);
  if (made.kind !== 'call' || made.constructs) return undefined;
  const target = made.arguments.find(argument => isAddressLike(argument) && !isContext(argument));
  return target && textIn(target, context);
}

/** People write their own dialer: `dialer.Dial("orders", …)`, `mustConnGRPC(ctx, &conn, address)`. */
function* dialled(call: Call, context: Context): Generator<CodeFact> {
  const last = lastName(call);
  const spoken = /grpc/i.test(last) && /(dial|conn|client)/i.test(last);
  const dials =
    last === 'Dial' && call.path.length === 2 && /dialer|grpc/i.test(call.path[0] ?? '') && context.imports.has(call.path[0] ?? '');
  if ((!spoken && !dials) || call.on || call.constructs || /^New\w+Client$|opt(ion)?s?$/i.test(last)) return;
  const target = call.arguments.findLast(argument => isAddressLike(argument) && !isContext(argument) && !isConnection(argument, context));
  if (target && (spoken ? context.uses('google.golang.org/grpc') : true))
    yield uses({
      at: call.span,
      protocol: isCollector(target) ? 'telemetry' : 'grpc',
      via: call.path.join('.'),
      target: textIn(target, context),
    });
}

const isCollector = (target: Expression): boolean => target.kind === 'name' && /collector|otel|otlp|jaeger/i.test(target.path.at(-1) ?? '');

const isAddressLike = (argument: Expression): boolean =>
  argument.kind === 'text' ||
  argument.kind === 'join' ||
  argument.kind === 'name' ||
  argument.kind === 'choice' ||
  environmentRead(argument, 'Go') !== undefined;

const isConnection = (argument: Expression, context: Context): boolean =>
  argument.kind === 'name' &&
  /ClientConn|DialOption|conn(ection)?$|opts$|options$/i.test(
    `${argument.path.at(-1)} ${context.types.get(argument.path.at(-1) ?? '') ?? ''}`.trim(),
  );
