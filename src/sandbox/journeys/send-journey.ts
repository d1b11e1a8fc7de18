import { setTimeout as sleep } from 'node:timers/promises';
import type { Files } from '../../core/manifests/files.ts';
import type { Outcome, UserRequest } from '../../core/model/verify.ts';
import type { Journey, JourneyStep, Until } from '../../core/verify/journey.ts';
import { ownValues, shown, valueAt, type Values } from '../../core/verify/journey-values.ts';
import type { Endpoint } from '../sandbox.ts';
import type { Exec } from './container-brokers.ts';
import { grpcStep, protosOf, type Protos } from './grpc-step.ts';
import { httpStep } from './http-step.ts';
import { messageInside, messageTo, speaks } from './message-step.ts';
import { failed, type StepAnswer } from './step-answer.ts';

/** Where journeys are sent. */
export interface Target {
  /** Without a port the only one of the service. Throws where nobody can say which is meant; rejects where the service does not run now. */
  readonly endpoint: (service: string, port: number | undefined) => Promise<Endpoint>;
  /** For brokers whose protocol only their own programs speak. */
  readonly exec: Exec;
  /** The tree that runs: proto files are read from it. */
  readonly files: Files;
  /** What is left to chance is drawn from it. */
  readonly seed: number;
  /** Milliseconds since the run began. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** One request after the other, as a user makes them. A request that fails is an answer; what nobody could send is a SandboxError. */
export type SendJourney = (journey: Journey, sequence: number) => Promise<UserRequest>;

/** Reads what journeys need once, however often they are sent. */
export function journeySender(target: Target): SendJourney {
  const protos = protosOf(target.files);
  return async (journey, sequence) => {
    const began = target.now();
    const { outcome, wrong } = await walked(journey, { ...target, protos, sequence });
    const milliseconds = target.now() - began;
    return { journey: journey.name, began, milliseconds, outcome, passed: wrong === undefined, ...(wrong !== undefined && { why: wrong }) };
  };
}

interface Walking extends Target {
  readonly protos: Protos;
  readonly sequence: number;
}

interface Walked {
  readonly outcome: Outcome;
  readonly wrong?: string;
}

async function walked(journey: Journey, walking: Walking): Promise<Walked> {
  let values: Values = ownValues({ journey: journey.name, seed: walking.seed, sequence: walking.sequence });
  let outcome: Outcome = 'OK';
  for (const [at, step] of journey.steps.entries()) {
    walking.signal.throwIfAborted();
    const answer = await answerOf(step, values, walking);
    outcome = answer.outcome;
    const named = (wrong: string): Walked => ({ outcome, wrong: `Step ${at + 1}, ${nameOf(step)}: ${wrong}.` });
    if (answer.wrong !== undefined) return named(answer.wrong);
    const saved = savedFrom(step, answer);
    if (typeof saved === 'string') return named(saved);
    values = new Map([...values, ...saved]);
  }
  return { outcome };
}

function nameOf({ http, grpc, message, until }: JourneyStep): string {
  if (http) return `${http.method} ${http.path} of ${http.service}`;
  if (grpc) return `${grpc.method} of ${grpc.service}`;
  if (message) return `a message on ${message.topic} of ${message.broker}`;
  return `until ${until!.http.method} ${until!.http.path} of ${until!.http.service}`;
}

async function answerOf({ http, grpc, message, until }: JourneyStep, values: Values, walking: Walking): Promise<StepAnswer> {
  const { signal } = walking;
  if (until) return untilMet(until, values, walking);
  if (message && !speaks(message)) return messageInside(message, values, walking);
  const { service, port } = http ?? grpc ?? { service: message!.broker, port: message!.port };
  const endpoint = await reached(service, port, walking);
  if ('outcome' in endpoint) return endpoint;
  if (message) return messageTo(endpoint, message, { values, signal });
  if (http) return httpStep(http, values, { endpoint, signal });
  return grpcStep(grpc!, values, { endpoint, protos: walking.protos, signal });
}

/** A service that does not run now is what a fault may be about. */
async function reached(service: string, port: number | undefined, { endpoint, signal }: Walking): Promise<Endpoint | StepAnswer> {
  const asked = endpoint(service, port);
  try {
    return await asked;
  } catch (error) {
    signal.throwIfAborted();
    return failed('unresolved', (error as Error).message.replace(/\.$/, ''));
  }
}

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 1000;

async function untilMet({ http, within }: Until, values: Values, walking: Walking): Promise<StepAnswer> {
  const end = walking.now() + within * 1000;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const left = Math.max(end - walking.now(), 1) / 1000;
    const answer = await answerOf({ http: { ...http, within: Math.min(http.within ?? left, left) } }, values, walking);
    if (answer.wrong === undefined) return answer;
    if (walking.now() + pause >= end) return { ...failed('timeout', `not within ${within} s; at last it ${answer.wrong}`) };
    await sleep(pause, undefined, { signal: walking.signal });
  }
}

/** A sentence where the answer has no such value. */
function savedFrom({ http, grpc, until }: JourneyStep, { body }: StepAnswer): Values | string {
  const saved = new Map<string, unknown>();
  for (const [name, path] of Object.entries((http ?? grpc ?? until?.http)?.save ?? {})) {
    const value = valueAt(body, path);
    if (value === undefined || value === null) return `its answer has nothing at ${path}, which is saved as ${name}; it is ${shown(body)}`;
    saved.set(name, value);
  }
  return saved;
}
