import { expect, test } from 'vitest';
import { inconsistentCredentials } from '../../../../src/core/detect/checks/env/inconsistent-credentials.ts';
import { found, said } from '../workspace.ts';

const pair = (client: string, server: string, image = 'postgres:16') => ({
  'compose.yaml': `services:
  api:
    image: acme/api
    environment:
      ${client}
  db:
    image: ${image}
    environment:
      ${server.replaceAll('\n', '\n      ')}
`,
});

const OURS = 'POSTGRES_USER: shop\nPOSTGRES_PASSWORD: two';

test('another user or password than the server was given, in any kind of connection string', () => {
  expect(found(inconsistentCredentials, pair('URL: postgres://shop:one@db:5432/shop', OURS))).toEqual([
    'high api URL db password @ compose.yaml:5 compose.yaml:10',
  ]);
  expect(found(inconsistentCredentials, pair('URL: Host=db;Username=sales;Password=two', OURS))).toEqual([
    'high api URL db user @ compose.yaml:5 compose.yaml:9',
  ]);
  const rabbit = pair('BROKER: amqp://guest:guest@db', 'RABBITMQ_DEFAULT_USER: shop\nRABBITMQ_DEFAULT_PASS: two', 'rabbitmq:3');
  expect(found(inconsistentCredentials, rabbit)).toEqual(['high api BROKER db user @ compose.yaml:5 compose.yaml:9']);
});

test('in parts, and filled in from an env file', () => {
  const texts = {
    ...pair('DB_HOST: db\n      DB_USER: root\n      DB_PASSWORD: ${ROOT}', 'MYSQL_ROOT_PASSWORD: two', 'mysql:8'),
    '.env': 'ROOT=one\n',
  };
  expect(found(inconsistentCredentials, texts)).toEqual(['high api DB_PASSWORD db password @ compose.yaml:7 compose.yaml:11']);
});

test('the same credentials, those of nobody known, and users that a script makes are right', () => {
  expect(found(inconsistentCredentials, pair('URL: postgres://shop:two@db/shop', `${OURS}\nPOSTGRES_DB: shop`))).toEqual([]);
  expect(found(inconsistentCredentials, pair('URL: postgres://shop:${SECRET}@db/shop', OURS))).toEqual([]);
  expect(found(inconsistentCredentials, pair('URL: mysql://sales:x@db/shop', 'MYSQL_ROOT_PASSWORD: two', 'mysql:8'))).toEqual([]);
  const scripted = pair('URL: postgres://sales:one@db/sales', OURS)['compose.yaml'];
  const mounted = { 'compose.yaml': `${scripted}    volumes: ["./init:/docker-entrypoint-initdb.d"]\n` };
  expect(found(inconsistentCredentials, mounted)).toEqual([]);
});

test('no password is told', () => {
  expect(said(inconsistentCredentials, pair('URL: postgres://shop:one@db:5432/shop', OURS)).join(' ')).not.toMatch(/\bone\b|\btwo\b/);
});
