import { expect, test } from 'vitest';
import { healthcheckCannotTell } from '../../../../src/core/detect/checks/dependency/healthcheck-cannot-tell.ts';
import { healthcheckForeignTarget } from '../../../../src/core/detect/checks/dependency/healthcheck-foreign-target.ts';
import { healthcheckMissingProgram } from '../../../../src/core/detect/checks/dependency/healthcheck-missing-program.ts';
import { healthcheckTooTight } from '../../../../src/core/detect/checks/dependency/healthcheck-too-tight.ts';
import { healthyWithoutHealthcheck } from '../../../../src/core/detect/checks/dependency/healthy-without-healthcheck.ts';
import { findingsIn, found, said } from '../workspace.ts';

const awaited = (store: string, condition = 'service_healthy') => `services:
  shop:
    image: acme/shop:2
    depends_on:
      stock:
        condition: ${condition}
  stock:
    ${store.replaceAll('\n', '\n    ')}
`;

test('what is awaited until it is healthy needs a healthcheck', () => {
  const texts = { 'compose.yaml': awaited('image: acme/stock:3') };
  expect(found(healthyWithoutHealthcheck, texts)).toEqual(['high shop stock @ compose.yaml:6 compose.yaml:7']);
  const [finding] = findingsIn(texts, [healthyWithoutHealthcheck]);
  expect(finding!.fix?.edits.map(({ text }) => text)).toEqual(['service_started']);
});

test('a healthcheck that is switched off is none', () => {
  expect(found(healthyWithoutHealthcheck, { 'docker-compose.yml': awaited('image: acme/stock:3\nhealthcheck:\n  disable: true') })).toEqual(
    ['high shop stock @ docker-compose.yml:6 docker-compose.yml:7'],
  );
  expect(found(healthyWithoutHealthcheck, { 'compose.yaml': awaited('image: acme/stock:3\nhealthcheck:\n  test: ["NONE"]') })).toHaveLength(
    1,
  );
});

test('a healthcheck in compose or in the Dockerfile is one, and so may be one of an image of others', () => {
  expect(found(healthyWithoutHealthcheck, { 'compose.yaml': awaited('image: acme/stock:3\nhealthcheck: {test: "true"}') })).toEqual([]);
  const built = (health: string) => ({
    'compose.yaml': awaited('build: ./stock'),
    'stock/Dockerfile': `FROM node:22\n${health}CMD ["node", "stock.js"]\n`,
    'stock/stock.js': 'require("http").createServer(answer).listen(80);\n',
  });
  expect(found(healthyWithoutHealthcheck, built('HEALTHCHECK CMD node ask.js\n'))).toEqual([]);
  expect(found(healthyWithoutHealthcheck, built(''))).toHaveLength(1);
  expect(found(healthyWithoutHealthcheck, { 'compose.yaml': awaited('image: ghcr.io/others/stock:3') })).toEqual([]);
  expect(found(healthyWithoutHealthcheck, { 'compose.yaml': awaited('image: acme/stock:3', 'service_started') })).toEqual([]);
});

const tested = (image: string, times: string) => ({
  'compose.yaml': awaited(`image: ${image}\nhealthcheck:\n  test: ["CMD", "ask"]\n${times.replaceAll(/^/gm, '  ')}`),
});

test('a healthcheck that gives up before the program can be up, in any spelling of durations', () => {
  expect(found(healthcheckTooTight, tested('opensearchproject/opensearch:2', 'interval: 2s\nretries: 5'))).toEqual([
    'medium stock @ compose.yaml:12 compose.yaml:6',
  ]);
  expect(found(healthcheckTooTight, tested('acme/stock:1', 'interval: 500ms\nretries: 4'))).toHaveLength(1);
  expect(said(healthcheckTooTight, tested('mysql:8', 'interval: 0m5s\nretries: 3'))).toEqual([
    'stock is called unhealthy 15 s after its start, and shop waits for it; a program of its kind may take 30 s to start.',
  ]);
});

test('a start period, enough tries or nobody who waits is no hurry', () => {
  expect(found(healthcheckTooTight, tested('mysql:8', 'interval: 1s\nretries: 2\nstart_period: 40s'))).toEqual([]);
  expect(found(healthcheckTooTight, tested('mysql:8', 'interval: 5s\nretries: 10'))).toEqual([]);
  expect(found(healthcheckTooTight, tested('acme/stock:1', 'interval: ${EACH}\nretries: 2'))).toEqual([]);
});

const asked = (image: string, test: string) => ({
  'compose.yaml': `services:\n  db:\n    image: ${image}\n    healthcheck:\n      test: ${test}\n`,
});

const built = (from: string, rest: string) => ({ Dockerfile: `FROM ${from}\n${rest}\nCMD ["serve"]\n` });

test('a healthcheck that starts what the image does not have: as words, as a script, in compose or in the Dockerfile', () => {
  expect(found(healthcheckMissingProgram, asked('mongo:7', '["CMD", "mongo", "--eval", "1"]'))).toEqual([
    'high db mongo @ compose.yaml:5 compose.yaml:3',
  ]);
  expect(found(healthcheckMissingProgram, asked('mariadb:11.4', 'mysqladmin ping -h localhost'))).toHaveLength(1);
  expect(found(healthcheckMissingProgram, asked('quay.io/keycloak/keycloak:26.0', '["CMD-SHELL", "curl -f localhost"]'))).toHaveLength(1);
  expect(found(healthcheckMissingProgram, built('python:3.12-slim', 'HEALTHCHECK --interval=5s CMD curl -f http://localhost/'))).toEqual([
    'high Dockerfile curl @ Dockerfile:2 Dockerfile:1',
  ]);
  expect(found(healthcheckMissingProgram, built('golang:1.24-alpine', 'HEALTHCHECK CMD ["bash", "-c", "true"]'))).toHaveLength(1);
  expect(found(healthcheckMissingProgram, built('gcr.io/distroless/static-debian12', 'HEALTHCHECK CMD /serve ask'))).toHaveLength(1);
});

const imaged = (text: string) => ({ Dockerfile: text });

test('what an instruction installs or copies is there, and of unknown images nothing is known', () => {
  const alpine = 'FROM node:22-alpine AS base\nRUN apk add --no-cache curl\nFROM base\n';
  expect(found(healthcheckMissingProgram, imaged(`${alpine}HEALTHCHECK CMD curl -f localhost\n`))).toEqual([]);
  expect(found(healthcheckMissingProgram, imaged('FROM debian:12\nRUN ./install-tools.sh\nHEALTHCHECK CMD curl localhost\n'))).toEqual([]);
  expect(found(healthcheckMissingProgram, imaged('FROM node:22\nHEALTHCHECK CMD curl -f localhost\n'))).toEqual([]);
  expect(found(healthcheckMissingProgram, imaged('FROM acme/base:1\nHEALTHCHECK CMD curl -f localhost\n'))).toEqual([]);
  expect(found(healthcheckMissingProgram, imaged('FROM node:22-alpine\nHEALTHCHECK CMD wget -qO- "localhost?curl" || exit 1\n'))).toEqual(
    [],
  );
});

const named = (host: string) => ({
  'compose.yaml': `services:\n  shop:\n    image: acme/shop:1\n    container_name: front\n    healthcheck:\n      test: ["CMD", "curl", "-f", "http://${host}:80/"]\n  stock:\n    image: acme/stock:1\n`,
});

test('a healthcheck that asks somebody else says nothing of its own container', () => {
  expect(found(healthcheckForeignTarget, { Dockerfile: 'FROM nginx:1.29\nHEALTHCHECK CMD curl -f https://status.acme.com/\n' })).toEqual([
    'medium Dockerfile status.acme.com @ Dockerfile:2',
  ]);
  expect(found(healthcheckForeignTarget, named('stock'))).toEqual(['medium shop stock @ compose.yaml:6']);
  for (const own of ['localhost', '127.0.0.1', 'shop', 'front', '$HOSTNAME'])
    expect(found(healthcheckForeignTarget, named(own))).toEqual([]);
});

const telling = (command: string) => ({ Dockerfile: `FROM node:22\nHEALTHCHECK CMD ${command}\nCMD ["node", "a.js"]\n` });

test('a healthcheck that cannot fail, or hands a shell’s signs to a program', () => {
  expect(found(healthcheckCannotTell, telling('curl -f http://localhost || true'))).toEqual(['medium Dockerfile @ Dockerfile:2']);
  expect(found(healthcheckCannotTell, telling('["curl", "-f", "http://localhost", "||", "exit", "1"]'))).toEqual([
    'medium Dockerfile @ Dockerfile:2',
  ]);
  expect(found(healthcheckCannotTell, telling('curl http://localhost:80 || exit 1'))).toEqual(['low Dockerfile @ Dockerfile:2']);
  for (const good of ['curl -fsS http://localhost || exit 1', '["curl", "--fail", "http://localhost"]', 'wget -qO- localhost || exit 1'])
    expect(found(healthcheckCannotTell, telling(good))).toEqual([]);
});
