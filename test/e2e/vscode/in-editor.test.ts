import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { top } from '../../../scripts/vscode/code-server.ts';
import { names } from '../../extension/host/names.ts';
import type { Outcome } from '../../extension/host/suite.ts';
import { suiteReport } from './suite-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-suite-'));
let outcomes: readonly Outcome[] = [];

beforeAll(async () => {
  const suite = 'test/extension/host/suite.ts';
  outcomes = await suiteReport({ suite, folder: join(top, 'examples/shop'), report: join(folder, 'report.json') });
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(names)('in the extension host: %s', name => {
  expect(outcomes.find(outcome => outcome.name === name)).toEqual({ name, wrong: null });
});
