import { expect, test } from 'vitest';
import type { Graph } from '../../../src/core/model/graph.ts';
import type { FilePath } from '../../../src/core/model/source.ts';
import { contractTests } from '../../../src/core/readers/tests/contract-tests.ts';
import { composeDocument } from '../../../src/core/verify/compose-document.ts';
import { chosenTests, type Choosing } from '../../../src/sandbox/contract-tests/chosen-tests.ts';

const service = (name: string): Graph['nodes'][number] =>
  ({ id: `service:${name}`, kind: 'service', name, path: `services/${name}`, evidence: [] }) as unknown as Graph['nodes'][number];

/** orders implements a contract that lies elsewhere. */
const graph = {
  nodes: [
    service('web'),
    service('orders'),
    service('users'),
    { id: 'contract:orders', kind: 'contract', name: 'orders', evidence: [{ file: 'contracts/orders.yaml', span: [0, 0] }] },
  ],
  edges: [{ from: 'service:orders', to: 'contract:orders', kind: 'implements' }],
} as unknown as Graph;

const document = composeDocument({
  services: { web: { ports: [{ target: 3000, published: '8080' }] }, orders: { container_name: 'shop-orders' }, users: {} },
});

/** What is run of these files, and what is not and why. */
function choice(files: Readonly<Record<string, string>>, asked: Partial<Choosing> = {}): string[] {
  const read = (path: FilePath): string | undefined => files[path];
  const found = contractTests({ paths: Object.keys(files) as FilePath[], read });
  const running = new Map([
    ['web', ''],
    ['orders', ''],
  ]);
  const { chosen, left } = chosenTests(found, { graph, document, running, entry: 'web', read, scripts: true, ...asked });
  return [
    ...chosen.map(
      ({ tool, file, service: of, contract, addresses }) =>
        `${tool} ${contract ?? file} of ${of}${addresses.map(({ name, service: to }) => ` ${name}=${to}`).join('')}`,
    ),
    ...left.map(({ file, why }) => `not ${file}: ${why}`),
  ];
}

const pact = (provider: string, interaction: object = { description: 'one', request: { method: 'GET', path: '/orders' } }): string =>
  JSON.stringify({ consumer: { name: 'web' }, provider: { name: provider }, interactions: [interaction] });

test('an agreement is checked with its provider, by whatever it is called', () => {
  expect(choice({ 'pacts/a.json': pact('orders-service') })).toEqual(['pact pacts/a.json of orders']);
  expect(choice({ 'pacts/a.json': pact('shop-orders') })).toEqual(['pact pacts/a.json of orders']);
  expect(choice({ 'pacts/a.json': pact('users') }), 'it does not run').toEqual([]);
  expect(choice({ 'pacts/a.json': pact('orders', { description: 'order created', type: 'Asynchronous/Messages' }) })).toEqual([
    'not pacts/a.json: it agrees on messages, and those are made by tests of orders itself',
  ]);
});

test('a contract is checked with who implements it, else with the service in whose folder it lies, once for each tool', () => {
  const specmatic = 'sources:\n  - test:\n      - contracts/orders.yaml\n      - services/users/api.yaml\n      - services/web/api.yaml\n';
  expect(choice({ 'specmatic.yaml': specmatic, Makefile: 'test:\n\tspecmatic test contracts/orders.yaml\n' })).toEqual([
    'specmatic contracts/orders.yaml of orders',
    'specmatic services/web/api.yaml of web',
  ]);
});

test('a configuration that names no contract means that of the service beside it', () => {
  expect(choice({ 'services/orders/schemathesis.toml': '' })).toEqual(['schemathesis contracts/orders.yaml of orders']);
  expect(choice({ 'services/web/schemathesis.toml': '' })).toEqual([
    'not services/web/schemathesis.toml: it does not say which contract schemathesis checks',
  ]);
});

const k6 = (...lines: string[]): string => ["import http from 'k6/http';", ...lines].join('\n');

test.each([
  ["__ENV.BASE_URL || 'http://localhost:8080'", 'BASE_URL=web'],
  ["__ENV.TARGET || 'http://shop-orders:3000'", 'TARGET=orders'],
  ['__ENV.ORDERS_URL', 'ORDERS_URL=orders'],
  ['__ENV.BASE_URL', 'BASE_URL=web'],
])('a script is pointed at the sandbox: %s', (address, expected) => {
  expect(choice({ 'load/k6.js': k6(`http.get(${address});`) })).toEqual([expect.stringContaining(` ${expected}`)]);
});

test('a script in the folder of a service means that service', () => {
  expect(choice({ 'services/orders/load/k6.js': k6('http.get(__ENV.BASE_URL);') })).toEqual([
    'k6 services/orders/load/k6.js of orders BASE_URL=orders',
  ]);
});

test('a script that would call something else than the sandbox is not run, and says why', () => {
  expect(choice({ 'load/k6.js': k6("http.get('http://localhost:8080/x');") })).toEqual([
    'not load/k6.js: it calls http://localhost:8080/x by itself; let it take the address from __ENV.BASE_URL or another variable',
  ]);
  expect(choice({ 'load/k6.js': k6('http.get(__ENV.ORDERS_URL); http.get(__ENV.USERS_URL);') })).toEqual([
    'not load/k6.js: it calls users too, which does not run; add it to services',
  ]);
  expect(choice({ 'load/k6.js': k6('http.get(`${prefix}/x`);') })).toEqual([
    'not load/k6.js: it takes no address of a service that runs from its environment, such as __ENV.BASE_URL',
  ]);
});

test('a program of the workspace is started on this machine only for who allows it', () => {
  const files = {
    'load/k6.js': k6('http.get(__ENV.BASE_URL);'),
    'tests/test_api.py': 'import os, schemathesis\nschema = schemathesis.from_path("api.yaml", base_url=os.environ["BASE_URL"])\n',
  };
  expect(choice(files)).toEqual(['k6 load/k6.js of web BASE_URL=web', 'schemathesis tests/test_api.py of web BASE_URL=web']);
  const why = 'it is a program of the workspace and would run on this machine, not in a container; --scripts allows it';
  expect(choice(files, { scripts: false })).toEqual([`not load/k6.js: ${why}`, `not tests/test_api.py: ${why}`]);
});
