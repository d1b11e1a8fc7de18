import { expect, test } from 'vitest';
import { restartDelay } from '../../src/extension/restart-delay.ts';

const after = (...secondsAgo: readonly number[]) =>
  restartDelay(
    secondsAgo.map(seconds => 1_000_000 - seconds * 1000),
    1_000_000,
  );

test.each([
  ['a first accident is mended at once', [], 125],
  ['each further one waits twice as long', [1, 2], 500],
  ['accidents of long ago are forgotten', [200, 300, 400], 125],
  ['it is never given up, and never longer than half a minute', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 30_000],
])('%s', (_rule, deaths, delay) => {
  expect(after(...deaths)).toBe(delay);
});
