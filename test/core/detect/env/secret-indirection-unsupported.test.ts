import { expect, test } from 'vitest';
import { secretIndirectionUnsupported } from '../../../../src/core/detect/checks/env/secret-indirection-unsupported.ts';
import { found } from '../workspace.ts';

const api = (code: string, docker = 'FROM python:3.13\nCOPY . .\nCMD ["python", "main.py"]\n') => ({
  'compose.yaml': 'services:\n  api:\n    build: .\n    environment:\n      TOKEN_SECRET_FILE: /run/secrets/token\n',
  Dockerfile: docker,
  'main.py': code,
});

const server = (image: string, variable: string) => ({
  'compose.yaml': `services:\n  store:\n    image: ${image}\n    environment:\n      ${variable}: /run/secrets/store\n`,
});

test('the file is named, and the code reads the variable', () => {
  expect(found(secretIndirectionUnsupported, api("import os\nsign(os.environ['TOKEN_SECRET'])\n"))).toEqual([
    'medium api TOKEN_SECRET_FILE @ compose.yaml:5 main.py:2',
  ]);
});

test('an image that does not know the form', () => {
  expect(found(secretIndirectionUnsupported, server('redis:7', 'REDIS_PASSWORD_FILE'))).toEqual([
    'medium store REDIS_PASSWORD_FILE @ compose.yaml:5',
  ]);
});

test('code that reads the file, images that do, and start scripts are right', () => {
  expect(found(secretIndirectionUnsupported, api("import os\nsign(open(os.environ['TOKEN_SECRET_FILE']).read())\n"))).toEqual([]);
  const scripted = api("import os\nsign(os.environ['TOKEN_SECRET'])\n", 'FROM python:3.13\nENTRYPOINT ["/entrypoint.sh"]\n');
  expect(found(secretIndirectionUnsupported, scripted)).toEqual([]);
  expect(found(secretIndirectionUnsupported, server('postgres:16', 'POSTGRES_PASSWORD_FILE'))).toEqual([]);
});
