import { expect, test } from 'vitest';
import { resilienceDocuments } from '../../../../src/core/detect/resilience/resilience-document.ts';
import { systemIn } from '../../../../src/core/detect/system-of-snapshot.ts';
import { snapshotOf } from '../workspace.ts';
import type { Texts } from '../workspace.ts';

const service = (name: string, code: string): Texts => ({
  [`${name}/package.json`]: JSON.stringify({
    name,
    main: 'index.js',
    scripts: { start: 'node index.js' },
    dependencies: { express: '5', 'p-retry': '7' },
  }),
  [`${name}/Dockerfile`]: 'FROM node:24\n',
  [`${name}/index.js`]: `import express from 'express';\nimport pRetry from 'p-retry';\nconst app = express();\n${code}app.listen(80);\n`,
});

const COMPOSE = { 'compose.yaml': 'services:\n  web: { build: web }\n  desk: { build: desk }\n  stock: { build: stock }\n' };

const documents = (texts: Texts) => {
  const made = snapshotOf({ ...COMPOSE, ...texts });
  return Object.fromEntries(
    resilienceDocuments(systemIn(made)!, made).map(({ edge, ...known }) => [
      edge.replace('service:', '').replace(/ http service:/, ' → '),
      known,
    ]),
  );
};

const retrying = (host: string) =>
  `app.get('/', () => pRetry(() => fetch('http://${host}/', { signal: AbortSignal.timeout(2000) }), { retries: 3 }));\n`;

test('a call tells how long it waits and how often it tries again, each at its line', () => {
  const { 'web → desk': known } = documents({ ...service('web', retrying('desk')), ...service('desk', ''), ...service('stock', '') });
  expect(known).toMatchObject({
    timeout: { milliseconds: 2000, file: 'web/index.js', line: 4 },
    retries: [{ more: 3, file: 'web/index.js', line: 4 }],
  });
  expect(known?.worst).toBeUndefined();
});

test('where two callers on a way try again, both edges tell how often the last service may be called', () => {
  const known = documents({ ...service('web', retrying('desk')), ...service('desk', retrying('stock')), ...service('stock', '') });
  const worst = { node: 'service:stock', calls: 16 };
  expect([known['web → desk']?.worst, known['desk → stock']?.worst]).toEqual([worst, worst]);
});

test('an edge of which nothing is known has no word', () => {
  expect(
    documents({ ...service('web', "app.get('/', () => fetch('http://desk/'));\n"), ...service('desk', ''), ...service('stock', '') }),
  ).toEqual({});
});
