import { expect, test } from 'vitest';
import { FAULTS } from '../../../src/core/verify/fault-names.ts';
import { faultNamed, faults } from '../../../src/sandbox/faults/faults.ts';

test('the editor offers just the faults that there are', () => {
  expect([...new Set(faults.map(({ name }) => name))].toSorted()).toEqual(FAULTS.map(({ name }) => name).toSorted());
  expect(FAULTS.length).toBeGreaterThanOrEqual(12);
});

test('a fault says what goes wrong in words', () => {
  expect(faultNamed('s', { kind: 'kill', service: 'payments' } as { kind: string }).description).toBe('payments is killed and stays down');
  expect(faultNamed('s', { kind: 'network-cut', service: 'payments' } as { kind: string }).description).toBe(
    'payments is cut off from the network',
  );
  expect(faultNamed('s', { kind: 'network-cut', edge: 'orders -> payments' } as { kind: string }).description).toContain('orders');
});

test('what a fault does not take is said with what it takes', () => {
  expect(() => faultNamed('busy', { kind: 'flood' })).toThrow(/^"busy": there is no fault "flood"; there is latency,/);
  expect(() => faultNamed('busy', { kind: 'kill', node: 'payments' } as { kind: string })).toThrow(
    /^"busy": the fault kill does not take these options: /,
  );
});
