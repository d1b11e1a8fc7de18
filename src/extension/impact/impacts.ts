import { CancellationTokenSource, EventEmitter } from 'vscode';
import type { Disposable } from 'vscode';
import type { AskedScope, ImpactReply } from '../../protocol/impact.ts';
import { notices, questions } from '../../protocol/lsp.ts';
import type { ImpactAnswered, ImpactPhase } from '../../protocol/panels/impact.ts';
import type { Backend } from '../backend.ts';

/** What somebody asked for last, and how far the answer is. */
export interface Analysis {
  readonly root: string;
  readonly scope: AskedScope;
  readonly phase: ImpactPhase;
}

/**
 * What is known of impact: of each folder what is not committed yet, as the server tells it unasked, and one analysis that a person asked for.
 * An analysis of the uncommitted changes follows them.
 */
export class Impacts implements Disposable {
  readonly uncommitted = new Map<string, ImpactReply>();
  analysis: Analysis | null = null;
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private asking: CancellationTokenSource | null = null;

  constructor(private readonly backend: Backend) {
    backend.on(notices.impactChanged, reply => this.told(reply));
    backend.on(notices.impactStep, ({ step }) => this.stepped(step));
  }

  /** The answer that views show: the analysis, else what is not committed in the first folder that has something. */
  get shown(): ImpactReply | null {
    const { analysis } = this;
    if (analysis?.phase.kind === 'shown') return analysis.phase.answer;
    if (analysis?.phase.kind === 'asking' && analysis.phase.earlier) return analysis.phase.earlier;
    const all = [...this.uncommitted.values()];
    return all.find(reply => reply.kind === 'impact' && reply.report.changes.length > 0) ?? all[0] ?? null;
  }

  /** Asks, and follows the answer; another question ends the one before. */
  async analyse(root: string, scope: AskedScope): Promise<void> {
    this.asking?.cancel();
    const asking = new CancellationTokenSource();
    this.asking = asking;
    const same = this.analysis?.root === root && JSON.stringify(this.analysis.scope) === JSON.stringify(scope);
    this.become({ root, scope, phase: { kind: 'asking', step: null, earlier: same ? answered(this.analysis) : null } });
    const phase = await this.answer(root, scope, asking);
    if (this.asking !== asking) return;
    this.asking = null;
    this.become({ root: phase.kind === 'shown' ? phase.answer.root : root, scope: settled(scope, phase), phase });
  }

  /** Folders that are no longer open break nobody here. */
  keep(roots: readonly string[]): void {
    const gone = [...this.uncommitted.keys()].filter(root => !roots.includes(root));
    for (const root of gone) this.uncommitted.delete(root);
    const isGone = this.analysis !== null && this.analysis.root !== '' && !roots.includes(this.analysis.root);
    if (isGone) {
      this.asking?.cancel();
      this.asking = null;
      this.analysis = null;
    }
    if (isGone || gone.length > 0) this.changed.fire();
  }

  cancel(): void {
    this.asking?.cancel();
  }

  dispose(): void {
    this.asking?.cancel();
    this.changed.dispose();
  }

  private async answer(root: string, scope: AskedScope, { token }: CancellationTokenSource): Promise<ImpactPhase> {
    try {
      const reply = await this.backend.ask(questions.impact, { root, scope }, token);
      if (reply === null) return { kind: 'none', reason: 'no-element', why: '' };
      return reply.kind === 'impact' ? { kind: 'shown', answer: reply } : { kind: 'none', reason: reply.reason, why: reply.why };
    } catch (error) {
      if (token.isCancellationRequested) return { kind: 'none', reason: 'withdrawn', why: '' };
      return { kind: 'none', reason: 'failed', why: error instanceof Error ? error.message : String(error) };
    }
  }

  private told(reply: ImpactReply): void {
    this.uncommitted.set(reply.root, reply);
    const { analysis } = this;
    const follows = analysis?.scope.kind === 'changes' && analysis.root === reply.root && analysis.phase.kind !== 'asking';
    if (follows && reply.kind === 'impact') this.analysis = { ...analysis, phase: { kind: 'shown', answer: reply } };
    this.changed.fire();
  }

  private stepped(step: string): void {
    const { analysis } = this;
    if (analysis?.phase.kind === 'asking') this.become({ ...analysis, phase: { ...analysis.phase, step } });
  }

  private become(analysis: Analysis): void {
    this.analysis = analysis;
    this.changed.fire();
  }
}

const answered = (analysis: Analysis | null): ImpactAnswered | null => (analysis?.phase.kind === 'shown' ? analysis.phase.answer : null);

/** What a cursor stood on has a name now, which still means the same when the text has moved. */
const settled = (scope: AskedScope, phase: ImpactPhase): AskedScope =>
  scope.kind === 'symbol' && phase.kind === 'shown' ? { kind: 'remove', element: phase.answer.against } : scope;
