import { expect, test } from 'vitest';
import type { Backend } from '../../src/extension/backend.ts';
import { Impacts } from '../../src/extension/impact/impacts.ts';
import type { ImpactReply } from '../../src/protocol/impact.ts';
import { notices, type Notice } from '../../src/protocol/lsp.ts';

/** What is told of uncommitted changes reaches it as from a server. */
function told(): { readonly impacts: Impacts; readonly tell: (reply: ImpactReply) => void } {
  const listeners = new Map<string, (reply: unknown) => void>();
  const on = ({ method }: Notice<unknown>, listener: (reply: unknown) => void) => void listeners.set(method, listener);
  const impacts = new Impacts({ on, ask: () => new Promise(() => undefined) } as unknown as Backend);
  return { impacts, tell: reply => listeners.get(notices.impactChanged.method)!(reply) };
}

const none = (root: string): ImpactReply => ({ kind: 'none', root, reason: 'no-version', why: '' });

test('a folder that is removed from the window breaks nobody any more, and what was asked about it ends', () => {
  const { impacts, tell } = told();
  let changes = 0;
  impacts.onDidChange(() => void changes++);
  tell(none('file:///a'));
  tell(none('file:///b'));
  void impacts.analyse('file:///b', { kind: 'changes' });
  impacts.keep(['file:///a', 'file:///b']);
  expect(changes).toBe(3);
  impacts.keep(['file:///a']);
  expect([[...impacts.uncommitted.keys()], impacts.analysis, changes]).toEqual([['file:///a'], null, 4]);
});
