import type { FilePath } from '../core/model/source.ts';
import type { EnvDocument } from '../core/detect/env-document.ts';
import type { Cursor } from '../core/navigate/cursor.ts';
import type { Jump } from '../core/navigate/navigation.ts';
import { Checking } from './checking.ts';
import { watchHead } from './git-head.ts';
import { GitAnswers } from './impact-git.ts';
import type { ImpactAnswer, ImpactDesk, ImpactScope } from './impact-of.ts';
import type { Turn } from './impact-turn.ts';
import { knownChanges } from './kept-changes.ts';
import { KeptSession } from './kept-session.ts';
import type { FindingsNews } from './told-findings.ts';
import type { EndsNews } from './told-ends.ts';
import type { View } from './view.ts';
import type { PlacedRange } from './placed-finding.ts';

/** What the thread that answers the editor says to the thread that indexes. Roots are absolute paths. */
export type ToIndexer =
  | { readonly kind: 'open-root'; readonly root: string; readonly cacheFolder?: string }
  | { readonly kind: 'close-root'; readonly root: string }
  | { readonly kind: 'edit'; readonly root: string; readonly path: FilePath; readonly text: string }
  | { readonly kind: 'close'; readonly root: string; readonly path: FilePath }
  | { readonly kind: 'touched'; readonly root: string; readonly paths: readonly FilePath[] }
  /** `excluded`: patterns, as in .gitignore, of what is not to be read from now on. */
  | { readonly kind: 'relist'; readonly root: string; readonly excluded?: readonly string[] }
  | { readonly kind: 'reindex'; readonly root: string; readonly id: number }
  | { readonly kind: 'jump'; readonly root: string; readonly id: number; readonly what: Jump; readonly cursor: Cursor }
  | { readonly kind: 'impact'; readonly root: string; readonly id: number; readonly scope: ImpactScope }
  | { readonly kind: 'removable'; readonly root: string; readonly id: number }
  | { readonly kind: 'variables'; readonly root: string; readonly id: number; readonly service: string | undefined }
  /** Whether anybody wants to know what the checks say. */
  | { readonly kind: 'check'; readonly root: string; readonly isWanted: boolean }
  /** Nobody waits for the answer any more. */
  | { readonly kind: 'withdraw'; readonly id: number }
  | { readonly kind: 'stop' }
  | { readonly kind: 'end' };

export type FromIndexer =
  | { readonly kind: 'view'; readonly root: string; readonly view: View }
  | { readonly kind: 'ends'; readonly root: string; readonly news: EndsNews }
  | { readonly kind: 'progress'; readonly root: string; readonly progress: { readonly done: number; readonly total: number } | null }
  | { readonly kind: 'behind'; readonly root: string; readonly since: number | null }
  | { readonly kind: 'reindexed'; readonly id: number }
  | { readonly kind: 'jumped'; readonly id: number; readonly to: readonly PlacedRange[] }
  /** Another commit is checked out, or there is a new one. */
  | { readonly kind: 'moved'; readonly root: string }
  | { readonly kind: 'impact-step'; readonly id: number; readonly step: string }
  | { readonly kind: 'impacted'; readonly id: number; readonly answer: ImpactAnswer }
  | { readonly kind: 'removables'; readonly id: number; readonly names: readonly string[] }
  | { readonly kind: 'found'; readonly root: string; readonly news: FindingsNews }
  | { readonly kind: 'variables'; readonly id: number; readonly document: EnvDocument }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ended' };

interface Opened {
  readonly session: KeptSession;
  readonly unwatch: () => void;
  readonly checking: Checking;
  git?: GitAnswers;
  desk?: ImpactDesk;
}

const NOT_ANSWERED: ImpactAnswer = { kind: 'none', reason: 'failed', why: 'This could not be analysed; the log of Faultline says why.' };
const NOT_READ: ImpactAnswer = { kind: 'none', reason: 'failed', why: 'The workspace has not been read yet. Try again in a moment.' };

/** The side of the thread that indexes: one session for each root. What goes wrong is told, and the others go on. */
export class IndexerThread {
  private readonly opened = new Map<string, Opened>();
  private readonly withdrawn = new Set<number>();
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
      if (message.kind === 'impact') this.tell({ kind: 'impacted', id: message.id, answer: NOT_ANSWERED });
      if (message.kind === 'variables') this.tell({ kind: 'variables', id: message.id, document: { services: [] } });
      if (message.kind === 'removable') this.tell({ kind: 'removables', id: message.id, names: [] });
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
        return this.session(message.root)?.relist(message.excluded);
      case 'reindex':
        await this.session(message.root)?.reindex();
        return this.tell({ kind: 'reindexed', id: message.id });
      case 'jump':
        return this.tell({
          kind: 'jumped',
          id: message.id,
          to: (await this.session(message.root)?.jump(message.what, message.cursor)) ?? [],
        });
      case 'impact':
        return this.tell({ kind: 'impacted', id: message.id, answer: await this.impact(message) });
      case 'removable':
        return this.tell({ kind: 'removables', id: message.id, names: await this.removable(message.root) });
      case 'variables':
        return this.tell({ kind: 'variables', id: message.id, document: await this.variables(message) });
      case 'check':
        return this.opened.get(message.root)?.checking.want(message.isWanted);
      case 'withdraw':
        return void this.withdrawn.add(message.id);
      case 'stop':
        return this.opened.forEach(({ session }) => session.stop());
      case 'end':
        await Promise.all([...this.opened.keys()].map(root => this.close(root)));
        return this.tell({ kind: 'ended' });
    }
  }

  private session(root: string): KeptSession | undefined {
    return this.opened.get(root)?.session;
  }

  private async impact({ root, id, scope }: Extract<ToIndexer, { kind: 'impact' }>): Promise<ImpactAnswer> {
    const known = scope.kind === 'changes' ? await this.knownChanges(root) : undefined;
    if (known) return known;
    const moment = await this.session(root)?.moment();
    if (!moment) return NOT_READ;
    const turn: Turn = {
      step: step => this.tell({ kind: 'impact-step', id, step }),
      isWithdrawn: () => this.withdrawn.has(id),
      others: () => this.calm(root),
    };
    const desk = await this.desk(root, moment.real);
    return desk.answer(moment, scope, turn).finally(() => this.withdrawn.delete(id));
  }

  private async calm(root: string): Promise<void> {
    const opened = this.opened.get(root);
    await opened?.session.moment();
    await opened?.checking.calm();
  }

  private async knownChanges(root: string): Promise<ImpactAnswer | undefined> {
    const opened = this.opened.get(root);
    const rested = await opened?.session.rested();
    return rested && knownChanges(rested.real, (opened!.git ??= new GitAnswers(rested.real)), rested.told.changes);
  }

  private async removable(root: string): Promise<readonly string[]> {
    const moment = await this.session(root)?.moment();
    return moment ? (await this.desk(root, moment.real)).removable(moment) : [];
  }

  private async variables({ root, service }: Extract<ToIndexer, { kind: 'variables' }>): Promise<EnvDocument> {
    return (await this.opened.get(root)?.checking.variables(service)) ?? { services: [] };
  }

  private async desk(root: string, real: string): Promise<ImpactDesk> {
    const { ImpactDesk } = await import('./impact-of.ts');
    const opened = this.opened.get(root)!;
    return (opened.desk ??= new ImpactDesk(real, (opened.git ??= new GitAnswers(real))));
  }

  private async open({ root, cacheFolder }: Extract<ToIndexer, { kind: 'open-root' }>): Promise<void> {
    if (this.opened.has(root)) return;
    const session = new KeptSession(
      root,
      {
        kept: view => this.tell({ kind: 'view', root, view }),
        proven: findings => checking.restore(findings),
        view: view => {
          this.tell({ kind: 'view', root, view });
          checking.changed();
        },
        ends: news => this.tell({ kind: 'ends', root, news }),
        progress: progress => this.tell({ kind: 'progress', root, progress }),
        behind: since => this.tell({ kind: 'behind', root, since }),
        failed: error => this.failed(error),
      },
      {
        cacheFolder,
        answers: disk => ({ findings: checking.said(), changes: opened.desk?.changes(disk) }),
      },
    );
    const checking = new Checking(async () => (await session.moment())?.snapshot, {
      found: news => this.tell({ kind: 'found', root, news }),
      done: () => session.keepSoon(),
      failed: error => this.failed(error),
    });
    const opened: Opened = { session, checking, unwatch: watchHead(root, () => this.moved(root)) };
    this.opened.set(root, opened);
    await session.start();
  }

  private moved(root: string): void {
    this.session(root)?.relist();
    this.tell({ kind: 'moved', root });
  }

  private async close(root: string): Promise<void> {
    const opened = this.opened.get(root);
    this.opened.delete(root);
    opened?.unwatch();
    await opened?.session.end();
  }
}
