import type { SentMessage } from '../../core/verify/journey.ts';
import { filled, filledInside, type Values } from '../../core/verify/journey-values.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { Endpoint } from '../sandbox.ts';
import { type Publish, publishToNats, publishToRedisChannel, publishToRedisStream, type Published } from './brokers.ts';
import { type Exec, publishToKafka, publishToRabbit } from './container-brokers.ts';
import { failed, failureOf, PATIENCE_SECONDS, type StepAnswer } from './step-answer.ts';

const SPOKEN: Readonly<Partial<Record<SentMessage['protocol'], Publish>>> = {
  nats: publishToNats,
  'redis-pubsub': publishToRedisChannel,
  'redis-stream': publishToRedisStream,
};

/** Whether the protocol of the broker is spoken here; else a program in its own container speaks it. */
export const speaks = ({ protocol }: SentMessage): boolean => SPOKEN[protocol] !== undefined;

interface Sending {
  readonly values: Values;
  readonly signal: AbortSignal;
}

export const messageTo = (endpoint: Endpoint, message: SentMessage, { values, signal }: Sending): Promise<StepAnswer> =>
  inTime(signal, signal => SPOKEN[message.protocol]!(endpoint, publishedBy(message, values), signal));

export const messageInside = (
  message: SentMessage,
  values: Values,
  { exec, signal }: { exec: Exec; signal: AbortSignal },
): Promise<StepAnswer> => {
  const publish = message.protocol === 'rabbitmq' ? publishToRabbit : publishToKafka(message.port);
  return inTime(signal, () => publish(exec, message.broker, publishedBy(message, values)));
};

const publishedBy = ({ topic, payload }: SentMessage, values: Values): Published => ({
  topic: filledInside(topic, values),
  payload: filled(payload, values),
});

async function inTime(signal: AbortSignal, refusal: (signal: AbortSignal) => Promise<string | undefined>): Promise<StepAnswer> {
  const patience = AbortSignal.timeout(PATIENCE_SECONDS * 1000);
  const over = AbortSignal.any([signal, patience]);
  try {
    // A program in a container knows nothing of the signal.
    const wrong = await Promise.race([refusal(over), aborted(over)]);
    return wrong === undefined ? { outcome: 'OK' } : failed('closed', wrong);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SandboxError) return failed('unresolved', error.message.replace(/\.$/, ''));
    return patience.aborted ? failed('timeout') : failed(failureOf(error));
  }
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
