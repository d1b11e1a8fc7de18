import { expect, test } from 'vitest';
import { localhostBetweenContainers } from '../../../../src/core/detect/checks/wiring/localhost-between-containers.ts';
import { browserCallsContainer } from '../../../../src/core/detect/checks/wiring/browser-calls-container.ts';
import { found } from '../workspace.ts';

const compose = (variable: string, store = 'postgres:16.4') => ({
  'compose.yaml': `services:\n  shop:\n    image: acme/shop:1\n    environment: {${variable}}\n  stock:\n    image: ${store}\n`,
});

test('a host without a port is meant by the name of its variable', () => {
  expect(found(localhostBetweenContainers, compose('DB_HOST: 127.0.0.1'))).toEqual([
    'high shop 127.0.0.1 DB_HOST @ compose.yaml:4 compose.yaml:5',
  ]);
  expect(found(localhostBetweenContainers, compose('STOCK_HOST: localhost', 'acme/stock:1'))).toHaveLength(1);
  expect(found(localhostBetweenContainers, compose('REDIS_HOST: localhost'))).toEqual([]);
  expect(found(localhostBetweenContainers, compose('HOST: localhost'))).toEqual([]);
});

const parted = (files: Readonly<Record<string, string>>) => ({
  'compose.yaml': 'services:\n  shop:\n    build: ./shop\n  stock:\n    build: ./stock\n    ports: ["8081:8081"]\n',
  'stock/main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8081", nil) }\n',
  ...files,
});

test('a client in code that calls another service at localhost, written there or as a default', () => {
  const direct = "import axios from 'axios';\naxios.get('http://localhost:8081/items', { timeout: 1000 });\n";
  expect(found(localhostBetweenContainers, parted({ 'shop/server.js': direct }))).toEqual([
    'medium shop localhost 8081 @ shop/server.js:2 compose.yaml:4',
  ]);
  const fallback =
    "import axios from 'axios';\nconst base = process.env.STOCK_URL || 'http://localhost:8081';\naxios.get(base + '/items', { timeout: 1000 });\n";
  expect(found(localhostBetweenContainers, parted({ 'shop/server.js': fallback }))).toHaveLength(1);
});

test('pages and scripts that a person starts are somewhere else', () => {
  const call = "fetch('http://localhost:8081/items');\n";
  expect(found(localhostBetweenContainers, parted({ 'shop/src/App.jsx': call }))).toEqual([]);
  expect(found(localhostBetweenContainers, parted({ 'shop/try.sh': 'curl http://localhost:8081/items\n' }))).toEqual([]);
});

test('a page that calls the name of a container', () => {
  const call = "export const App = () => { fetch('http://stock:8081/items'); };\n";
  expect(found(browserCallsContainer, parted({ 'shop/src/App.jsx': call }))).toHaveLength(1);
  const rendered = { 'shop/package.json': '{"name": "shop", "dependencies": {"next": "15"}}', 'shop/src/App.jsx': call };
  expect(found(browserCallsContainer, parted(rendered))).toEqual([]);
});

const pod = (containers: string) => ({
  'shop.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n      - name: shop\n        image: acme/shop:1\n        env: [{name: STOCK_URL, value: "http://localhost:8080"}]\n${containers}---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: stock}\nspec:\n  selector: {matchLabels: {app: stock}}\n  template:\n    metadata: {labels: {app: stock}}\n    spec:\n      containers: [{name: stock, image: "acme/stock:1", ports: [{containerPort: 8080}]}]\n`,
});

test('the only container of a pod finds nobody at localhost', () => {
  expect(found(localhostBetweenContainers, pod(''))).toEqual(['high shop localhost 8080 @ shop.yaml:12 shop.yaml:16']);
  expect(found(localhostBetweenContainers, pod('      - {name: proxy, image: "acme/proxy:1"}\n'))).toEqual([]);
});
