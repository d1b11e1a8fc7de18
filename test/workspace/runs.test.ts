import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { doubtOf, earlierCosts, keepCosts, keepRun, runFolder } from '../../src/workspace/runs.ts';
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
  expect(JSON.parse(text)).toEqual(kept);
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

test('what a run takes is known from the newest of the same scenarios, else from the newest', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-costs-'));
  const ran = async (id: string, names: readonly string[], seconds: number): Promise<void> => {
    const run = { ...kept, id, scenarios: names.map(name => ({ ...kept.scenarios[0]!, name })) };
    await mkdir(runFolder(folder, id), { recursive: true });
    await keepCosts(folder, run, { seconds, bytes: 1 });
  };
  const known = async (...names: readonly string[]) => {
    const costs = await earlierCosts(folder, names);
    return costs && `${costs.seconds} s of ${costs.scenarios.join()}${costs.isSame ? '' : ', others'}`;
  };
  expect(await known('a')).toBeUndefined();
  await ran('20260101-000000-aaaa', ['a'], 10);
  await ran('20260101-000001-bbbb', ['a', 'b'], 30);
  expect(await known('a')).toBe('10 s of a');
  expect(await known('b', 'a')).toBe('30 s of a,b');
  expect(await known('b')).toBe('30 s of a,b, others');
  await writeFile(join(runFolder(folder, '20260101-000001-bbbb'), 'costs.json'), '{');
  expect(await known('b')).toBe('10 s of a, others');
  await rm(folder, { recursive: true, force: true });
});
