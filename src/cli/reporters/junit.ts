import type { Reported, ReportedRule } from './reported.ts';

/** JUnit XML: a suite for each rule that was looked at, a failed case for each thing that it found. */
export function junit(reported: readonly Reported[], rules: readonly ReportedRule[]): string {
  const suites = rules.map(rule =>
    suiteOf(
      rule,
      reported.filter(result => result.rule === rule.id),
    ),
  );
  const total = `tests="${suites.reduce((sum, { tests }) => sum + tests, 0)}" failures="${reported.length}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Faultline" ${total}>\n${suites.map(({ text }) => text).join('')}</testsuites>\n`;
}

function suiteOf({ id, title }: ReportedRule, found: readonly Reported[]): { readonly tests: number; readonly text: string } {
  const tests = Math.max(1, found.length);
  const cases = found.length === 0 ? [`  <testcase classname="${escaped(id)}" name="${escaped(title)}"/>\n`] : found.map(caseOf);
  return {
    tests,
    text: ` <testsuite name="${escaped(id)}" tests="${tests}" failures="${found.length}">\n${cases.join('')} </testsuite>\n`,
  };
}

function caseOf({ id, rule, severity, message, places }: Reported): string {
  const lines = places.map(({ file, line, note }) => `${file}:${line}${note ? ` ${note}` : ''}`).join('\n');
  const [first] = places;
  const file = first ? ` file="${escaped(first.file)}" line="${first.line}"` : '';
  return `  <testcase classname="${escaped(rule)}" name="${escaped(id)}"${file}>\n   <failure type="${severity}" message="${escaped(message)}">${escaped(lines)}</failure>\n  </testcase>\n`;
}

/** Characters that XML forbids even as references are left out. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
