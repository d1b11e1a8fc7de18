import { expect, test } from 'vitest';
import { bindLoopback } from '../../../../src/core/detect/checks/wiring/bind-loopback.ts';
import { containerPortWrong } from '../../../../src/core/detect/checks/wiring/container-port-wrong.ts';
import { portCollision } from '../../../../src/core/detect/checks/wiring/port-collision.ts';
import { portSyntax } from '../../../../src/core/detect/checks/wiring/port-syntax.ts';
import { findingsIn, found } from '../workspace.ts';

const stock = (image: string, ports: string) => ({
  'compose.yaml': `services:\n  stock:\n    image: ${image}\n    ports:\n      - ${ports}\n`,
});

test('a mapping to a port that the image does not listen on, in its short and its long form', () => {
  expect(found(containerPortWrong, stock('postgres:17', '"5432:5433"'))).toEqual(['high stock 5433 @ compose.yaml:5 compose.yaml:2']);
  expect(found(containerPortWrong, stock('redis:8', '{target: 80, published: "6379"}'))).toHaveLength(1);
  expect(found(containerPortWrong, stock('postgres:17', '"5433:5432"'))).toEqual([]);
  expect(found(containerPortWrong, stock('acme/stock:1', '"5433:5433"'))).toEqual([]);
  expect(found(containerPortWrong, stock('postgres:17', '"5433:5433"\n    command: -p 5433'))).toEqual([]);
  expect(found(containerPortWrong, stock('mysql:9', '"53:53/udp"'))).toEqual([]);
});

const shop = (ports: string, more = '', docker = '') => ({
  'compose.yaml': `services:\n  shop:\n    build: .\n    ports: ["${ports}"]\n${more}`,
  Dockerfile: `FROM golang:1.24\n${docker}CMD ["/shop"]\n`,
  'go.mod': 'module shop\n',
  'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":9000", nil) }\n',
});

test('a mapping to a port that the code does not listen on', () => {
  expect(found(containerPortWrong, shop('80:8080'))).toEqual(['high shop 8080 @ compose.yaml:4 main.go:5']);
  expect(found(containerPortWrong, shop('80:9000'))).toEqual([]);
  expect(found(containerPortWrong, shop('80:8080', '    environment: {ADMIN_PORT: "8080"}\n'))).toEqual([]);
  expect(found(containerPortWrong, shop('80:8080', '', 'EXPOSE 8080\n'))).toEqual([]);
});

const bound = (
  code: Readonly<Record<string, string>>,
  { command = '["/shop"]', compose = 'ports: ["80:9000"]', from = 'golang:1.24' } = {},
) => ({
  'compose.yaml': `services:\n  shop:\n    build: .\n    ${compose}\n`,
  Dockerfile: `FROM ${from}\nCMD ${command}\n`,
  ...code,
});

const GO = (address: string) => ({
  'go.mod': 'module shop\n',
  'main.go': `package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(${address}, nil) }\n`,
});
const JS = (listen: string) => ({
  'package.json': '{"name": "shop", "dependencies": {"express": "5"}}',
  'shop.js': `const app = require("express")();\napp.listen(${listen});\n`,
});
const FLASK = (run: string) => ({
  'requirements.txt': 'flask==3.0.0\n',
  'shop.py': `from flask import Flask\napp = Flask(__name__)\nif __name__ == "__main__":\n    app.run(${run})\n`,
});

test('a program that listens at localhost within its container, in several languages', () => {
  expect(found(bindLoopback, bound(GO('"localhost:9000"')))).toEqual(['high shop @ main.go:5 compose.yaml:4']);
  expect(found(bindLoopback, bound(JS('9000, "127.0.0.1"'), { from: 'node:22' }))).toEqual(['high shop @ shop.js:2 compose.yaml:4']);
  expect(found(bindLoopback, bound(FLASK('port=9000'), { from: 'python:3.13', command: '["python", "shop.py"]' }))).toEqual([
    'high shop @ shop.py:4 compose.yaml:4',
  ]);
  expect(found(bindLoopback, bound(FLASK(''), { from: 'python:3.13', command: '["flask", "run", "--port", "9000"]' }))).toEqual([
    'high shop @ Dockerfile:2 compose.yaml:4',
  ]);
  expect(found(bindLoopback, bound(FLASK(''), { from: 'python:3.13', command: 'uvicorn shop:app --host 127.0.0.1' }))).toHaveLength(1);
});

test('all addresses, another server, a shared network and programs that nobody reaches are left alone', () => {
  expect(found(bindLoopback, bound(GO('":9000"')))).toEqual([]);
  expect(found(bindLoopback, bound(GO('"0.0.0.0:9000"')))).toEqual([]);
  expect(found(bindLoopback, bound(JS('9000, () => {}'), { from: 'node:22' }))).toEqual([]);
  expect(found(bindLoopback, bound(FLASK('host="0.0.0.0", port=9000'), { from: 'python:3.13', command: '["python", "shop.py"]' }))).toEqual(
    [],
  );
  expect(
    found(bindLoopback, bound(FLASK('port=9000'), { from: 'python:3.13', command: '["gunicorn", "-b", ":9000", "shop:app"]' })),
  ).toEqual([]);
  expect(found(bindLoopback, bound(GO('"localhost:9000"'), { compose: 'network_mode: host' }))).toEqual([]);
  expect(found(bindLoopback, bound(GO('"localhost:9000"'), { compose: 'restart: always' }))).toEqual([]);
});

const two = (first: string, second: string, more = '') => ({
  'compose.yaml': `services:\n  shop:\n    image: acme/shop:1\n    ports: ["${first}"]\n  stock:\n    image: acme/stock:1\n    ports: ["${second}"]\n${more}`,
});

test('two services at one port of the host', () => {
  expect(found(portCollision, two('8080:80', '8080:90'))).toEqual(['high shop stock 8080 @ compose.yaml:7 compose.yaml:4']);
  expect(found(portCollision, two('8080:80', '127.0.0.1:8080:90'))).toHaveLength(1);
  expect(found(portCollision, two('8080:80', '8081:80'))).toEqual([]);
  expect(found(portCollision, two('53:53', '53:53/udp'))).toEqual([]);
  expect(found(portCollision, two('127.0.0.1:8080:80', '127.0.0.2:8080:90'))).toEqual([]);
  expect(found(portCollision, two('8080:80', '8080:90', '    profiles: [other]\n'))).toEqual([]);
});

const lines = (text: string) => ({
  'compose.yaml': `services:\n  shop:\n    image: acme/shop:1\n    ${text.replaceAll('\n', '\n    ')}\n`,
});

test('a mapping below expose, and a protocol on both sides', () => {
  expect(found(portSyntax, lines('expose: ["80:8080"]'))).toEqual(['medium shop expose 80:8080 @ compose.yaml:4']);
  expect(found(portSyntax, lines('expose:\n  - 80:8080'))).toHaveLength(1);
  expect(found(portSyntax, lines('ports: ["389/tcp:389/tcp"]'))).toEqual(['medium shop ports 389/tcp:389/tcp @ compose.yaml:4']);
  const [finding] = findingsIn(lines('ports: ["389/tcp:389/tcp"]'), [portSyntax]);
  expect(finding!.fix?.edits.map(({ text }) => text)).toEqual(['"389:389/tcp"']);
});

test('ports of containers below expose, ranges and protocols at the end are fine', () => {
  for (const text of [
    'expose: ["8080"]',
    'expose: [8080, "9000-9010"]',
    'ports: ["80:8080/tcp"]',
    'ports: ["9000-9010:9000-9010"]',
    'ports: ["${PORT}:80"]',
  ])
    expect(found(portSyntax, lines(text)), text).toEqual([]);
});
