import type { MeteredCall, Outcome } from '../../core/model/verify.ts';

export type CallSeen = Pick<MeteredCall, 'from' | 'to' | 'protocol' | 'operation'>;
export type CallEnd = Pick<MeteredCall, 'outcome'> &
  Partial<Pick<MeteredCall, 'injected' | 'mocked' | 'retryAfterSeconds' | 'operationId'>>;

/** A call that is under way. */
export interface OpenCall {
  readonly began: number;
  /** Counts once; whatever is said of it later is not heard. */
  readonly end: (end: CallEnd) => void;
}

/** Starts to measure a call. */
export type Meter = (seen: CallSeen) => OpenCall;

export const meter =
  (now: () => number, onCall: (call: MeteredCall) => void): Meter =>
  seen => {
    const began = now();
    let isOpen = true;
    return {
      began,
      end: end => {
        if (!isOpen) return;
        isOpen = false;
        onCall({ ...seen, began, milliseconds: now() - began, ...end });
      },
    };
  };

const NOBODY_THERE = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENOTFOUND', 'EADDRNOTAVAIL']);

/** How a connection that failed so is said to have ended. */
export function failure(error: unknown): Outcome {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (NOBODY_THERE.has(code)) return 'refused';
  return code === 'ETIMEDOUT' ? 'timeout' : 'reset';
}
