import { expect, test } from 'vitest';
import type { Backend } from '../../../src/extension/backend.ts';
import { Findings } from '../../../src/extension/detect/findings.ts';
import type { RootFindings } from '../../../src/protocol/findings.ts';
import { notices, type Notice } from '../../../src/protocol/lsp.ts';

/** How many findings are known after each answer of the server. */
async function known(...answers: readonly RootFindings[]): Promise<readonly number[]> {
  const listeners = new Map<string, () => void>();
  const left = [...answers];
  const on = ({ method }: Notice<unknown>, listener: () => void) => void listeners.set(method, listener);
  const findings = new Findings(
    { on, onDidChange: () => undefined, ask: async () => ({ roots: [left.shift()!] }) } as unknown as Backend,
    () => undefined,
  );
  const counts: number[] = [];
  for (let asked = 0; asked < answers.length; asked++) {
    listeners.get(notices.findingsChanged.method)!();
    await new Promise(done => setTimeout(done, 0));
    counts.push(findings.roots.flatMap(root => root.findings).length);
  }
  return counts;
}

const root = (count: number, checked: boolean): RootFindings => ({
  uri: 'file:///shop',
  name: 'shop',
  checked,
  findings: Array.from({ length: count }, () => ({}) as never),
});

test('findings stay while a server that came back checks again, and then are what it says', async () => {
  expect(await known(root(2, true), root(0, false), root(1, false), root(1, true))).toEqual([2, 2, 2, 1]);
});

test('the first findings are shown as they come', async () => {
  expect(await known(root(0, false), root(1, false), root(2, true), root(0, true))).toEqual([0, 1, 2, 0]);
});
