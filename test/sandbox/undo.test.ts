import { expect, test } from 'vitest';
import { once, undoStack } from '../../src/sandbox/undo.ts';

test('the last is undone first, each once, also when one fails; what is left is told', async () => {
  const done: string[] = [];
  const stack = undoStack();
  for (const name of ['first', 'second', 'third'])
    stack.add(async () => {
      done.push(name);
      if (name === 'second') throw new Error('second is stuck.');
    });
  expect(await Promise.all([stack.run(), stack.run()])).toEqual([['second is stuck.'], ['second is stuck.']]);
  expect(await stack.run()).toEqual(['second is stuck.']);
  expect(done).toEqual(['third', 'second', 'first']);
});

test('what is added while everything is undone is undone too, and what comes after it at once', async () => {
  const done: string[] = [];
  const stack = undoStack();
  stack.add(async () => {
    stack.add(async () => void done.push('added meanwhile'));
    done.push('first');
  });
  await stack.run();
  stack.add(async () => void done.push('added later'));
  await stack.run();
  expect(done).toEqual(['first', 'added meanwhile', 'added later']);
});

test('an undo that is asked for twice works once, and both wait for it', async () => {
  let count = 0;
  const undo = once(async () => void (await Promise.resolve(), count++));
  await Promise.all([undo(), undo()]);
  await undo();
  expect(count).toBe(1);
});
