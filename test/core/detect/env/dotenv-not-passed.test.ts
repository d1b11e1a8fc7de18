import { expect, test } from 'vitest';
import { dotenvNotPassed } from '../../../../src/core/detect/checks/env/dotenv-not-passed.ts';
import { found } from '../workspace.ts';

const shop = (service: string, code: string) => ({
  'compose.yaml': `services:\n  api:\n    build: ./api\n${service}`,
  '.env': 'STORE_URL=postgres://db/shop\n',
  'api/Dockerfile': 'FROM node\nCOPY . .\n',
  'api/main.js': code,
});

const CODE = 'connect(process.env.STORE_URL);\n';

test('.env is for compose, and the container gets none of it', () => {
  expect(found(dotenvNotPassed, shop('', CODE))).toEqual(['high api STORE_URL @ compose.yaml:2 .env:1 api/main.js:1']);
});

test('a variable that is named, an env_file, a mounted folder and a default are right', () => {
  expect(found(dotenvNotPassed, shop('    environment: ["STORE_URL=${STORE_URL}"]\n', CODE))).toEqual([]);
  expect(found(dotenvNotPassed, shop('    env_file: .env\n', CODE))).toEqual([]);
  expect(found(dotenvNotPassed, shop('    volumes: [".:/app"]\n', CODE))).toEqual([]);
  expect(found(dotenvNotPassed, shop('', 'connect(process.env.STORE_URL ?? "postgres://localhost");\n'))).toEqual([]);
});
