import { expect, test } from 'vitest';
import type { FilePath } from '../../src/core/model/source.ts';
import type { Occurrence } from '../../src/core/navigate/occurrence.ts';
import { ToldEnds } from '../../src/workspace/told-ends.ts';

const at = (file: string, element: string, rest: Partial<Occurrence> = {}): Occurrence => ({
  element,
  role: 'calls',
  at: { file: file as FilePath, span: [0, 3] },
  ...rest,
});

test('of a file that says the same as before nothing is told, and one that says nothing any more is taken away', () => {
  const told = new ToldEnds();
  const files = (all: readonly Occurrence[]): unknown[] =>
    told.news(all, () => [])?.files.map(({ file, ends }) => [file, ends.length]) ?? [];
  expect(files([at('a.ts', 'rpc a/b'), at('b.ts', 'route service:a GET /')])).toEqual([
    ['a.ts', 1],
    ['b.ts', 1],
  ]);
  expect(files([at('a.ts', 'rpc a/b'), at('b.ts', 'route service:a GET /')])).toEqual([]);
  expect(files([at('a.ts', 'rpc a/c')])).toEqual([
    ['a.ts', 1],
    ['b.ts', 0],
  ]);
});

test('variables and hosts are in the graph; of calls only those that count, of topics also where their names stand', () => {
  const all = [
    at('a.ts', 'variable service:a PORT'),
    at('b.ts', 'rpc a/b', { only: 'cursor' }),
    at('c.ts', 'topic orders', { only: 'cursor' }),
  ];
  expect(new ToldEnds().news(all, () => [])?.files.map(({ file }) => file)).toEqual(['c.ts']);
});

test('who begins anew says so: what others knew of before holds no more', () => {
  const told = new ToldEnds();
  expect([told.news([at('a.ts', 'rpc a/b')], () => [])?.anew, told.news([at('b.ts', 'rpc a/b')], () => [])?.anew]).toEqual([true, false]);
});
