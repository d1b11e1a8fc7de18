import { createHash, type Hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { onlyReads } from './grpc.ts';

/** What is asked, as far as its head says it. */
export interface Asked {
  readonly protocol: 'http' | 'grpc';
  readonly method: string;
  /** With its query. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

const KEYS = ['idempotency-key', 'x-idempotency-key', 'x-request-id'];
const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

export function operation({ protocol, method, target }: Asked): string {
  const path = target.replace(/[?#].*$/s, '').replace(/^https?:\/\/[^/]*/i, '') || '/';
  return protocol === 'grpc' ? path : `${method} ${path}`;
}

/** The key by which a caller says that two tries are the same operation. */
export function givenKey({ headers }: Asked): string | undefined {
  for (const name of KEYS) {
    const value = headers[name];
    const key = Array.isArray(value) ? value[0] : value;
    if (key !== undefined && key !== '') return key;
  }
  return undefined;
}

/** Where the body belongs to the operation's id: a change without a key. */
export const digestOf = (asked: Asked): Hash | undefined =>
  givenKey(asked) === undefined && CHANGING.has(asked.method) && !(asked.protocol === 'grpc' && onlyReads(asked.target))
    ? createHash('sha256').update(`${asked.method} ${asked.target}\n`)
    : undefined;
