import { expect, test } from 'vitest';
import { codeOwners, ownersOf } from '../../../src/core/owners/codeowners.ts';
import type { FilePath } from '../../../src/core/model/source.ts';

const owned = (texts: Readonly<Record<string, string>>, path: string): string => {
  const owners = codeOwners(file => texts[file]);
  return owners ? ownersOf(owners, path as FilePath).owners.join(' ') || 'nobody' : 'no file';
};

const github = (text: string, path: string): string => owned({ '.github/CODEOWNERS': text }, path);
const gitlab = (text: string, path: string): string => owned({ '.gitlab/CODEOWNERS': text }, path);

test.each([
  ['* @all', 'a/b/c.ts', '@all'],
  ['*.js @js', 'a/b.js', '@js'],
  ['*.js @js', 'a/b.ts', 'nobody'],
  ['/build/logs/ @ops', 'build/logs/deep/x.log', '@ops'],
  ['/build/logs/ @ops', 'other/build/logs/x.log', 'nobody'],
  ['docs/* docs@example.com', 'docs/start.md', 'docs@example.com'],
  ['docs/* docs@example.com', 'docs/deep/start.md', 'nobody'],
  ['apps/ @apps', 'a/apps/b/c.ts', '@apps'],
  ['apps @apps', 'apps/b/c.ts', '@apps'],
  ['services/orders @orders', 'services/orders/src/main.ts', '@orders'],
  ['services/orders @orders', 'services/orders-db/init.sql', 'nobody'],
  ['services/orders @orders', 'old/services/orders/main.ts', 'nobody'],
  ['**/logs @ops', 'a/b/logs/x', '@ops'],
  ['/a/**/z @z', 'a/z', '@z'],
  ['/a/**/z @z', 'a/b/c/z', '@z'],
  ['/a/** @z', 'a/b/c', '@z'],
  ['/file?.txt @q', 'file1.txt', '@q'],
  ['/a\\ b/ @space', 'a b/c', '@space'],
  ['/docs/ @org/team @@x me@example.com # why', 'docs/a', '@org/team @@x me@example.com'],
])('GitHub: by %s, %s belongs to %s', (text, path, expected) => {
  expect(github(text, path)).toBe(expected);
});

test('the last line that matches counts, also one without owners', () => {
  const text = '* @all\n/apps/ @apps\n/apps/free\n';
  expect(['x', 'apps/x', 'apps/free'].map(path => github(text, path))).toEqual(['@all', '@apps', 'nobody']);
});

test.each([
  ['internal/README.md @x', 'deep/internal/README.md', '@x'],
  ['/docs/ @x', 'docs/deep/a', '@x'],
  ['/docs @x', 'docs/a', 'nobody'],
  ['/docs @x', 'docs', '@x'],
  ['[Section] @default\n/a/\n/b/ @own', 'a/x', '@default'],
  ['[Section] @default\n/a/\n/b/ @own', 'b/x', '@own'],
  ['* @all\n^[Docs][2] @docs\n/a/', 'a/x', '@all @docs'],
  ['[One]\n* @one\n[two]\n*.ts @two\n[ONE]\n/a/ @other', 'a/x.ts', '@other @two'],
  ['* @all\n!*.lock', 'a/x.lock', 'nobody'],
])('GitLab: by %j, %s belongs to %s', (text, path, expected) => {
  expect(gitlab(text, path)).toBe(expected);
});

test('the first place counts, and sections or its pipeline tell that GitLab reads it', () => {
  expect(owned({ '.github/CODEOWNERS': '* @github', CODEOWNERS: '* @top' }, 'a')).toBe('@github');
  expect(owned({ 'docs/CODEOWNERS': '* @docs', '.gitlab/CODEOWNERS': '* @gitlab' }, 'a')).toBe('@docs');
  expect(owned({ CODEOWNERS: 'a/b @x', '.gitlab-ci.yml': '' }, 'deep/a/b')).toBe('@x');
  expect(owned({ CODEOWNERS: '[S]\na/b @x' }, 'deep/a/b')).toBe('@x');
  expect(owned({ CODEOWNERS: 'a/b @x' }, 'deep/a/b')).toBe('nobody');
  expect(owned({}, 'a')).toBe('no file');
});

test('a line that GitHub skips is said, and the others count', () => {
  const text = '* @all\n/a/ nobody-known\n!b @x\n/c[1] @y\n';
  const found = codeOwners(file => (file === '.github/CODEOWNERS' ? text : undefined))!;
  expect(found.problems.map(({ at, message }) => `${text.slice(...at)}: ${message}`)).toEqual([
    '/a/ nobody-known: GitHub skips this line: "nobody-known" is no owner; write @user, @organization/team or an email address.',
    '!b @x: GitHub skips this line: a CODEOWNERS pattern has no "!".',
    '/c[1] @y: GitHub skips this line: a CODEOWNERS pattern has no "[".',
  ]);
  expect(github(text, 'a/x')).toBe('@all');
});

test('the line that decides is the evidence', () => {
  const text = '* @all\n  /a/ @a # team\n';
  const found = ownersOf(
    codeOwners(file => (file === 'CODEOWNERS' ? text : undefined))!,
    'a/x' as FilePath,
  );
  expect(found.evidence.map(({ file, span }) => `${file} ${text.slice(...span)}`)).toEqual(['CODEOWNERS /a/ @a']);
});

test('no pattern takes long', () => {
  const text = `/${'*a'.repeat(2000)}b @x\n${'**/'.repeat(500)}z @y\n`;
  const started = performance.now();
  expect(github(text, `${'a'.repeat(4000)}`)).toBe('nobody');
  expect(github(text, 'a/'.repeat(2000))).toBe('nobody');
  expect(performance.now() - started).toBeLessThan(2000);
});
