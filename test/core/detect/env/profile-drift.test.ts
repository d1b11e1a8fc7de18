import { expect, test } from 'vitest';
import { profileDrift } from '../../../../src/core/detect/checks/env/profile-drift.ts';
import { found } from '../workspace.ts';

const CODE = { 'main.js': 'search(process.env.SEARCH_URL, process.env.STORE_URL);\n' };
const STAGING = { '.env.staging': 'SEARCH_URL=a\nSTORE_URL=b\n', '.env.production': 'STORE_URL=c\n' };

test('a variable of one env file is missing in another', () => {
  expect(found(profileDrift, { ...STAGING, ...CODE })).toEqual([
    'high .env.production SEARCH_URL @ .env.production:1 .env.staging:1 main.js:1',
  ]);
  const python = { 'config/main.py': "import os\nrun(os.environ['SEARCH_URL'])\n" };
  const named = { 'config/dev.env': 'SEARCH_URL=a\nSTORE_URL=b\n', 'config/prod.env': 'STORE_URL=c\n' };
  expect(found(profileDrift, { ...named, ...python })).toEqual([
    'high config/prod.env SEARCH_URL @ config/prod.env:1 config/dev.env:1 config/main.py:2',
  ]);
});

const service = (lines: string) => `services:\n  api:\n    build: .\n    environment:\n${lines}`;

test('a variable of one environment is missing in another', () => {
  const texts = {
    'docker-compose.dev.yml': service('      SEARCH_URL: a\n      STORE_URL: b\n      MAIL_URL: m\n'),
    'docker-compose.prod.yml': service('      STORE_URL: c\n      MAIL_URL: m\n'),
    Dockerfile: 'FROM node\n',
    'main.js': `if (!process.env.SEARCH_URL) throw new Error("no search");
search(process.env.STORE_URL, process.env.MAIL_URL);
`,
  };
  expect(found(profileDrift, texts)).toEqual(['high api SEARCH_URL @ docker-compose.prod.yml:2 docker-compose.dev.yml:5 main.js:1']);
});

test('a plain .env sets it for all; defaults and what only developers need are left alone', () => {
  expect(found(profileDrift, { '.env': 'SEARCH_URL=x\n', ...STAGING, ...CODE })).toEqual([]);
  const code = { 'main.js': "search(process.env.SEARCH_URL || 'http://search', process.env.MOCK_USERS);\n" };
  const drift = { '.env.staging': 'SEARCH_URL=a\nMOCK_USERS=1\nA=1\n', '.env.production': 'A=1\n' };
  expect(found(profileDrift, { ...drift, ...code })).toEqual([]);
});
