import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { FilePath } from '../../src/core/model/source.ts';
import { Indexer } from '../../src/server/indexer.ts';
import type { FromIndexer, ToIndexer } from '../../src/workspace/thread.ts';

/** A thread that does nothing but remember what it is told. */
class FakeThread extends EventEmitter {
  readonly told: ToIndexer[] = [];

  postMessage(message: ToIndexer): void {
    this.told.push(message);
  }

  says(message: FromIndexer): void {
    this.emit('message', message);
  }

  terminate(): Promise<number> {
    return Promise.resolve(0);
  }
}

class Started {
  readonly threads: FakeThread[] = [];
  readonly failures: string[] = [];
  readonly changes: string[] = [];
  readonly indexer: Indexer;

  constructor() {
    this.indexer = new Indexer(
      () => this.thread(),
      { changed: (root, what) => void this.changes.push(`${root} ${what}`), failed: message => void this.failures.push(message) },
      undefined,
    );
  }

  private thread(): Worker {
    const thread = new FakeThread();
    this.threads.push(thread);
    return thread as unknown as Worker;
  }
}

const path = 'compose.yaml' as FilePath;

test('a thread that ends is started again and told what is open', () => {
  const { indexer, threads } = new Started();
  indexer.open('/shop');
  indexer.edit('/shop', path, 'a');
  indexer.edit('/shop', path, 'b');
  indexer.edit('/shop', 'other.yaml' as FilePath, 'c');
  indexer.closeText('/shop', 'other.yaml' as FilePath);
  threads[0]!.emit('exit', 1);
  expect(threads[1]!.told).toEqual([
    { kind: 'open-root', root: '/shop' },
    { kind: 'edit', root: '/shop', path, text: 'b' },
  ]);
});

test('what was known stays while a thread is started again', () => {
  const { indexer, threads, changes } = new Started();
  indexer.open('/shop');
  const graph = { nodes: [], edges: [], unresolved: [], problems: [], environments: ['dev'] };
  threads[0]!.says({
    kind: 'view',
    root: '/shop',
    view: { anew: true, graph, problems: [], files: 1, changed: [{ path, facts: [], lines: [0, 7] }], gone: [] },
  });
  threads[0]!.emit('exit', 1);
  const { system } = indexer.root('/shop')!;
  expect(system?.snapshot.graph.environments).toEqual(['dev']);
  expect(system?.snapshot.place({ file: path, span: [9, 9] })).toEqual({ file: path, line: 2, column: 3 });
  expect(changes).toEqual(['/shop graph']);
});

test('a thread that ends again and again rests, and says how to go on', async () => {
  const { indexer, threads, failures } = new Started();
  for (let at = 0; at < 10; at++) threads.at(-1)!.emit('exit', 1);
  expect(threads.length).toBe(5);
  expect(failures).toEqual(['The indexer ended several times within a minute and rests now. Run “Faultline: Re-index” to try again.']);
  const again = indexer.reindex('/shop');
  expect(threads.length).toBe(6);
  threads[5]!.says({ kind: 'reindexed', id: (threads[5]!.told.at(-1) as { readonly id: number }).id });
  await again;
});

test('nobody waits for a thread that has ended', async () => {
  const { indexer, threads } = new Started();
  indexer.open('/shop');
  const jump = indexer.jump('/shop', 'definitions', { file: path, text: '', offset: 0 });
  threads[0]!.emit('exit', 1);
  expect(await jump).toEqual([]);
});

test('a later view only tells what differs', () => {
  const { indexer, threads } = new Started();
  indexer.open('/shop');
  const graph = { nodes: [], edges: [], unresolved: [], problems: [], environments: [] };
  const reads = { kind: 'reads-env', at: [0, 1], name: 'URL', certain: true } as const;
  const view = (changed: readonly FilePath[], gone: readonly FilePath[]): FromIndexer => ({
    kind: 'view',
    root: '/shop',
    view: { anew: false, graph, problems: [], files: 2, changed: changed.map(path => ({ path, facts: [reads], lines: [0] })), gone },
  });
  const files = (): string[] => [...indexer.root('/shop')!.system!.facts.keys()];
  threads[0]!.says(view(['a.ts' as FilePath, 'b.ts' as FilePath], []));
  expect(files()).toEqual(['a.ts', 'b.ts']);
  threads[0]!.says(view(['c.ts' as FilePath], ['a.ts' as FilePath]));
  expect(files()).toEqual(['b.ts', 'c.ts']);
});

test('what is told on its way to the end of reading is no more reading, and what was all read is not stopped', () => {
  const { indexer, threads } = new Started();
  indexer.open('/shop');
  const says = (message: Extract<FromIndexer, { kind: 'progress' | 'behind' }>): void => threads[0]!.says(message);
  const isStopped = (): boolean => indexer.root('/shop')!.isStopped;
  says({ kind: 'behind', root: '/shop', since: 1 });
  says({ kind: 'progress', root: '/shop', progress: { done: 1, total: 9 } });
  indexer.stop();
  says({ kind: 'progress', root: '/shop', progress: { done: 2, total: 9 } });
  expect([threads[0]!.told.at(-1), isStopped()]).toEqual([{ kind: 'stop' }, false]);
  says({ kind: 'progress', root: '/shop', progress: null });
  expect(isStopped()).toBe(true);
  says({ kind: 'behind', root: '/shop', since: null });
  expect(isStopped()).toBe(false);
  indexer.stop();
  says({ kind: 'progress', root: '/shop', progress: null });
  says({ kind: 'behind', root: '/shop', since: 2 });
  expect(isStopped()).toBe(false);
});
