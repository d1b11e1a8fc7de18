import { expect, test } from 'vitest';
import type { FilePath } from '../../../src/core/model/source.ts';
import { isDay } from '../../../src/core/waivers/day.ts';
import { judged, type Breakage } from '../../../src/core/waivers/waived.ts';
import { waivers } from '../../../src/core/waivers/waivers.ts';

const read = (text: string) => waivers({ path: '.faultline/waivers.yaml' as FilePath, text });
const problems = (text: string): readonly string[] => read(text).problems.map(({ message }) => message);

/** What a waiver of these lines leaves of breakages, and what is said. */
const left = (lines: string, breakages: readonly Breakage[], today = '2026-11-21') => {
  const { failing, waived, problems } = judged(breakages, read(lines).waivers, today);
  return {
    failing: failing.map(shown),
    waived: waived.map(({ breakage }) => shown(breakage)),
    said: problems.map(({ message }) => message),
  };
};
const shown = ({ consumer, element }: Breakage): string => `${consumer} ${element}`;

const ORDERS: Breakage = { consumer: 'payments', element: 'POST /orders', rule: 'api-removed' };
const TOTAL: Breakage = { consumer: 'web', element: 'shop.Order.total', rule: 'FIELD_NO_DELETE' };

const waiver = (lines: Readonly<Record<string, string>>): string =>
  Object.entries({ consumer: 'payments', element: 'POST /orders', reason: 'It ends in May.', expires: '2027-05-31', ...lines })
    .map(([key, value], at) => `${at === 0 ? '- ' : '  '}${key}: ${JSON.stringify(value)}\n`)
    .join('');

test('a waiver names its consumer, what changed, a reason and its last day', () => {
  const text = '- consumer: payments\n  element: POST /orders\n  reason: It ends in May.\n  expires: 2027-05-31\n';
  const { waivers, problems } = read(text);
  expect(problems).toEqual([]);
  expect(waivers).toMatchObject([
    {
      at: { file: '.faultline/waivers.yaml' },
      consumer: 'payments',
      element: 'POST /orders',
      reason: 'It ends in May.',
      expires: '2027-05-31',
    },
  ]);
  expect(text.slice(...waivers[0]!.at.span)).toBe(text.slice(2, -1));
});

test.each([
  [{ reason: '' }, 'This waiver does not hold: say why it is all right, reason: payments is switched off in May.'],
  [{ reason: '  ' }, 'This waiver does not hold: say why it is all right, reason: payments is switched off in May.'],
  [{ consumer: '' }, 'This waiver does not hold: name the service that may break, consumer: payments, or consumer: "*" for every one.'],
  [{ element: '' }, 'This waiver does not hold: say what may break it, element: POST /orders, or rule: FIELD_NO_DELETE.'],
  [{ expires: '' }, 'This waiver does not hold: say how long it holds, expires: 2027-01-31.'],
  [{ expires: '31.5.2027' }, 'This waiver does not hold: "31.5.2027" is no day; write it as 2027-01-31.'],
  [{ expires: '2027-02-29' }, 'This waiver does not hold: "2027-02-29" is no day; write it as 2027-01-31.'],
  [{ because: 'x' }, 'A waiver has no "because"; it has consumer, element, rule, reason and expires.'],
])('a waiver with %j is refused, and the others hold', (lines, sentence) => {
  const found = read(waiver(lines) + waiver({}));
  expect(found.problems.map(({ message }) => message)).toEqual([sentence]);
  expect(found.waivers).toHaveLength(1);
});

test('waivers are a list, and an empty file has none', () => {
  expect(problems('consumer: payments\n')).toEqual(['Waivers are a list; begin each with a dash: - consumer: payments.']);
  expect([read('').waivers, problems('# none\n')]).toEqual([[], []]);
  expect(problems('- [')).not.toEqual([]);
});

test('what is waived fails no more, and nothing else', () => {
  expect(left(waiver({}), [ORDERS, TOTAL])).toEqual({ failing: ['web shop.Order.total'], waived: ['payments POST /orders'], said: [] });
});

test.each([
  [{ element: '', rule: 'FIELD_NO_DELETE', consumer: 'web' }, true],
  [{ element: 'shop.Order.*', consumer: 'web' }, true],
  [{ element: 'shop.Order', consumer: 'web' }, false],
  [{ element: 'shop.Order.total', consumer: '*' }, true],
  [{ element: 'shop.Order.total', consumer: 'we' }, false],
  [{ element: 'shop.Order.total', consumer: 'web', rule: 'FIELD_SAME_TYPE' }, false],
])('whether %j waives a removed field of web: %s', (lines, isWaived) => {
  expect(left(waiver(lines), [TOTAL]).failing).toHaveLength(isWaived ? 0 : 1);
});

test('a waiver holds through its last day, and the day after it is said that it does not', () => {
  expect(left(waiver({}), [ORDERS], '2027-05-31').failing).toEqual([]);
  expect(left(waiver({}), [ORDERS], '2027-06-01')).toEqual({
    failing: ['payments POST /orders'],
    waived: [],
    said: ['The waiver of POST /orders for payments ran out on 2027-05-31 and holds no more; mend the consumer, or agree on another day.'],
  });
});

test('a waiver that nothing needs is said', () => {
  expect(left(waiver({}), []).said).toEqual(['The waiver of POST /orders for payments waives nothing in this change.']);
  expect(left(waiver({ consumer: '*' }), [], '2028-01-01').said).toEqual([
    'The waiver of POST /orders for everyone ran out on 2027-05-31, and nothing needs it; remove it.',
  ]);
});

test.each([
  ['2024-02-29', true],
  ['2100-02-29', false],
  ['2000-02-29', true],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-04-31', false],
  ['2026-1-1', false],
])('%s is a day: %s', (written, expected) => {
  expect(isDay(written)).toBe(expected);
});
