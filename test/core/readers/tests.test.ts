import { expect, test } from 'vitest';
import type { FilePath } from '../../../src/core/model/source.ts';
import { testPlan } from '../../../src/core/readers/tests.ts';
import { textsOf, type Written } from './tests/texts.ts';

const PAYMENTS = { name: 'payments', path: 'services/payments' as FilePath };
const WEB = { name: 'web', path: 'services/web' as FilePath };

const plan = (written: Written, element: string, file?: string) =>
  testPlan(textsOf(written), [PAYMENTS, WEB], [{ element, ...(file !== undefined && { file: file as FilePath }) }]);

const uses = (...asked: Parameters<typeof plan>): readonly string[] =>
  plan(...asked).uses.map(({ service, at, how, confidence }) => `${service ?? 'all'}: ${at.file} ${how} it, ${confidence}`);

const gaps = (...asked: Parameters<typeof plan>): readonly string[] => plan(...asked).gaps.map(({ message }) => message);

const TESTS: Written = {
  'services/payments/charges.test.ts': "post('/charges')",
  'services/payments/other.test.ts': "get('/health')",
  'services/payments/charges.ts': "app.post('/charges')",
  'services/payments/fixtures/charges.test.ts': "post('/charges')",
  'services/web/e2e/pay.spec.ts': "click('Pay')",
  'e2e/checkout.spec.ts': "post('/charges')",
};

test("tests that mention what changed are found with their service, the system's own tests without one", () => {
  expect(uses(TESTS, 'POST /charges')).toEqual([
    'payments: services/payments/charges.test.ts names it, likely',
    'all: e2e/checkout.spec.ts names it, likely',
  ]);
  expect(plan(TESTS, 'POST /charges').searched).toBe(4);
});

test('a service whose tests would not notice is named, and one without tests', () => {
  expect(gaps(TESTS, 'POST /charges')).toEqual(['No test in web mentions POST /charges: it was not found in its one file of tests.']);
  expect(gaps(TESTS, 'POST /refunds')).toEqual([
    'No test in payments mentions POST /refunds: it was not found in any of its 2 files of tests.',
    'No test in web mentions POST /refunds: it was not found in its one file of tests.',
  ]);
  expect(gaps({}, 'POST /charges')).toEqual(['payments has no tests here.', 'web has no tests here.']);
});

test('a service of whose code nothing is here has no gap', () => {
  expect(testPlan(textsOf(TESTS), [{ name: 'stripe' }], [{ element: 'POST /charges' }]).gaps).toEqual([]);
});

test.each<readonly [string, string, string]>([
  ['services/payments/src/charge.ts', 'services/payments/test/a.test.ts', "import { charge } from '../src/charge.js'"],
  ['services/payments/src/charge/index.ts', 'services/payments/test/a.test.ts', "import { charge } from '../src/charge'"],
  ['services/payments/src/charge.js', 'services/payments/a.test.js', "const charge = require('./src/charge')"],
  ['services/payments/app/charge.py', 'services/payments/tests/test_a.py', 'from app.charge import charge'],
  ['services/payments/app/charge.py', 'services/payments/tests/test_a.py', 'from payments.app import other, charge'],
  ['services/payments/charge.go', 'services/payments/a_test.go', 'package payments'],
  ['services/payments/src/Charge.java', 'services/payments/src/test/AnyTest.java', 'new Charge()'],
])('a test that takes in %s exercises it', (file, path, text) => {
  expect(uses({ [path]: text }, 'Amount.rounded', file)).toEqual([`payments: ${path} imports it, possible`]);
});

test.each<readonly [string, string, string]>([
  ['services/payments/src/charge.ts', 'services/payments/test/a.test.ts', "import { charge } from '../src/charges'"],
  ['services/payments/app/charge.py', 'services/payments/tests/test_a.py', 'from app.charges import charge_all'],
  ['services/payments/charge.go', 'services/payments/deep/a_test.go', 'package deep'],
  ['services/payments/src/Charge.java', 'services/payments/src/test/AnyTest.java', 'new Charges()'],
])('a test that takes in something like %s does not', (file, path, text) => {
  expect(uses({ [path]: text }, 'Amount.rounded', file)).toEqual([]);
});

test('a test project beside the services is of those that it references', () => {
  const written = {
    'services/payments/Payments.csproj': '<Project/>',
    'tests/Charges/Charges.Tests.csproj': '<ProjectReference Include="..\\..\\services\\payments\\Payments.csproj"/>',
    'tests/Charges/ChargesTests.cs': 'client.PostAsync("/charges")',
  };
  expect(uses(written, 'POST /charges')).toEqual(['payments: tests/Charges/ChargesTests.cs names it, likely']);
  expect(gaps(written, 'POST /charges')).toEqual(['web has no tests here.']);
});
