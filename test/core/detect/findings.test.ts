import { expect, test } from 'vitest';
import type { Check, Found } from '../../../src/core/detect/check.ts';
import { duplicateVariable } from '../../../src/core/detect/checks/env/duplicate-variable.ts';
import { findingsIn, found } from './workspace.ts';

const TWICE = 'A=1\nA=2\n';

test('a comment with a reason, on the line or the line above, in any kind of comment', () => {
  expect(found(duplicateVariable, { '.env': TWICE })).toHaveLength(1);
  expect(found(duplicateVariable, { '.env': `# faultline-ignore env.duplicate-variable: the second is for the tests\n${TWICE}` })).toEqual(
    [],
  );
  expect(found(duplicateVariable, { '.env': 'A=1\nA=2 # faultline-ignore env.*: it is meant\n' })).toEqual([]);
});

test('a comment for another check, without a reason or further away does not count', () => {
  expect(found(duplicateVariable, { '.env': `# faultline-ignore env.quoted-value: other\n${TWICE}` })).toHaveLength(1);
  expect(found(duplicateVariable, { '.env': `# faultline-ignore env.duplicate-variable\n${TWICE}` })).toHaveLength(1);
  expect(found(duplicateVariable, { '.env': `# faultline-ignore env.duplicate-variable: far away\n\n${TWICE}` })).toHaveLength(1);
});

const ignoring = (more: string) => ({
  'a/.env': TWICE,
  '.faultline/config.yaml': `ignore:\n  - check: env.duplicate-variable\n    reason: it is meant\n${more}`,
});

test('the configuration ignores a check, of a path, of a subject', () => {
  expect(found(duplicateVariable, ignoring(''))).toEqual([]);
  expect(found(duplicateVariable, ignoring('    path: a\n'))).toEqual([]);
  expect(found(duplicateVariable, ignoring('    path: b\n'))).toHaveLength(1);
  expect(found(duplicateVariable, ignoring('    subject: a/.env A\n'))).toEqual([]);
  expect(found(duplicateVariable, ignoring('    subject: a/.env B\n'))).toHaveLength(1);
});

test('an id names the check and the subject, and no line', () => {
  const [first] = findingsIn({ '.env': TWICE }, [duplicateVariable]);
  const [moved] = findingsIn({ '.env': `B=1\n\n${TWICE}` }, [duplicateVariable]);
  const [other] = findingsIn({ '.env': 'C=1\nC=2\n' }, [duplicateVariable]);
  expect(first!.id).toMatch(/^env\.duplicate-variable:[a-z0-9]+$/);
  expect(moved!.id).toBe(first!.id);
  expect(other!.id).not.toBe(first!.id);
});

const saying = (all: readonly Partial<Found>[]): Check => ({
  id: 'code.said',
  stage: 'code',
  severity: 'low',
  title: '',
  why: '',
  fix: '',
  guard: '',
  sources: [],
  *run({ services }) {
    for (const [index, part] of all.entries()) {
      const at = { file: services[0]!.files[0]!, span: [0, 0] } as const;
      yield { subject: `s${index}`, message: `m${index}`, evidence: [{ at, note: '' }], about: [`a${index}`], ...part };
    }
  },
});

const ANY = { 'package.json': '{"scripts":{"start":"node a"}}', 'a.js': 'require("express")().listen(80);\n' };

test('the worst comes first, and the same subject is said once', () => {
  const check = saying([{ severity: 'low' }, { severity: 'critical' }, { subject: 's0', severity: 'low' }]);
  expect(findingsIn(ANY, [check]).map(({ message }) => message)).toEqual(['m1', 'm0']);
});

test('more than three of a group are one finding, with the places of all', () => {
  const group = { subject: 'all', message: (subjects: readonly string[]) => subjects.join() };
  expect(findingsIn(ANY, [saying([{ group }, { group }, { group }])])).toHaveLength(3);
  const [one, ...more] = findingsIn(ANY, [saying([{ group }, { group }, { group }, { group }])]);
  expect(more).toEqual([]);
  expect(one).toMatchObject({ subject: 'all', message: 's0,s1,s2,s3', about: ['a0', 'a1', 'a2', 'a3'] });
  expect(one!.evidence).toHaveLength(4);
});

test('a check that finds more than twenty tells them by service', () => {
  const many = Array.from({ length: 45 }, (_, index) => ({ about: [`service:${index % 5}`] }));
  expect(findingsIn(ANY, [saying(many)]).map(({ subject }) => subject)).toEqual(
    [0, 1, 2, 3, 4].map(index => `service:${index} and 9 more`),
  );
  expect(findingsIn(ANY, [saying(Array.from({ length: 45 }, () => ({})))])).toHaveLength(20);
});
