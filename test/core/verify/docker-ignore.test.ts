import { expect, test } from 'vitest';
import { dockerIgnore } from '../../../src/core/verify/docker-ignore.ts';

test.each<readonly [string, readonly string[], readonly string[]]>([
  ['node_modules', ['node_modules', 'node_modules/a/b'], ['a/node_modules', 'node_modules2']],
  ['**/node_modules', ['node_modules', 'a/node_modules', 'a/b/node_modules/c'], ['a/node_modules.txt']],
  ['/dist/', ['dist'], ['a/dist']],
  ['*/temp*', ['a/temp', 'a/temporary/b'], ['temp', 'a/b/temp']],
  ['**', ['a', 'a/b'], []],
  ['*\n!dist', ['a'], ['dist', 'dist/x.js']],
  ['dist\n!dist/keep', ['dist/other'], ['dist', 'dist/keep']],
  ['!a\na', ['a'], []],
  ['# a\n\n  b  \n', ['b'], ['# a', 'a']],
  ['a?c\n[x-z]\n[^a]q\n\\*', ['abc', 'y', 'bq', '*'], ['ac', 'w', 'aq', 's']],
  ['a/../b\n./c', ['b', 'c'], ['a']],
  ['docs/**/*.md', ['docs/a.md', 'docs/x/y/a.md'], ['docs/a.txt', 'a.md']],
])('%j', (text, out, given) => {
  const { leavesOut } = dockerIgnore(text);
  expect(out.filter(path => !leavesOut(path))).toEqual([]);
  expect(given.filter(leavesOut)).toEqual([]);
});

test('whatever is written is read, and soon', () => {
  const { user } = process.cpuUsage();
  for (const text of ['[', '[]', '\\', '!', '*a'.repeat(450), '**/a/'.repeat(190), '**/*a*'.repeat(150), '..', '[z-a]', '\uFEFFa'])
    expect(typeof dockerIgnore(text).leavesOut(`${'a/'.repeat(100)}${'a'.repeat(200)}b`)).toBe('boolean');
  expect(process.cpuUsage().user - user).toBeLessThan(2_000_000);
});
