import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderOf } from '../robustness/workspace-folder.ts';
import { built, faultline } from './command-line.ts';

beforeAll(built, 60_000);

const own = mkdtempSync(join(tmpdir(), 'faultline-check-'));
afterAll(() => rmSync(own, { recursive: true, force: true }));

const BAD = { '.env': 'A=1\nA=2\n' };

test('0 where nothing is found, 1 where something is', () => {
  expect(faultline('check', folderOf({ '.env': 'A=1\n' }))).toMatchObject({ status: 0, stdout: 'No findings.\n', stderr: '' });
  expect(faultline('check', folderOf(BAD))).toMatchObject({ status: 1, stderr: '' });
  expect(faultline('check', folderOf(BAD), '--fail-on', 'high')).toMatchObject({ status: 0 });
  expect(faultline('check', folderOf(BAD), '--fail-on', 'medium')).toMatchObject({ status: 1 });
});

test('JSON has every side of a finding', () => {
  const { findings } = JSON.parse(faultline('check', folderOf(BAD), '--format', 'json').stdout);
  expect(findings).toMatchObject([
    {
      id: expect.stringMatching(/^env\.duplicate-variable:/),
      check: 'env.duplicate-variable',
      stage: 'env',
      severity: 'medium',
      message: expect.stringContaining('.env'),
      evidence: [
        { file: '.env', line: 1, column: 1, note: expect.any(String) },
        { file: '.env', line: 2, column: 1 },
      ],
    },
  ]);
});

test('a baseline that is made today makes the next run clean, and lets a new finding through', () => {
  const folder = folderOf(BAD);
  const file = join(own, 'baseline.json');
  expect(faultline('check', folder, '--write-baseline', file)).toMatchObject({ status: 0, stderr: '' });
  expect(JSON.parse(readFileSync(file, 'utf8')).findings).toHaveLength(1);
  expect(faultline('check', folder, '--baseline', file)).toMatchObject({ status: 0, stdout: 'No findings.\n' });
  writeFileSync(join(folder, '.env'), 'B=0\nA=1\nA=2\n');
  expect(faultline('check', folder, '--baseline', file)).toMatchObject({ status: 0 });
  writeFileSync(join(folder, '.env'), 'B=0\nA=1\nA=2\nB=3\n');
  expect(faultline('check', folder, '--baseline', file)).toMatchObject({ status: 1 });
});

test.each([
  { args: [], why: 'Name the folder' },
  { args: ['examples/shop', '--fail-on', 'worst'], why: '--fail-on takes one of' },
  { args: ['examples/shop', '--baseline', 'nowhere.json'], why: 'There is no baseline nowhere.json' },
  { args: ['examples/shop', '--baseline', 'package.json'], why: 'package.json is no baseline' },
  { args: ['examples/shop', '--format', 'pdf'], why: '--format takes one of' },
])('2 and a sentence: $why', ({ args, why }) => {
  const { status, stdout, stderr } = faultline('check', ...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(why);
});

test('the table of variables in each format; a service that is not there is a usage error', () => {
  for (const format of ['text', 'json', 'csv', 'markdown'])
    expect(faultline('env', 'examples/shop', '--format', format)).toMatchObject({ status: 0, stderr: '' });
  expect(faultline('env', 'examples/shop', '--service', 'nobody')).toMatchObject({ status: 2, stdout: '' });
});
