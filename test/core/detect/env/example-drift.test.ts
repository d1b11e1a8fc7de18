import { expect, test } from 'vitest';
import { exampleDrift } from '../../../../src/core/detect/checks/env/example-drift.ts';
import { found, findingsIn } from '../workspace.ts';

test('the example does not name what the code beside it requires, in any language', () => {
  const typescript = 'connect(process.env.STORE_URL);\nsign(process.env.TOKEN_SECRET);\n';
  expect(found(exampleDrift, { '.env.example': 'PORT=\nSTORE_URL=\n', 'src/main.ts': typescript })).toEqual([
    'medium .env.example @ .env.example:1 src/main.ts:2',
  ]);
  const python = "import os\nconnect(os.environ['STORE_URL'])\nmail(os.environ['SMTP_HOST'])\n";
  expect(found(exampleDrift, { 'env.sample': 'STORE_URL=\n', 'app.py': python })).toEqual(['medium env.sample @ env.sample:1 app.py:3']);
});

test('a list that the program goes through counts as read', () => {
  const script =
    "const required = ['STORE_URL', 'SMTP_HOST'];\nfor (const name of required) if (!process.env[name]) throw new Error(name);\n";
  expect(found(exampleDrift, { '.env.example': 'STORE_URL=\n', 'config.js': script })).toEqual([
    'medium .env.example @ .env.example:1 config.js:1',
  ]);
  const go =
    'package main\nimport "os"\nfunc main() {\n  for _, name := range []string{"STORE_URL", "SMTP_HOST"} {\n    need(os.Getenv(name))\n  }\n}\n';
  expect(found(exampleDrift, { '.env.template': 'STORE_URL=\n', 'main.go': go })).toEqual([
    'medium .env.template @ .env.template:1 main.go:4',
  ]);
  const python = "import os\nfor name in ['STORE_URL', 'SMTP_HOST']:\n    assert os.environ[name]\n";
  expect(found(exampleDrift, { '.env.example': 'STORE_URL=\n', 'app.py': python })).toEqual([
    'medium .env.example @ .env.example:1 app.py:2',
  ]);
});

test('defaults, switches, what compose sets and what another example names are left alone', () => {
  const code = "a(process.env.STORE_URL, process.env.LEVEL || 'info', process.env.SMTP_HOST);\nif (process.env.FLAGS) more();\n";
  const compose = 'services:\n  api:\n    build: .\n    environment:\n      SMTP_HOST: mail\n';
  const set = { '.env.example': 'STORE_URL=\n', 'main.js': code, 'compose.yaml': compose, Dockerfile: 'FROM node\n' };
  expect(found(exampleDrift, set)).toEqual([]);
  const above = { '.env.example': 'SMTP_HOST=\nSTORE_URL=\n', 'api/.env.example': 'SMTP_HOST=\n' };
  expect(found(exampleDrift, { ...above, 'api/main.js': 'mail(process.env.SMTP_HOST, process.env.STORE_URL)\n' })).toEqual([]);
});

test('the names can be added', () => {
  const code = 'a(process.env.STORE_URL, process.env.SMTP_HOST);\n';
  const [finding] = findingsIn({ '.env.example': 'STORE_URL=\n', 'main.js': code }, [exampleDrift]);
  expect(finding?.fix?.edits).toEqual([{ file: '.env.example', line: 1, column: 1, endLine: 1, endColumn: 1, text: 'SMTP_HOST=\n' }]);
});

test('several examples of one folder are told once, and a name counts in any of them', () => {
  const code = { 'main.js': 'a(process.env.STORE_URL, process.env.SMTP_HOST, process.env.SEARCH_URL);\n' };
  const examples = { '.env.example': 'STORE_URL=\n', '.env.prod.example': 'STORE_URL=\nSMTP_HOST=\n' };
  expect(found(exampleDrift, { ...code, ...examples })).toEqual(['medium .env.example @ .env.example:1 main.js:1']);
});
