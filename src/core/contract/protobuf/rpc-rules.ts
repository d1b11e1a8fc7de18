import type { ServiceElement } from './elements.ts';
import { type Finding, places } from './finding.ts';
import type { Rule } from './rules.ts';
import { optionOf, type RpcSyntax } from './syntax.ts';
import type { Types } from './types.ts';

/** A service, and what looks up the names of its messages. */
interface Service {
  readonly element: ServiceElement;
  readonly types: Types;
}

/** What is wrong with two versions of a service; an rpc is matched by its name. */
export function* serviceFindings(before: Service, after: Service): Generator<Finding> {
  const now = new Map(after.element.syntax.rpcs.map(rpc => [rpc.name, rpc]));
  for (const rpc of before.element.syntax.rpcs) {
    const left = now.get(rpc.name);
    if (left) yield* rpcFindings({ ...before, rpc }, { ...after, rpc: left });
    else
      yield {
        rule: 'RPC_NO_DELETE',
        element: `${before.element.fullName}.${rpc.name}`,
        ...places({ file: before.element.file, syntax: rpc }, after.element),
        message: `${before.element.fullName}.${rpc.name} was removed.`,
      };
  }
}

interface Rpc extends Service {
  readonly rpc: RpcSyntax;
}

function* rpcFindings(before: Rpc, after: Rpc): Generator<Finding> {
  const element = `${before.element.fullName}.${before.rpc.name}`;
  const both = places({ file: before.element.file, syntax: before.rpc }, { file: after.element.file, syntax: after.rpc });
  const found = (rule: Rule, what: string): Finding => ({ rule, element, ...both, message: `${element} ${what}` });
  const requests = [messageNamed(before, before.rpc.request), messageNamed(after, after.rpc.request)] as const;
  const responses = [messageNamed(before, before.rpc.response), messageNamed(after, after.rpc.response)] as const;
  if (requests[0] !== requests[1]) yield found('RPC_SAME_REQUEST_TYPE', changed('request', ...requests));
  if (responses[0] !== responses[1]) yield found('RPC_SAME_RESPONSE_TYPE', changed('response', ...responses));
  if (before.rpc.clientStreams !== after.rpc.clientStreams)
    yield found('RPC_SAME_CLIENT_STREAMING', streams('client', after.rpc.clientStreams));
  if (before.rpc.serverStreams !== after.rpc.serverStreams)
    yield found('RPC_SAME_SERVER_STREAMING', streams('server', after.rpc.serverStreams));
  const [was, is] = [idempotency(before), idempotency(after)];
  if (was !== is) yield found('RPC_SAME_IDEMPOTENCY_LEVEL', changed('idempotency level', was, is));
}

const changed = (what: string, was: string, is: string): string => `changed its ${what} from ${was} to ${is}.`;

const streams = (side: string, now: boolean): string =>
  now ? `now takes a stream from the ${side}.` : `takes a single message from the ${side} now, and no stream.`;

const idempotency = ({ rpc }: Rpc): string => optionOf(rpc.options, 'idempotency_level')?.text ?? 'IDEMPOTENCY_UNKNOWN';

function messageNamed({ element, types, rpc }: Rpc, written: string): string {
  const { fullName: scope, file } = element;
  return types.named(written, { scope, file, at: rpc.at })?.fullName ?? written.replace(/^\./, '');
}
