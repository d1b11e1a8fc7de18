import { asyncProperty, check, type Arbitrary } from 'fast-check';
import type { Breach } from '../../core/verify/requests/http-answer.ts';
import type { ContractTesting, OperationResult } from './contract-test.ts';

/** Operations of one contract, whatever protocol they are called by. */
export interface Tester {
  /** A sentence where the operation cannot be tested. */
  readonly operation: (id: string) => Tested<unknown> | string;
}

export interface Tested<Request> {
  readonly writes: boolean;
  readonly example: Request;
  readonly requests: Arbitrary<Request>;
  readonly send: (request: Request) => Promise<Judged>;
  /** As a person would send it. */
  readonly written: (request: Request) => string;
}

export interface Judged {
  /** What the answer was, in one word: `200`, `NOT_FOUND`, `refused`. */
  readonly answer: string;
  readonly breach?: Breach;
}

/** Each try to make a counterexample smaller is a request. */
const MOST_SHRINKS = 100;
/** A server that answers nothing would be waited for at every request. */
const LONGEST = 60_000;

/** Whoever has no credentials learns nothing of a contract, nor whoever asks too often. */
const TURNED_AWAY = new Set(['401', '403', '407', '429', 'UNAUTHENTICATED', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED']);

interface Found {
  readonly breach: Breach;
  readonly request: unknown;
}

export async function tested(id: string, { operation }: Tester, testing: ContractTesting): Promise<OperationResult> {
  const found = operation(id);
  const untested = (why: string, requests = 0): OperationResult => ({ operation: id, result: 'not-tested', why, requests, taken: 0 });
  if (typeof found === 'string') return untested(found);
  if (found.writes && testing.writes !== true) return untested('It may change something; it is sent only when that is asked for.');
  const answers: string[] = [];
  const judge = async (request: unknown): Promise<Breach | undefined> => {
    testing.signal.throwIfAborted();
    const { answer, breach } = await found.send(request);
    answers.push(answer);
    return TURNED_AWAY.has(answer) ? undefined : breach;
  };
  const first = await judge(found.example);
  if (answers[0] === 'refused' || answers[0] === 'unresolved') return untested('Nobody listens where the service should.', 1);
  const breach = (await smallest(found.requests, judge, testing)) ?? (first && { breach: first, request: found.example });
  const taken = answers.filter(answer => TAKEN.test(answer)).length;
  if (breach) return broken(id, breach, { written: found.written, requests: answers.length, taken });
  if (answers.every(answer => TURNED_AWAY.has(answer)))
    return untested(`Every request was turned away with ${[...new Set(answers)].join(', ')}; give headers that let it in.`, answers.length);
  return {
    operation: id,
    result: 'kept',
    why: `${answers.length} requests were answered as the contract says: ${counted(answers)}.`,
    requests: answers.length,
    taken,
  };
}

const TAKEN = /^(?:2\d\d|OK)$/;

const broken = (
  operation: string,
  { breach, request }: Found,
  { written, requests, taken }: { written: Tested<unknown>['written']; requests: number; taken: number },
): OperationResult => ({
  operation,
  result: 'broken',
  why: breach.why,
  rule: breach.rule,
  counterexample: written(request),
  requests,
  taken,
});

const counted = (answers: readonly string[]): string =>
  [...Map.groupBy(answers, answer => answer)].map(([answer, all]) => `${answer} × ${all.length}`).join(', ');

/** The smallest request found that breaks the same rule as the first that broke one. */
async function smallest(
  requests: Arbitrary<unknown>,
  judge: (request: unknown) => Promise<Breach | undefined>,
  { seed, runs, signal }: ContractTesting,
): Promise<Found | undefined> {
  let found: Found | undefined;
  let shrinks = 0;
  const end = performance.now() + LONGEST;
  const keeps = async (request: unknown): Promise<boolean> => {
    if (signal.aborted || performance.now() > end || (found && ++shrinks > MOST_SHRINKS)) return true;
    const breach = await judge(request);
    if (!breach || (found && found.breach.rule !== breach.rule)) return true;
    found = { breach, request };
    return false;
  };
  await check(asyncProperty(requests, keeps), { seed, numRuns: runs });
  signal.throwIfAborted();
  return found;
}
