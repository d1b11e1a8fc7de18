import {
  l10n,
  Range,
  ShellExecution,
  Task,
  TaskPanelKind,
  TaskRevealKind,
  tasks,
  TaskScope,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { CancellationToken, Disposable, TestController, TestItem, TestRun } from 'vscode';
import { sourceUri } from '../source-file.ts';
import type { Impacts } from './impacts.ts';
import { testRows } from './test-rows.ts';
import type { TestRow } from './test-rows.ts';

/** Tests that would notice what changed, in the Testing view. They are commands of the workspace, so they run when somebody asks, and where it is trusted. */
export class ContractTests implements Disposable {
  private readonly controller: TestController;
  private rows: readonly TestRow[] = [];
  private readonly listening: Disposable;

  constructor(private readonly impacts: Impacts) {
    this.controller = tests.createTestController('faultline.impactTests', l10n.t('Faultline: tests of what changed'));
    this.controller.createRunProfile(l10n.t('Run'), TestRunProfileKind.Run, (request, token) => this.run(request, token), true);
    this.listening = impacts.onDidChange(() => this.read());
  }

  /** Everything that has a command. */
  async runAll(): Promise<void> {
    await this.runRows(this.rows.filter(({ command }) => command !== undefined));
  }

  /** The test in that place of the report. */
  async runOne(at: number): Promise<void> {
    const { shown } = this.impacts;
    const asked = shown?.kind === 'impact' ? shown.report.tests[at] : undefined;
    await this.runRows(
      this.rows.filter(
        ({ command, file, line }) => command !== undefined && command === asked?.command && file === asked.file && line === asked.line,
      ),
    );
  }

  dispose(): void {
    this.listening.dispose();
    this.controller.dispose();
  }

  private read(): void {
    const rows = testRows(this.impacts.shown);
    if (JSON.stringify(rows) === JSON.stringify(this.rows)) return;
    this.rows = rows;
    this.controller.items.replace(rows.map(row => this.item(row)));
  }

  private item({ id, label, note, root, file, line }: TestRow): TestItem {
    const item = this.controller.createTestItem(id, label, sourceUri(root, file));
    item.description = note;
    item.range = new Range(line - 1, 0, line - 1, 0);
    return item;
  }

  private async runRows(rows: readonly TestRow[]): Promise<void> {
    const items = rows.flatMap(({ id }) => this.controller.items.get(id) ?? []);
    if (items.length > 0) await this.run(new TestRunRequest(items));
  }

  private async run(request: TestRunRequest, token?: CancellationToken): Promise<void> {
    if (!workspace.isTrusted) {
      void window.showInformationMessage(
        l10n.t('Tests are programs of this workspace. Trust it first: “Workspaces: Manage Workspace Trust”.'),
      );
      return;
    }
    const run = this.controller.createTestRun(request);
    const asked = request.include ?? [...this.controller.items].map(([, item]) => item);
    for (const item of asked) {
      const row = this.rows.find(({ id }) => id === item.id);
      if (token?.isCancellationRequested || row?.command === undefined) run.skipped(item);
      else await this.runItem(item, { ...row, command: row.command }, run);
    }
    run.end();
  }

  private async runItem(item: TestItem, row: TestRow & { readonly command: string }, run: TestRun): Promise<void> {
    run.started(item);
    const began = Date.now();
    const code = await exitCode(row, run.token);
    const took = Date.now() - began;
    if (code === 0) run.passed(item, took);
    else
      run.failed(
        item,
        { message: code === undefined ? l10n.t('{0} was stopped.', row.command) : l10n.t('{0} ended with {1}.', row.command, code) },
        took,
      );
  }
}

/** Runs in a terminal of the editor, where it can be watched and stopped. Undefined: it ended without a code. */
function exitCode(
  { command, folder, root, label }: TestRow & { readonly command: string },
  token: CancellationToken,
): Promise<number | undefined> {
  const cwd = folder === '' ? Uri.parse(root, true) : sourceUri(root, folder);
  const home = workspace.getWorkspaceFolder(Uri.parse(root, true)) ?? TaskScope.Workspace;
  const task = new Task({ type: 'shell' }, home, label, 'Faultline', new ShellExecution(command, { cwd: cwd.fsPath }));
  task.presentationOptions = { reveal: TaskRevealKind.Always, panel: TaskPanelKind.Shared };
  return new Promise((resolve, reject) => {
    const ending: Disposable[] = [];
    const end = (code: number | undefined) => {
      for (const one of ending) one.dispose();
      resolve(code);
    };
    tasks.executeTask(task).then(execution => {
      ending.push(
        tasks.onDidEndTaskProcess(event => event.execution === execution && end(event.exitCode)),
        token.onCancellationRequested(() => execution.terminate()),
      );
    }, reject);
  });
}
