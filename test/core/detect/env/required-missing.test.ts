import { expect, test } from 'vitest';
import { envFileOverridden } from '../../../../src/core/detect/checks/env/env-file-overridden.ts';
import { falseIsTrue } from '../../../../src/core/detect/checks/env/false-is-true.ts';
import { malformedValue } from '../../../../src/core/detect/checks/env/malformed-value.ts';
import { requiredMissing } from '../../../../src/core/detect/checks/env/required-missing.ts';
import { found } from '../workspace.ts';

const shop = (lines: string, code: Readonly<Record<string, string>>) => ({
  'compose.yaml': `services:\n  shop:\n    build: .\n${lines}`,
  ...code,
});

const needs = { 'app.py': 'import os\nkey = os.environ["PAY_KEY"]\n' };

test('a variable that the program stops without', () => {
  expect(found(requiredMissing, shop('    environment: {PORT: "80"}\n', needs))).toEqual(['high shop PAY_KEY @ app.py:2 compose.yaml:2']);
  const throws = { 'app.js': "if (!process.env.PAY_KEY) throw new Error('PAY_KEY is required');\n" };
  expect(found(requiredMissing, shop('', throws))).toHaveLength(1);
});

test('somebody sets it, may set it, names it, or does without it', () => {
  expect(found(requiredMissing, shop('    environment: [PAY_KEY]\n', needs))).toEqual([]);
  expect(found(requiredMissing, shop('    env_file: secret.env\n', needs))).toEqual([]);
  expect(found(requiredMissing, shop('', { ...needs, '.env.example': 'PAY_KEY=\n' }))).toEqual([]);
  expect(found(requiredMissing, shop('', { 'app.py': 'import os\nkey = os.getenv("PAY_KEY", "")\n' }))).toEqual([]);
  const tries = { 'app.py': 'import os\ntry:\n    key = os.environ["PAY_KEY"]\nexcept KeyError:\n    key = None\n' };
  expect(found(requiredMissing, shop('', tries))).toEqual([]);
});

test('bool() of a text is true', () => {
  const code = { 'app.py': "import os\nDEBUGGING = bool(os.getenv('SHOP_TRACE', False))\n" };
  expect(found(falseIsTrue, shop('    environment: {SHOP_TRACE: "false"}\n', code))).toHaveLength(1);
  expect(found(falseIsTrue, shop('    environment: {SHOP_TRACE: "true"}\n', code))).toEqual([]);
});

test('a unit behind a number whose name has it already', () => {
  const code = { 'app.js': 'const wait = Number(process.env.WAIT_MS);\n' };
  expect(found(malformedValue, shop('    environment: {WAIT_MS: 30s}\n', code))).toHaveLength(1);
  expect(found(malformedValue, shop('    environment: {WAIT_MS: "30000"}\n', code))).toEqual([]);
});

test('an empty default of compose takes the value of the env file away', () => {
  const file = { 'shop.env': 'PAY_KEY=x\n' };
  expect(found(envFileOverridden, shop('    env_file: shop.env\n    environment: {PAY_KEY: "${PAY_KEY:-}"}\n', file))).toHaveLength(1);
  expect(found(envFileOverridden, shop('    env_file: shop.env\n', file))).toEqual([]);
});
