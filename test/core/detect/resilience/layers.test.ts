import { expect, test } from 'vitest';
import { retryMultiplication } from '../../../../src/core/detect/checks/resilience/retry-multiplication.ts';
import { timeoutBudget } from '../../../../src/core/detect/checks/resilience/timeout-budget.ts';
import { found, said } from '../workspace.ts';

const manifest = (name: string): string =>
  JSON.stringify({ name, dependencies: { axios: '1', express: '5' }, scripts: { start: 'node server.js' } });

/** A service that asks the next one, so often and for so long. */
const service = (next: string | undefined, retries: number, timeout: number): string =>
  next === undefined
    ? "const app = require('express')();\napp.get('/', (req, res) => res.send('ok'));\napp.listen(8080);\n"
    : `const axios = require('axios');
const axiosRetry = require('axios-retry');
const api = axios.create({ baseURL: 'http://${next}:8080', timeout: ${timeout} });
axiosRetry(api, { retries: ${retries} });
const app = require('express')();
app.get('/', async (req, res) => res.json((await api.get('/')).data));
app.listen(8080);
`;

const system = (layers: readonly (readonly [name: string, retries: number, timeout: number])[]): Readonly<Record<string, string>> => ({
  'compose.yaml': `services:\n${layers.map(([name]) => `  ${name}:\n    build: ./${name}\n`).join('')}`,
  ...Object.fromEntries(
    layers.flatMap(([name, retries, timeout], at) => [
      [`${name}/package.json`, manifest(name)],
      [`${name}/server.js`, service(layers[at + 1]?.[0], retries, timeout)],
      [`${name}/Dockerfile`, 'FROM node:24\nCOPY . .\nCMD ["node", "server.js"]\n'],
    ]),
  ),
});

test('layers that each try again multiply at the last service', () => {
  const texts = system([
    ['web', 3, 1000],
    ['orders', 3, 1000],
    ['stock', 0, 0],
  ]);
  expect(found(retryMultiplication, texts)).toEqual(['high web orders stock @ orders/server.js:4 web/server.js:4']);
  expect(said(retryMultiplication, texts)).toEqual(['One request at web can call stock 16 times: web → orders → stock try 4 × 4 times.']);
});

test('one layer that tries again is no storm', () => {
  expect(
    found(
      retryMultiplication,
      system([
        ['web', 3, 1000],
        ['orders', 0, 1000],
        ['stock', 0, 0],
      ]),
    ),
  ).toEqual([]);
});

test('a caller that gives up before the service that it calls', () => {
  const texts = system([
    ['web', 0, 2000],
    ['orders', 3, 3000],
    ['stock', 0, 0],
  ]);
  expect(said(timeoutBudget, texts)).toEqual(['web waits 2 s for orders, which may take 12 s to ask stock (4 tries of 3 s).']);
  expect(
    found(
      timeoutBudget,
      system([
        ['web', 0, 20000],
        ['orders', 3, 3000],
        ['stock', 0, 0],
      ]),
    ),
  ).toEqual([]);
});

test('the retries of a mesh are a layer of their own', () => {
  const mesh = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: stock}
spec:
  hosts: [stock]
  http:
    - retries: {attempts: 3, perTryTimeout: 2s}
      route: [{destination: {host: stock}}]
`;
  const texts = {
    ...system([
      ['web', 3, 1000],
      ['stock', 0, 0],
    ]),
    'mesh.yaml': mesh,
  };
  expect(found(retryMultiplication, texts)).toEqual(['high web stock @ mesh.yaml:7 web/server.js:4']);
});
