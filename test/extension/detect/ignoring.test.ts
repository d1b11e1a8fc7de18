import { expect, test } from 'vitest';
import { faultline } from '../../../src/core/extract/faultline/index.ts';
import { ignored } from '../../../src/core/extract/ignored.ts';
import type { FilePath } from '../../../src/core/model/source.ts';
import { ignoreComment } from '../../../src/extension/detect/ignore-comment.ts';
import { withIgnore } from '../../../src/extension/detect/ignore-entry.ts';

const comment = (file: string, line = 'x', reason = 'set by the platform') => ignoreComment({ file, line, check: 'env.x', reason });

test.each([
  ['compose.yaml', '# faultline-ignore env.x: set by the platform'],
  ['orders/Dockerfile', '# faultline-ignore env.x: set by the platform'],
  ['.env', '# faultline-ignore env.x: set by the platform'],
  ['main.ts', '// faultline-ignore env.x: set by the platform'],
  ['Main.java', '// faultline-ignore env.x: set by the platform'],
  ['pom.xml', '<!-- faultline-ignore env.x: set by the platform -->'],
  ['schema.sql', '-- faultline-ignore env.x: set by the platform'],
  ['main.py', '# faultline-ignore env.x: set by the platform'],
])('in %s it is said in a comment of its language, which is read back', (file, text) => {
  expect(comment(file)).toBe(text);
  expect(ignored({ path: file as FilePath, text }).facts).toMatchObject([{ check: 'env.x', reason: 'set by the platform' }]);
});

test('the comment stands where the line stands, and no reason ends it', () => {
  expect(comment('compose.yaml', '      A: b')).toBe('      # faultline-ignore env.x: set by the platform');
  expect(comment('pom.xml', '<a/>', 'ends --> here\nand there')).toBe('<!-- faultline-ignore env.x: ends here and there -->');
});

test('files without comments have none', () => {
  expect(comment('package.json')).toBe(null);
});

const ENTRY = { check: 'env.x', subject: 'orders A B', path: 'deploy/compose.yaml', reason: 'set by: the platform' };
const WRITTEN = '  - check: env.x\n    path: deploy/compose.yaml\n    subject: orders A B\n    reason: "set by: the platform"\n';

const read = (text: string) =>
  faultline.extract({ path: '.faultline/config.yaml' as FilePath, text }).facts.filter(({ kind }) => kind === 'ignores');

test.each([
  ['no file', '', `ignore:\n${WRITTEN}`],
  ['other settings', 'apart:\n  - [a, b]\n', `apart:\n  - [a, b]\nignore:\n${WRITTEN}`],
  ['an empty list', 'ignore: []\n', `ignore:\n${WRITTEN}`],
  [
    'a comment after the key',
    'ignore: # ours\n  - check: env.y\n    reason: z\n',
    `ignore: # ours\n${WRITTEN}  - check: env.y\n    reason: z\n`,
  ],
])('with %s the entry is added, and all that stands there stays', (_case, before, after) => {
  expect(withIgnore(before, ENTRY)).toBe(after);
  expect(read(after)).toContainEqual(expect.objectContaining({ check: 'env.x', subject: 'orders A B', path: 'deploy/compose.yaml' }));
});

test('entries that stand further left stay in one list', () => {
  const after = withIgnore('ignore:\n- check: env.y\n  reason: z\n', ENTRY)!;
  expect(read(after)).toHaveLength(2);
});

test('a list on one line is left to a person', () => {
  expect(withIgnore('ignore: [{check: env.y, reason: z}]\n', ENTRY)).toBe(null);
});
