import { expect, test } from 'vitest';
import { toldPlaces } from '../../../src/extension/impact/told-places.ts';

const places = (output: string) =>
  toldPlaces(output).map(({ path, line, column }) => [path, line, ...(column === undefined ? [] : [column])].join(' '));

test.each([
  ['node', `    at TestContext.<anonymous> (file:///home/me/a/price.test.mjs:8:10)`, ['/home/me/a/price.test.mjs 8 10']],
  ['node, as TAP', `  location: '/home/me/a/price.test.mjs:7:1'`, ['/home/me/a/price.test.mjs 7 1']],
  ['jest and vitest', ` ❯ src/price.test.ts:12:3`, ['src/price.test.ts 12 3']],
  ['pytest', 'tests/test_price.py:14: AssertionError', ['tests/test_price.py 14']],
  ['unittest', '  File "/home/me/tests/test_price.py", line 14, in test_price', ['/home/me/tests/test_price.py 14']],
  ['go', '    price_test.go:12: got 3', ['price_test.go 12']],
  ['cargo', "thread 'price' panicked at src/lib.rs:12:5:", ['src/lib.rs 12 5']],
  ['JUnit', '\tat shop.PriceTest.total(PriceTest.java:12)', ['PriceTest.java 12']],
  ['dotnet', '   at Shop.Tests.PriceTest.Total() in /home/me/my tests/PriceTest.cs:line 12', ['/home/me/my tests/PriceTest.cs 12']],
  ['rspec', 'rspec ./spec/price_spec.rb:12 # Price', ['spec/price_spec.rb 12']],
  ['PHPUnit', '/home/me/tests/PriceTest.php:12', ['/home/me/tests/PriceTest.php 12']],
  ['Windows', String.raw`at (C:\me\price.test.ts:3:4)`, [String.raw`C:\me\price.test.ts 3 4`]],
  ['in colour', '\u001b[31msrc/price.test.ts:12:3\u001b[39m', ['src/price.test.ts 12 3']],
])('the line of a failure as %s tells it', (_runner, output, expected) => {
  expect(places(output)).toEqual(expected);
});

test('a host with its port, a time and a version are no places', () => {
  expect(places('listening at http://localhost:3000 and 127.0.0.1:80 since 12:30:01, node:internal/test:255:12, v1.2:3')).toEqual([]);
});

test('what was said around a place is kept, whether it stands before or after it', () => {
  const said = toldPlaces(['passed 1', 'expected 2, got 3', 'a.test.ts:1:1', 'in total'].join('\n'))[0]?.said;
  expect(said).toBe('passed 1\nexpected 2, got 3\na.test.ts:1:1\nin total');
});

test('anything may be said, at any length', () => {
  expect(places('a'.repeat(300_000))).toEqual([]);
  expect(places('a.b '.repeat(100_000))).toEqual([]);
  expect(places('a.ts:1\n'.repeat(10_000))).toHaveLength(40);
});
