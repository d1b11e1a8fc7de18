import { expect, test } from 'vitest';
import { remembered, rememberedByName } from '../../../src/core/model/remembered.ts';

test('what a thing gave holds for as long as the thing lives, even nothing', () => {
  let made = 0;
  const lengthOf = remembered(({ text }: { readonly text: string }) => (made++, text === '' ? undefined : text.length));
  const [empty, word] = [{ text: '' }, { text: 'one' }];
  expect([lengthOf(empty), lengthOf(empty), lengthOf(word), lengthOf({ ...word })]).toEqual([undefined, undefined, 3, 3]);
  expect(made).toBe(3);
});

test('the same name is asked once', () => {
  const asked: string[] = [];
  const initial = rememberedByName(name => (asked.push(name), name[0]));
  expect([initial('one'), initial('two'), initial('one'), initial(''), initial('')]).toEqual(['o', 't', 'o', undefined, undefined]);
  expect(asked).toEqual(['one', 'two', '']);
});
