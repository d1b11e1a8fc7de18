import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

interface Jump {
  readonly rule: string;
  readonly files: Texts;
  readonly what?: 'references';
  readonly leads: readonly string[];
}

const NODE = (name: string, text: string): Texts => ({
  [`${name}/package.json`]: `{ "name": "${name}", "scripts": { "start": "node index.js" } }`,
  [`${name}/index.js`]: text,
});

const TWO = `services:
  web:
    build: web
    environment:
      CACHE_HOST: cache
      TIMEOUT: 5
  admin:
    build: admin
    environment:
      TIMEOUT: 9
  cache:
    image: redis:7
`;

const READS = "const redis = require('redis');\nredis.createClient({ host: process.env.CACHE_HOST });\nconst wait = process.env.TIMEOUT;\n";

const CLUSTER = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: shop/web
          env:
            - name: ORDERS_ADDRESS
              value: "orders:8080"
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  template:
    metadata: { labels: { app: orders } }
    spec: { containers: [{ name: orders, image: shop/orders }] }
---
apiVersion: v1
kind: Service
metadata:
  name: orders
spec:
  selector: { app: orders }
  ports: [{ port: 8080 }]
`;

const BROKER = `services:
  web: { build: web, environment: { KAFKA: "kafka:9092" } }
  mail: { build: mail, environment: { KAFKA: "kafka:9092" } }
  kafka: { image: confluentinc/cp-kafka }
`;

const PRODUCER =
  "const { Kafka } = require('kafkajs');\nconst TOPIC = 'orders.placed';\nconst producer = new Kafka({ brokers: [process.env.KAFKA] }).producer();\nproducer.send({ topic: TOPIC, messages: [] });\n";
const CONSUMER =
  "const { Kafka } = require('kafkajs');\nconst consumer = new Kafka({ brokers: [process.env.KAFKA] }).consumer({ groupId: 'mail' });\nconsumer.subscribe({ topic: 'orders.placed' });\n";

const DATABASE = `services:
  web: { build: web }
  report: { build: report }
  other: { build: other }
  db: { image: postgres:16 }
  db2: { image: postgres:16 }
`;

const SQL = (host: string, statement: string): string =>
  `const { Pool } = require('pg');\nconst pool = new Pool({ connectionString: 'postgres://u:p@${host}:5432/shop' });\npool.query('${statement}');\n`;

const OPENAPI = `openapi: 3.0.0
info: { title: Orders, version: "1" }
paths:
  /orders/{id}:
    get:
      operationId: getOrderById
      responses: { "200": { description: ok } }
`;

const JUMPS: readonly Jump[] = [
  {
    rule: 'a variable of a compose service leads to the code of that service that reads it, not to another with the same key',
    files: { 'compose.yaml': TWO.replace('TIMEOUT: 5', 'TIME¦OUT: 5'), ...NODE('web', READS), ...NODE('admin', READS) },
    leads: ['web/index.js: const wait = process.env.TIMEOUT;'],
  },
  {
    rule: 'a variable that code reads leads to where its service is given it',
    files: { 'compose.yaml': TWO, ...NODE('web', READS), ...NODE('admin', READS.replace('.TIMEOUT', '.TIME¦OUT')) },
    leads: ['compose.yaml: TIMEOUT: 9'],
  },
  {
    rule: 'a host in a variable leads to the compose entry',
    files: { 'compose.yaml': TWO.replace('CACHE_HOST: cache', 'CACHE_HOST: ca¦che'), ...NODE('web', READS) },
    leads: ['compose.yaml: cache:'],
  },
  {
    rule: 'a name that a service waits for leads to its entry',
    files: { 'compose.yaml': 'services:\n  web:\n    build: web\n    depends_on: [ca¦che]\n  cache:\n    image: redis:7\n' },
    leads: ['compose.yaml: cache:'],
  },
  {
    rule: 'a host in a manifest leads to the Service of that name',
    files: { 'k8s/shop.yaml': CLUSTER.replace('"orders:8080"', '"ord¦ers:8080"') },
    leads: ['k8s/shop.yaml: name: orders'],
  },
  {
    rule: 'a variable of a manifest leads to the code that reads it',
    files: {
      'k8s/shop.yaml': CLUSTER.replace('ORDERS_ADDRESS', 'ORDERS¦_ADDRESS'),
      'web/Dockerfile': 'FROM node\nCOPY . .\n',
      ...NODE('web', "const address = process.env.ORDERS_ADDRESS;\nrequire('http').createServer().listen(80);\n"),
    },
    leads: ['web/index.js: const address = process.env.ORDERS_ADDRESS;'],
  },
  {
    rule: 'a key of .env leads to the code that reads what is filled in from it',
    files: {
      'compose.yaml': 'services:\n  web:\n    build: web\n    environment:\n      LIMIT: ${SHOP_LIMIT}\n',
      '.env': 'SHOP¦_LIMIT=5\n',
      ...NODE('web', 'const limit = process.env.LIMIT;\nrequire("http").createServer().listen(80);\n'),
    },
    leads: ['web/index.js: const limit = process.env.LIMIT;'],
  },
  {
    rule: 'what compose fills in leads to the key of .env',
    files: {
      'compose.yaml': 'services:\n  web:\n    build: web\n    environment:\n      LIMIT: ${SHOP¦_LIMIT}\n',
      '.env': 'SHOP_LIMIT=5\n',
      ...NODE('web', ''),
    },
    leads: ['.env: SHOP_LIMIT=5'],
  },
  {
    rule: 'a table leads to the schema that creates it, wherever that lies',
    files: {
      'compose.yaml': DATABASE,
      ...NODE('web', SQL('db', 'SELECT id FROM ord¦ers')),
      'schema/1.sql': 'CREATE TABLE orders (id int);\n',
    },
    leads: ['schema/1.sql: CREATE TABLE orders (id int);'],
  },
  {
    rule: 'a topic leads from who publishes to who consumes, through a constant',
    files: { 'compose.yaml': BROKER, ...NODE('web', PRODUCER.replace("'orders.placed'", "'orders¦.placed'")), ...NODE('mail', CONSUMER) },
    leads: ["mail/index.js: consumer.subscribe({ topic: 'orders.placed' });"],
  },
  {
    rule: 'a topic leads from who consumes to who publishes',
    files: { 'compose.yaml': BROKER, ...NODE('web', PRODUCER), ...NODE('mail', CONSUMER.replace('orders.placed', 'orders¦.placed')) },
    leads: ['web/index.js: producer.send({ topic: TOPIC, messages: [] });'],
  },
  {
    rule: 'a table leads to who creates it in the same database, not to one of the same name in another',
    files: {
      'compose.yaml': DATABASE,
      ...NODE('web', SQL('db', 'SELECT id FROM ord¦ers')),
      ...NODE('report', SQL('db', 'CREATE TABLE IF NOT EXISTS orders (id int)')),
      ...NODE('other', SQL('db2', 'CREATE TABLE orders (id int)')),
    },
    leads: ["report/index.js: pool.query('CREATE TABLE IF NOT EXISTS orders (id int)');"],
  },
  {
    rule: 'a database in a connection string leads to the variable that makes it',
    files: {
      'compose.yaml': DATABASE.replace(
        'db: { image: postgres:16 }',
        'db:\n    image: postgres:16\n    environment:\n      POSTGRES_DB: shop',
      ),
      ...NODE('web', SQL('db', 'SELECT 1').replace('/shop', '/sh¦op')),
    },
    leads: ['compose.yaml: POSTGRES_DB: shop'],
  },
  {
    rule: 'a host that stands alone in configuration leads to its entry',
    files: { 'compose.yaml': TWO, 'web/config.yaml': 'upstreams:\n  - ca¦che\n', ...NODE('web', READS) },
    leads: ['compose.yaml: cache:'],
  },
  {
    rule: 'a variable that nobody sets leads to the host that the code falls back to',
    files: {
      'compose.yaml': TWO.replace('CACHE_HOST', 'OTHER'),
      ...NODE('web', "const redis = require('redis');\nconst host = process.env.CACHE¦_HOST || 'cache';\nredis.createClient({ host });\n"),
    },
    leads: ['compose.yaml: cache:'],
  },
  {
    rule: 'a method of a generated client leads to the route that serves the operation',
    files: {
      'compose.yaml': 'services:\n  web: { build: web }\n  orders: { build: orders }\n',
      'orders/openapi.yaml': OPENAPI,
      ...NODE('orders', "const app = require('express')();\napp.get('/orders/:id', (req, res) => res.json({}));\napp.listen(80);\n"),
      ...NODE(
        'web',
        "const { OrdersApi } = require('./generated');\nconst axios = require('axios');\nconst api = new OrdersApi();\napi.getOrder¦ById({ id: 1 });\n",
      ),
    },
    leads: ["orders/index.js: app.get('/orders/:id', (req, res) => res.json({}));"],
  },
  {
    rule: 'an operation of a contract is found where it is called',
    files: {
      'compose.yaml': 'services:\n  web: { build: web }\n  orders: { build: orders }\n',
      'orders/openapi.yaml': OPENAPI.replace('get:', 'g¦et:'),
      ...NODE('orders', "const app = require('express')();\napp.listen(80);\n"),
      ...NODE('web', "const axios = require('axios');\nconst api = new OrdersApi();\napi.getOrderById({ id: 1 });\n"),
    },
    what: 'references',
    leads: ['web/index.js: api.getOrderById({ id: 1 });'],
  },
  {
    rule: 'a word that means nothing to the system leads nowhere',
    files: { 'compose.yaml': TWO, ...NODE('web', READS.replace('wait', 'wa¦it')) },
    leads: [],
  },
  { rule: 'a file that nobody knows leads nowhere', files: { 'notes.txt': 'ord¦ers' }, leads: [] },
];

for (const { rule, files, what, leads } of JUMPS) test(rule, () => expect(jumps(files, what)).toEqual(leads));
