import type { Outcome } from '../../core/model/verify.ts';

/** How one step of a journey ended. */
export interface StepAnswer {
  readonly outcome: Outcome;
  /** What came back, where it could be read: of JSON and protobuf the value, else the text. */
  readonly body?: unknown;
  /** What was not as expected, in words that follow the name of the step. */
  readonly wrong?: string;
}

/** A user gives up at last. */
export const PATIENCE_SECONDS = 30;

/** How a connection failed. */
export function failureOf(error: unknown): Extract<Outcome, string> {
  const { code, syscall } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ECONNREFUSED':
      return 'refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'unresolved';
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'timeout';
    case 'ECONNRESET':
    case 'EPIPE':
      // Node says so as well of a connection that ends in good order before an answer; no call to the system failed then.
      return syscall === undefined ? 'closed' : 'reset';
    default:
      return 'closed';
  }
}

const FAILURES: Readonly<Record<string, string>> = {
  refused: 'nobody listens there',
  unresolved: 'its name or address is not known',
  timeout: 'no answer in time',
  reset: 'the connection was reset',
  closed: 'the connection was closed before an answer',
};

export const failed = (outcome: Extract<Outcome, string>, why = FAILURES[outcome] ?? outcome): StepAnswer => ({ outcome, wrong: why });
