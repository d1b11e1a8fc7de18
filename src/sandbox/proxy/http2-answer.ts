import type { OutgoingHttpHeaders } from 'node:http2';
import { numberOf } from './grpc.ts';
import type { Decision } from './treatments.ts';

/** In seconds; below zero it asks for no new try at all. */
export const pushback = (milliseconds: number | undefined): number | undefined =>
  milliseconds !== undefined && milliseconds >= 0 ? milliseconds / 1000 : undefined;

/** Answers in place of the service; a status of gRPC comes as trailers and nothing else. */
export function injected(answer: NonNullable<Decision['answer']>): OutgoingHttpHeaders {
  if (answer.kind === 'http-status')
    return { ':status': answer.status, ...(answer.retryAfterSeconds !== undefined && { 'retry-after': String(answer.retryAfterSeconds) }) };
  const { code, retryPushbackMilliseconds: wait } = answer;
  return {
    ':status': 200,
    'content-type': 'application/grpc',
    'grpc-status': String(numberOf(code)),
    'grpc-message': `A fault answers ${code}`,
    ...(wait !== undefined && { 'grpc-retry-pushback-ms': String(wait) }),
  };
}
