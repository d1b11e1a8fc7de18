import { expect, test } from 'vitest';
import { graceTooShort } from '../../../../src/core/detect/checks/dependency/grace-too-short.ts';
import { healthcheckCannotTell } from '../../../../src/core/detect/checks/dependency/healthcheck-cannot-tell.ts';
import { healthcheckNoRoute } from '../../../../src/core/detect/checks/dependency/healthcheck-no-route.ts';
import { jobNotAwaited } from '../../../../src/core/detect/checks/dependency/job-not-awaited.ts';
import { livenessTooEarly } from '../../../../src/core/detect/checks/dependency/liveness-too-early.ts';
import { requestAboveLimit } from '../../../../src/core/detect/checks/dependency/request-above-limit.ts';
import { found } from '../workspace.ts';

const asked = (path: string, server: string) => ({
  'compose.yaml': `services:\n  shop:\n    build: .\n    healthcheck:\n      test: curl -f http://localhost:3000${path} || exit 1\n`,
  Dockerfile: 'FROM node:20\nCMD ["node", "server.js"]\n',
  'server.js': `const app = require('express')();\n${server}\napp.listen(3000);\n`,
});

test('a healthcheck that asks for a path which is not served', () => {
  expect(found(healthcheckNoRoute, asked('/healthz', "app.get('/health', h);"))).toEqual([
    'high shop /healthz @ compose.yaml:5 server.js:2',
  ]);
});

test('a path that is served, one that a framework adds, and a program without any path of the kind', () => {
  expect(found(healthcheckNoRoute, asked('/health', "app.get('/health', h);"))).toEqual([]);
  expect(found(healthcheckNoRoute, asked('/actuator/health', "app.get('/health', h);"))).toEqual([]);
  expect(found(healthcheckNoRoute, asked('/healthz', "app.get('/orders', h);"))).toEqual([]);
  expect(found(healthcheckNoRoute, asked('/healthz', "app.get('/health', h);\napp.get('*', h);"))).toEqual([]);
});

const tested = (words: string) => ({
  'compose.yaml': `services:\n  shop:\n    image: acme/shop:1\n    healthcheck:\n      test: ${words}\n`,
});

test('a test of one word with spaces starts no program', () => {
  expect(found(healthcheckCannotTell, tested('["CMD", "curl -f http://localhost/"]'))).toHaveLength(1);
  expect(found(healthcheckCannotTell, tested('["CMD-SHELL", "curl -f http://localhost/"]'))).toEqual([]);
});

const pod = (lines: string, spec = '') => ({
  'shop.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n${spec}      containers:\n      - name: shop\n        image: acme/shop:1\n        ${lines}\n`,
});

test('a hook that sleeps as long as the pod may take to end', () => {
  const hook = 'lifecycle: {preStop: {exec: {command: ["sleep", "20"]}}}';
  expect(found(graceTooShort, pod(hook, '      terminationGracePeriodSeconds: 10\n'))).toEqual([
    'medium shop shop @ shop.yaml:12 shop.yaml:8',
  ]);
  expect(found(graceTooShort, pod(hook.replace('20', '30')))).toHaveLength(1);
  expect(found(graceTooShort, pod(hook))).toEqual([]);
});

test('a container that asks for more than it may use', () => {
  expect(found(requestAboveLimit, pod('resources: {requests: {memory: 2Gi}, limits: {memory: 1Gi}}'))).toEqual([
    'high shop shop memory @ shop.yaml:11 shop.yaml:11',
  ]);
  expect(found(requestAboveLimit, pod('resources: {requests: {cpu: "2"}, limits: {cpu: 500m}}'))).toHaveLength(1);
  expect(found(requestAboveLimit, pod('resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: "1", memory: 1Gi}}'))).toEqual([]);
});

const probe = (path: string, more: string) => pod(`livenessProbe: {httpGet: {path: ${path}, port: 80}, ${more}}`);

test('a liveness probe of a program that starts slowly, by its path, and of any program', () => {
  expect(found(livenessTooEarly, probe('/actuator/health/liveness', 'initialDelaySeconds: 5, periodSeconds: 5'))).toHaveLength(1);
  expect(found(livenessTooEarly, probe('/livez', 'initialDelaySeconds: 5, periodSeconds: 5'))).toEqual([]);
  expect(found(livenessTooEarly, probe('/livez', 'initialDelaySeconds: 1, periodSeconds: 2'))).toHaveLength(1);
});

const project = (...services: readonly string[]) => ({ 'compose.yaml': `services:\n${services.join('')}` });
const migrates = '  migrate:\n    build: .\n    command: npx prisma migrate deploy\n';

test('a job that nobody depends on, beside a program of the same code', () => {
  expect(found(jobNotAwaited, project(migrates, '  shop:\n    build: .\n'))).toEqual([
    'medium migrate awaited @ compose.yaml:5 compose.yaml:2',
  ]);
  expect(found(jobNotAwaited, project(migrates, '  shop:\n    build: .\n    restart: always\n'))).toEqual([]);
  expect(found(jobNotAwaited, project(migrates, '  page:\n    build: ./page\n'))).toEqual([]);
  expect(found(jobNotAwaited, project(`${migrates}    profiles: [tools]\n`, '  shop:\n    build: .\n'))).toEqual([]);
});

test('the end of a server is awaited', () => {
  const waits = '  shop:\n    build: .\n    depends_on:\n      db: {condition: service_completed_successfully}\n';
  expect(found(jobNotAwaited, project(waits, '  db:\n    image: postgres:16\n'))).toEqual([
    'high shop db never ends @ compose.yaml:5 compose.yaml:6',
  ]);
  expect(found(jobNotAwaited, project(waits, '  db:\n    image: postgres:16\n    command: psql -f schema.sql\n'))).toEqual([]);
});
