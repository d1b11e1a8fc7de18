import { expect, test } from 'vitest';
import type { Objective } from '../../../src/core/model/verify.ts';
import { holds } from '../../../src/core/verify/verdict.ts';
import { resultOf, type Played, type Seen } from './run.ts';

const FEW: Objective = { measure: 'calls-per-request', at: 'payments', atMost: 4 };
const FAST: Objective = { measure: 'p95', atMost: 800 };

const calls = (times: number): Seen => ({ requests: [{}], calls: Array.from({ length: times }, () => ({ to: 'payments' })) });
const lasting = (milliseconds: number): Seen => ({ requests: [{ milliseconds }] });

const said = (expected: readonly Objective[], before: Seen, after: Seen, more: Partial<Played> = {}): string => {
  const result = resultOf({ expect: expected, before, after, ...more });
  return `${result.scenarios[0]!.verdict}${holds(result) ? '' : ', refuted'}: ${result.why}`;
};

test('what failed before and passes with the change is fixed', () => {
  expect(said([FEW], calls(16), calls(4))).toBe(
    'fixed: payments is busy: calls at payments per request ≤ 4: 16 before; with the change it holds.',
  );
});

test('what held and no longer does is broken', () => {
  expect(said([FEW], calls(4), calls(16))).toBe(
    'broken, refuted: payments is busy: It held before; with the change calls at payments per request ≤ 4: 16.',
  );
});

test('what holds on both sides is unchanged, and holds', () => {
  expect(said([FEW], calls(1), calls(2))).toBe('unchanged: payments is busy: It holds, as it did before.');
});

test('a change that moves the symptom elsewhere has fixed nothing', () => {
  expect(said([FEW], calls(16), calls(15))).toBe(
    'unchanged, refuted: payments is busy: It fails as it did before: calls at payments per request ≤ 4: 15.',
  );
  expect(said([FEW, FAST], { ...calls(16), requests: [{ milliseconds: 100 }] }, { ...calls(4), requests: [{ milliseconds: 4000 }] })).toBe(
    'worse, refuted: payments is busy: It failed before, and now p95 of requests ≤ 800 ms: 4 s.',
  );
});

test('further from the bound than before is worse', () => {
  expect(said([FEW], calls(16), calls(64))).toBe(
    'worse, refuted: payments is busy: It failed before, and now calls at payments per request ≤ 4: 64.',
  );
});

test('a duration too near to its limit is void, never the one or the other', () => {
  expect(said([FAST], lasting(900), lasting(300))).toMatch(
    /^void, refuted: payments is busy: p95 of requests ≤ 800 ms: 900 ms is too near/,
  );
  expect(said([FAST], lasting(2000), lasting(700))).toMatch(/^void/);
  expect(said([FAST], lasting(2000), lasting(300))).toMatch(/^fixed/);
});

test('a control run that fails makes all void', () => {
  const failing: Seen = { requests: [{ passed: false }] };
  expect(said([FEW], calls(16), calls(4), { control: { before: failing } })).toMatch(
    /^void, refuted: The control run before the change, without any fault,/,
  );
  expect(said([FEW], calls(16), calls(4), { control: { after: failing } })).toMatch(
    /^void, refuted: The control run with the change, without any fault,/,
  );
});

test('a change that is not in the tree has no verdict', () => {
  expect(said([FEW], calls(16), calls(4), { tree: { before: 'a', after: 'a' } })).toMatch(/^void, refuted: Nothing differs from the base/);
  expect(said([FEW], calls(16), calls(4), { tree: { before: null, after: 'a' } })).toMatch(/^void, refuted: There is no base/);
});

test('one scenario that nothing can be said of is void with its reason', () => {
  expect(said([FEW], { ...calls(16), void: 'payments did not come back.' }, calls(4))).toBe(
    'void, refuted: payments is busy: payments did not come back.',
  );
});

test('without a request nothing was measured, and nothing is met', () => {
  expect(said([FEW], calls(16), { calls: [{ to: 'payments' }] })).toMatch(/^unchanged, refuted: .*No request was sent/);
});
