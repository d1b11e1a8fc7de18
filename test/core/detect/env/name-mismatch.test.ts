import { expect, test } from 'vitest';
import { nameMismatch } from '../../../../src/core/detect/checks/env/name-mismatch.ts';
import { found, findingsIn } from '../workspace.ts';

const orders = (environment: string, file: string, code: string) => ({
  'compose.yaml': `services:\n  orders:\n    build: ./orders\n    environment:\n      ${environment}\n`,
  'orders/Dockerfile': 'FROM scratch\nCOPY . .\nCMD ["./orders"]\n',
  [`orders/${file}`]: code,
});

test('a variable that is set under another name than it is read, whatever the language', () => {
  expect(found(nameMismatch, orders('DB_PASS: x', 'main.py', "import os\npassword = os.environ['DB_PASSWORD']\n"))).toEqual([
    'high orders DB_PASS DB_PASSWORD @ compose.yaml:5 orders/main.py:2',
  ]);
  const go = 'package main\nimport "os"\nfunc main() { call(os.Getenv("PAYMENTS_URL")) }\n';
  expect(found(nameMismatch, orders('PAYMENTS_SERVICE_URL: http://payments', 'main.go', go))).toEqual([
    'high orders PAYMENTS_SERVICE_URL PAYMENTS_URL @ compose.yaml:5 orders/main.go:3',
  ]);
  expect(found(nameMismatch, orders('DATABASE_DSN: postgres://db/shop', 'app.rb', "url = ENV.fetch('DATABASE_URL')\n"))).toEqual([
    'high orders DATABASE_DSN DATABASE_URL @ compose.yaml:5 orders/app.rb:1',
  ]);
  const java = 'class Main { String host = System.getenv("RABBITMQ_HOST"); }\n';
  expect(found(nameMismatch, orders('RABBITMQ_HOTS: rabbit', 'Main.java', java))).toEqual([
    'high orders RABBITMQ_HOTS RABBITMQ_HOST @ compose.yaml:5 orders/Main.java:1',
  ]);
});

test('in a list, in an env file and in a Kubernetes manifest too', () => {
  const code = { 'orders/main.js': 'connect(process.env.STORE_HOST);\n', 'orders/Dockerfile': 'FROM node:22\nCOPY . .\n' };
  const listed = { 'compose.yaml': 'services:\n  orders:\n    build: orders\n    environment:\n      - STOREHOST=db\n', ...code };
  expect(found(nameMismatch, listed)).toEqual(['high orders STOREHOST STORE_HOST @ compose.yaml:5 orders/main.js:1']);
  const filed = {
    'compose.yaml': 'services:\n  orders:\n    build: orders\n    env_file: [orders.vars.env]\n',
    'orders.vars.env': 'A=1\nSTOREHOST=db\n',
    ...code,
  };
  expect(found(nameMismatch, filed)).toEqual(['high orders STOREHOST STORE_HOST @ orders.vars.env:2 orders/main.js:1']);
  const manifest = {
    'k8s/orders.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: orders}
spec:
  template:
    spec:
      containers:
        - name: orders
          image: acme/orders
          env:
            - name: STORE_HOSTNAME
              value: db
`,
    ...code,
  };
  expect(found(nameMismatch, manifest)).toEqual(['high orders STORE_HOSTNAME STORE_HOST @ k8s/orders.yaml:11 orders/main.js:1']);
});

const PYTHON = "import os\npassword = os.environ['DB_PASSWORD']\n";

test('one name on both sides is right, and so is a name that an env file of the program sets', () => {
  expect(found(nameMismatch, orders('DB_PASSWORD: x', 'main.py', PYTHON))).toEqual([]);
  expect(found(nameMismatch, { ...orders('DB_PASS: x', 'main.py', PYTHON), 'orders/.env': 'DB_PASSWORD=x\n' })).toEqual([]);
});

test('names that the platform or the command reads, and names that only look alike, are left alone', () => {
  expect(found(nameMismatch, orders('NODE_ENV: production', 'main.js', 'start(process.env.NODE_ENVS);\n'))).toEqual([]);
  expect(found(nameMismatch, orders('REDIS_HOST: redis', 'main.js', 'start(process.env.MYSQL_HOST);\n'))).toEqual([]);
  expect(found(nameMismatch, orders('SHARD_1: a', 'main.js', 'start(process.env.SHARD_2);\n'))).toEqual([]);
  const command = { 'orders/Dockerfile': 'FROM scratch\nCMD ["sh", "-c", "DB_PASSWORD=$DB_PASS ./orders"]\n' };
  expect(found(nameMismatch, { ...orders('DB_PASS: x', 'main.py', PYTHON), ...command })).toEqual([]);
});

test('the key is renamed where it is known to stand', () => {
  const [finding] = findingsIn(orders('DB_PASS: x', 'main.py', PYTHON), [nameMismatch]);
  expect(finding?.fix).toEqual({
    title: 'Rename DB_PASS to DB_PASSWORD',
    edits: [{ file: 'compose.yaml', line: 5, column: 7, endLine: 5, endColumn: 14, text: 'DB_PASSWORD' }],
  });
});

test('an image and its start script, without anything that deploys it', () => {
  const texts = {
    Dockerfile: 'FROM debian\nENV STORE_PASSWORD=x\nCOPY run.sh /\nCMD ["/run.sh"]\n',
    'run.sh': '#!/bin/sh\nexport STORE=postgres://shop:$STORE_PASS@db\nexec shop\n',
  };
  expect(found(nameMismatch, texts)).toEqual(['high Dockerfile STORE_PASSWORD STORE_PASS @ Dockerfile:2 run.sh:2']);
  expect(found(nameMismatch, { ...texts, 'run.sh': texts['run.sh'].replace('_PASS', '_PASSWORD') })).toEqual([]);
});

const store = (variable: string) => ({
  'compose.yaml': `services:\n  db:\n    image: postgres:16\n    environment:\n      ${variable}: shop\n`,
});

test("a server's image reads its own names", () => {
  expect(found(nameMismatch, store('POSTGRES_DATABASE'))).toEqual(['high db POSTGRES_DATABASE POSTGRES_DB @ compose.yaml:5']);
  expect(found(nameMismatch, store('POSTGRES_DB'))).toEqual([]);
  expect(found(nameMismatch, store('POSTGRES_BACKUP_PATH'))).toEqual([]);
});
