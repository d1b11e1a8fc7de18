import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FilePath } from '../../../src/core/model/source.ts';
import { scenarioFile, scenarioFileJsonSchema } from '../../../src/core/verify/scenario-file.ts';

const WHOLE = `journeys:
  - name: order
    steps:
      - http: { service: web, method: POST, path: /orders, body: { sku: tea } }
scenarios:
  - name: payments is busy
    fault: { kind: http-status, edge: orders -> payments, status: 429, share: 1 }
    expect:
      - { measure: calls-per-request, at: payments, atMost: 4 }
`;

/** Each problem as the text that it stands at, and its sentence. */
const problems = (text: string): string[] =>
  scenarioFile({ path: '.faultline/verify.yaml' as FilePath, text }).problems.map(
    ({ at, message }) =>
      `${text
        .slice(...at)
        .split('\n')[0]!
        .trim()} | ${message}`,
  );

test('a whole file is taken as it is', () => {
  const { file, problems } = scenarioFile({ path: '.faultline/verify.yaml' as FilePath, text: WHOLE });
  expect(problems).toEqual([]);
  expect(file?.scenarios[0]?.expect).toEqual([{ measure: 'calls-per-request', at: 'payments', atMost: 4 }]);
});

test('an objective needs a bound, and a place where its measure has one', () => {
  expect(problems(WHOLE.replace(', atMost: 4', ''))).toEqual([
    '{ measure: calls-per-request, at: payments } | scenarios.0.expect.0: An objective needs a bound: atLeast, atMost or slo.',
  ]);
  expect(problems(WHOLE.replace(' at: payments,', ''))).toEqual([
    '{ measure: calls-per-request, atMost: 4 } | scenarios.0.expect.0: This measure needs a place, at: payments, or at: orders -> payments.',
  ]);
});

test('a journey that is not there is named with those that are', () => {
  expect(problems(WHOLE.replace('    fault:', '    journey: pay\n    fault:'))).toEqual([
    'pay | There is no journey "pay"; there is "order".',
  ]);
});

test('a key that means nothing is said to mean nothing', () => {
  expect(problems(`${WHOLE}retries: 3\n`)[0]).toContain('retries');
});

test('names are given once', () => {
  expect(problems(WHOLE + WHOLE.slice(WHOLE.indexOf('  - name: payments')))).toEqual([
    'payments is busy | Two scenarios are called "payments is busy".',
  ]);
});

test.each(['', '[', '- a', 'a: &a [*a]', 'journeys: 7\nscenarios: x', '\0'])('%j is refused in words', text => {
  expect(problems(text).length).toBeGreaterThan(0);
});

test('the schema that editors are given is the one that counts: npm run docs:scenarios', () => {
  const written = readFileSync(join(import.meta.dirname, '../../../media/verify.schema.json'), 'utf8');
  expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(scenarioFileJsonSchema())));
});
