import { beforeEach, expect, test } from 'vitest';
import type { Backend } from '../../src/extension/backend.ts';
import { Graphs } from '../../src/extension/graphs.ts';
import { notices, type Notice, type RootGraph, type ServerState } from '../../src/protocol/lsp.ts';
import { emptyRoot, shopRoot } from './fixtures.ts';
import { editor } from './vscode.ts';

const nothing: RootGraph = { ...emptyRoot, uri: shopRoot.uri };

/** A server that may die, and what it answers. */
class Server {
  state: { kind: string } = { kind: 'running' };
  answers: readonly RootGraph[] = [];
  readonly graphs: Graphs;
  private readonly listeners = new Map<string, (told: unknown) => void>();
  private changed = (): void => undefined;

  constructor() {
    this.graphs = new Graphs(this as unknown as Backend, () => undefined);
  }

  on({ method }: Notice<unknown>, listener: (told: unknown) => void): void {
    this.listeners.set(method, listener);
  }

  onDidChange(listener: () => void): void {
    this.changed = listener;
  }

  ask = async (): Promise<{ readonly roots: readonly RootGraph[] }> => ({ roots: this.answers });

  async becomes(kind: 'running' | 'starting', ...answers: readonly RootGraph[]): Promise<void> {
    this.state = { kind };
    this.answers = answers;
    this.changed();
    await settled();
  }

  async says(complete: boolean, ...answers: readonly RootGraph[]): Promise<void> {
    this.answers = answers;
    this.listeners.get(notices.state.method)!({ complete } as ServerState);
    this.listeners.get(notices.graphChanged.method)!({ roots: [] });
    await settled();
  }

  get services(): number {
    return this.graphs.roots.flatMap(({ graph }) => graph.nodes).length;
  }
}

const settled = (): Promise<void> => new Promise(done => setTimeout(done, 0));

const all = shopRoot.graph.nodes.length;

beforeEach(() => {
  editor.reset();
  editor.folders = [shopRoot.uri];
});

test('what was known stays while a dead server comes back and knows nothing yet', async () => {
  const server = new Server();
  await server.becomes('running', shopRoot);
  await server.says(true, shopRoot);
  expect(server.services).toBe(all);
  await server.becomes('starting');
  expect([server.services, server.graphs.condition.kind]).toEqual([all, 'ready']);
  await server.becomes('running', nothing);
  expect([server.services, server.graphs.condition.kind]).toEqual([all, 'ready']);
});

test('once everything is read again, what is gone is gone', async () => {
  const server = new Server();
  await server.becomes('running', shopRoot);
  await server.says(true, shopRoot);
  await server.becomes('starting');
  await server.becomes('running', nothing);
  await server.says(false, nothing);
  expect(server.services).toBe(all);
  await server.says(true, nothing);
  expect(server.services).toBe(0);
});

test('a folder that is removed is gone at once', async () => {
  const server = new Server();
  await server.becomes('running', shopRoot);
  await server.says(false);
  expect(server.graphs.roots).toEqual([]);
});
