import { expect, test } from 'vitest';
import { argumentBeforeFrom } from '../../../../src/core/detect/checks/env/argument-before-from.ts';
import { secretInImage } from '../../../../src/core/detect/checks/env/secret-in-image.ts';
import { trailingNewline } from '../../../../src/core/detect/checks/env/trailing-newline.ts';
import { undeclaredArgument } from '../../../../src/core/detect/checks/env/undeclared-argument.ts';
import { unprefixedInPage } from '../../../../src/core/detect/checks/env/unprefixed-in-page.ts';
import { found } from '../workspace.ts';

const image = (text: string) => ({ Dockerfile: text });

test('an argument from before FROM is empty in the stage', () => {
  expect(found(argumentBeforeFrom, image('ARG VERSION=1\nFROM node:20\nENV VERSION=$VERSION\n'))).toEqual([
    'high Dockerfile VERSION @ Dockerfile:3 Dockerfile:1',
  ]);
  expect(found(argumentBeforeFrom, image('ARG VERSION=1\nFROM node:20\nRUN echo ${VERSION}\n'))).toHaveLength(1);
});

test('an argument that the stage takes again, or that is only for FROM', () => {
  expect(found(argumentBeforeFrom, image('ARG VERSION=1\nFROM node:20\nARG VERSION\nRUN echo $VERSION\n'))).toEqual([]);
  expect(found(argumentBeforeFrom, image('ARG VERSION=20\nFROM node:${VERSION}\nRUN echo ok\n'))).toEqual([]);
  expect(found(argumentBeforeFrom, image('ARG VERSION=20\nFROM node:${VERSION}\nRUN VERSION=2 && echo $VERSION\n'))).toEqual([]);
});

const built = (args: string, text: string) => ({
  'compose.yaml': `services:\n  shop:\n    build:\n      context: .\n      args: {${args}}\n`,
  Dockerfile: text,
});

test('an argument that the Dockerfile does not take', () => {
  expect(found(undeclaredArgument, built('API: x', 'FROM node:20\nARG API_URL\n'))).toEqual([
    'medium shop API @ compose.yaml:5 Dockerfile:1',
  ]);
  expect(found(undeclaredArgument, built('API_URL: x', 'FROM node:20\nARG API_URL=y\n'))).toEqual([]);
  expect(found(undeclaredArgument, built('HTTP_PROXY: x', 'FROM node:20\n'))).toEqual([]);
});

test('a secret that becomes part of an image', () => {
  expect(found(secretInImage, image('FROM node:20\nENV DB_PASSWORD=hunter2\n'))).toEqual(['medium Dockerfile DB_PASSWORD @ Dockerfile:2']);
  expect(found(secretInImage, image('FROM node:20\nARG NPM_TOKEN\nRUN echo $NPM_TOKEN > .npmrc\n'))).toHaveLength(1);
});

test('values that are none, and stages that are not shipped', () => {
  for (const line of [
    'ENV DB_PASSWORD=',
    'ENV DB_PASSWORD=$PASSWORD',
    'ENV ALLOW_EMPTY_PASSWORD=yes',
    'ENV DB_PASSWORD_FILE=/run/secrets/db',
  ])
    expect(found(secretInImage, image(`FROM node:20\n${line}\n`)), line).toEqual([]);
  expect(found(secretInImage, image('FROM node:20 AS build\nARG NPM_TOKEN\nRUN echo $NPM_TOKEN\nFROM node:20\n'))).toEqual([]);
});

const page = (name: string, manifest = '{"name": "web", "devDependencies": {"vite": "6"}}') => ({
  'package.json': manifest,
  '.env': `${name}=http://shop\n`,
  'src/api.ts': `export const base = import.meta.env.${name};\n`,
});

test('a page reads a name that its bundler leaves out', () => {
  expect(found(unprefixedInPage, page('API_URL'))).toEqual(['high src/api.ts API_URL @ src/api.ts:1 .env:1']);
  expect(found(unprefixedInPage, page('VITE_API_URL'))).toEqual([]);
  expect(found(unprefixedInPage, page('API_URL', '{"name": "web", "dependencies": {"astro": "5"}}'))).toEqual([]);
  expect(found(unprefixedInPage, { ...page('API_URL'), '.env': 'OTHER=1\n' })).toEqual([]);
});

const reader = (path: string, text: string) => found(trailingNewline, { [path]: text });

test('a secret that is read with the end of its line', () => {
  expect(reader('app.py', "password = open('/run/secrets/db').read()\n")).toEqual(['medium app.py open @ app.py:1']);
  expect(reader('app.js', "const password = fs.readFileSync(process.env.DB_PASSWORD_FILE, 'utf8');\n")).toHaveLength(1);
  expect(reader('app.py', "password = open('/run/secrets/db').read().strip()\n")).toEqual([]);
  expect(reader('app.js', "const password = fs.readFileSync(process.env.DB_PASSWORD_FILE, 'utf8').trim();\n")).toEqual([]);
  expect(reader('app.js', "const key = fs.readFileSync('/run/secrets/tls.key', 'utf8');\n")).toEqual([]);
});

const secret = (value: string) =>
  found(trailingNewline, { 'secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata: {name: db}\ndata:\n  password: ${value}\n` });

test('a value that was encoded with the newline of echo', () => {
  expect(secret('czNjcmV0Cg==')).toEqual(['medium db password @ secret.yaml:5']);
  expect(secret('aHVudGVyMjIK')).toHaveLength(1);
  expect(secret('aHVudGVyMgo=')).toHaveLength(1);
  expect(secret('czNjcmV0')).toEqual([]);
  expect(secret('{{ .Values.password | b64enc }}')).toEqual([]);
});
