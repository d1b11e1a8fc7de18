import { expect, test } from 'vitest';
import { fit, partsOf } from '../../../src/core/navigate/request-path.ts';
import { jumps, type Texts } from './jump.ts';

const COMPOSE = `services:
  web:
    build: web
    environment:
      ORDERS_HOST: orders
  orders:
    build: orders
`;

const ORDERS: Texts = {
  'orders/package.json': '{ "name": "orders", "scripts": { "start": "node server.js" }, "dependencies": { "express": "4" } }',
  'orders/server.js':
    "const express = require('express');\nconst app = express();\napp.get('/orders/:id', (req, res) => res.json({}));\napp.get('/orders/open', (req, res) => res.json([]));\napp.post('/orders', (req, res) => res.json({}));\napp.listen(8080);\n",
};

const system = (files: Texts): Texts => ({
  'compose.yaml': COMPOSE,
  'web/package.json': '{ "name": "web", "scripts": { "start": "node ." } }',
  ...ORDERS,
  ...files,
});

const ONE = "orders/server.js: app.get('/orders/:id', (req, res) => res.json({}));";

const CLIENTS: readonly { readonly what: string; readonly files: Texts; readonly leads: readonly string[] }[] = [
  {
    what: 'a request with a host from the environment leads to the route of the service there',
    files: {
      'web/index.js':
        "const axios = require('axios');\nconst host = process.env.ORDERS_HOST;\naxios.get('http://' + host + ':8080/or¦ders/' + id);\n",
    },
    leads: [ONE],
  },
  {
    what: 'the method tells routes of one path apart',
    files: { 'web/index.js': "const axios = require('axios');\naxios.post('http://orders:8080/or¦ders', body);\n" },
    leads: ["orders/server.js: app.post('/orders', (req, res) => res.json({}));"],
  },
  {
    what: 'a word wins over a parameter',
    files: { 'web/index.js': "const axios = require('axios');\naxios.get('http://orders:8080/orders/op¦en');\n" },
    leads: ["orders/server.js: app.get('/orders/open', (req, res) => res.json([]));"],
  },
  {
    what: 'a request in Python leads to a route in JavaScript',
    files: {
      'web/app.py':
        "import os\nimport requests\nHOST = os.getenv('ORDERS_HOST')\nrequests.get('http://{h}:8080/or¦ders/{id}'.format(h=HOST, id=1))\n",
    },
    leads: [ONE],
  },
  {
    what: 'a request that asks nobody here leads nowhere',
    files: { 'web/index.js': "const axios = require('axios');\naxios.get('https://api.stripe.com/or¦ders/1');\n" },
    leads: [],
  },
];

for (const { what, files, leads } of CLIENTS) test(what, () => expect(jumps(system(files))).toEqual(leads));

test('the callers of a route are found from where it is served', () => {
  const files = system({ 'web/index.js': "const axios = require('axios');\naxios.get(`http://orders:8080/orders/${id}`);\n" });
  const served = { ...files, 'orders/server.js': ORDERS['orders/server.js']!.replace('/orders/:id', '/ord¦ers/:id') };
  expect(jumps(served, 'references')).toEqual(['web/index.js: axios.get(`http://orders:8080/orders/${id}`);']);
});

test('a method below its annotation stands for the route', () => {
  const files: Texts = {
    'compose.yaml': COMPOSE,
    'web/pom.xml': '<project><artifactId>web</artifactId></project>',
    'web/src/main/java/Orders.java':
      '@FeignClient(name = "orders")\npublic interface Orders {\n  @RequestMapping(method = RequestMethod.PUT, value = "/orders/{id}")\n  void put(@PathVariable("id") String id);\n}\n',
    'orders/pom.xml': '<project><artifactId>orders</artifactId></project>',
    'orders/src/main/java/OrderController.java':
      '@RestController\n@RequestMapping("/orders")\npublic class OrderController {\n  @PutMapping("/{id}")\n  public void sa¦ve(@PathVariable String id) {\n  }\n}\n',
  };
  expect(jumps(files, 'references')).toEqual([
    'web/src/main/java/Orders.java: @RequestMapping(method = RequestMethod.PUT, value = "/orders/{id}")',
  ]);
});

test('a route is the end of a request behind a gateway, never its middle', () => {
  expect(fit(partsOf('/api/v1/orders/7'), partsOf('/orders/{id}'))).toBeGreaterThan(0);
  expect(fit(partsOf('/orders/7/items'), partsOf('/orders/{id}'))).toBeUndefined();
  expect(fit(partsOf('/orders/7'), partsOf('/users/{id}'))).toBeUndefined();
});
