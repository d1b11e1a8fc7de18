import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Definitions } from '../../../src/core/link/definitions.ts';
import { LinkMemory } from '../../../src/core/link/link-memory.ts';
import { Modules } from '../../../src/core/link/modules.ts';
import { Resolver, type Resolution } from '../../../src/core/link/resolve.ts';
import type { Service } from '../../../src/core/link/services.ts';
import type { Binds } from '../../../src/core/model/program-fact.ts';
import type { FilePath } from '../../../src/core/model/source.ts';
import type { Value } from '../../../src/core/model/value.ts';

const file = 'a.ts' as FilePath;
const service = { id: 'service:a' } as Service;
const COUNT = 16;

const name = (at: number): Value => ({ kind: 'name', path: [`v${at}`] });
const names = fc.array(fc.nat(COUNT - 1).map(name), { minLength: 1, maxLength: 3 });
const value: fc.Arbitrary<Value> = fc.oneof(
  fc.string({ minLength: 1, maxLength: 2 }).map((text): Value => ({ kind: 'literal', text })),
  fc.nat(COUNT - 1).map(name),
  names.map((parts): Value => ({ kind: 'join', parts })),
  names.map((options): Value => ({ kind: 'choice', options })),
);

/** Constants of one file that refer to each other. */
function resolverOf(values: readonly Value[]): Resolver {
  const binds = values.map((bound, at): Binds => ({ kind: 'binds', at: [at, at + 1], name: `v${at}`, value: bound }));
  const memory = new LinkMemory();
  memory.begin(new Map([[file, binds]]));
  return new Resolver(
    new Definitions(memory.facts('imports', 'binds'), new Modules([file], [])),
    () => new Map(),
    () => [],
  );
}

const answer = (resolver: Resolver, asked: Value): Resolution => resolver.resolve(asked, { file, service });

test('what was asked before cannot show in an answer, however values refer to each other', () => {
  const values = fc.array(value, { minLength: COUNT, maxLength: COUNT });
  const orders = fc.shuffledSubarray([...Array(COUNT).keys()], { minLength: COUNT, maxLength: COUNT });
  fc.assert(
    fc.property(values, orders, (all, order) => {
      const asked = all.map((_, at) => name(at));
      const used = resolverOf(all);
      for (const at of order) expect(answer(used, all[at]!)).toEqual(answer(resolverOf(all), all[at]!));
      for (const question of asked) expect(answer(used, question)).toEqual(answer(resolverOf(all), question));
    }),
    { numRuns: 300 },
  );
});

/** v0 is v1, v1 is v2, and so on. */
const row = (length: number, last: Value): Value[] => [...Array.from({ length: length - 1 }, (_, at) => name(at + 1)), last];

test('a row of values is followed to its end, and not for ever', () => {
  const text: Value = { kind: 'literal', text: 'http://users' };
  const ended = (values: readonly Value[]): readonly string[] => {
    const { texts, unknown } = answer(resolverOf(values), name(0));
    return [...texts.map(({ text }) => text), ...unknown];
  };
  expect(ended(row(12, text))).toEqual(['http://users']);
  expect(ended(row(400, text))).toEqual(['it refers to itself']);
  expect(ended(row(3, name(0)))).toEqual(['it refers to itself']);
});

test('values that each refer to several others take no time to speak of', () => {
  const values = Array.from({ length: 60 }, (_, at): Value => ({
    kind: 'join',
    parts: [1, 7, 13, 29].map(step => name((at + step) % 60)),
  }));
  const resolver = resolverOf(values);
  const began = performance.now();
  for (const one of values) answer(resolver, one);
  expect(performance.now() - began).toBeLessThan(5000);
});
