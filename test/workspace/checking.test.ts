import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Checking } from '../../src/workspace/checking.ts';

const ignore = (): void => undefined;

test('it is calm when the newest graph is there and its checks are done, and at once where nothing was asked', async () => {
  const { promise: linked, resolve: link } = Promise.withResolvers<undefined>();
  const order: string[] = [];
  const checking = new Checking(() => linked, {
    found: ignore,
    done: () => order.push('done'),
    failed: error => {
      throw error;
    },
  });
  await checking.calm();
  checking.changed();
  const calm = checking.calm().then(() => order.push('calm'));
  await setImmediate();
  expect(order).toEqual([]);
  checking.changed();
  link(undefined);
  await calm;
  expect(order).toEqual(['calm']);
});
