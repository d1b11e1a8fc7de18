import type { Evidence } from '../../model/finding.ts';
import type { MeshSettings } from './mesh.ts';
import type { ProtoRpc, ProtoService } from './proto-services.ts';
import type { Request } from './requests.ts';
import { seconds, written, type PlaceOf, type Reasons } from './said.ts';

/** A gRPC service config (gRFC A6), with what it is made from beside it: readers of service configs pass over keys that they do not know. */
export interface ServiceConfig {
  readonly methodConfig: readonly MethodConfig[];
  readonly retryThrottling?: { readonly maxTokens: number; readonly tokenRatio: number };
  readonly 'x-faultline': {
    readonly about: string;
    readonly methods: readonly Readonly<Record<string, unknown>>[];
    readonly notKnown: readonly string[];
  };
}

export interface MethodConfig {
  readonly name: readonly { readonly service: string; readonly method: string }[];
  readonly timeout?: string;
  readonly retryPolicy?: RetryPolicy;
}

export interface RetryPolicy {
  readonly maxAttempts: number;
  readonly initialBackoff: string;
  readonly maxBackoff: string;
  readonly backoffMultiplier: number;
  readonly retryableStatusCodes: readonly string[];
}

export interface ConfigInput {
  readonly requestsTo: (rpc: ProtoRpc) => readonly Request[];
  readonly mesh: MeshSettings;
  /** Services that try again a caller of the proto service, or whoever that waits for: retries of both would multiply. */
  readonly retriedAbove: readonly string[];
  readonly placeOf: PlaceOf;
}

/** gRPC takes no more tries than these, whatever is written. */
const MOST_ATTEMPTS = 5;
/** The example of gRFC A6: pauses from 0.1 s to 1 s that double, and no more retries once half of ten tokens are used up. */
const PAUSES = { initialBackoff: '0.1s', maxBackoff: '1s', backoffMultiplier: 2 } as const;
const THROTTLING = { maxTokens: 10, tokenRatio: 0.1 } as const;

/** What callers of a proto service wait and when they may ask again; nothing where nothing of it is known. */
export function serviceConfig(service: ProtoService, input: ConfigInput): ServiceConfig {
  const methods = service.rpcs.map(rpc => methodOf(rpc, service.name, input));
  const configured = methods.flatMap(({ config }) => config ?? []);
  return {
    methodConfig: configured,
    ...(configured.some(({ retryPolicy }) => retryPolicy) && { retryThrottling: THROTTLING }),
    'x-faultline': {
      about:
        'Made by Faultline; gRPC passes over this key. A timeout spans all tries of a call. Pauses and throttling are those of gRFC A6’s example, not measured here. What is marked engineerDecides is a proposal.',
      methods: methods.flatMap(({ config, reasons }) =>
        config ? reasons.map(reason => ({ method: config.name[0]!.method, ...written(reason, input.placeOf) })) : [],
      ),
      notKnown: methods.flatMap(({ notKnown }) => notKnown),
    },
  };
}

interface Method {
  readonly config?: MethodConfig;
  readonly reasons: readonly Reasons[];
  readonly notKnown: readonly string[];
}

function methodOf(rpc: ProtoRpc, service: string, input: ConfigInput): Method {
  const requests = input.requestsTo(rpc);
  const time = timeoutOf(rpc, requests, input.mesh);
  const retry = retryOf(rpc, requests, input);
  const reasons = [...(time ? [time.reasons] : []), ...(retry.reasons ? [retry.reasons] : [])];
  const policy = retry.policy;
  return {
    reasons,
    notKnown: [
      ...(time ? [] : [`How long a caller waits for ${rpc.name} is not known${unknownTime(requests)}; see that each call has a deadline.`]),
      ...retry.notKnown,
    ],
    ...((time || policy) && {
      config: { name: [{ service, method: rpc.name }], ...(time && { timeout: seconds(time.ms) }), ...(policy && { retryPolicy: policy }) },
    }),
  };
}

const unknownTime = (requests: readonly Request[]): string =>
  requests.length === 0
    ? ': no caller was found'
    : requests.some(({ waits }) => waits === 'waits for ever')
      ? ': a caller says that it waits for ever'
      : '';

function timeoutOf(
  rpc: ProtoRpc,
  requests: readonly Request[],
  mesh: MeshSettings,
): { readonly ms: number; readonly reasons: Reasons } | undefined {
  // A stream may be meant to stay open: a time for one caller's stream is none for all.
  if (rpc.streams) return undefined;
  const known = [...requests.flatMap(({ timeout }) => timeout ?? []), ...(mesh.timeout ? [mesh.timeout] : [])];
  if (known.length === 0) return undefined;
  const ms = Math.max(...known.map(({ value }) => value));
  const differ = new Set(known.map(({ value }) => value)).size > 1;
  return {
    ms,
    reasons: {
      why: `Callers wait ${ms} ms${differ ? ' at most; those that wait less keep their own deadline, since the shorter one counts' : ''}.`,
      confidence: requests.some(({ timeout }) => timeout) ? 'likely' : 'possible',
      evidence: known.flatMap(({ evidence }) => evidence),
      decision: { about: 'timeout', why: 'this is what callers wait today; how long the rpc needs was not measured.' },
    },
  };
}

interface Retry {
  readonly policy?: RetryPolicy;
  readonly reasons?: Reasons;
  readonly notKnown: readonly string[];
}

function retryOf({ name, repeats, streams }: ProtoRpc, requests: readonly Request[], { mesh, retriedAbove }: ConfigInput): Retry {
  const inCode = requests.flatMap(({ attempts, retriesUnknown }) => [
    ...(attempts && attempts.value > 1 ? attempts.evidence : []),
    ...(retriesUnknown?.evidence ?? []),
  ]);
  const inMesh = mesh.attempts && mesh.attempts.value > 1 ? mesh.attempts.evidence : [];
  if (!repeats) {
    const seen = [...inCode, ...inMesh].length > 0 ? ' although something retries it already' : '';
    return {
      notKnown: [
        `Whether ${name} may be asked twice is not known${seen}: its proto file gives no idempotency_level. No retry policy is proposed.`,
      ],
    };
  }
  if (streams) return { notKnown: [`${name} streams, so no retry policy is proposed: gRPC retries a stream only until its first answer.`] };
  const elsewhere =
    inMesh.length > 0
      ? 'the mesh'
      : inCode.length > 0
        ? 'the code of a caller'
        : retriedAbove.length > 0
          ? `${retriedAbove.join(', ')}, farther up the way,`
          : undefined;
  if (elsewhere !== undefined)
    return { notKnown: [`No retry policy is proposed for ${name}: ${elsewhere} retries it already, and retries of two layers multiply.`] };
  return { policy: policyOf(2), reasons: retryReasons(name, repeats), notKnown: [] };
}

const policyOf = (attempts: number): RetryPolicy => ({
  maxAttempts: Math.min(MOST_ATTEMPTS, attempts),
  ...PAUSES,
  retryableStatusCodes: ['UNAVAILABLE'],
});

const retryReasons = (
  name: string,
  { sure, why, evidence }: { readonly sure: boolean; readonly why: string; readonly evidence: readonly Evidence[] },
): Reasons => ({
  why: `${name} may be asked twice: ${why}. One more try, and only where the server was not reached (UNAVAILABLE); no other layer that is seen here retries it.`,
  confidence: sure ? 'likely' : 'possible',
  evidence,
  decision: {
    about: 'retries',
    why: sure
      ? 'how often to try is a choice between waiting and load, which nothing here measures.'
      : 'a name is no promise; give the rpc an idempotency_level once it is known.',
  },
});
