import { expect, test } from 'vitest';
import { shapeMismatch } from '../../../../src/core/detect/checks/env/shape-mismatch.ts';
import { found } from '../workspace.ts';

const shop = (environment: string, code: Readonly<Record<string, string>>) => ({
  'compose.yaml': `services:\n  api:\n    build: .\n    environment:\n${environment}\n  db:\n    image: postgres:16\n`,
  Dockerfile: 'FROM scratch\nCOPY . .\n',
  ...code,
});

const PARTS = 'const host = process.env.DB_HOST || "localhost";\nconst user = process.env.DB_USER || "app";\nconnect(host, user);\n';
const URL = '      DATABASE_URL: postgres://app:app@db/shop';

test('a URL is set, and the code reads its parts', () => {
  expect(found(shapeMismatch, shop(URL, { 'main.js': PARTS }))).toEqual([
    'high api DATABASE_URL parts @ compose.yaml:5 main.js:1 main.js:2',
  ]);
  const go = 'package main\nimport "os"\nfunc main() { connect(os.Getenv("POSTGRES_HOST"), os.Getenv("POSTGRES_PASSWORD")) }\n';
  expect(found(shapeMismatch, shop('      STORE_DSN: postgresql://app:app@db/shop', { 'main.go': go }))).toEqual([
    'high api STORE_DSN parts @ compose.yaml:5 main.go:3 main.go:3',
  ]);
});

test('the parts are set, and the code reads a URL', () => {
  const python = { 'main.py': "import os\nconnect(os.environ['DATABASE_URL'])\n" };
  expect(found(shapeMismatch, shop('      DB_HOST: db\n      DB_PORT: "5432"', python))).toEqual([
    'high api DATABASE_URL whole @ compose.yaml:5 main.py:2 compose.yaml:6',
  ]);
});

test('a URL that is read, one of another store, and one that a framework reads are right', () => {
  expect(found(shapeMismatch, shop(URL, { 'main.js': `${PARTS}start(process.env.DATABASE_URL);\n` }))).toEqual([]);
  expect(found(shapeMismatch, shop('      CACHE_URL: redis://cache', { 'main.js': PARTS }))).toEqual([]);
  const rails = { 'app.rb': "connect(ENV['DB_HOST'], ENV['DB_USER'])\n", Gemfile: "gem 'rails'\n" };
  expect(found(shapeMismatch, shop(URL, rails))).toEqual([]);
});
