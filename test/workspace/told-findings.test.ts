import { expect, test } from 'vitest';
import type { FilePath } from '../../src/core/model/source.ts';
import type { PlacedFinding } from '../../src/workspace/placed-finding.ts';
import { ToldFindings } from '../../src/workspace/told-findings.ts';

const finding = (id: string, line = 1): PlacedFinding => ({
  id,
  check: 'env.x',
  subject: id,
  stage: 'env',
  severity: 'high',
  message: 'X is not Y.',
  evidence: [{ file: 'compose.yaml' as FilePath, line, column: 1, endLine: line, endColumn: 2, note: '' }],
  about: [],
});

const brief = (told: ToldFindings) => {
  const news = told.news();
  return news && { anew: news.anew, changed: news.changed.map(({ id }) => id), gone: news.gone, checked: news.checked };
};

test('only what differs from what was told before is told again', () => {
  const told = new ToldFindings();
  told.take('env.x', [finding('a'), finding('b')]);
  told.judge([]);
  expect(brief(told)).toEqual({ anew: true, changed: ['a', 'b'], gone: [], checked: true });
  told.take('env.x', [finding('a'), finding('b', 2), finding('c')]);
  told.judge([]);
  expect(brief(told)).toEqual({ anew: false, changed: ['b', 'c'], gone: [], checked: true });
  told.take('env.x', [finding('b', 2)]);
  expect(brief(told)).toEqual({ anew: false, changed: [], gone: ['a', 'c'], checked: true });
  told.take('env.x', [finding('b', 2)]);
  expect(brief(told)).toBe(undefined);
});

test('what one check says leaves what others said, and before all have come to their end that is said', () => {
  const told = new ToldFindings();
  told.take('env.x', [finding('a')]);
  expect(brief(told)).toEqual({ anew: true, changed: ['a'], gone: [], checked: false });
  told.take('env.y', []);
  told.judge([]);
  expect(brief(told)).toEqual({ anew: false, changed: [], gone: [], checked: true });
  expect([told.has('env.x'), told.has('env.y')]).toEqual([true, false]);
});
