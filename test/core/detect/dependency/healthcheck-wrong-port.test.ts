import { expect, test } from 'vitest';
import { healthcheckWrongPort } from '../../../../src/core/detect/checks/dependency/healthcheck-wrong-port.ts';
import { found } from '../workspace.ts';

const SERVER = 'import express from "express";\nconst app = express();\napp.listen(process.env.PORT || 3000);\n';

const texts = (port: string, { health = '3000', docker = '' } = {}) => ({
  'compose.yaml': `services:\n  shop:\n    build: .\n    environment:\n      PORT: "${port}"\n    healthcheck:\n      test: wget -qO- http://localhost:${health}/live\n`,
  Dockerfile: `FROM node:22-alpine\nCOPY . .\n${docker}CMD ["node", "shop.js"]\n`,
  'package.json': '{"name": "shop", "dependencies": {"express": "5"}}',
  'shop.js': SERVER,
});

test('the port that is asked is not the one that the variable sets', () => {
  expect(found(healthcheckWrongPort, texts('8081'))).toEqual(['high shop 3000 @ compose.yaml:7 shop.js:3']);
});

test('the same port, one that a variable names, and one that is exposed may be right', () => {
  expect(found(healthcheckWrongPort, texts('3000'))).toEqual([]);
  expect(found(healthcheckWrongPort, texts('8081', { health: '$${PORT}' }))).toEqual([]);
  expect(found(healthcheckWrongPort, texts('8081', { docker: 'EXPOSE 3000\n' }))).toEqual([]);
});

test('another language, and the HEALTHCHECK of the image', () => {
  const go = {
    'compose.yaml': 'services:\n  shop:\n    build: .\n',
    Dockerfile: 'FROM golang:1.24\nHEALTHCHECK CMD ["curl", "-f", "http://127.0.0.1:8080/"]\nCMD ["/shop"]\n',
    'go.mod': 'module shop\n',
    'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":9000", nil) }\n',
  };
  expect(found(healthcheckWrongPort, go)).toEqual(['high shop 8080 @ Dockerfile:2 main.go:5']);
});

const pod = (probe: string, port = '3000') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
        - name: shop
          image: acme/shop:1
          ports: [{name: web, containerPort: ${port}}]
          livenessProbe:
            httpGet: {path: /live, port: ${probe}}
`;

test('a probe asks a port by a name that no port of the container has', () => {
  expect(found(healthcheckWrongPort, { 'shop.yaml': pod('http') })).toEqual(['high shop shop http @ shop.yaml:14']);
  expect(found(healthcheckWrongPort, { 'shop.yaml': pod('web') })).toEqual([]);
  expect(found(healthcheckWrongPort, { 'shop.yaml': pod('${PORT}') })).toEqual([]);
  expect(found(healthcheckWrongPort, { 'shop.yaml': pod('9000') })).toEqual([]);
});
