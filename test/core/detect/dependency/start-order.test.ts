import { expect, test } from 'vitest';
import { jobNotAwaited } from '../../../../src/core/detect/checks/dependency/job-not-awaited.ts';
import { proxyBeforeUpstream } from '../../../../src/core/detect/checks/dependency/proxy-before-upstream.ts';
import { startedNotReady } from '../../../../src/core/detect/checks/dependency/started-not-ready.ts';
import { found } from '../workspace.ts';

const texts = (shop: string, store = '') => ({
  'compose.yaml': `services:
  shop:
    build: .
    environment: {DATABASE_URL: "postgres://a:b@stock:5432/shop"}
    ${shop.replaceAll('\n', '\n    ')}
  stock:
    image: postgres:17
    ${store}
`,
  Dockerfile: 'FROM node:22\nCMD ["node", "shop.js"]\n',
  'package.json': '{"name": "shop", "dependencies": {"pg": "8"}}',
  'shop.js':
    'const { Client } = require("pg");\nnew Client({ connectionString: process.env.DATABASE_URL }).connect();\nrequire("http").createServer(x).listen(80);\n',
});

test('a program that only waits until its data store has started', () => {
  expect(found(startedNotReady, texts('depends_on: [stock]'))).toEqual(['low shop stock @ compose.yaml:5 compose.yaml:6']);
  expect(found(startedNotReady, texts('depends_on:\n  stock: {condition: service_started}', 'healthcheck: {test: pg_isready}'))).toEqual([
    'medium shop stock @ compose.yaml:6 compose.yaml:9',
  ]);
});

test('one that waits, is restarted, or waits by a script of its own is ready for it', () => {
  expect(found(startedNotReady, texts('depends_on:\n  stock: {condition: service_healthy}', 'healthcheck: {test: pg_isready}'))).toEqual(
    [],
  );
  expect(found(startedNotReady, texts('restart: on-failure\ndepends_on: [stock]'))).toEqual([]);
  expect(found(startedNotReady, texts('command: ./wait-for-it.sh stock:5432 -- node shop.js\ndepends_on: [stock]'))).toEqual([]);
});

const job = (condition: string, more = '', name = 'migrate', command = 'npx prisma migrate deploy') => ({
  'compose.yaml': `services:
  shop:
    image: acme/shop:1
    depends_on:
      ${name}: {condition: ${condition}}
  ${name}:
    image: acme/shop:1
    command: ${command}
    ${more}
`,
});

test('a job is awaited until it has completed, and not restarted', () => {
  expect(found(jobNotAwaited, job('service_started'))).toEqual(['high shop migrate @ compose.yaml:5 compose.yaml:6']);
  expect(found(jobNotAwaited, job('service_started', '', 'prepare', 'alembic upgrade head'))).toHaveLength(1);
  expect(found(jobNotAwaited, job('service_completed_successfully', 'restart: always'))).toEqual([
    'high migrate restart @ compose.yaml:9 compose.yaml:5',
  ]);
});

test('a job that is awaited, and a server that migrates first, are fine', () => {
  expect(found(jobNotAwaited, job('service_completed_successfully'))).toEqual([]);
  expect(found(jobNotAwaited, job('service_started', '', 'stock', 'sh -c "npx prisma migrate deploy && node server.js"'))).toEqual([]);
});

const proxy = (more: string) => ({
  'compose.yaml': `services:\n  front:\n    image: nginx:1.29\n    volumes: ["./front.conf:/etc/nginx/conf.d/default.conf"]\n    ${more}\n  shop:\n    image: acme/shop:1\n    depends_on: [stock]\n  stock:\n    image: acme/stock:1\n`,
  'front.conf': 'server { listen 80; location / { proxy_pass http://stock:80; } }\n',
});

test('nginx looks its upstreams up when it starts', () => {
  expect(found(proxyBeforeUpstream, proxy('labels: {a: b}'))).toEqual(['medium front stock @ compose.yaml:2 front.conf:1']);
});

test('a proxy that starts after its upstream, directly or over another service, or that is started again', () => {
  for (const more of ['depends_on: [stock]', 'depends_on: [shop]', 'restart: always', 'links: [stock]'])
    expect(found(proxyBeforeUpstream, proxy(more)), more).toEqual([]);
});

test('tools and other people’s servers have their own ways to wait', () => {
  const other = {
    'compose.yaml': 'services:\n  ui:\n    image: provectuslabs/kafka-ui:1\n    depends_on: [bus]\n  bus:\n    image: apache/kafka:4.0.0\n',
  };
  expect(found(startedNotReady, other)).toEqual([]);
});
