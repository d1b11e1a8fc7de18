import { expect, test } from 'vitest';
import { extract } from '../../../src/core/extract/extractors.ts';
import type { FilePath } from '../../../src/core/model/source.ts';

const ignores = (path: string, text: string) =>
  extract({ path: path as FilePath, text }).facts.flatMap(fact => (fact.kind === 'ignores' ? [`${fact.check}: ${fact.reason}`] : []));

test('a check is ignored in the comments of any language', () => {
  expect(ignores('a.ts', '// faultline-ignore resilience.no-timeout: a long poll\n')).toEqual(['resilience.no-timeout: a long poll']);
  expect(ignores('a.py', '# faultline-ignore env.*: generated\n')).toEqual(['env.*: generated']);
  expect(ignores('A.java', '/* faultline-ignore code.x: it is meant */\n')).toEqual(['code.x: it is meant']);
  expect(ignores('pom.xml', '<project><!-- faultline-ignore version.x: pinned --></project>\n')).toEqual(['version.x: pinned']);
  expect(ignores('a.sql', '-- faultline-ignore code.x: a migration\n')).toEqual(['code.x: a migration']);
});

test('without a check or a reason it is a problem that says what to write', () => {
  const { facts, problems } = extract({ path: '.env' as FilePath, text: '# faultline-ignore env.quoted-value\nA=1\n' });
  expect(facts.filter(({ kind }) => kind === 'ignores')).toEqual([]);
  expect(problems.map(({ message }) => message)).toEqual([
    'Name the check and say why: faultline-ignore env.name-mismatch: set by the platform.',
  ]);
});

test('a text that is no comment ignores nothing', () => {
  expect(ignores('a.ts', "const word = 'faultline-ignore code.x: no';\n")).toEqual([]);
});
