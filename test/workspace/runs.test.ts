import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { doubtOf, keepRun, keptReceipt, runFolder } from '../../src/workspace/runs.ts';
import { eventsOf } from '../core/verify/run.ts';

const root = await mkdtemp(join(tmpdir(), 'faultline-runs-'));
afterAll(() => rm(root, { recursive: true, force: true }));

const EVENTS = eventsOf({
  expect: [{ measure: 'calls-per-request', at: 'payments', atMost: 1 }],
  before: { requests: [{}], calls: [{ to: 'payments' }, { to: 'payments' }] },
  after: { requests: [{}], calls: [{ to: 'payments' }] },
});

const kept = await keepRun(root, EVENTS);
const text = await readFile(join(runFolder(root, kept.id), 'receipt.json'), 'utf8');
const events = await readFile(join(runFolder(root, kept.id), 'events.ndjson'), 'utf8');

test('a run is kept whole, and out of commits', async () => {
  expect(kept.verdict).toBe('fixed');
  expect(await keptReceipt(root, kept.id)).toEqual(JSON.parse(text));
  expect((await readdir(runFolder(root, kept.id))).toSorted()).toEqual(['events.ndjson', 'receipt.json']);
  expect(await readFile(join(root, '.faultline/runs/.gitignore'), 'utf8')).toBe('*\n');
});

test('a receipt is believed with its events, and with nothing else', () => {
  expect(doubtOf(text, events)).toBeUndefined();
  expect(doubtOf(text, undefined)).toContain('events of the run are missing');
  expect(doubtOf(text, events.replace('"to":"payments"', '"to":"nobody"'))).toContain('not those that the receipt was made from');
});

test('what was changed by hand proves nothing', () => {
  expect(doubtOf(text.replace('"verdict": "fixed"', '"verdict": "unchanged"'), events)).toContain('does not say what its events prove');
  expect(doubtOf(text.replace('"after": "b"', '"after": "c"'), events)).toContain('does not say what its events prove');
  expect(doubtOf('{', events)).toContain('no receipt');
});
