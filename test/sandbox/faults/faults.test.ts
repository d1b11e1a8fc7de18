import { expect, test } from 'vitest';
import { z } from 'zod';
import { FAULTS } from '../../../src/core/verify/fault-names.ts';
import { faultNamed, faults } from '../../../src/sandbox/faults/faults.ts';

test('the editor offers just the faults that there are', () => {
  expect([...new Set(faults.map(({ name }) => name))].toSorted()).toEqual(FAULTS.map(({ name }) => name).toSorted());
  expect(FAULTS.length).toBeGreaterThanOrEqual(12);
});

test.each(FAULTS)('the editor offers just the options that there are: $name', ({ name, options }) => {
  const taken = faults
    .filter(fault => fault.name === name)
    .flatMap(fault => Object.keys((z.toJSONSchema(fault.options as z.ZodType, { io: 'input' }) as { properties: object }).properties));
  expect(new Set(options)).toEqual(new Set(taken));
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
