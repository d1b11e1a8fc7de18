import { expect, test } from 'vitest';
import type { ChangeDocument, ImpactDocument, ServiceDocument } from '../../../src/core/impact/document.ts';
import type { Graph } from '../../../src/core/model/graph.ts';
import type { FilePath } from '../../../src/core/model/source.ts';
import { removal, RemovedParts } from '../../../src/server/impact/removed-part.ts';
import type { ImpactAnswer } from '../../../src/workspace/impact-of.ts';
import { impactDocument } from './impact-document.ts';

const service = (name: string, effect: ServiceDocument['effect'], rest: Partial<ServiceDocument> = {}): ServiceDocument => ({
  name,
  effect,
  confidence: 'certain',
  why: `${name} sets shop.v1.Item.sku.`,
  evidence: [{ file: `${name}/index.ts` as FilePath, line: 4 }],
  changes: ['shop.v1.Item.sku'],
  owners: [],
  ...rest,
});

const removed: ChangeDocument = {
  element: 'shop.v1.Item.sku',
  kind: 'message',
  rule: 'FIELD_NO_DELETE',
  level: 'wire',
  breaking: true,
  message: '',
  file: 'shop.proto' as FilePath,
  line: 3,
};

const report = (services: readonly ServiceDocument[]): ImpactDocument => impactDocument([removed], services);

const uriOf = (file: FilePath): string => `file:///shop/${file}`;

test('a part that is taken away says how many it breaks of those that use it, then who, how and where, and at last by which rule', () => {
  const services = [
    service('stock', 'at-risk', { why: 'It exchanges shop.v1.Item; no use of it was found.' }),
    service('orders', 'broken'),
    service('mail', 'rebuilt'),
    service('web', 'at-risk', { through: ['orders'] }),
    service('admin', 'untouched'),
  ];
  expect(removal(report(services), uriOf)).toEqual({
    lines: [
      'Removing it **breaks 1** and **puts 1 at risk** of 3 consumers.',
      '| service | how | where |\n|---|---|---|\n| orders | sets it | [index.ts:4](file:///shop/orders/index.ts#L4) |\n| stock | at risk: exchanges shop.v1.Item | [index.ts:4](file:///shop/stock/index.ts#L4) |',
      'Through others at risk: web.',
    ],
    rule: 'FIELD_NO_DELETE',
  });
});

test('where nobody is hit nothing is claimed', () => {
  expect(removal(report([service('orders', 'untouched')]), uriOf)).toEqual({ lines: [] });
});

const GRAPH: Graph = { nodes: [], edges: [], unresolved: [], problems: [], environments: [] };
const ANSWER: ImpactAnswer = { kind: 'impact', document: report([]), against: '', places: [], before: {} };
const asked = (start: number, waits = true) => ({
  root: '/shop',
  graph: GRAPH,
  file: 'shop.proto' as FilePath,
  offset: start + 1,
  start,
  waits,
});

test('the same part is asked for once, and the newest question withdraws the one before', async () => {
  const told: unknown[] = [];
  const answers: ((answer: ImpactAnswer) => void)[] = [];
  const parts = new RemovedParts({
    impact: (_root, _scope, follow) => {
      follow?.asked(answers.length);
      return new Promise(done => void answers.push(done));
    },
    tell: message => void told.push(message),
  });
  const first = parts.of(asked(10));
  const second = parts.of(asked(20));
  expect(told).toEqual([{ kind: 'withdraw', id: 0 }]);
  answers[0]!({ kind: 'none', reason: 'withdrawn', why: '' });
  answers[1]!(ANSWER);
  expect(await first).toBeUndefined();
  expect(await second).toBe(ANSWER.kind === 'impact' && ANSWER.document);
  await parts.of(asked(20));
  expect(answers).toHaveLength(2);
  // What was withdrawn is asked again.
  void parts.of(asked(10));
  expect(answers).toHaveLength(3);
});

test('an answer that takes long is not waited for', async () => {
  const parts = new RemovedParts({ impact: () => new Promise(() => undefined), tell: () => undefined });
  expect(await parts.of(asked(10))).toBeUndefined();
});

test('while somebody edits no answer is waited for, and one that is known is given', async () => {
  const { promise, resolve } = Promise.withResolvers<ImpactAnswer>();
  const parts = new RemovedParts({ impact: () => promise, tell: () => undefined });
  expect(await parts.of(asked(10, false))).toBeUndefined();
  resolve(ANSWER);
  expect(await parts.of(asked(10, false))).toBe(ANSWER.kind === 'impact' && ANSWER.document);
});
