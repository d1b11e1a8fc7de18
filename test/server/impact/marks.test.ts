import { expect, test } from 'vitest';
import type { ChangeDocument, ServiceDocument } from '../../../src/core/impact/document.ts';
import type { FilePath } from '../../../src/core/model/source.ts';
import { impactDiagnostics } from '../../../src/server/impact/impact-diagnostics.ts';
import { impactParagraphs } from '../../../src/server/impact/impact-hover.ts';
import { marksOf, verdictWithNames } from '../../../src/server/impact/marks.ts';
import { brokenTitle } from '../../../src/server/features/code-lens.ts';
import { impactDocument } from './impact-document.ts';

const file = 'shop.proto' as FilePath;

const change = (element: string, more: Partial<ChangeDocument> = {}): ChangeDocument => ({
  element,
  kind: 'message',
  rule: 'FIELD_NO_DELETE',
  level: 'wire',
  breaking: true,
  message: `${element} was removed.`,
  file,
  line: 3,
  side: 'before',
  ...more,
});

const service = (
  name: string,
  effect: ServiceDocument['effect'],
  changes: readonly string[],
  more: Partial<ServiceDocument> = {},
): ServiceDocument => ({
  name,
  effect,
  confidence: 'certain',
  why: `It reads ${changes[0]}.`,
  evidence: [{ file: `${name}.ts` as FilePath, line: 7 }],
  changes,
  owners: [],
  ...more,
});

const marks = (changes: readonly ChangeDocument[], services: readonly ServiceDocument[]) =>
  [
    ...marksOf(
      impactDocument(changes, services),
      changes.map(() => ({ line: 1, start: 2, end: 9 })),
    ).values(),
  ].flat();

const told = (changes: readonly ChangeDocument[], services: readonly ServiceDocument[]): readonly string[] =>
  marks(changes, services).map(verdictWithNames);

const whole = change(file, { kind: 'contract', level: 'safe', breaking: false });
const uri = (path: FilePath): string => `file:///shop/${path}`;

test('whoever uses the contract is a consumer, and only who is hit itself breaks', () => {
  const services = [
    service('orders', 'broken', ['Item.count']),
    service('stock', 'broken', ['Item.count', file]),
    service('mail', 'rebuilt', [file]),
    service('web', 'at-risk', ['Item.count'], { through: ['orders'] }),
    service('bank', 'untouched', []),
  ];
  expect(told([change('Item.count'), whole], services)).toEqual(['breaks 2 of 3 consumers: orders, stock']);
});

test('who may break is told where nobody breaks for certain', () => {
  expect(told([change('Item.count')], [service('stock', 'at-risk', ['Item.count'])])).toEqual(['puts 1 of 1 consumer at risk: stock']);
});

test('a change that breaks by rule alone says so', () => {
  expect(told([change('Item.count')], [])).toEqual(['breaks by rule, no reader found here']);
});

test('what breaks nobody is not marked', () => {
  expect(told([change('Item.count', { breaking: false }), whole], [service('mail', 'rebuilt', ['Item.count'])])).toEqual([]);
});

test('a change in a file that is gone is to be seen nowhere', () => {
  expect(marksOf(impactDocument([change('Item.count')], []), [null]).size).toBe(0);
});

test('a diagnostic has the rule with its page, an error where somebody breaks, and the lines of readers that are there now', () => {
  const evidence = [
    { file: 'old.ts' as FilePath, line: 1, side: 'before' as const },
    { file: 'orders.ts' as FilePath, line: 7 },
  ];
  const [found] = impactDiagnostics(marks([change('Item.count')], [service('orders', 'broken', ['Item.count'], { evidence })]), uri);
  expect(found).toMatchObject({
    severity: 1,
    code: 'FIELD_NO_DELETE',
    codeDescription: { href: 'https://buf.build/docs/breaking/rules/#field_no_delete' },
    range: { start: { line: 1, character: 2 }, end: { line: 1, character: 9 } },
    message: 'Item.count was removed. It breaks 1 of 1 consumer: orders.',
  });
  expect(found!.relatedInformation!.map(({ location, message }) => `${location.uri}:${location.range.start.line + 1} ${message}`)).toEqual([
    'file:///shop/orders.ts:7 orders: It reads Item.count.',
  ]);
});

test('a diagnostic of what nobody is seen to break by is a warning, and what has no rule is called by its kind', () => {
  const [found] = impactDiagnostics(marks([{ ...change('A'), rule: undefined } as unknown as ChangeDocument], []), uri);
  expect(found).toMatchObject({ severity: 2, code: 'impact.message' });
  expect(found!.codeDescription).toBeUndefined();
});

test('the hover names who is hit and where', () => {
  expect(impactParagraphs(marks([change('Item.count')], [service('orders', 'broken', ['Item.count'])]), uri)).toEqual([
    'Item.count was removed. It **breaks 1 of 1 consumer**. `FIELD_NO_DELETE`',
    '| service | effect | where |\n|---|---|---|\n| orders | broken | [orders.ts:7](file:///shop/orders.ts#L7) |',
  ]);
});

test('of several changes on a line the lens tells the worst', () => {
  const all = marks([change('Item.a'), change('Item.b')], [service('orders', 'broken', ['Item.b'])]);
  expect(brokenTitle(all)).toBe('2 changes: breaks 1 of 1 consumer · Show impact');
});
