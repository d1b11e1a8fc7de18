import { expect, test } from 'vitest';
import type { Objective } from '../../../src/core/model/verify.ts';
import { measured } from '../../../src/core/verify/measured.ts';
import { runOf } from '../../../src/core/verify/run.ts';
import { played, type Seen } from './run.ts';

/** The value that is measured, or why there is none. */
function value(objective: Omit<Objective, 'atLeast' | 'atMost'>, seen: Seen): number | string {
  const scenario = runOf(played('after', 'one', seen)).sides.after.scenarios.get('one')!;
  const found = measured({ ...objective, atMost: 1 }, scenario);
  return found.value ?? found.why!;
}

const PASS_3_OF_4: Seen['requests'] = [{}, {}, {}, { passed: false }];

test('the success rate is the share of requests that pass', () => {
  expect(value({ measure: 'success-rate' }, { requests: PASS_3_OF_4! })).toBe(0.75);
});

test('percentiles are by nearest rank', () => {
  const requests = Array.from({ length: 20 }, (_, at) => ({ milliseconds: at + 1 }));
  expect(['p50', 'p95', 'p99'].map(measure => value({ measure: measure as 'p50' }, { requests }))).toEqual([10, 19, 20]);
});

test('calls count where they arrive, by caller and operation where these are named', () => {
  const seen: Seen = {
    requests: [{}, {}],
    calls: [{ to: 'payments' }, { to: 'payments', from: 'admin' }, { to: 'payments', operation: 'GET /health' }, { to: 'stock' }],
  };
  expect(value({ measure: 'calls-per-request', at: 'payments' }, seen)).toBe(1.5);
  expect(value({ measure: 'calls-per-request', at: 'orders -> payments' }, seen)).toBe(1);
  expect(value({ measure: 'calls-per-request', at: 'payments', operation: 'POST /charges' }, seen)).toBe(1);
});

test('busy and failing answers are failed calls, refusals of the request are not', () => {
  const calls = [200, 404, 429, 503, 'OK', 'UNAVAILABLE', 'reset', 'closed'].map(outcome => ({ to: 'payments', outcome: outcome as 200 }));
  expect(value({ measure: 'failed-calls', at: 'payments' }, { requests: [{}], calls })).toBe(4);
});

test('an operation that succeeds twice is a duplicate, one that is tried until it succeeds is none', () => {
  const tried = [503, 200].map(outcome => ({ to: 'payments', outcome, operationId: 'a' }));
  const twice = [200, 200].map(outcome => ({ to: 'payments', outcome, operationId: 'b' }));
  expect(value({ measure: 'duplicates', at: 'payments' }, { requests: [{}], calls: tried })).toBe(1);
  expect(value({ measure: 'duplicates', at: 'payments' }, { requests: [{}], calls: [...tried, ...twice] })).toBe(2);
});

const next = (began: number) => ({ to: 'payments', began, operationId: 'a' });
const slack = (...calls: Seen['calls'] & object) => value({ measure: 'retry-after-slack', at: 'payments' }, { requests: [{}], calls });

test('the slack is what the hastiest try waits beyond Retry-After', () => {
  const busy = { to: 'payments', outcome: 429, retryAfterSeconds: 2, began: 0, milliseconds: 100, operationId: 'a' } as const;
  expect(slack(busy, next(600))).toBe(-1.5);
  expect(slack(busy, next(3100))).toBe(1);
  expect(slack(busy, next(2090))).toBe(0);
  expect(slack(busy, { ...next(200), operationId: 'b' })).toBe(0);
  expect(slack(next(0))).toBe('No answer carried Retry-After.');
});

test('recovery is the time from the end of the fault to the first of requests that all pass', () => {
  const requests = [
    { began: 10, passed: false },
    { began: 1500, passed: false },
    { began: 2000 },
    { began: 2500, passed: false },
    { began: 4000 },
    { began: 4100 },
  ];
  expect(value({ measure: 'recovery' }, { requests, healed: 1000 })).toBe(3);
  expect(value({ measure: 'recovery' }, { requests: requests.slice(0, 4), healed: 1000 })).toBe('It did not recover while we watched.');
  expect(value({ measure: 'recovery' }, { requests })).toBe('The fault was never taken away.');
});

test('what comes after the fault counts for recovery alone', () => {
  const seen: Seen = { requests: [{ began: 10, passed: false }, { began: 2000 }], calls: [{ to: 'payments', began: 2000 }], healed: 1000 };
  expect(value({ measure: 'success-rate' }, seen)).toBe(0);
  expect(value({ measure: 'calls-per-request', at: 'payments' }, seen)).toBe(0);
});
