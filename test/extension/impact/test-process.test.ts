import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ending } from '../../../src/extension/impact/test-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-test-process-'));
afterAll(() => rmSync(folder, { recursive: true }));

const never = () => new AbortController().signal;
const nothing = () => undefined;

test('what a command says is told as it comes, and how it ended', async () => {
  const said: string[] = [];
  const how = await ending({ command: 'echo one; echo two >&2; exit 3', folder }, text => void said.push(text), never());
  expect(said.join('')).toContain('one\n');
  expect(how).toMatchObject({ kind: 'ended', code: 3, output: expect.stringContaining('two\n') as string });
});

test('it runs in its folder, without the variables of the editor', async () => {
  process.env['VSCODE_OF_A_TEST'] = '1';
  await ending({ command: 'echo "$VSCODE_OF_A_TEST" > seen', folder }, nothing, never());
  delete process.env['VSCODE_OF_A_TEST'];
  expect(readFileSync(join(folder, 'seen'), 'utf8')).toBe('\n');
});

test('what it started ends with it when it is stopped', async () => {
  const stopping = new AbortController();
  let program = 0;
  const how = await ending(
    { command: 'sleep 600 & echo $!; wait', folder },
    text => {
      program = Number(text);
      stopping.abort();
    },
    stopping.signal,
  );
  expect(how).toEqual({ kind: 'stopped' });
  await expect.poll(() => isRunning(program)).toBe(false);
});

test('a program that it leaves running is not waited for', async () => {
  let program = 0;
  const how = await ending({ command: 'sleep 600 & echo $!', folder }, text => void (program = Number(text)), never());
  expect(how).toMatchObject({ kind: 'ended', code: 0 });
  process.kill(program);
});

test('what was stopped before it began is never started', async () => {
  expect(await ending({ command: 'touch begun', folder }, nothing, AbortSignal.abort())).toEqual({ kind: 'stopped' });
  expect(() => readFileSync(join(folder, 'begun'))).toThrow();
});

test('a folder that is gone is one sentence', async () => {
  expect(await ending({ command: 'true', folder: join(folder, 'gone') }, nothing, never())).toMatchObject({ kind: 'not-started' });
});

/** Who has ended and whose end nobody has taken notice of counts as ended. */
const isRunning = (pid: number): boolean =>
  /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim());
