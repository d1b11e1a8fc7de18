import { expect, test } from 'vitest';
import { noTimeout } from '../../../../src/core/detect/checks/resilience/no-timeout.ts';
import { found } from '../workspace.ts';

const lines = (texts: Readonly<Record<string, string>>): readonly string[] =>
  found(noTimeout, texts).map(line => line.replace(/^(\w+) .* @ /, '$1 '));

test('a library that waits for ever by default and is told nothing', () => {
  expect(lines({ 'c.py': "import requests\nr = requests.get('http://inventory:8080/items')\n" })).toEqual(['high c.py:2']);
  expect(lines({ 'c.py': "import requests as http\nr = http.post('http://inventory:8080/items', json=item)\n" })).toEqual(['high c.py:2']);
  expect(lines({ 'c.py': "from urllib.request import urlopen\nr = urlopen('http://inventory:8080/items')\n" })).toEqual(['high c.py:2']);
  expect(lines({ 'c.go': 'package main\nimport "net/http"\nfunc items() { http.Get("http://inventory:8080/items") }\n' })).toEqual([
    'high c.go:3',
  ]);
  expect(lines({ 'c.js': "const axios = require('axios');\nexports.items = () => axios.get('http://inventory:8080/items');\n" })).toEqual([
    'high c.js:2',
  ]);
  expect(lines({ 'c.ts': "import got from 'got';\nexport const items = () => got('http://inventory:8080/items');\n" })).toEqual([
    'high c.ts:2',
  ]);
  expect(
    lines({
      'C.java':
        'class C {\n  RestTemplate rest = new RestTemplate();\n  String items() { return rest.getForObject("http://inventory/items", String.class); }\n}\n',
    }),
  ).toEqual(['high C.java:2 C.java:3']);
});

test('for ever may also be asked for', () => {
  expect(lines({ 'c.py': "import httpx\nr = httpx.get('http://inventory:8080/items', timeout=None)\n" })).toEqual(['high c.py:2']);
});

test('a timeout of the request, of its client, or of the code around it', () => {
  expect(lines({ 'c.py': "import requests\nr = requests.get('http://inventory:8080/items', timeout=(1, 3))\n" })).toEqual([]);
  expect(lines({ 'c.py': "import httpx\nr = httpx.get('http://inventory:8080/items')\n" })).toEqual([]);
  expect(
    lines({
      'c.ts':
        "import axios from 'axios';\nconst api = axios.create({ baseURL: 'http://inventory', timeout: 2000 });\nexport const items = () => api.get('/items');\n",
    }),
  ).toEqual([]);
  expect(
    lines({
      'c.ts':
        "import axios from 'axios';\nexport const items = () => axios.get('http://inventory/items', { signal: AbortSignal.timeout(500) });\n",
    }),
  ).toEqual([]);
  expect(
    lines({
      'c.go':
        'package main\nimport "net/http"\nvar client = &http.Client{Timeout: 2 * time.Second}\nfunc items() { client.Get("http://inventory:8080/items") }\n',
    }),
  ).toEqual([]);
});

test('a client without one is told once, with its requests', () => {
  const text =
    "import axios from 'axios';\nconst api = axios.create({ baseURL: 'http://inventory' });\nexport const items = () => api.get('/items');\nexport const item = () => api.get('/item');\n";
  expect(lines({ 'c.ts': text })).toEqual(['high c.ts:2 c.ts:3 c.ts:4']);
});

test('streams, tests, scripts and the pages of a browser are left alone', () => {
  expect(lines({ 'c.py': "import requests\nr = requests.get('http://inventory:8080/items', stream=True)\n" })).toEqual([]);
  expect(lines({ 'tests/test_c.py': "import requests\nr = requests.get('http://inventory:8080/items')\n" })).toEqual([]);
  expect(lines({ 'scripts/c.py': "import requests\nr = requests.get('http://inventory:8080/items')\n" })).toEqual([]);
  expect(lines({ 'web/c.ts': "export const items = () => fetch('/items');\n" })).toEqual([]);
});

test('fetch counts in what answers others', () => {
  const server =
    "import express from 'express';\nconst app = express();\napp.get('/', async (req, res) => res.json(await fetch(process.env.ITEMS_URL)));\napp.listen(80);\n";
  const manifest = JSON.stringify({ name: 'web', dependencies: { express: '5' }, scripts: { start: 'node server.js' } });
  expect(lines({ 'web/package.json': manifest, 'web/server.js': server })).toEqual(['high web/server.js:3']);
});
