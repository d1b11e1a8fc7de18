import { expect, test } from 'vitest';
import type { ImpactReply, ImpactReport } from '../../src/protocol/impact.ts';
import { breakers } from '../../src/extension/impact/breakers.ts';
import { brokenIn, impactBranches, type ImpactBranch } from '../../src/extension/impact/impact-branches.ts';
import { english } from './fixtures.ts';
import { ticked } from '../../src/extension/impact/panel-state.ts';
import { testRows } from '../../src/extension/impact/test-rows.ts';

const EMPTY: ImpactReport = {
  summary: '',
  breaking: false,
  waived: [],
  changes: [],
  services: [],
  tests: [],
  gaps: [],
  contractTests: [],
  rollout: [],
  versions: [],
  problems: [],
};

const change = {
  element: 'Item.count',
  kind: 'message',
  level: 'wire',
  breaking: true,
  message: 'Item.count was removed.',
  file: 'a/shop.proto',
  line: 9,
  side: 'before',
} as const;
const service = {
  confidence: 'certain',
  why: 'It reads it.',
  evidence: [{ file: 'orders/index.ts', line: 7 }],
  changes: ['Item.count'],
  owners: [],
} as const;

const reply = (report: Partial<ImpactReport>): ImpactReply => ({
  kind: 'impact',
  root: 'file:///shop',
  against: 'HEAD',
  report: { ...EMPTY, ...report },
  places: (report.changes ?? []).map(() => ({ line: 4, start: 0, end: 1 })),
});

const outline = (all: readonly ImpactBranch[], indent = ''): readonly string[] =>
  all.flatMap(({ label, note, to, children }) => [
    `${indent}${label} · ${note}${to ? ` > ${to.file}:${to.line}` : ''}`,
    ...outline(children, `${indent}  `),
  ]);

test('the tree has the broken first, each with its lines, and what changed where it is to be seen now', () => {
  const services = [
    { ...service, name: 'orders', effect: 'broken' },
    { ...service, name: 'web', effect: 'at-risk', confidence: 'likely' },
    { ...service, name: 'bank', effect: 'untouched', evidence: [] },
  ] as const;
  expect(outline(impactBranches(reply({ changes: [change], services }), english))).toEqual([
    'Broken · 1',
    '  orders · It reads it. > orders/index.ts:7',
    '    index.ts:7 · orders > orders/index.ts:7',
    'At risk · 1',
    '  web · likely: It reads it. > orders/index.ts:7',
    '    index.ts:7 · orders > orders/index.ts:7',
    'Untouched · 1',
    '  bank · It reads it.',
    'What changed · 1',
    '  Item.count · Item.count was removed. > a/shop.proto:5',
  ]);
});

test('where nothing changed, or nothing can be compared, there is no tree and no badge', () => {
  const none: ImpactReply = { kind: 'none', root: 'file:///shop', reason: 'no-version', why: '' };
  expect([
    impactBranches(reply({}), english),
    impactBranches(none, english),
    impactBranches(null, english),
    brokenIn(none),
    brokenIn(null),
  ]).toEqual([[], [], [], 0, 0]);
});

test('a badge stands on the files whose change breaks somebody, and not on those that only others break over', () => {
  const services = [
    { ...service, name: 'orders', effect: 'broken' },
    { ...service, name: 'web', effect: 'broken', through: ['orders'] },
  ] as const;
  const harmless = { ...change, element: 'Item.name', file: 'other.proto' };
  expect([...breakers(reply({ changes: [change, harmless], services }))]).toEqual([['a/shop.proto', ['orders']]]);
});

test('no two lines of a tree are called alike', () => {
  const services = [
    { ...service, name: 'orders', effect: 'broken' },
    { ...service, name: 'web', effect: 'broken' },
  ] as const;
  const ids = (all: readonly ImpactBranch[]): readonly string[] => all.flatMap(({ id, children }) => [id, ...ids(children)]);
  const found = ids(impactBranches(reply({ changes: [change], services }), english));
  expect(new Set(found).size).toBe(found.length);
});

test('tests are listed once with the folder that they run in; what has no command is only shown', () => {
  const tests = [
    { service: 'orders', command: 'npm test', folder: 'orders', file: 'orders/package.json', line: 3 },
    { service: 'orders', command: 'npm test', folder: 'orders', file: 'orders/package.json', line: 3 },
  ];
  const contractTests = [
    { tool: 'pact', consumer: 'web', provider: 'orders', folder: '', operations: [], file: 'pacts/web.json', line: 1 },
    { tool: 'dredd', command: 'npx dredd', folder: 'orders', operations: [], file: 'orders/dredd.yml', line: 1 },
    { tool: 'schemathesis', command: 'python -m pytest test_api.py', folder: '', operations: [], file: 'test_api.py', line: 3 },
  ];
  expect(testRows(reply({ tests, contractTests })).map(({ label, command, folder }) => [label, command, folder])).toEqual([
    ['orders: npm test', 'npm test', 'orders'],
    ['pact: web → orders', undefined, ''],
    ['npx dredd', 'npx dredd', 'orders'],
    ['schemathesis: python -m pytest test_api.py', 'python -m pytest test_api.py', ''],
  ]);
});

test('a step of the rollout is ticked off and on again', () => {
  expect(ticked([0], 2)).toEqual([0, 2]);
  expect(ticked([0, 2], 0)).toEqual([2]);
});
