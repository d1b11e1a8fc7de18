import { expect, test } from 'vitest';
import type { ContractChecked, VerifyEvent } from '../../../src/core/model/verify.ts';
import { contractResults, skewed, subject } from '../../../src/core/verify/contract-results.ts';
import { runOf } from '../../../src/core/verify/run.ts';
import { runResult } from '../../../src/core/verify/verdict.ts';
import { eventsOf } from './run.ts';

type Written = readonly [ContractChecked['side'], ContractChecked['check'], ContractChecked['result'], number?];

const checked = ([side, check, result, taken = 5]: Written): ContractChecked => ({
  kind: 'contract',
  side,
  check,
  service: 'payments',
  operation: 'POST /charges',
  result,
  why: `It is ${result}.`,
  requests: 5,
  taken,
  at: 1,
});

const results = (...written: readonly Written[]): string[] =>
  contractResults(runOf(written.map(checked))).map(({ check, before, after, verdict }) => `${check}: ${before} → ${after}, ${verdict}`);

test('a contract that is no longer kept is broken, one that is kept again is fixed', () => {
  expect(results(['before', 'own', 'kept'], ['after', 'own', 'broken'])).toEqual(['own: kept → broken, broken']);
  expect(results(['before', 'own', 'broken'], ['after', 'own', 'kept'])).toEqual(['own: broken → kept, fixed']);
  expect(results(['before', 'own', 'kept'], ['after', 'own', 'kept'])).toEqual(['own: kept → kept, unchanged']);
});

test('what was broken before is nothing that the change has done, and a new operation has to keep its contract', () => {
  expect(results(['before', 'own', 'broken'], ['after', 'own', 'broken'])).toEqual(['own: broken → broken, unchanged']);
  expect(results(['after', 'own', 'broken'])).toEqual(['own: null → broken, broken']);
});

test('clients of before are broken where none of their requests is taken any more, within the contract or not', () => {
  expect(results(['before', 'own', 'kept', 5], ['after', 'old-client', 'kept', 0])).toEqual(['old-client: kept → broken, broken']);
  expect(results(['before', 'own', 'kept', 0], ['after', 'old-client', 'kept', 0])).toEqual(['old-client: kept → kept, unchanged']);
  expect(results(['before', 'own', 'kept', 5], ['after', 'old-client', 'kept', 1])).toEqual(['old-client: kept → kept, unchanged']);
});

test('a new client that the old system does not serve is for the rollout, and decides nothing', () => {
  const events = [checked(['before', 'own', 'kept']), checked(['before', 'new-client', 'broken']), checked(['after', 'own', 'kept'])];
  expect(skewed(runOf(events))).toEqual([
    'Deploy payments before its clients: POST /charges of the new contract is not served by the old system (It is broken).',
  ]);
});

const tool = (side: ContractChecked['side'], result: ContractChecked['result'], file = 'pacts/a.json'): ContractChecked => ({
  ...checked([side, 'test', result]),
  test: { tool: 'pact', version: '1.3.5', file },
});

const verdicts = (...events: ContractChecked[]): string[] => contractResults(runOf(events)).map(({ verdict }) => verdict);

test('a contract test of the workspace counts as far as it is new that it fails, each for itself', () => {
  expect(verdicts(tool('before', 'kept'), tool('after', 'broken'))).toEqual(['broken']);
  expect(verdicts(tool('before', 'broken'), tool('after', 'broken'))).toEqual(['unchanged']);
  expect(verdicts(tool('before', 'broken', 'pacts/b.json'), tool('after', 'broken'))).toEqual(['broken']);
  expect(verdicts(checked(['before', 'own', 'broken']), tool('after', 'broken'))).toEqual(['broken']);
  expect(verdicts(tool('before', 'not-tested'), tool('after', 'broken')), 'nobody knows how it was before').toEqual(['void']);
});

test('a test of the workspace is told with what ran it', () => {
  const [result] = contractResults(runOf([tool('after', 'kept')]));
  expect(subject(result!)).toBe('pacts/a.json: POST /charges, asked of payments by pact 1.3.5');
});

test('a broken contract breaks the run, whatever the scenarios say', () => {
  const fine = { requests: [{}], calls: [{ to: 'payments' }] };
  const events = eventsOf({ expect: [{ measure: 'calls-per-request', at: 'payments', atMost: 1 }], before: fine, after: fine });
  const tried: VerifyEvent[] = [checked(['before', 'own', 'kept']), checked(['after', 'own', 'broken'])];
  expect(runResult(runOf(events)).verdict).toBe('unchanged');
  expect(runResult(runOf([...events, ...tried]))).toMatchObject({
    verdict: 'broken',
    why: 'POST /charges of payments by its contract: It is broken.',
  });
});
