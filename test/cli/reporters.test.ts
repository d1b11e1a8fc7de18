import { expect, test } from 'vitest';
import { z } from 'zod';
import { findingsText } from '../../src/cli/reporters/findings-text.ts';
import { github } from '../../src/cli/reporters/github.ts';
import { junit } from '../../src/cli/reporters/junit.ts';
import type { Reported, ReportedRule } from '../../src/cli/reporters/reported.ts';
import { sarif } from '../../src/cli/reporters/sarif.ts';
import { xmlFaults } from './xml-faults.ts';

const RULES: readonly ReportedRule[] = [
  { id: 'env.a', title: 'A', why: 'It fails.', fix: 'Mend it.' },
  { id: 'env.b', title: 'B', why: 'It fails.', fix: 'Mend it.' },
];

const ODD: Reported = {
  id: 'env.a:1',
  rule: 'env.a',
  severity: 'high',
  message: 'Says <"100%">,\nand & more: \u0001',
  places: [
    { file: 'a b/ü,:.yaml', line: 3, column: 5, note: 'here' },
    { file: 'c.js', line: 1, column: 1 },
  ],
};

/** What the schema of SARIF 2.1.0 asks of the parts that are written: names, types and bounds; nothing else may stand there. */
const location = z.strictObject({
  id: z.int().min(0).optional(),
  message: z.strictObject({ text: z.string() }).optional(),
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({ uri: z.string().regex(/^[^\s]+$/), uriBaseId: z.string() }),
    region: z.strictObject({ startLine: z.int().min(1), startColumn: z.int().min(1) }),
  }),
});
const text = z.strictObject({ text: z.string().min(1) });
const level = z.enum(['none', 'note', 'warning', 'error']);
const SARIF = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.literal('Faultline'),
          rules: z.array(
            z.strictObject({
              id: z.string(),
              shortDescription: text,
              fullDescription: text,
              help: text,
              defaultConfiguration: z.strictObject({ level }),
              properties: z.record(z.string(), z.string()),
            }),
          ),
        }),
      }),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int().min(0).optional(),
          level,
          message: text,
          locations: z.array(location),
          relatedLocations: z.array(location),
          partialFingerprints: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ]),
});

test('SARIF has the shape of its schema, and rules that results refer to', () => {
  const log = SARIF.parse(JSON.parse(sarif([ODD], RULES)));
  const [run] = log.runs;
  expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(['env.a']);
  expect(run.results[0]).toMatchObject({ ruleId: 'env.a', ruleIndex: 0, level: 'error', partialFingerprints: { faultline: 'env.a:1' } });
  expect(run.results[0]!.locations[0]!.physicalLocation.artifactLocation.uri).toBe('a%20b/%C3%BC%2C%3A.yaml');
  SARIF.parse(JSON.parse(sarif([], RULES)));
});

test('JUnit is XML with a suite for each rule, whatever the texts hold', () => {
  const xml = junit([ODD], RULES);
  expect(xmlFaults(xml)).toEqual([]);
  expect(xml).toContain('<testsuites name="Faultline" tests="2" failures="1">');
  expect(xml).toContain('<testsuite name="env.b" tests="1" failures="0">');
});

test('a workflow command is one line, with its place', () => {
  expect(github([ODD])).toBe('::error file=a b/ü%2C%3A.yaml,line=3,col=5,title=env.a::Says <"100%25">,%0Aand & more: \u0001%0Ac.js:1\n');
});

test('for people: what, why, where, and how many', () => {
  expect(findingsText([ODD], RULES)).toContain('high     Says');
  expect(findingsText([ODD], RULES)).toMatch(/It fails\.\n.*a b\/ü,:\.yaml:3:5 {2}here\n[^]*1 finding: 1 high\.\n$/);
  expect(findingsText([], RULES)).toBe('No findings.\n');
});
