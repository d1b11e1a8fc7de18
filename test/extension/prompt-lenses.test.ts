import { expect, test } from 'vitest';
import { PromptLenses } from '../../src/extension/prompt-lenses.ts';

/** A server that answers when it is told to, an editor whose patience ends when it is told to, and how often it is asked to ask again. */
function started() {
  const server = Promise.withResolvers<readonly string[]>();
  const patience = Promise.withResolvers<void>();
  const asked = { again: 0 };
  const lenses = new PromptLenses<object, string>(
    () => void asked.again++,
    () => patience.promise,
  );
  return { server, patience, asked, lenses };
}

const text = {};

test('an answer in time is the answer', async () => {
  const { server, asked, lenses } = started();
  server.resolve(['1 consumer']);
  expect(await lenses.answer(text, server.promise)).toEqual(['1 consumer']);
  expect(asked.again).toBe(0);
});

test('where the first answer about a text takes its time there are no lenses at once, and the editor asks again when it has come', async () => {
  const { server, patience, asked, lenses } = started();
  const first = lenses.answer(text, server.promise);
  patience.resolve();
  expect(await first).toEqual([]);
  expect(asked.again).toBe(0);
  server.resolve(['1 consumer']);
  await server.promise;
  expect(asked.again).toBe(1);
});

test('the next answers are waited for, so that what is shown never goes away meanwhile', async () => {
  const { server, patience, asked, lenses } = started();
  patience.resolve();
  await lenses.answer(text, Promise.resolve(['1 consumer']));
  const next = lenses.answer(text, server.promise);
  server.resolve(['breaks 1 of 2 consumers']);
  expect(await next).toEqual(['breaks 1 of 2 consumers']);
  expect(asked.again).toBe(0);
});

test('a first question that is withdrawn is not asked again', async () => {
  const { server, patience, asked, lenses } = started();
  const first = lenses.answer(text, server.promise);
  patience.resolve();
  await first;
  server.reject(new Error('withdrawn'));
  await expect(server.promise).rejects.toThrow();
  expect(asked.again).toBe(0);
});
