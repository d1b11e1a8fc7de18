import { EventEmitter } from 'vscode';
import type { Disposable } from 'vscode';
import type { RootFindings } from '../../protocol/findings.ts';
import { notices, questions } from '../../protocol/lsp.ts';
import type { Backend } from '../backend.ts';

/** What the checks last said. It outlives the server, as the graph does. */
export class Findings implements Disposable {
  roots: readonly RootFindings[] = [];
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private asking = 0;

  constructor(
    private readonly backend: Backend,
    private readonly warn: (sentence: string) => void,
  ) {
    backend.on(notices.findingsChanged, () => void this.refresh());
    backend.onDidChange(() => {
      if (backend.state.kind === 'running') void this.refresh();
    });
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** Checks that have not come to their end again say nothing against what they said. */
  private known(root: RootFindings): RootFindings {
    return (root.checked ? undefined : this.roots.find(({ uri, checked }) => checked && uri === root.uri)) ?? root;
  }

  private async refresh(): Promise<void> {
    const turn = ++this.asking;
    try {
      const { roots } = await this.backend.ask(questions.findings, {});
      if (turn !== this.asking) return;
      this.roots = roots.map(root => this.known(root));
      this.changed.fire();
    } catch (error) {
      this.warn(`The findings were not answered: ${String(error)}`);
    }
  }
}
