import { expect, test } from 'vitest';
import { junitCases, k6Cases, sentence, type TestCase } from '../../../src/sandbox/contract-tests/test-report.ts';

const told = (cases: readonly TestCase[]): string[] => cases.map(({ name, result, why }) => `${name}: ${result}${why && ` (${why})`}`);

test('each test of a JUnit report, with the reason of one that failed', () => {
  const report = `<?xml version="1.0"?>
<testsuites><testsuite name="t"><properties><property name="a" value="b"/></properties>
<testcase name="GET (200) /orders" time="0.1"/>
<testcase name="Contract Tests &gt; contractTest() &gt; Scenario: GET /orders -&gt; 200" time="0.1"><system-out>x</system-out></testcase>
<testcase name="short"><failure message="It failed"><![CDATA[Message:
body: At '/sku' Missing required property: sku]]></failure></testcase>
<testcase name="long"><error message="Expected a number&#10;and got a text, in the second of the answers that were asked for" type="E">at Stack.trace()</error></testcase>
<testcase name="later"><skipped/></testcase>
<testcase name="later"><failure/></testcase>
</testsuite></testsuites>`;
  expect(told(junitCases(report))).toEqual([
    'GET (200) /orders: kept',
    'Scenario: GET /orders -> 200: kept',
    "short: broken (body: At '/sku' Missing required property: sku.)",
    'long: broken (Expected a number and got a text, in the second of the answers that were asked for.)',
    'later: not-tested (It was skipped.)',
    'later (2): broken (It failed and gives no reason.)',
  ]);
});

test('each check of k6, whichever way its groups are written', () => {
  const orders = { name: 'orders', checks: [{ name: 'is 200', passes: 3, fails: 1 }], groups: [] };
  const checks = { 'is fast': { name: 'is fast', passes: 4, fails: 0 } };
  for (const groups of [[orders], { orders }])
    expect(told(k6Cases(JSON.stringify({ metrics: {}, root_group: { checks, groups } })))).toEqual([
      'is fast: kept',
      'orders: is 200: broken (It failed 1 of 4 times.)',
    ]);
});

test('whatever a tool writes is read, and what is no report has no tests', () => {
  for (const text of [
    '',
    '<',
    '<testcase',
    '{',
    '[]',
    'null',
    '{"root_group":3}',
    '{"root_group":{"checks":[null,3],"groups":{"a":1}}}',
    '<a>'.repeat(10_000),
  ]) {
    expect(told(k6Cases(text))).toEqual([]);
    expect(told(junitCases(text)).length).toBeLessThan(2);
  }
  expect(junitCases('<testcase name="a"/>'.repeat(2_000))).toHaveLength(500);
});

test('a reason is one line, without the colours of a terminal, and not too long', () => {
  expect(sentence('\u001b[31mfail\u001b[39m:  GET\n /orders')).toBe('fail: GET /orders.');
  expect(sentence('x'.repeat(1_000))).toHaveLength(301);
});
