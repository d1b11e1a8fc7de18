import type { Workspace } from '../workspace.ts';
import type { ImpactAnswer } from '../../workspace/impact-of.ts';
import { standing } from './standing.ts';

/** Whoever types is told when they rest: what was asked sooner would hold up the next keystroke. In milliseconds. */
const QUIET = 700;

interface Asking {
  readonly timer?: NodeJS.Timeout;
  readonly isAsked: boolean;
  /** Something changed meanwhile. */
  readonly again: boolean;
}

/** Keeps for each root what its uncommitted changes break. One question at a time; what changes meanwhile is asked afterwards. */
export class Uncommitted {
  private readonly workspace: Workspace;
  private readonly told: (root: string, answer: ImpactAnswer) => void;
  private readonly asking = new Map<string, Asking>();
  private readonly last = new Map<string, string>();

  constructor(workspace: Workspace, told: (root: string, answer: ImpactAnswer) => void) {
    this.workspace = workspace;
    this.told = told;
  }

  /** The graph of a root is another, or its repository has moved. */
  changed(root: string): void {
    const now = this.asking.get(root);
    if (now?.isAsked) return void this.asking.set(root, { ...now, again: true });
    clearTimeout(now?.timer);
    this.asking.set(root, { isAsked: false, again: false, timer: setTimeout(() => void this.ask(root), QUIET).unref() });
  }

  /** A setting is another. */
  refresh(): void {
    for (const { path } of this.workspace.indexer.all()) this.changed(path);
  }

  /** The root is no longer open; if it is again, everything is told anew. */
  forget(root: string): void {
    clearTimeout(this.asking.get(root)?.timer);
    this.last.delete(root);
    this.workspace.standing.delete(root);
  }

  private async ask(root: string): Promise<void> {
    this.asking.set(root, { isAsked: true, again: false });
    const answer = await this.answer(root);
    const again = this.asking.get(root)?.again === true;
    this.asking.delete(root);
    if (!this.workspace.indexer.root(root)) return void this.workspace.standing.delete(root);
    this.take(root, answer);
    if (again) this.changed(root);
  }

  private answer(root: string): Promise<ImpactAnswer> {
    if (!this.workspace.settings.impact.whileTyping) return Promise.resolve({ kind: 'none', reason: 'withdrawn', why: '' });
    return this.workspace.indexer.impact(root, { kind: 'changes' });
  }

  private take(root: string, answer: ImpactAnswer): void {
    const known = standing(answer);
    if (known) this.workspace.standing.set(root, known);
    else this.workspace.standing.delete(root);
    const text = JSON.stringify(answer);
    if (this.last.get(root) === text) return;
    this.last.set(root, text);
    this.told(root, answer);
  }
}
