import { expect, test } from 'vitest';
import { called, float, goValue, lines, pieces, result, written } from './calls.ts';

type Case = readonly [name: string, args: readonly unknown[], text: string];

const CASES: readonly Case[] = [
  ['eq', ['a', 'b', 'a'], 'true'],
  ['eq', [null, 'a'], 'false'],
  ['eq', [1, '1'], '! error calling eq: incompatible types for comparison'],
  ['eq', [float(3), 3], '! error calling eq: incompatible types for comparison'],
  ['eq', [[1], [1]], '! error calling eq: non-comparable type []interface {}'],
  ['lt', [null, 1], '! error calling lt: invalid type for comparison'],
  ['ge', [1, 1], 'true'],
  ['len', ['héllo'], '6'],
  ['index', [{ a: ['x', { b: 'y' }] }, 'a', 1, 'b'], 'y'],
  ['index', [{}, 'a'], '<nil>'],
  ['index', [{}, 'a', 'b'], '! error calling index: index of untyped nil'],
  ['default', ['x', ''], 'x'],
  ['default', ['x', 0], 'x'],
  ['default', ['x', 'y'], 'y'],
  ['default', ['x'], 'x'],
  ['empty', [float(0)], 'true'],
  ['coalesce', [0, '', null, 'a'], 'a'],
  ['ternary', ['a', 'b', false], 'b'],
  ['ternary', ['a', 'b', 'true'], '! error calling ternary: wrong type for value; expected bool; got string'],
  ['required', ['need it', null], '! error calling required: need it'],
  ['required', ['need it', 0], '0'],
  ['fail', ['boom'], '! error calling fail: boom'],
  ['add', ['1', float(2.7), 'x', '0x10', '010', '08', true, null], '28'],
  ['add', [2 ** 62, 2 ** 62], '-9223372036854775808'],
  ['div', [-7, 2], '-3'],
  ['mod', [-7, 3], '-1'],
  ['div', [1, 0], '! error calling div: runtime error: integer divide by zero'],
  ['int', ['12.0'], '12'],
  ['int', ['12.5'], '0'],
  ['int', [float(-3.9)], '-3'],
  ['float64', ['1e3'], '1000'],
  ['addf', [float(0.1), float(0.2)], '0.3'],
  ['divf', [2, 3], '0.6666666666666667'],
  ['round', [float(123.5555), 3], '123.556'],
  ['round', [float(-1.5), 0], '-2'],
  ['max', ['5', float(2.9)], '5'],
  ['until', [3], '[0 1 2]'],
  ['untilStep', [5, 0, -2], '[5 3 1]'],
  ['seq', [0, 2, 10], '0 2 4 6 8 10'],
  ['seq', [-2], '1 0 -1 -2'],
  ['toDecimal', ['777'], '511'],
  ['dict', ['a', 1, 'b'], 'map[a:1 b:]'],
  ['get', [{}, 'x'], ''],
  ['hasKey', [null, 'a'], 'false'],
  ['pick', [{ a: 1, b: 2 }, 'a', 'q'], 'map[a:1]'],
  ['omit', [{ a: 1, b: 2 }, 'a'], 'map[b:2]'],
  ['dig', ['a', 'b', 'def', { a: {} }], 'def'],
  ['dig', ['a', 'x', 'def', { a: 'x' }], '! error calling dig: interface conversion: interface {} is string, not map[string]interface {}'],
  [
    'merge',
    [
      { a: 1, m: { x: 1 } },
      { a: 2, b: 3, m: { x: 2, y: 3 } },
    ],
    'map[a:1 b:3 m:map[x:1 y:3]]',
  ],
  [
    'mergeOverwrite',
    [
      { a: 1, m: { x: 1 } },
      { a: 2, m: { y: 3 } },
    ],
    'map[a:2 m:map[x:1 y:3]]',
  ],
  [
    'mergeOverwrite',
    [
      { a: true, b: 'x' },
      { a: false, b: '' },
    ],
    'map[a:false b:]',
  ],
  ['mergeOverwrite', [{ a: 's' }, { a: { x: 1 } }], 'map[a:s]'],
  ['merge', [{ a: null }, { a: 1 }], 'map[a:1]'],
  ['append', [['a'], 1], '[a 1]'],
  ['append', ['x', 1], '! error calling append: Cannot push on type string'],
  ['without', [[1, 2, 3], 2, 3], '[1]'],
  ['uniq', [[1, float(1), '1', 1]], '[1 1 1]'],
  ['has', [3, [float(3)]], 'false'],
  ['has', [1, null], 'false'],
  ['chunk', [3, ['a', 'b', 'c', 'd']], '[[a b c] [d]]'],
  ['slice', [['a', 'b', 'c'], 1, 3], '[b c]'],
  ['first', [[]], '<nil>'],
  ['sortAlpha', [[float(3), float(10)]], '[10 3]'],
  ['kindOf', [null], 'invalid'],
  ['kindOf', [float(1)], 'float64'],
  ['typeOf', [{}], 'map[string]interface {}'],
  ['deepEqual', [1, float(1)], 'false'],
];

test.each(CASES)('%s %j is %s', (name, args, text) => {
  expect(result(name, ...args)).toBe(text);
});

test('set changes the map itself, and deepCopy makes one of its own', () => {
  const first = goValue({ x: { y: 1 } });
  const second = called('deepCopy', first);
  called('set', called('get', second, 'x'), 'y', 2);
  called('unset', first, 'z');
  expect(result('print', first, second)).toBe('map[x:map[y:1]] map[x:map[y:2]]');
});

test('a value that holds itself is an error and no endless loop', () => {
  const map = goValue({ a: 1 });
  called('set', map, 'self', map);
  for (const name of ['toYaml', 'toJson', 'deepCopy', 'toString']) expect(result(name, map)).toMatch(/^! error calling/);
});

test('the default has the places of the empty value that made it the default', () => {
  expect(pieces(called('default', written('x', 1), written('', 2)))).toEqual(['x@1,2']);
  expect(pieces(called('default', written('x', 1), written('y', 2)))).toEqual(['y@2']);
  expect(pieces(called('coalesce', written('', 1), written('y', 2), written('z', 3)))).toEqual(['y@2,1']);
});

test('a comparison has the places of all that it compared', () => {
  expect(lines(called('eq', written('a', 1), written('b', 2)).origins)).toBe('1,2');
  expect(lines(called('eq', written('a', 1), written('a', 2), written('b', 3)).origins)).toBe('1,2');
});

test('what is random or made by the clock is marked, with a text that stays', () => {
  for (const [name, ...args] of [['randAlphaNum', 5], ['uuidv4'], ['htpasswd', 'a', 'b'], ['genPrivateKey', 'rsa']] as const) {
    const value = called(name, ...args);
    expect(value).toMatchObject({ kind: 'string', unknown: expect.any(String) });
    expect(called(name, ...args)).toEqual(value);
  }
  expect(called('b64enc', called('randAlphaNum', 5))).toMatchObject({ unknown: expect.any(String) });
  expect(called('date', '2006', called('now'))).toMatchObject({ unknown: expect.any(String) });
});
