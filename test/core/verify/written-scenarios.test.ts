import { expect, test } from 'vitest';
import { writtenJourneys, writtenScenarios } from '../../../src/core/verify/written-scenarios.ts';

const TEXT = `journeys:
  - name: buy
scenarios:
  - name: bank is busy
    fault: { kind: http-status }
  - fault: { kind: kill }
  - name: nothing goes wrong
`;

test('scenarios are found by their names, with the kind of their fault and where they begin', () => {
  expect(writtenScenarios(TEXT).map(({ name, fault, at }) => [name, fault, TEXT.slice(at[0], at[0] + 5)])).toEqual([
    ['bank is busy', 'http-status', 'name:'],
    ['nothing goes wrong', undefined, 'name:'],
  ]);
  expect(writtenJourneys(TEXT)).toEqual(['buy']);
});

test.each(['', 'scenarios: 7', 'scenarios: [a, {name: }]', '{', '\0', 'scenarios:\n  - name: ['])('%j has none, and is no error', text => {
  expect(writtenScenarios(text)).toEqual([]);
});
