import { expect, test } from 'vitest';
import { argumentAtRuntime } from '../../../../src/core/detect/checks/env/argument-at-runtime.ts';
import { committedSecret } from '../../../../src/core/detect/checks/env/committed-secret.ts';
import { defaultSecret } from '../../../../src/core/detect/checks/env/default-secret.ts';
import { dollarEaten } from '../../../../src/core/detect/checks/env/dollar-eaten.ts';
import { duplicateVariable } from '../../../../src/core/detect/checks/env/duplicate-variable.ts';
import { envFileOverridden } from '../../../../src/core/detect/checks/env/env-file-overridden.ts';
import { halfCustomisedCredentials } from '../../../../src/core/detect/checks/env/half-customised-credentials.ts';
import { envFileNotInterpolated } from '../../../../src/core/detect/checks/env/env-file-not-interpolated.ts';
import { falseIsTrue } from '../../../../src/core/detect/checks/env/false-is-true.ts';
import { malformedValue } from '../../../../src/core/detect/checks/env/malformed-value.ts';
import { missingEnvFile } from '../../../../src/core/detect/checks/env/missing-env-file.ts';
import { quotedValue } from '../../../../src/core/detect/checks/env/quoted-value.ts';
import { serviceLink } from '../../../../src/core/detect/checks/env/service-link.ts';
import { unquotedValue } from '../../../../src/core/detect/checks/env/unquoted-value.ts';
import { found, findingsIn } from '../workspace.ts';
import { interpolatedTooEarly } from '../../../../src/core/detect/checks/env/interpolated-too-early.ts';
import { misreadLine } from '../../../../src/core/detect/checks/env/misread-line.ts';
import { plainSecret } from '../../../../src/core/detect/checks/env/plain-secret.ts';
import { publicSecret } from '../../../../src/core/detect/checks/env/public-secret.ts';

const compose = (lines: string) => ({
  'compose.yaml': `services:\n  api:\n    build: .\n${lines}`,
  Dockerfile: 'FROM node\nCOPY . .\n',
});

test('an env_file takes no part in filling in', () => {
  const service = '    env_file: [api.env]\n    environment:\n      TOKEN: ${TOKEN}\n';
  const file = { 'api.env': 'TOKEN=x\n' };
  expect(found(envFileNotInterpolated, { ...compose(service), ...file })).toEqual([
    'high compose.yaml api TOKEN @ compose.yaml:6 api.env:1',
  ]);
  expect(found(envFileNotInterpolated, { ...compose(service), ...file, '.env': 'TOKEN=y\n' })).toEqual([]);
  expect(found(envFileNotInterpolated, { ...compose(service.replace('}', ':-z}')), ...file })).toEqual([]);
});

test('an env_file that is not there is told, unless an example says how to make it', () => {
  const service = compose('    env_file: config/api.env\n');
  expect(found(missingEnvFile, service)).toEqual(['medium compose.yaml config/api.env @ compose.yaml:4']);
  expect(found(missingEnvFile, { ...service, 'config/api.env.example': 'A=1\n' })).toEqual([]);
  expect(found(missingEnvFile, compose('    env_file: [{path: api.env, required: false}]\n'))).toEqual([]);
});

test('quotes in a list entry are part of the value', () => {
  expect(found(quotedValue, compose('    environment:\n      - MODE="fast"\n'))).toEqual(['medium compose.yaml api MODE @ compose.yaml:5']);
  expect(found(quotedValue, compose('    environment:\n      - "MODE=fast"\n      - LIST=["a"]\n'))).toEqual([]);
  expect(found(quotedValue, compose('    environment:\n      MODE: "fast"\n'))).toEqual([]);
});

test('a variable that is set twice has the last value', () => {
  expect(found(duplicateVariable, { '.env': 'A=1\nB=2\nA=3\n' })).toEqual(['medium .env A @ .env:1 .env:3']);
  expect(found(duplicateVariable, compose('    environment: ["A=1", "A=2"]\n'))).toEqual([
    'medium compose.yaml api A @ compose.yaml:4 compose.yaml:4',
  ]);
  expect(found(duplicateVariable, { '.env': 'A=1\nA=1\n', '.env.example': 'A=1\nA=2\n' })).toEqual([]);
});

const workload = (value: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  template:
    spec:
      containers:
        - name: api
          image: acme/api
          env:
            - {name: WORKERS, value: ${value}}
`;

test('Kubernetes takes texts only, and compose respells numbers', () => {
  expect(found(unquotedValue, { 'api.yaml': workload('8') })).toEqual(['high api.yaml api WORKERS @ api.yaml:11']);
  expect(found(unquotedValue, { 'api.yaml': workload('true') })).toHaveLength(1);
  expect(found(unquotedValue, { 'api.yaml': workload('"8"') })).toEqual([]);
  expect(found(unquotedValue, { 'api.yaml': workload('8m') })).toEqual([]);
  const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  RETRIES: 3\n';
  expect(found(unquotedValue, { 'c.yaml': map })).toEqual(['high c.yaml c RETRIES @ c.yaml:5']);
  expect(found(unquotedValue, compose('    environment:\n      VERSION: 1.10\n'))).toEqual([
    'medium compose.yaml api VERSION @ compose.yaml:5',
  ]);
  expect(found(unquotedValue, compose('    environment:\n      WORKERS: 8\n'))).toEqual([]);
});

test('the text "false" is a condition that holds', () => {
  const set = compose('    environment:\n      CACHE: "false"\n');
  expect(found(falseIsTrue, { ...set, 'main.js': 'if (process.env.CACHE) start();\n' })).toEqual([
    'high api CACHE @ main.js:1 compose.yaml:5',
  ]);
  expect(found(falseIsTrue, { ...set, 'main.py': "import os\nif os.getenv('CACHE'):\n    start()\n" })).toEqual([
    'high api CACHE @ main.py:2 compose.yaml:5',
  ]);
  expect(found(falseIsTrue, { ...set, 'main.js': "if (process.env.CACHE === 'true') start();\n" })).toEqual([]);
  expect(found(falseIsTrue, { ...set, 'main.js': 'start(process.env.CACHE);\n' })).toEqual([]);
});

test('a value that has not the form of its name', () => {
  const code = { 'main.js': 'listen(process.env.API_PORT);\nfetch(`${process.env.SHOP_URL}/items`);\n' };
  const set = (variable: string) => ({ ...compose(`    environment: {${variable}}\n`), ...code });
  expect(found(malformedValue, set('API_PORT: "8080/tcp"'))).toEqual(['medium api API_PORT @ compose.yaml:4 main.js:1']);
  expect(found(malformedValue, set('SHOP_URL: "shop:8080"'))).toEqual(['medium api SHOP_URL @ compose.yaml:4 main.js:2']);
  expect(found(malformedValue, set('SHOP_URL: "http://shop:8080", API_PORT: "8080"'))).toEqual([]);
});

test('a dollar sign begins a variable', () => {
  expect(found(dollarEaten, { '.env': 'PASSWORD=pa$word\n' })).toEqual(['medium .env PASSWORD @ .env:1']);
  expect(found(dollarEaten, { '.env': "A='pa$word'\nB=pa\\$word\nHOST=db\nC=http://$HOST\n" })).toEqual([]);
});

const docker = (lines: string) => ({
  ...compose(''),
  Dockerfile: `FROM node\n${lines}COPY . .\n`,
  'main.js': 'report(process.env.RELEASE);\n',
});

test('an argument of the build is not there when the program runs', () => {
  expect(found(argumentAtRuntime, docker('ARG RELEASE\n'))).toEqual(['high api RELEASE @ Dockerfile:2 main.js:1']);
  expect(found(argumentAtRuntime, docker('ARG RELEASE\nENV RELEASE=$RELEASE\n'))).toEqual([]);
});

test('a secret of the source code is no secret', () => {
  const code = { 'main.js': "sign(process.env.TOKEN_SECRET || 'shop-secret');\n" };
  expect(found(defaultSecret, { ...compose(''), ...code })).toEqual(['medium TOKEN_SECRET main.js @ main.js:1 compose.yaml:2']);
  expect(found(defaultSecret, { ...compose('    environment: [TOKEN_SECRET]\n'), ...code })).toEqual([]);
});

test('a key whose shape its issuer publishes', () => {
  const key = ['AKIA', 'QWERTYUIOPASDFGH'].join('');
  expect(found(committedSecret, { '.env': `KEY=${key}\n` })).toEqual(['high .env KEY @ .env:1']);
  expect(found(committedSecret, { '.env': 'KEY=AKIAIOSFODNN7EXAMPLE\nOTHER=changeme\n' })).toEqual([]);
});

const service = (name: string): string =>
  `---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${name}}, ports: [{port: 6379}]}\n`;

test('Kubernetes sets a variable for each Service', () => {
  const code = { 'api/main.js': 'connect(process.env.CACHE_PORT || 6379);\n', 'api/Dockerfile': 'FROM node\n' };
  const api = workload('"8"');
  expect(found(serviceLink, { 'all.yaml': api + service('cache'), ...code })).toEqual([
    'high api CACHE_PORT @ all.yaml:3 api/main.js:1 all.yaml:15',
  ]);
  const off = api.replace('    spec:\n', '    spec:\n      enableServiceLinks: false\n');
  expect(found(serviceLink, { 'all.yaml': off + service('cache'), ...code })).toEqual([]);
  expect(found(serviceLink, { 'all.yaml': api + service('store'), ...code })).toEqual([]);
});

const store = (test: string) => ({
  'compose.yaml': `services:\n  store:\n    image: postgres:16\n    environment:\n      POSTGRES_USER: shop\n    healthcheck:\n      test: ["CMD-SHELL", "pg_isready -U ${test}"]\n`,
});

test('compose fills in what the shell of the container was meant to', () => {
  expect(found(interpolatedTooEarly, store('${POSTGRES_USER}'))).toEqual([
    'high compose.yaml store POSTGRES_USER @ compose.yaml:7 compose.yaml:5',
  ]);
  expect(found(interpolatedTooEarly, store('$$POSTGRES_USER'))).toEqual([]);
  expect(found(interpolatedTooEarly, { ...store('$POSTGRES_USER'), '.env': 'POSTGRES_USER=shop\n' })).toEqual([]);
  const [finding] = findingsIn(store('${POSTGRES_USER}'), [interpolatedTooEarly]);
  expect(finding?.fix?.edits[0]?.text).toBe('$${POSTGRES_USER}');
});

test('a prefix that makes a variable public makes a secret public', () => {
  expect(found(publicSecret, { 'main.ts': 'pay(process.env.NEXT_PUBLIC_PAYMENT_SECRET_KEY);\n' })).toEqual([
    'high NEXT_PUBLIC_PAYMENT_SECRET_KEY @ main.ts:1',
  ]);
  expect(found(publicSecret, { '.env': 'VITE_PAYMENT_PUBLISHABLE_KEY=x\nPAYMENT_SECRET_KEY=y\n' })).toEqual([]);
});

const api = (entry: string) => ({ 'api.yaml': workload('"8"').replace('{name: WORKERS, value: "8"}', entry) });

test('a secret of a workload stands in a Secret', () => {
  expect(found(plainSecret, api('{name: STORE_PASSWORD, value: "pa55"}'))).toEqual(['low api STORE_PASSWORD @ api.yaml:11']);
  expect(found(plainSecret, api('{name: STORE_PASSWORD, valueFrom: {secretKeyRef: {name: s, key: k}}}'))).toEqual([]);
});

test('a line that readers of env files do not agree on', () => {
  expect(found(misreadLine, { '.env': 'A=x#y\nB= y\n' })).toEqual(['medium .env A @ .env:1', 'medium .env B @ .env:2']);
  expect(found(misreadLine, { '.env': 'A=1\r\nB=2\r\n' })).toEqual(['medium .env @ .env:1']);
  expect(found(misreadLine, { '.env': 'A="x#y"\nB=y # why\nC=\n' })).toEqual([]);
});

test('an env_file loses against what stands under environment', () => {
  const service = compose('    env_file: api.env\n    environment: {SEARCH: "http://old"}\n');
  expect(found(envFileOverridden, { ...service, 'api.env': 'SEARCH=http://new\n' })).toEqual([
    'low compose.yaml api SEARCH @ compose.yaml:5 api.env:1',
  ]);
  expect(found(envFileOverridden, { ...service, 'api.env': 'SEARCH=http://localhost:9200\n' })).toEqual([]);
});

const pair = (url: string) => ({
  'compose.yaml': `services:\n  api:\n    image: acme/api\n    environment:\n      STORE: ${url}\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: \${SECRET:-shop}\n`,
});

test('a server that can be given another password, and a client that has the default written out', () => {
  expect(found(halfCustomisedCredentials, pair('postgres://postgres:shop@db/shop'))).toEqual([
    'medium api STORE POSTGRES_PASSWORD @ compose.yaml:5 compose.yaml:9',
  ]);
  expect(found(halfCustomisedCredentials, pair('postgres://postgres:${SECRET:-shop}@db/shop'))).toEqual([]);
});
