import {
  commands,
  l10n,
  Location,
  Range,
  TestMessage,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  TestTag,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Disposable, TestController, TestItem, TestRun } from 'vscode';
import { sourceUri } from '../source-file.ts';
import { failurePlace } from './failure-place.ts';
import type { Impacts } from './impacts.ts';
import { ending, type Ending } from './test-process.ts';
import { contractTestRow, isRunnable, testRow, testRows } from './test-rows.ts';
import type { RunnableRow, TestRow } from './test-rows.ts';

/** What has no command is listed, and nothing offers to run it. */
const RUNNABLE = new TestTag('faultline.runnable');

/** Tests that would notice what changed, in the Testing view. They are programs of the workspace, so they run when somebody asks, and where it is trusted. */
export class ContractTests implements Disposable {
  private readonly controller: TestController;
  private rows: readonly TestRow[] = [];
  private readonly listening: Disposable;
  private readonly running = new Set<AbortController>();

  constructor(private readonly impacts: Impacts) {
    this.controller = tests.createTestController('faultline.impactTests', l10n.t('Faultline: tests of what changed'));
    this.controller.createRunProfile(l10n.t('Run'), TestRunProfileKind.Run, request => this.run(request), true, RUNNABLE);
    this.listening = impacts.onDidChange(() => this.read());
  }

  /** Everything that has a command. */
  async runAll(): Promise<void> {
    await this.runRows(this.rows.filter(isRunnable));
  }

  /** The test in that place of the report's list. */
  async runOne(list: 'tests' | 'contractTests', at: number): Promise<void> {
    const { shown } = this.impacts;
    if (shown?.kind !== 'impact') return;
    const { root, report } = shown;
    const asked =
      list === 'tests'
        ? report.tests.slice(at, at + 1).map(test => testRow(root, test))
        : report.contractTests.slice(at, at + 1).map(test => contractTestRow(root, test));
    await this.runRows(asked.filter(isRunnable));
  }

  dispose(): void {
    this.listening.dispose();
    for (const one of this.running) one.abort();
    this.controller.dispose();
  }

  private read(): void {
    const rows = testRows(this.impacts.shown);
    if (JSON.stringify(rows) === JSON.stringify(this.rows)) return;
    this.rows = rows;
    this.controller.items.replace(rows.map((row, at) => this.item(row, at)));
  }

  private item(row: TestRow, at: number): TestItem {
    const item = this.controller.createTestItem(row.id, row.label, sourceUri(row.root, row.file));
    item.description = row.note;
    item.sortText = String(at).padStart(5, '0');
    item.range = new Range(row.line - 1, 0, row.line - 1, 0);
    if (isRunnable(row)) item.tags = [RUNNABLE];
    return item;
  }

  private async runRows(rows: readonly RunnableRow[]): Promise<void> {
    const items = rows.flatMap(({ id }) => this.controller.items.get(id) ?? []);
    if (items.length === 0) return;
    // As the Testing view does: programs see what is on disk.
    if (workspace.getConfiguration('testing').get('saveBeforeTest')) await workspace.saveAll(false);
    await this.run(new TestRunRequest(items));
  }

  private async run(request: TestRunRequest): Promise<void> {
    if (!workspace.isTrusted) return askForTrust();
    const run = this.controller.createTestRun(request);
    const stopping = new AbortController();
    this.running.add(stopping);
    const listening = run.token.onCancellationRequested(() => stopping.abort());
    const excluded = new Set(request.exclude?.map(({ id }) => id));
    const asked = (request.include ?? [...this.controller.items].map(([, item]) => item)).filter(({ id }) => !excluded.has(id));
    // The list may be another before the last of them has run.
    const rows = new Map(this.rows.map(row => [row.id, row]));
    for (const item of asked) run.enqueued(item);
    for (const item of asked) {
      const row = rows.get(item.id);
      if (row && isRunnable(row) && !stopping.signal.aborted) await this.runItem(item, row, { run, signal: stopping.signal });
      else run.skipped(item);
    }
    listening.dispose();
    this.running.delete(stopping);
    run.end();
  }

  private async runItem(item: TestItem, row: RunnableRow, { run, signal }: { readonly run: TestRun; readonly signal: AbortSignal }) {
    const folder = row.folder === '' ? Uri.parse(row.root, true) : sourceUri(row.root, row.folder);
    const say = (text: string) => run.appendOutput(text.replace(/\r?\n/g, '\r\n'), undefined, item);
    run.started(item);
    say(`${row.folder === '' ? '' : `${row.folder} `}$ ${row.command}\n`);
    const began = Date.now();
    const how = await ending({ command: row.command, folder: folder.fsPath }, say, signal);
    const took = Date.now() - began;
    if (how.kind === 'ended' && how.code === 0) run.passed(item, took);
    else if (how.kind === 'ended') run.failed(item, await failed(how, { item, row, folder }), took);
    else if (how.kind === 'not-started')
      run.errored(item, messageAt(item, l10n.t('{0} could not be started: {1}', row.command, how.why)), took);
    else {
      say(`\n${l10n.t('{0} was stopped.', row.command)}\n`);
      run.skipped(item);
    }
  }
}

interface Failed {
  readonly item: TestItem;
  readonly row: RunnableRow;
  readonly folder: Uri;
}

/** At the line that the test tells of, else where the test is written. */
async function failed({ code, output }: Extract<Ending, { kind: 'ended' }>, { item, row, folder }: Failed): Promise<TestMessage> {
  const sentence = l10n.t('{0} ended with {1}.', row.command, code);
  const failure = await failurePlace(output, folder);
  if (!failure) return messageAt(item, sentence);
  const message = new TestMessage(`${sentence}\n\n${failure.said}`);
  message.location = failure.at;
  return message;
}

function messageAt(item: TestItem, sentence: string): TestMessage {
  const message = new TestMessage(sentence);
  if (item.uri && item.range) message.location = new Location(item.uri, item.range);
  return message;
}

async function askForTrust(): Promise<void> {
  const manage = l10n.t('Manage Workspace Trust');
  const sentence = l10n.t('Tests are programs of this workspace, so they are run when you trust it.');
  if ((await window.showWarningMessage(sentence, manage)) === manage) await commands.executeCommand('workbench.trust.manage');
}
