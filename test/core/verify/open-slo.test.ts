import { expect, test } from 'vitest';
import { bounded, type WrittenObjective } from '../../../src/core/verify/open-slo.ts';

const SLO = `apiVersion: openslo/v1
kind: SLO
metadata: { name: checkout-availability }
spec:
  objectives:
    - { displayName: good, target: 0.995 }
---
apiVersion: openslo/v1
kind: SLO
metadata: { name: checkout-latency }
spec:
  objectives:
    - { op: lte, value: 800, target: 0.95 }
`;

const read = (path: string): string | undefined => (path === 'slo.yaml' ? SLO : undefined);
const bound = (objective: WrittenObjective): unknown => bounded(objective, read);

test('a target is the least success rate, and a threshold the most that a duration may be', () => {
  expect(bound({ measure: 'success-rate', slo: 'slo.yaml#checkout-availability' })).toEqual({
    measure: 'success-rate',
    atLeast: 0.995,
    from: 'slo.yaml#checkout-availability',
  });
  expect(bound({ measure: 'p95', slo: 'slo.yaml#checkout-latency' })).toMatchObject({ atMost: 800 });
});

test('what is not there is said in words', () => {
  expect(bound({ measure: 'p95', slo: 'other.yaml#a' })).toBe('There is no other.yaml in the workspace, which other.yaml#a names.');
  expect(bound({ measure: 'p95', slo: 'slo.yaml#a' })).toBe('slo.yaml has no SLO called "a".');
  expect(bound({ measure: 'p95', slo: 'slo.yaml#checkout-availability' })).toBe(
    'The SLO "checkout-availability" of slo.yaml has no value for p95.',
  );
});

test('a bound of its own needs no document', () => {
  expect(bound({ measure: 'p95', atMost: 5 })).toEqual({ measure: 'p95', atMost: 5 });
});
