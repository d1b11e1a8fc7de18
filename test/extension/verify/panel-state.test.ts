import { expect, test } from 'vitest';
import type { VerifyEvent } from '../../../src/core/model/verify.ts';
import { runOf } from '../../../src/core/verify/run.ts';
import type { VerifyPreview } from '../../../src/protocol/verify-preview.ts';
import { verifyPanelState } from '../../../src/extension/verify/panel-state.ts';
import { unsavedTexts } from '../../../src/extension/verify/unsaved-texts.ts';
import { eventsOf } from '../../core/verify/run.ts';

const EVENTS = eventsOf({
  expect: [{ measure: 'calls-per-request', at: 'payments', atMost: 1 }],
  before: { requests: [{ milliseconds: 50 }], calls: [{ to: 'payments' }, { to: 'payments' }] },
  after: { requests: [{ milliseconds: 40, passed: false }], calls: [{ to: 'payments' }] },
});

const started = (service: string): VerifyEvent => ({ kind: 'service', side: 'before', service, state: 'starting', at: 1 });
const RUNNING = { kind: 'running', preparing: 'Preparing…' } as const;

test('a run that has ended shows its verdict, both sides on one scale, and what is left', () => {
  const state = verifyPanelState(runOf(EVENTS), { kind: 'ended' });
  expect(state).toMatchObject({ phase: 'ended', verdict: 'fixed', done: 1, kept: true });
  expect(state.rows.map(({ name, verdict, holds }) => [name, verdict, holds])).toEqual([
    ['payments is busy', 'fixed', true],
    ['control', null, false],
  ]);
  expect(state.rows[0]).toMatchObject({
    objectives: [{ before: { value: 2, met: false }, after: { value: 1, met: true }, scale: 2.1 }],
    requests: { before: [50], after: [-40] },
  });
  expect(state.footer).toContain('1 of 1 scenarios hold · control run clean');
  expect(state.footer).toContain('everything was removed');
});

const sentence = (events: readonly VerifyEvent[]): string => verifyPanelState(runOf(events), RUNNING).sentence;

test('while it runs, the sentence says what is going on', () => {
  expect(sentence([])).toBe('Preparing…');
  expect(sentence([EVENTS[0]!, started('orders')])).toBe('The system before the change starts: waiting for orders…');
  const begun = EVENTS.findIndex(event => event.kind === 'scenario' && event.scenario === 'payments is busy');
  expect(sentence(EVENTS.slice(0, begun + 1))).toBe('payments is busy, before the change…');
});

test('no verdict is shown before there is one', () => {
  const state = verifyPanelState(runOf(EVENTS.slice(0, -8)), RUNNING);
  expect(state.verdict).toBeNull();
  expect(verifyPanelState(runOf([]), { kind: 'failed', sentence: 'No Docker.' })).toMatchObject({
    phase: 'failed',
    sentence: 'No Docker.',
    rows: [],
  });
});

const PREVIEW: VerifyPreview = {
  sides: ['before', 'after'],
  services: [{ name: 'orders', why: 'A journey enters here.', builds: 1, fetches: null }],
  mocks: [],
  scenarios: [],
  tests: [],
  costs: null,
  whyVoid: null,
  notes: [],
};

test('before anything starts, what would run is looked up and offered', () => {
  expect(verifyPanelState(runOf([]), { kind: 'pricing' })).toMatchObject({ phase: 'pricing', offer: null, rows: [], again: null });
  expect(verifyPanelState(runOf([]), { kind: 'offered', preview: PREVIEW })).toMatchObject({
    phase: 'offered',
    sentence: 'Start orders twice, without your change and with it?',
    offer: PREVIEW,
  });
});

test('a run that has ended says what the same would take again', () => {
  const events = EVENTS.map(event => (event.kind === 'ended' ? { ...event, at: 37_600 } : event));
  expect(verifyPanelState(runOf(events), { kind: 'ended' }).again).toBe('about 38 s, as this run took');
  expect(verifyPanelState(runOf(EVENTS), { kind: 'failed', sentence: 'No Docker.' }).again).toBeNull();
});

const document = (fsPath: string, isDirty: boolean, scheme = 'file') => ({ uri: { scheme, fsPath }, isDirty, getText: () => 'text' });

test('what is not saved below the folder is part of the change, and nothing else is', () => {
  expect(
    unsavedTexts('/w', [
      document('/w/a.ts', true),
      document('/w/b.ts', false),
      document('/else/c.ts', true),
      document('/w/d', true, 'untitled'),
    ]),
  ).toEqual({ 'a.ts': 'text' });
});
