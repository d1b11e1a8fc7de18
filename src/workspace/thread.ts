import { setImmediate } from 'node:timers/promises';
import type { FilePath, Location } from '../core/model/source.ts';
import type { Cursor } from '../core/navigate/cursor.ts';
import type { Navigation } from '../core/navigate/navigation.ts';
import { watchHead } from './git-head.ts';
import { Session } from './session.ts';
import type { View } from './view.ts';

/** What the thread that answers the editor says to the thread that indexes. Roots are absolute paths. */
export type ToIndexer =
  | { readonly kind: 'open-root'; readonly root: string; readonly cacheFolder?: string }
  | { readonly kind: 'close-root'; readonly root: string }
  | { readonly kind: 'edit'; readonly root: string; readonly path: FilePath; readonly text: string }
  | { readonly kind: 'close'; readonly root: string; readonly path: FilePath }
  | { readonly kind: 'touched'; readonly root: string; readonly paths: readonly FilePath[] }
  | { readonly kind: 'relist'; readonly root: string }
  | { readonly kind: 'reindex'; readonly root: string; readonly id: number }
  | { readonly kind: 'jump'; readonly root: string; readonly id: number; readonly what: keyof Navigation; readonly cursor: Cursor }
  | { readonly kind: 'stop' }
  | { readonly kind: 'end' };

export type FromIndexer =
  | { readonly kind: 'view'; readonly root: string; readonly view: View }
  | { readonly kind: 'progress'; readonly root: string; readonly progress: { readonly done: number; readonly total: number } | null }
  | { readonly kind: 'behind'; readonly root: string; readonly since: number | null }
  | { readonly kind: 'reindexed'; readonly id: number }
  | { readonly kind: 'jumped'; readonly id: number; readonly to: readonly Location[] }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ended' };

interface Opened {
  readonly session: Session;
  readonly unwatch: () => void;
}

/** The side of the thread that indexes: one session for each root. What goes wrong is told, and the others go on. */
export class IndexerThread {
  private readonly opened = new Map<string, Opened>();
  private readonly tell: (message: FromIndexer) => void;

  constructor(tell: (message: FromIndexer) => void) {
    this.tell = tell;
  }

  async take(message: ToIndexer): Promise<void> {
    try {
      await this.done(message);
    } catch (error) {
      this.failed(error);
      if (message.kind === 'reindex') this.tell({ kind: 'reindexed', id: message.id });
      if (message.kind === 'jump') this.tell({ kind: 'jumped', id: message.id, to: [] });
    }
  }

  private failed(error: unknown): void {
    this.tell({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }

  private async done(message: ToIndexer): Promise<void> {
    switch (message.kind) {
      case 'open-root':
        return this.open(message);
      case 'close-root':
        return this.close(message.root);
      case 'edit':
        return this.session(message.root)?.edit(message.path, message.text);
      case 'close':
        return this.session(message.root)?.close(message.path);
      case 'touched':
        return this.session(message.root)?.touched(message.paths);
      case 'relist':
        return this.session(message.root)?.relist();
      case 'reindex':
        await this.session(message.root)?.reindex();
        return this.tell({ kind: 'reindexed', id: message.id });
      case 'jump':
        return this.tell({ kind: 'jumped', id: message.id, to: this.session(message.root)?.jump(message.what, message.cursor) ?? [] });
      case 'stop':
        return this.opened.forEach(({ session }) => session.stop());
      case 'end':
        await Promise.all([...this.opened.keys()].map(root => this.close(root)));
        return this.tell({ kind: 'ended' });
    }
  }

  private session(root: string): Session | undefined {
    return this.opened.get(root)?.session;
  }

  private async open({ root, cacheFolder }: Extract<ToIndexer, { kind: 'open-root' }>): Promise<void> {
    if (this.opened.has(root)) return;
    const session = new Session(
      root,
      {
        view: view => this.tell({ kind: 'view', root, view }),
        progress: progress => this.tell({ kind: 'progress', root, progress }),
        behind: since => this.tell({ kind: 'behind', root, since }),
        failed: error => this.failed(error),
      },
      { cacheFolder },
    );
    this.opened.set(root, { session, unwatch: watchHead(root, () => session.relist()) });
    // What the editor has open comes in the same breath, and counts from the start.
    await setImmediate();
    await session.start();
  }

  private async close(root: string): Promise<void> {
    const opened = this.opened.get(root);
    this.opened.delete(root);
    opened?.unwatch();
    await opened?.session.end();
  }
}
