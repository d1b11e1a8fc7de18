import { expect, test } from 'vitest';
import { junit } from '../../src/cli/reporters/junit.ts';
import { verifyReported, verifyRules } from '../../src/cli/reporters/verify-reported.ts';
import { verifyMarkdown } from '../../src/cli/reporters/verify-markdown.ts';
import { verifyText } from '../../src/cli/reporters/verify-text.ts';
import type { ContractResult } from '../../src/core/verify/contract-results.ts';
import type { Receipt } from '../../src/core/verify/receipt.ts';

const result = (more: Partial<ContractResult>): ContractResult => ({
  service: 'orders',
  operation: 'GET /orders',
  check: 'own',
  before: 'kept',
  after: 'kept',
  verdict: 'unchanged',
  why: 'It passed.',
  ...more,
});
const pact = { tool: 'pact', version: '1.3.5', file: 'pacts/a.json' };

const receipt = {
  verdict: 'broken',
  why: 'Something broke.',
  scenarios: [],
  control: { before: null, after: null },
  contracts: [
    result({}),
    result({ check: 'test', test: pact, operation: 'a list', after: 'broken', verdict: 'broken', why: 'It has no sku.' }),
    result({ check: 'test', test: pact, operation: 'one', after: 'not-tested', verdict: 'void', why: 'It failed once.' }),
  ],
  mocks: [],
  notes: [],
  left: [],
  tree: { before: 'aaaaaaaa', after: 'bbbbbbbb' },
  seconds: 1,
} as unknown as Receipt;

test('a contract that breaks is a failed case for other tools, at the test that says so', () => {
  expect(verifyReported(receipt, new Map())).toEqual([
    {
      id: 'verify.contract-pacts-a-json-a-list-asked-of-orders-by-pact.broken',
      rule: 'verify.contract-pacts-a-json-a-list-asked-of-orders-by-pact',
      severity: 'high',
      message: 'broken: It has no sku.',
      places: [{ file: 'pacts/a.json', line: 1, column: 1 }],
    },
  ]);
  const text = junit(verifyReported(receipt, new Map()), verifyRules(receipt));
  expect(text).toContain('tests="2" failures="1"');
  expect(text).toContain('name="GET /orders of orders"');
});

test('tests of the workspace are told apart from operations, with what ran them', () => {
  expect(verifyText(receipt)).toContain(
    [
      'By their contracts: 1 of 1 operations',
      'By contract tests of the workspace: 0 of 2 tests',
      '  pacts/a.json: a list, asked of orders by pact 1.3.5: kept before, broken after: broken',
      '    It has no sku.',
      '  pacts/a.json: one, asked of orders by pact 1.3.5: kept before, not-tested after',
      '    It failed once.',
    ].join('\n'),
  );
  expect(verifyMarkdown(receipt)).toContain('| orders | pacts/a.json: a list (pact 1.3.5) | kept | broken | **broken** It has no sku. |');
});
