import { expect, test } from 'vitest';
import { endlessRetry } from '../../../../src/core/detect/checks/resilience/endless-retry.ts';
import { poolExhaustsServer } from '../../../../src/core/detect/checks/resilience/pool-exhausts-server.ts';
import { retriesCutOff } from '../../../../src/core/detect/checks/resilience/retries-cut-off.ts';
import { retryMultiplication } from '../../../../src/core/detect/checks/resilience/retry-multiplication.ts';
import { found, said } from '../workspace.ts';

const request = "axios.get('http://stock/items', { timeout: 1000 })";
const retried = 'axiosRetry(axios, { retries: 3, retryDelay: axiosRetry.exponentialDelay });\n';

test('retries of a client within retries of the code around it, also in an excerpt without imports', () => {
  expect(said(retryMultiplication, { 'c.ts': `${retried}export const ask = () => pRetry(() => ${request}, { retries: 3 });\n` })).toEqual([
    'c.ts can send one request 16 times: p-retry around axios-retry try 4 × 4 times.',
  ]);
  expect(found(retryMultiplication, { 'c.ts': `export const ask = () => pRetry(() => ${request}, { retries: 3 });\n` })).toEqual([]);
  expect(found(retryMultiplication, { 'c.ts': `${retried}export const ask = () => ${request};\n` })).toEqual([]);
});

const java = (annotations: string) => ({
  'C.java': `class C {\n  ${annotations}\n  Items items() { return rest.getForObject("http://stock/items", Items.class); }\n}\n`,
});

test('two annotations on one method', () => {
  expect(found(retryMultiplication, java('@Retryable(maxAttempts = 3)\n  @Retry(name = "stock")'))).toHaveLength(1);
  expect(found(retryMultiplication, java('@Retry(name = "stock")'))).toEqual([]);
});

test('an error that stops retries is no retry itself', () => {
  const code = `import pRetry, { AbortError } from 'p-retry';\nexport const ask = () => pRetry(() => { throw new AbortError('x'); }, { retries: 3 });\n`;
  expect(found(retryMultiplication, { 'c.ts': code })).toEqual([]);
});

const python = (then: string) =>
  `import requests\ndef ask():\n    while True:\n        try:\n            return requests.get('http://stock/items', timeout=2)\n        except requests.RequestException:\n            ${then}\n`;

test('a request that is tried again for ever', () => {
  expect(found(endlessRetry, { 'c.ts': `export const ask = () => pRetry(() => ${request}, { forever: true });\n` })).toHaveLength(1);
  expect(found(endlessRetry, { 'c.py': python('continue') })).toEqual(['high c.py requests.get loop @ c.py:3 c.py:5']);
  expect(found(endlessRetry, { 'c.py': python('raise') })).toEqual([]);
  const go = `package c\nimport "net/http"\nfunc ask() {\n\tfor {\n\t\t_, err := client.Get("http://stock/items")\n\t\tif err == nil { return }\n\t}\n}\nvar client = &http.Client{Timeout: 1}\n`;
  expect(found(endlessRetry, { 'c.go': go })).toHaveLength(1);
});

const route = (timeout: string) => ({
  'route.yaml': `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: stock}\nspec:\n  hosts: [stock]\n  http:\n  - route: [{destination: {host: stock}}]\n    timeout: ${timeout}\n    retries: {attempts: 3, perTryTimeout: 2s}\n`,
});

test('a route that ends before its retries', () => {
  expect(found(retriesCutOff, route('3s'))).toEqual(['medium route.yaml stock 0 @ route.yaml:8 route.yaml:9']);
  expect(found(retriesCutOff, route('2s'))).toEqual(['high route.yaml stock 0 @ route.yaml:8 route.yaml:9']);
  expect(found(retriesCutOff, route('6s'))).toEqual([]);
  expect(found(retriesCutOff, route('0s'))).toEqual([]);
});

const pooled = (replicas: number, size: string) => ({
  'compose.yaml': `services:\n  shop:\n    image: acme/shop:1\n    deploy: {replicas: ${replicas}}\n    environment: {DATABASE_URL: "postgres://a:a@db/a", DB_POOL_SIZE: "${size}"}\n  db:\n    image: postgres:16\n    command: postgres -c max_connections=100\n`,
});

test('pools of all replicas against what the server takes', () => {
  expect(found(poolExhaustsServer, pooled(10, '20'))).toEqual(['high db @ compose.yaml:5 compose.yaml:4 compose.yaml:8']);
  expect(found(poolExhaustsServer, pooled(4, '20'))).toEqual([]);
  expect(found(poolExhaustsServer, pooled(10, 'many'))).toEqual([]);
});
