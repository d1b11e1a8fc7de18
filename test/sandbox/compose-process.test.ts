import { expect, test } from 'vitest';
import { ended } from '../../src/sandbox/compose-process.ts';

const sh = (script: string, signal?: AbortSignal): ReturnType<typeof ended> =>
  ended('sh', { args: ['-c', script], environment: process.env, signal });

test('what a program says is told line by line, and how it ends', async () => {
  const lines: string[] = [];
  const asked = await ended('sh', {
    args: ['-c', 'echo out; echo err >&2; exit 3'],
    environment: process.env,
    onLine: line => lines.push(line),
  });
  expect(asked).toMatchObject({ code: 3, output: 'out\n' });
  expect(lines.toSorted()).toEqual(['err', 'out']);
});

test('a program that is not there has the code that a shell gives it', async () => {
  expect((await ended('no-such-program', { args: [], environment: process.env })).code).toBe(127);
});

test('giving up ends the program with all that it started, at once', async () => {
  const abort = new AbortController();
  const began = Date.now();
  setTimeout(() => abort.abort(), 100);
  await expect(sh('sleep 30 & sleep 30', abort.signal)).rejects.toThrow(/abort/i);
  expect(Date.now() - began).toBeLessThan(5_000);
  await expect(sh('true', abort.signal)).rejects.toThrow(/abort/i);
});
