import { expect, test } from 'vitest';
import { diffOpenApi } from '../../../../src/core/contract/openapi/diff-openapi.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { jsonPath } from '../../../../src/core/plan/modelling/documents.ts';
import { applied } from './apply-overlay.ts';
import { actionsOf, modelledOf, theShop, type Workspace } from './modelled.ts';

const DOCUMENT = 'services/payments/openapi.yaml';

const files = (text: string) => ({ read: () => text, under: () => ['openapi.json' as FilePath] });

/** What our differ says of the document with its overlay. */
function changes(workspace: Workspace): readonly string[] {
  const [found] = modelledOf(workspace).overlays;
  const text = workspace[DOCUMENT]!;
  const diff = diffOpenApi(files(text), files(applied(found!.overlay, text)), { today: '2027-01-31' });
  expect(diff.problems).toEqual([]);
  return diff.changes.map(({ severity, rule }) => `${severity} ${rule}`);
}

const without = (part: string): Workspace => {
  const shop = theShop();
  const text = shop[DOCUMENT]!.replace(part, '');
  expect(text).not.toBe(shop[DOCUMENT]);
  return { ...shop, [DOCUMENT]: text };
};

const NOT_FOUND = "        '404': { description: This order was not charged. }\n";

test('codes that the handler answers and the contract does not say are added, and break nobody', () => {
  const shop = without(NOT_FOUND);
  expect(actionsOf(modelledOf(shop))).toContain(
    `$.paths['/charges/{order_id}'].get {"responses":{"404":{"description":"There is no such thing."}}}`,
  );
  expect(changes(shop)).toEqual(['info response-non-success-status-added']);
});

test('what the contract says already is not said again', () => {
  expect(actionsOf(modelledOf(theShop())).filter(action => action.includes('responses'))).toEqual([]);
  expect(changes(theShop())).toEqual([]);
});

test('a default response stands for every code', () => {
  const shop = theShop();
  const text = shop[DOCUMENT]!.replace(NOT_FOUND, '        default: { description: Anything else. }\n');
  expect(actionsOf(modelledOf({ ...shop, [DOCUMENT]: text })).filter(action => action.includes('responses'))).toEqual([]);
});

test('every action says why, how sure that is and where it is written, and marks what an engineer decides', () => {
  const { overlays } = modelledOf(without(NOT_FOUND));
  for (const { description, 'x-faultline': because } of overlays[0]!.overlay.actions) {
    expect(description).toBe(because['why']);
    expect(because).toMatchObject({
      confidence: expect.stringMatching(/^(certain|likely|possible)$/),
      engineerDecides: expect.any(String),
    });
    expect(because['evidence']).toEqual([expect.stringMatching(/^[\w./-]+:\d+: /), ...(because['evidence'] as string[]).slice(1)]);
  }
});

test('the shortest time that a caller waits is the budget of the operation', () => {
  expect(actionsOf(modelledOf(theShop()))).toContain(`$.paths['/charges'].post {"x-faultline":{"timeoutBudgetMs":1000}}`);
});

test('an operation that nobody is seen to ask has no budget, and that is said', () => {
  const [found] = modelledOf(theShop()).overlays;
  expect(found!.overlay['x-faultline'].notKnown).toContain(
    'How long callers wait for GET /charges/{order_id} is not known: no caller was found in this workspace.',
  );
});

const KEY = `        - name: Idempotency-Key
          in: header
          required: true
          description: The same key gives the same answer.
          schema: { type: string }
`;

test('a POST that is asked again gets an optional key, appended to its parameters', () => {
  const shop = theShop();
  const text = shop[DOCUMENT]!.replace(KEY.replace('answer', 'charge'), '        - { name: trace, in: query, schema: { type: string } }\n');
  expect(text).not.toBe(shop[DOCUMENT]);
  const keyless = { ...shop, [DOCUMENT]: text };
  expect(
    actionsOf(modelledOf(keyless)).some(action =>
      action.startsWith(`$.paths['/charges'].post.parameters {"name":"Idempotency-Key","in":"header","required":false`),
    ),
  ).toBe(true);
  expect(changes(keyless)).toEqual(['info new-optional-request-parameter']);
});

const API = `openapi: 3.0.0
info: { title: Users, version: 1.0.0 }
paths:
  /users:
    post: { responses: { '201': { description: Made. } } }
`;
const PACKAGE = '{ "name": "users", "scripts": { "start": "node index.js" } }';

test('a limiter of the service means 429, with a header that says when to come back', () => {
  const found = modelledOf({
    'users/package.json': PACKAGE,
    'users/index.js':
      "const app = require('express')();\nconst limit = require('express-rate-limit');\napp.use(limit());\napp.post('/users', (req, res) => res.status(201).end());\napp.listen(80);\n",
    'users/openapi.yaml': API,
  });
  expect(actionsOf(found).find(action => action.includes('429'))).toMatch(/"Retry-After":\{"description":"[^"]+","schema"/);
});

test('a mesh that gives up means 504, and one that stops asking 503', () => {
  const found = modelledOf({
    'users/package.json': PACKAGE,
    'users/Dockerfile': 'FROM node\nCMD ["node", "index.js"]\n',
    'users/index.js': "const app = require('express')();\napp.post('/users', (req, res) => res.status(201).end());\napp.listen(80);\n",
    'users/openapi.yaml': API,
    'k8s/users.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: users }
spec: { template: { metadata: { labels: { app: users } }, spec: { containers: [{ name: users, image: users }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: users }
spec: { selector: { app: users }, ports: [{ port: 80 }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: users }
spec: { hosts: [users], http: [{ route: [{ destination: { host: users } }], timeout: 1.5s, retries: { attempts: 2 } }] }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: users }
spec: { host: users, trafficPolicy: { outlierDetection: { consecutive5xxErrors: 3 } } }
`,
  });
  const reasons = found.overlays[0]!.overlay.actions.map(({ description }) => description);
  expect(reasons).toContain('The mesh answers 504 when the service has not answered after 1500 ms.');
  expect(reasons).toContain('The mesh answers 503 without asking the service (outlier detection).');
});

test('a path that needs it is quoted in JSONPath', () => {
  expect(jsonPath('paths', "/it's/{id}", 'get')).toBe(String.raw`$.paths['/it\'s/{id}'].get`);
});
