import { expect, test } from 'vitest';
import type { EdgePolicy } from '../../../src/core/detect/resilience/edge-policies.ts';
import { worstCase } from '../../../src/core/detect/resilience/worst-case.ts';
import type { Graph } from '../../../src/core/model/graph.ts';
import type { FilePath } from '../../../src/core/model/source.ts';
import { proposal } from '../../../src/core/verify/proposal.ts';
import { scenarioFile } from '../../../src/core/verify/scenario-file.ts';

const edge = (from: string, to: string, kind: string) => ({
  id: `${from} ${kind} ${to}`,
  from,
  to,
  kind,
  confidence: 'certain',
  reason: '',
  environments: [],
  operations: [],
  evidence: [{ file: `${from}.ts`, span: [0, 1] }],
});
const GRAPH = {
  nodes: ['web', 'orders', 'payments', 'db'].map(name => ({
    id: name,
    name,
    kind: name === 'db' ? 'datastore' : 'service',
    environments: [],
    evidence: [],
    identity: [],
  })),
  edges: [edge('web', 'orders', 'http'), edge('orders', 'payments', 'http'), edge('orders', 'db', 'stores-in')],
} as unknown as Graph;

const policy = (from: string, to: string, tries: number): EdgePolicy =>
  ({ edge: { id: `${from} http ${to}`, from, to }, tries, retries: [] }) as unknown as EdgePolicy;
const POLICIES = [policy('web', 'orders', 4), policy('orders', 'payments', 4)];

const proposed = (): string =>
  proposal({
    graph: GRAPH,
    project: new Map(['web', 'orders', 'payments', 'db'].map(name => [name, true])),
    requests: [{ service: 'web', method: 'POST', path: '/buy', body: { sku: 'tea' }, seen: 'openapi.yaml: POST /buy' }],
    policies: new Map(POLICIES.map(each => [each.edge.id, each])),
    worst: worstCase(POLICIES),
    placeOf: ({ evidence }) => `${evidence[0]!.file}:1`,
  });

test('what is proposed is a whole scenario file', () => {
  const { file, problems } = scenarioFile({ path: '.faultline/verify.yaml' as FilePath, text: proposed() });
  expect(problems).toEqual([]);
  expect(file?.journeys[0]).toMatchObject({ name: 'POST /buy of web', steps: [{ http: { service: 'web', body: { sku: 'tea' } } }] });
});

test('the riskiest edge stands first, each with the line that it comes from', () => {
  const { file } = scenarioFile({ path: '.faultline/verify.yaml' as FilePath, text: proposed() });
  expect(file?.scenarios.map(({ name }) => name)).toEqual(['payments is busy for orders', 'orders is busy for web', 'db restarts']);
  expect(proposed()).toContain('payments is called up to 16 times for one request: orders.ts:1');
});
