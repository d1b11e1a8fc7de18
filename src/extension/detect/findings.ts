import { EventEmitter } from 'vscode';
import type { Disposable } from 'vscode';
import type { FindingsAnswer, RootFindings } from '../../protocol/findings.ts';
import { notices, questions } from '../../protocol/lsp.ts';
import type { Backend } from '../backend.ts';
import { newestAnswer } from '../newest-answer.ts';

/** What the checks last said. It outlives the server, as the graph does. */
export class Findings implements Disposable {
  roots: readonly RootFindings[] = [];
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(backend: Backend, warn: (sentence: string) => void) {
    const refresh = newestAnswer({
      ask: () => backend.ask(questions.findings, {}),
      take: answer => this.take(answer),
      failed: error => warn(`The findings were not answered: ${String(error)}`),
    });
    backend.on(notices.findingsChanged, () => void refresh());
    backend.onDidChange(() => {
      if (backend.state.kind === 'running') void refresh();
    });
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** Checks that have not come to their end again say nothing against what they said. */
  private known(root: RootFindings): RootFindings {
    return (root.checked ? undefined : this.roots.find(({ uri, checked }) => checked && uri === root.uri)) ?? root;
  }

  private take({ roots }: FindingsAnswer): void {
    this.roots = roots.map(root => this.known(root));
    this.changed.fire();
  }
}
