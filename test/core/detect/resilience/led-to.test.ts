import { expect, test } from 'vitest';
import { edgePolicies } from '../../../../src/core/detect/resilience/edge-policies.ts';
import { worstCase } from '../../../../src/core/detect/resilience/worst-case.ts';
import { systemIn } from '../../../../src/core/detect/system-of-snapshot.ts';
import { snapshotOf, type Texts } from '../workspace.ts';

const service = (name: string, code: string): Texts => ({
  [`${name}/package.json`]: `{ "name": "${name}", "dependencies": { "express": "5", "p-retry": "7" } }`,
  [`${name}/Dockerfile`]: 'FROM node:24\nCOPY . .\nCMD ["node", "main.ts"]\n',
  [`${name}/main.ts`]: `import express from 'express';\nconst app = express();\napp.get('/', () => undefined);\napp.listen(80);\n${code}`,
});

const system = (orders: string, web = ''): Texts => ({
  'compose.yaml': 'services:\n  web: {build: ./web}\n  orders: {build: ./orders}\n  bank: {build: ./bank}\n',
  ...service('web', web),
  ...service('orders', orders),
  ...service('bank', ''),
});

/** `orders → bank 4`: tries of every call. */
const tries = (texts: Texts): string[] =>
  [...edgePolicies(systemIn(snapshotOf(texts))!).values()].map(({ edge, tries }) =>
    `${edge.from} ${edge.to} ${tries}`.replaceAll('service:', ''),
  );

const PAY = "async function pay() {\n  return fetch('http://bank/pay', { method: 'PUT' });\n}\n";

test('a retry around a function of the file is one around the request in it', () => {
  expect(
    tries(system(`import pRetry from 'p-retry';\nexport function charge() {\n  return pRetry(() => pay(), { retries: 3 });\n}\n${PAY}`)),
  ).toEqual(['orders bank 4']);
});

test('a retry around another function is none', () => {
  expect(
    tries(
      system(
        `import pRetry from 'p-retry';\nexport function charge() {\n  return pRetry(() => other(), { retries: 3 });\n}\nasync function other() {}\n${PAY}`,
      ),
    ),
  ).toEqual(['orders bank 1']);
});

const loop = (last: string): string =>
  `const TRIES = 4;\nexport async function charge() {\n  for (let attempt = 1; ; attempt++) {\n    const answer = await pay();\n    if (answer.status < 500 || attempt ${last}) return answer;\n  }\n}\n${PAY}`;

test('a loop that is left after so many attempts tries so often', () => {
  expect(tries(system(loop('=== 3')))).toEqual(['orders bank 3']);
  expect(tries(system(loop('>= TRIES')))).toEqual(['orders bank 4']);
});

test('two layers of three retries are sixteen calls, whatever the layers are written with', () => {
  const web = `export async function place() {\n  for (let attempt = 1; ; attempt++) {\n    const answer = await fetch('http://orders/');\n    if (answer.status < 500 || attempt === 4) return answer;\n  }\n}\n`;
  const texts = system(
    `import pRetry from 'p-retry';\nexport function charge() {\n  return pRetry(() => pay(), { retries: 3 });\n}\n${PAY}`,
    web,
  );
  expect(worstCase(edgePolicies(systemIn(snapshotOf(texts))!).values())[0]?.calls).toBe(16);
});
