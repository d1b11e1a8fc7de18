import { expect, test } from 'vitest';
import { contractTests } from '../../../../src/core/readers/tests/contract-tests.ts';
import { textsOf } from './texts.ts';

const found = (path: string, text: string) =>
  contractTests(textsOf({ [path]: text })).map(({ at, ...test }) => ({ ...test, at: `${at.file}: ${text.slice(...at.span)}` }));

const PACT = JSON.stringify({
  consumer: { name: 'web' },
  provider: { name: 'orders' },
  interactions: [
    { description: 'an order', request: { method: 'post', path: '/orders' } },
    { description: 'an order again', request: { method: 'POST', path: '/orders' } },
    { description: 'order created', type: 'Asynchronous/Messages' },
  ],
  messages: [{ description: 'order paid' }],
});

test('a Pact file says who agreed with whom on what', () => {
  expect(found('web/pacts/web-orders.json', PACT)).toEqual([
    {
      tool: 'pact',
      at: 'web/pacts/web-orders.json: {"name":"orders"}',
      consumer: 'web',
      provider: 'orders',
      operations: ['POST /orders', 'order created', 'order paid'],
      folder: 'web/pacts',
    },
  ]);
  expect(found('pacts/other.json', '{"consumer":"web"}')).toEqual([]);
  expect(found('pacts/broken.json', '{"consumer":')).toEqual([]);
});

test.each([
  ['api/dredd.yml', 'blueprint: ../contracts/shop.yaml\n', 'dredd', 'contracts/shop.yaml', 'npx dredd', 'api'],
  ['specmatic.yaml', 'sources:\n  - test:\n      - contracts/shop.yaml\n', 'specmatic', 'contracts/shop.yaml', 'specmatic test', ''],
  ['specmatic.json', '{"contracts":[{"provides":["./a/b.yaml"]}]}', 'specmatic', 'a/b.yaml', 'specmatic test', ''],
  ['schemathesis.toml', 'workers = 2\n', 'schemathesis', undefined, undefined, ''],
  [
    '.github/workflows/ci.yml',
    'run: |\n  schemathesis run api/openapi.yaml --url x\n',
    'schemathesis',
    'api/openapi.yaml',
    'schemathesis run api/openapi.yaml --url x',
    '',
  ],
  ['Makefile', 'load:\n\tk6 run load/orders.js\n', 'k6', undefined, 'k6 run load/orders.js', ''],
  [
    'a/package.json',
    '{"scripts":{"contract":"dredd ./api.yaml http://127.0.0.1:80"}}',
    'dredd',
    'a/api.yaml',
    'dredd ./api.yaml http://127.0.0.1:80',
    'a',
  ],
  [
    'api/test_api.py',
    'schema = schemathesis.openapi.from_path("openapi.yaml")',
    'schemathesis',
    'api/openapi.yaml',
    'python -m pytest api/test_api.py',
    '',
  ],
  ['load/orders.js', "import http from 'k6/http';\n", 'k6', undefined, 'k6 run load/orders.js', ''],
])('%s with %j is a test by %s', (path, text, tool, contract, command, folder) => {
  const [test, ...more] = found(path, text);
  expect({ tool: test?.tool, contract: test?.contract, command: test?.command, folder: test?.folder, more }).toEqual({
    tool,
    contract,
    command,
    folder,
    more: [],
  });
});

test.each([
  ['Makefile', 'st run x\n'],
  ['docs/k6.md', "import http from 'k6/http'"],
  ['load/orders.js', "import http from 'node:http'"],
  ['dredd.yml', 'server: x\n'],
  ['node_modules/pacts/a.json', PACT],
])('%s with %j is none', (path, text) => {
  expect(found(path, text)).toEqual([]);
});
