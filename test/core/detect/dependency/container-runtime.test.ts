import { expect, test } from 'vitest';
import { livenessChecksDependency } from '../../../../src/core/detect/checks/dependency/liveness-checks-dependency.ts';
import { livenessTooEarly } from '../../../../src/core/detect/checks/dependency/liveness-too-early.ts';
import { memoryLimitVsHeap } from '../../../../src/core/detect/checks/dependency/memory-limit-vs-heap.ts';
import { sigtermNotDelivered } from '../../../../src/core/detect/checks/dependency/sigterm-not-delivered.ts';
import { findingsIn, found } from '../workspace.ts';

const compose = (limit: string, heap: string) => ({
  'compose.yaml': `services:\n  shop:\n    image: acme/shop:1\n    environment:\n      ${heap}\n    ${limit.replaceAll('\n', '\n    ')}\n`,
});

const clustered = (limit: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n        - name: shop\n          image: acme/shop:1\n          args: [java, -Xmx900m, -jar, shop.jar]\n          resources:\n            limits:\n              memory: ${limit}\n`;

test('a heap that fills the memory of its container, in each place where a limit may stand', () => {
  expect(found(memoryLimitVsHeap, compose('mem_limit: 1g', 'JAVA_TOOL_OPTIONS: -Xmx1024m'))).toEqual([
    'high shop @ compose.yaml:6 compose.yaml:5',
  ]);
  expect(
    found(memoryLimitVsHeap, compose('deploy:\n  resources:\n    limits: {memory: 512M}', 'NODE_OPTIONS: --max-old-space-size=512')),
  ).toEqual(['high shop @ compose.yaml:8 compose.yaml:5']);
  expect(found(memoryLimitVsHeap, { 'shop.yaml': clustered('1Gi') })).toEqual(['high shop @ shop.yaml:14 shop.yaml:11']);
  expect(found(memoryLimitVsHeap, { 'shop.yaml': clustered('2Gi') })).toEqual([]);
});

test('a heap with room around it, a part of the limit, and no limit are fine', () => {
  expect(found(memoryLimitVsHeap, compose('mem_limit: 1g', 'JAVA_OPTS: -Xmx700m'))).toEqual([]);
  expect(found(memoryLimitVsHeap, compose('mem_limit: 1g', 'JAVA_OPTS: -XX:MaxRAMPercentage=75'))).toEqual([]);
  expect(found(memoryLimitVsHeap, compose('restart: always', 'JAVA_OPTS: -Xmx4g'))).toEqual([]);
});

test('a shell that is process 1 keeps SIGTERM to itself', () => {
  expect(found(sigtermNotDelivered, { 'shop/Dockerfile': 'FROM python:3.13\nCMD gunicorn shop:app\n' })).toEqual([
    'medium shop/Dockerfile @ shop/Dockerfile:2',
  ]);
  expect(
    found(sigtermNotDelivered, { Dockerfile: 'FROM node:22\nENTRYPOINT ["sh", "-c", "node migrate.js && node shop.js"]\n' }),
  ).toHaveLength(1);
  const [finding] = findingsIn({ Dockerfile: 'FROM node:22\nCMD node shop.js\n' }, [sigtermNotDelivered]);
  expect(finding!.fix?.edits.map(({ text }) => text)).toEqual(['["node", "shop.js"]']);
});

test('exec, an init process, an entrypoint of the base and commands that end are left alone', () => {
  for (const command of [
    'CMD ["node", "shop.js"]',
    'CMD exec node shop.js',
    'ENTRYPOINT ["tini", "--"]\nCMD node shop.js',
    'CMD ["bash", "-c", "node shop.js"]',
    'CMD echo done',
  ])
    expect(found(sigtermNotDelivered, { Dockerfile: `FROM node:22\n${command}\n` }), command).toEqual([]);
  const init = { 'compose.yaml': 'services:\n  shop:\n    build: .\n    init: true\n', Dockerfile: 'FROM node:22\nCMD node shop.js\n' };
  expect(found(sigtermNotDelivered, init)).toEqual([]);
});

const pod = (live: string, ready: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
        - name: shop
          image: acme/shop:1
          livenessProbe: {httpGet: {path: ${live}, port: 80}}
          readinessProbe: {httpGet: {path: ${ready}, port: 80}}
`;

test('liveness that asks what readiness asks; worse where the handler is seen to use something', () => {
  expect(found(livenessChecksDependency, { 'shop.yaml': pod('/health', '/health') })).toEqual([
    'low shop shop @ shop.yaml:11 shop.yaml:12',
  ]);
  const handler =
    "import axios from 'axios';\nimport express from 'express';\nconst app = express();\napp.get('/health', async (_, answer) => { await axios.get('http://stock/health'); answer.sendStatus(200); });\napp.listen(80);\n";
  expect(found(livenessChecksDependency, { 'shop.yaml': pod('/health', '/ready'), 'shop.ts': handler })).toEqual([
    'high shop shop @ shop.yaml:11 shop.ts:4',
  ]);
});

test('paths of their own, and those that look at nothing by their name', () => {
  expect(found(livenessChecksDependency, { 'shop.yaml': pod('/healthz', '/ready') })).toEqual([]);
  expect(found(livenessChecksDependency, { 'shop.yaml': pod('/ping', '/ping') })).toEqual([]);
});

const java = (probe: string, image = 'eclipse-temurin:21') =>
  pod('/live', '/ready').replace('acme/shop:1', image).replace('port: 80}}', `port: 80}${probe}}`);

test('a liveness probe that kills a Java program while it starts', () => {
  expect(found(livenessTooEarly, { 'shop.yaml': java(', periodSeconds: 5') })).toEqual(['medium shop shop @ shop.yaml:11 shop.yaml:10']);
  expect(found(livenessTooEarly, { 'shop.yaml': java(', initialDelaySeconds: 60, periodSeconds: 5') })).toEqual([]);
  expect(found(livenessTooEarly, { 'shop.yaml': java('') })).toEqual([]);
  expect(found(livenessTooEarly, { 'shop.yaml': java(', periodSeconds: 5', 'acme/shop:1') })).toEqual([]);
  expect(
    found(livenessTooEarly, { 'shop.yaml': `${java(', periodSeconds: 5')}          startupProbe: {tcpSocket: {port: 80}}\n` }),
  ).toEqual([]);
});
