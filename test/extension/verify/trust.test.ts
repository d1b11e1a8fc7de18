import { beforeEach, expect, test } from 'vitest';
import { ContractTests } from '../../../src/extension/impact/contract-tests.ts';
import type { Impacts } from '../../../src/extension/impact/impacts.ts';
import { UserError } from '../../../src/extension/user-error.ts';
import { Offering } from '../../../src/extension/verify/offering.ts';
import { Verification } from '../../../src/extension/verify/verification.ts';
import { editor, Uri } from '../vscode.ts';

const extension = Uri.file('/nowhere') as never;
const asked = { root: 'file:///shop', scenarios: [] };

beforeEach(() => {
  editor.reset();
  editor.isTrusted = false;
});

test('a workspace that nobody trusts is not run in a sandbox, whichever way it is asked for', async () => {
  const verification = new Verification(extension, () => undefined);
  await expect(verification.run(asked)).rejects.toThrow(UserError);
  expect([verification.isRunning, verification.state.phase]).toEqual([false, 'none']);
  const offering = new Offering(extension);
  await expect(offering.make(asked)).rejects.toThrow('Trust it first');
  expect(offering.progress).toBeNull();
});

test('nor are its tests: whoever asks is led to where it can be trusted', async () => {
  const impacts = { onDidChange: () => ({ dispose: () => undefined }), shown: null } as unknown as Impacts;
  const tests = new ContractTests(impacts);
  await editor.runTests!({ include: [{ id: 'x' }] });
  expect(editor.said).toEqual([{ level: 'warning', sentence: 'Tests are programs of this workspace, so they are run when you trust it.' }]);
  expect(editor.testRuns).toBe(0);
  tests.dispose();
});
