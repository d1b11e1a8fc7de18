import { expect, test } from 'vitest';
import { faultline } from '../../../../src/core/extract/faultline/index.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';

const read = (text: string) => faultline.extract({ path: '.faultline/config.yaml' as FilePath, text });

test('a service is given its names and folders', () => {
  expect(read('services:\n  - name: orders\n    same: [order-processor, services/orders/]').facts).toMatchObject([
    { kind: 'same-service', name: 'orders', members: ['order-processor', 'services/orders'] },
  ]);
});

test('names can be kept apart', () => {
  expect(read('apart:\n  - [billing, billing-worker]\n  - [alone]').facts).toMatchObject([
    { kind: 'kept-apart', names: ['billing', 'billing-worker'] },
  ]);
});

test('what is not understood is said, and the rest counts', () => {
  const { facts, problems } = read('service: []\nservices:\n  - same: [a]\n  - name: b');
  expect(facts).toMatchObject([{ name: 'b', members: [] }]);
  expect(problems.map(({ message }) => message)).toEqual([
    'There is no setting "service" here; services, apart, ignore and index are known.',
    'A service that is corrected needs a name: write name: orders.',
  ]);
});
