import { expect, test } from 'vitest';
import { browserCallsContainer } from '../../../../src/core/detect/checks/wiring/browser-calls-container.ts';
import { hostGatewayMissing } from '../../../../src/core/detect/checks/wiring/host-gateway-missing.ts';
import { kafkaAdvertisedLocalhost } from '../../../../src/core/detect/checks/wiring/kafka-advertised-localhost.ts';
import { localhostBetweenContainers } from '../../../../src/core/detect/checks/wiring/localhost-between-containers.ts';
import { networkIsolation } from '../../../../src/core/detect/checks/wiring/network-isolation.ts';
import { portNobodyListensOn } from '../../../../src/core/detect/checks/wiring/port-nobody-listens-on.ts';
import { publishedPortInNetwork } from '../../../../src/core/detect/checks/wiring/published-port-in-network.ts';
import { unknownHost } from '../../../../src/core/detect/checks/wiring/unknown-host.ts';
import { found, said } from '../workspace.ts';

/** A shop that is told an address, and a stock beside it. */
const pair = (address: string, { stock = 'image: acme/stock:1', shop = '', more = '' } = {}) => ({
  'compose.yaml': `services:
  shop:
    image: acme/shop:1
    environment:
      ${address}
    ${shop.replaceAll('\n', '\n    ')}
  stock:
    ${stock.replaceAll('\n', '\n    ')}
${more}`,
});

test('within the network the port of the container counts', () => {
  const stock = 'image: postgres:17\nports: ["6543:5432"]';
  for (const address of ['STOCK_URL: postgres://a:b@stock:6543/shop', 'STOCK_URL: jdbc:postgresql://stock:6543/shop'])
    expect(found(publishedPortInNetwork, pair(address, { stock }))).toEqual(['high shop stock 6543 @ compose.yaml:5 compose.yaml:9']);
  expect(said(publishedPortInNetwork, pair('STOCK_HOST: stock\n      STOCK_PORT: "6543"', { stock }))).toEqual([
    'shop calls stock at port 6543, which is its port on the host; within the network it is 5432.',
  ]);
  const long = 'image: postgres:17\nports:\n  - target: 5432\n    published: "6543"';
  expect(found(publishedPortInNetwork, pair('STOCK_URL: postgres://stock:6543/shop', { stock: long }))).toHaveLength(1);
});

test('the container’s own port, the same port on both sides, and the host’s name are fine', () => {
  expect(found(publishedPortInNetwork, pair('STOCK_URL: http://stock:80', { stock: 'image: acme/stock:1\nports: ["8080:80"]' }))).toEqual(
    [],
  );
  expect(found(publishedPortInNetwork, pair('STOCK_URL: http://stock:80', { stock: 'image: acme/stock:1\nports: ["80:80"]' }))).toEqual([]);
  expect(
    found(publishedPortInNetwork, pair('STOCK_URL: http://localhost:8080', { stock: 'image: acme/stock:1\nports: ["8080:80"]' })),
  ).toEqual([]);
});

test('a port that the called program does not open', () => {
  const redis = { stock: 'image: redis:8' };
  expect(found(portNobodyListensOn, pair('CACHE_URL: redis://stock:6380', redis))).toEqual([
    'high shop stock 6380 @ compose.yaml:5 compose.yaml:7',
  ]);
  expect(found(portNobodyListensOn, pair('CACHE_URL: redis://stock:6379', redis))).toEqual([]);
  expect(
    found(portNobodyListensOn, pair('CACHE_URL: redis://stock:6380', { stock: 'image: redis:8\ncommand: redis-server --port 6380' })),
  ).toEqual([]);
  expect(found(portNobodyListensOn, pair('CACHE_URL: redis://stock:6380', { stock: 'image: acme/stock:1' }))).toEqual([]);
});

test('a host that is a slip of the name of a service', () => {
  expect(found(unknownHost, pair('STOCK_URL: http://stocks:80'))).toEqual(['critical shop stocks @ compose.yaml:5']);
  expect(said(unknownHost, pair('STOCK_URL: http://stock-service:80'))).toEqual([
    'shop calls stock-service, and nothing in its environment has that name; stock is there.',
  ]);
  const proxy = {
    'docker-compose.yml':
      'services:\n  front:\n    image: nginx:1.29\n    volumes: ["./front.conf:/etc/nginx/conf.d/default.conf"]\n  warehouse:\n    image: acme/stock:1\n',
    'front.conf': 'upstream stock { server warehose:8080; }\nserver { listen 80; location / { proxy_pass http://stock; } }\n',
  };
  expect(found(unknownHost, proxy)).toEqual(['critical front warehose @ front.conf:2']);
});

test('a host that is nobody’s name, where all names are known', () => {
  expect(found(unknownHost, pair('TAX_URL: http://tax:80'))).toEqual(['high shop tax @ compose.yaml:5']);
  expect(found(unknownHost, pair('TAX_URL: http://tax:80', { more: 'networks: {default: {external: true, name: city}}' }))).toEqual([]);
});

test('names of other kinds are known: of the container, aliases, extra_hosts and domains', () => {
  expect(found(unknownHost, pair('STOCK_URL: http://magazine:80', { stock: 'image: acme/stock:1\ncontainer_name: magazine' }))).toEqual([]);
  expect(
    found(unknownHost, pair('STOCK_URL: http://magazine:80', { stock: 'image: acme/stock:1\nnetworks: {default: {aliases: [magazine]}}' })),
  ).toEqual([]);
  expect(found(unknownHost, pair('TAX_URL: http://tax:80', { shop: 'extra_hosts: ["tax:10.0.0.7"]' }))).toEqual([]);
  for (const host of ['tax.acme.com', 'localhost', 'host.docker.internal', '10.0.0.7', '${TAX}'])
    expect(found(unknownHost, pair(`TAX_URL: http://${host}:80`)), host).toEqual([]);
});

test('a slip in Kubernetes: a workload calls a Service that has nearly that name', () => {
  const texts = {
    'shop.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n        - name: shop\n          image: acme/shop:1\n          env:\n            - name: STOCK_URL\n              value: http://warehouses\n',
    'stock.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: warehouse}\nspec:\n  template:\n    metadata: {labels: {app: warehouse}}\n    spec:\n      containers:\n        - {name: warehouse, image: "acme/stock:1"}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: warehouse}\nspec:\n  selector: {app: warehouse}\n  ports: [{port: 80}]\n',
  };
  expect(found(unknownHost, texts)).toEqual(['critical shop warehouses @ shop.yaml:13']);
});

test('localhost is the container itself', () => {
  const stock = { stock: 'image: postgres:17' };
  expect(found(localhostBetweenContainers, pair('STOCK_URL: postgres://a:b@localhost:5432/shop', stock))).toEqual([
    'high shop localhost 5432 @ compose.yaml:5 compose.yaml:7',
  ]);
  expect(found(localhostBetweenContainers, pair('STOCK_HOST: 127.0.0.1\n      STOCK_PORT: "5432"', stock))).toHaveLength(1);
  expect(found(localhostBetweenContainers, pair('STOCK_URL: postgres://stock:5432/shop', stock))).toEqual([]);
  expect(
    found(localhostBetweenContainers, pair('STOCK_URL: postgres://localhost:5432/shop', { ...stock, shop: 'network_mode: host' })),
  ).toEqual([]);
  expect(
    found(localhostBetweenContainers, pair('PUBLIC_URL: http://localhost:8080', { stock: 'image: acme/stock:1\nports: ["8080:80"]' })),
  ).toEqual([]);
});

const falling = (environment: string) => ({
  'compose.yaml': `services:\n  shop:\n    build: .\n${environment}  stock:\n    image: redis:8\n`,
  Dockerfile: 'FROM node:22\nCMD ["node", "shop.js"]\n',
  'package.json': '{"name": "shop", "dependencies": {"ioredis": "5"}}',
  'shop.js':
    'const Redis = require("ioredis");\nconst stock = new Redis(process.env.STOCK_URL || "redis://localhost:6379");\nrequire("http").createServer(x).listen(80);\n',
});

test('code that falls back to localhost where nobody sets the variable', () => {
  expect(found(localhostBetweenContainers, falling(''))).toEqual(['medium shop localhost 6379 @ shop.js:2 compose.yaml:4']);
  expect(found(localhostBetweenContainers, falling('    environment: {STOCK_URL: "redis://stock:6379"}\n'))).toEqual([]);
});

const networked = (shop: string, stock: string, mode = '') => ({
  'compose.yaml': `services:
  shop:
    image: acme/shop:1
    environment: {STOCK_URL: "http://stock"}
    ${shop}
  stock:
    image: acme/stock:1
    ${stock}
${mode}networks: {inner: {}, outer: {}}
`,
});

test('two containers that share no network do not reach each other', () => {
  expect(found(networkIsolation, networked('networks: [outer]', 'networks: [inner]'))).toEqual([
    'critical shop stock @ compose.yaml:5 compose.yaml:8 compose.yaml:4',
  ]);
  expect(found(networkIsolation, networked('networks: {outer: {}}', ''))).toEqual([
    'critical shop stock @ compose.yaml:5 compose.yaml:6 compose.yaml:4',
  ]);
});

test('a common network and the default one of both are fine', () => {
  expect(found(networkIsolation, networked('networks: [outer, inner]', 'networks: [inner]'))).toEqual([]);
  expect(found(networkIsolation, networked('', ''))).toEqual([]);
});

test('the network of the host knows no names of containers', () => {
  expect(found(networkIsolation, networked('network_mode: host', 'networks: [inner]'))).toHaveLength(1);
});

test('a container that calls itself localhost is not what others mean by it', () => {
  const itself = { shop: 'network_mode: host', stock: 'image: acme/stock:1\nhostname: localhost' };
  expect(found(networkIsolation, pair('STOCK_URL: http://localhost:80', itself))).toEqual([]);
});

const broker = (advertised: string, client: string) => ({
  'compose.yaml': `services:\n  bus:\n    image: bitnami/kafka:3.9\n    environment:\n      ${advertised}\n  shop:\n    image: acme/shop:1\n    environment:\n      ${client}\n`,
});

test('a broker that sends its clients to localhost', () => {
  expect(
    found(kafkaAdvertisedLocalhost, broker('KAFKA_CFG_ADVERTISED_LISTENERS: PLAINTEXT://127.0.0.1:9092', 'BROKERS: bus:9092')),
  ).toEqual(['high bus @ compose.yaml:5 compose.yaml:9']);
  expect(found(kafkaAdvertisedLocalhost, broker('KAFKA_ADVERTISED_HOST_NAME: localhost', 'KAFKA_BOOTSTRAP: bus:9092'))).toHaveLength(1);
  expect(
    found(kafkaAdvertisedLocalhost, broker('KAFKA_ADVERTISED_LISTENERS: IN://bus:9092,OUT://localhost:9093', 'BROKERS: bus:9092')),
  ).toEqual([]);
  expect(found(kafkaAdvertisedLocalhost, broker('KAFKA_ADVERTISED_LISTENERS: OUT://localhost:9092', 'LEVEL: debug'))).toEqual([]);
});

test('a page that is sent to the name of a container', () => {
  for (const name of ['VITE_STOCK_URL', 'NEXT_PUBLIC_API', 'REACT_APP_API_URL'])
    expect(found(browserCallsContainer, pair(`${name}: http://stock:80/api`))).toEqual([`high shop ${name} @ compose.yaml:5`]);
  expect(found(browserCallsContainer, pair('VITE_STOCK_URL: http://localhost:8080'))).toEqual([]);
  expect(found(browserCallsContainer, pair('STOCK_URL: http://stock:80'))).toEqual([]);
  const built = {
    'compose.yaml':
      'services:\n  shop:\n    build:\n      context: .\n      args:\n        VITE_API: http://stock:80\n  stock:\n    image: acme/stock:1\n',
  };
  expect(found(browserCallsContainer, built)).toEqual(['high shop VITE_API @ compose.yaml:6']);
});

test('the host is not known by its name on Linux', () => {
  expect(found(hostGatewayMissing, pair('STOCK_URL: http://host.docker.internal:80'))).toEqual([
    'medium shop @ compose.yaml:5 compose.yaml:2',
  ]);
  expect(
    found(
      hostGatewayMissing,
      pair('STOCK_URL: http://host.docker.internal:80', { shop: 'extra_hosts: ["host.docker.internal:host-gateway"]' }),
    ),
  ).toEqual([]);
});
