import { expect, test } from 'vitest';
import { findingDiagnostics } from '../../../src/server/findings/finding-diagnostics.ts';
import { shownFindings } from '../../../src/server/findings/shown-findings.ts';
import type { PlacedFinding } from '../../../src/workspace/placed-finding.ts';
import { MISTAKEN, placedIn } from '../features/finding-system.ts';

const LINKS = { uriOf: (file: string) => `file:///shop/${file}`, pageOf: (check: string) => `file:///pages/${check}.md` };

/** `5:7-5:16 Error env.name-mismatch → orders/main.js:2 STORE_HOST is read here` */
const told = (all: readonly PlacedFinding[]): readonly string[] =>
  [...findingDiagnostics(all, LINKS)].flatMap(([file, own]) =>
    own.map(({ range: { start, end }, severity, code, relatedInformation = [] }) => {
      const sides = relatedInformation.map(
        ({ location, message }) => ` → ${location.uri.slice('file:///shop/'.length)}:${location.range.start.line + 1} ${message}`,
      );
      return `${file}:${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1} ${severity} ${code}${sides.join('')}`;
    }),
  );

const finding = (severity: PlacedFinding['severity'], stage: PlacedFinding['stage'] = 'env', line = 1): PlacedFinding => ({
  id: `${stage}.x:${severity}${line}`,
  check: `${stage}.x`,
  subject: 'x',
  stage,
  severity,
  message: 'X is not Y.',
  evidence: [{ file: 'compose.yaml' as PlacedFinding['evidence'][number]['file'], line, column: 1, endLine: line, endColumn: 2, note: '' }],
  about: [],
});

test('a finding is marked where it is put right, from its beginning to its end, and leads to every other side', () => {
  expect(told(placedIn(MISTAKEN))).toEqual([
    'compose.yaml:5:7-5:16 1 env.name-mismatch → orders/main.js:2 STORE_HOST is read here',
    'compose.yaml:9:20-9:35 1 dependency.healthy-without-healthcheck → compose.yaml:10 it has no healthcheck',
  ]);
});

test('its code leads to the page of the check', () => {
  const [first] = findingDiagnostics(placedIn(MISTAKEN), LINKS).get('compose.yaml' as never)!;
  expect(first).toMatchObject({ source: 'Faultline', codeDescription: { href: 'file:///pages/env.name-mismatch.md' } });
});

test('what fails for certain is an error, what may fail a warning, what is worth knowing a hint', () => {
  const all = (['critical', 'high', 'medium', 'low', 'info'] as const).map(severity => finding(severity));
  expect([...findingDiagnostics(all, LINKS).values()].flat().map(({ severity }) => severity)).toEqual([1, 1, 2, 3, 4]);
});

test('what is less severe than somebody wants to know is not shown, and where checks are off nothing is', () => {
  const all = (['info', 'low', 'critical', 'medium'] as const).map(severity => finding(severity));
  const shown = (severity: PlacedFinding['severity'], enabled = true) => shownFindings(all, { enabled, severity }).map(one => one.severity);
  expect(shown('low')).toEqual(['critical', 'medium', 'low']);
  expect(shown('high')).toEqual(['critical']);
  expect(shown('info', false)).toEqual([]);
});

test('findings stand in the order of triage: what explains others first, then what is worse, then the line', () => {
  const all = [
    finding('critical', 'code'),
    finding('low', 'env', 9),
    finding('low', 'env', 3),
    finding('high', 'wiring'),
    finding('high', 'env'),
  ];
  expect(shownFindings(all, { enabled: true, severity: 'info' }).map(({ id }) => id)).toEqual([
    'env.x:high1',
    'env.x:low3',
    'env.x:low9',
    'wiring.x:high1',
    'code.x:critical1',
  ]);
});
