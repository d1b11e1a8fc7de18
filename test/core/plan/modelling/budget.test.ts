import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callsAtWorst, overruns, pausedMs, perTryWithin, triesWithin, worstCaseMs } from '../../../../src/core/plan/modelling/budget.ts';

const pauses = { firstMs: 100, multiplier: 2, longestMs: 1000 };

test('three retries in each of two layers are 16 calls', () => {
  expect(callsAtWorst([4, 4])).toBe(16);
});

test('a layer that does not retry multiplies nothing', () => {
  expect([callsAtWorst([]), callsAtWorst([1, 3, 1]), callsAtWorst([0])]).toEqual([1, 3, 1]);
});

test('pauses stand between tries, grow, and stop growing', () => {
  expect([1, 2, 3, 4, 5, 6].map(attempts => pausedMs(attempts, pauses))).toEqual([0, 100, 300, 700, 1500, 2500]);
});

test('the worst case is every try and every pause', () => {
  expect(worstCaseMs({ attempts: 3, perTryMs: 500, pauses })).toBe(1800);
});

test('what each try may take leaves time for the pauses', () => {
  expect([perTryWithin(1000, { attempts: 2, pauses }), perTryWithin(100, { attempts: 2, pauses })]).toEqual([450, undefined]);
});

test('tries are made shorter before they are made fewer, and never shorter than the least', () => {
  const wanted = { attempts: 3, perTryMs: 1000, pauses };
  expect(triesWithin(5000, wanted, 50)).toEqual(wanted);
  expect(triesWithin(1500, wanted, 50)).toEqual({ ...wanted, perTryMs: 400 });
  expect(triesWithin(500, wanted, 150)).toEqual({ ...wanted, attempts: 2, perTryMs: 200 });
  expect(triesWithin(10, wanted, 50)).toBeUndefined();
});

test('whatever is planned ends within its budget', () => {
  const any = fc.record({ attempts: fc.integer({ min: 1, max: 9 }), perTryMs: fc.integer({ min: 1, max: 60_000 }) });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), any, (budget, wanted) => {
      const found = triesWithin(budget, { ...wanted, pauses }, 50);
      return (
        found === undefined || (worstCaseMs(found) <= budget && found.attempts <= wanted.attempts && found.perTryMs <= wanted.perTryMs)
      );
    }),
  );
});

test('a hop that may take longer than its caller waits for a try overruns it', () => {
  const once = (name: string, perTryMs: number) => ({ name, tries: { attempts: 1, perTryMs, pauses } });
  const path = [once('shop', 1000), { name: 'orders', tries: { attempts: 2, perTryMs: 600, pauses } }, once('payments', 500)];
  expect(overruns(path)).toEqual([{ outer: 'shop', inner: 'orders', byMs: 300 }]);
});
