import { l10n, Range, TestMessage, TestRunProfileKind, tests, Uri, workspace } from 'vscode';
import type { CancellationToken, Disposable, TestController, TestItem, TestRunRequest } from 'vscode';
import { questions, type ScenarioEntry } from '../../protocol/lsp.ts';
import type { VerifyRow } from '../../protocol/panels/verify.ts';
import type { Backend } from '../backend.ts';
import type { Graphs } from '../graphs.ts';
import { sourceUri } from '../source-file.ts';
import { refuseUntrusted } from './trust.ts';
import type { Verification } from './verification.ts';

interface Surroundings {
  readonly backend: Backend;
  readonly graphs: Graphs;
  readonly verification: Verification;
}

/** Scenarios in the Testing view, which keeps their history. They start containers, so they run when somebody asks, and where the workspace is trusted. */
export class ScenarioTests implements Disposable {
  private readonly controller: TestController;
  private readonly listening: readonly Disposable[];
  /** URIs of the folders whose scenarios are shown. */
  private roots: readonly string[] = [];
  private turn = 0;

  constructor(private readonly around: Surroundings) {
    this.controller = tests.createTestController('faultline.scenarios', l10n.t('Faultline: scenarios'));
    this.controller.createRunProfile(l10n.t('Verify in Sandbox'), TestRunProfileKind.Run, (asked, token) => this.run(asked, token), true);
    this.controller.refreshHandler = () => this.read();
    const files = workspace.createFileSystemWatcher('**/.faultline/verify.yaml');
    const again = () => void this.read();
    this.listening = [
      files,
      files.onDidChange(again),
      files.onDidCreate(again),
      files.onDidDelete(again),
      around.graphs.onDidRegraph(() => this.follow()),
    ];
  }

  dispose(): void {
    for (const listener of this.listening) listener.dispose();
    this.controller.dispose();
  }

  /** Another graph of the same folders has the same scenarios. */
  private follow(): void {
    const roots = this.around.graphs.roots.map(({ uri }) => uri);
    if (isSame(roots, this.roots)) return;
    this.roots = roots;
    void this.read();
  }

  /** What is shown already stays the same item, so that nobody loses what they have selected. */
  private async read(): Promise<void> {
    const turn = ++this.turn;
    const { backend, graphs } = this.around;
    const answers = await Promise.all(
      graphs.roots.map(async ({ uri, name }) => ({
        uri,
        name,
        answer: await backend.ask(questions.scenarios, { root: uri }).catch(() => null),
      })),
    );
    if (turn !== this.turn) return;
    const many = answers.length > 1;
    const items = answers.flatMap(({ uri, name, answer }) =>
      (answer?.scenarios ?? []).map(entry => this.item(uri, entry, many ? name : undefined)),
    );
    const shown = [...this.controller.items].map(([, item]) => item);
    if (!isSame(shown, items)) this.controller.items.replace(items);
  }

  private item(root: string, { name, file, line, fault }: ScenarioEntry, folder: string | undefined): TestItem {
    const id = `${root}#${name}`;
    const item = this.controller.items.get(id) ?? this.controller.createTestItem(id, name, sourceUri(root, file));
    item.description = [folder, fault].filter(part => part !== undefined).join(' · ');
    item.range = new Range(line - 1, 0, line - 1, 0);
    return item;
  }

  /** Folder by folder, for a run is about one system. */
  private async run(request: TestRunRequest, token: CancellationToken): Promise<void> {
    refuseUntrusted();
    const { verification } = this.around;
    const asked = request.include ?? [...this.controller.items].map(([, item]) => item);
    const run = this.controller.createTestRun(request);
    const stop = token.onCancellationRequested(() => void verification.cancel());
    for (const [root, items] of Map.groupBy(asked, ({ id }) => id.slice(0, id.indexOf('#')))) {
      if (token.isCancellationRequested) break;
      for (const item of items) run.started(item);
      const began = Date.now();
      await verification.run({ root, scenarios: request.include ? items.map(({ label }) => label) : [] });
      const { rows, sentence, phase } = verification.state;
      for (const item of items) {
        const row = rows.find(({ name, isControl }) => !isControl && name === item.label);
        const took = Date.now() - began;
        if (phase === 'ended' && row?.holds) run.passed(item, took);
        else if (phase === 'ended' && row && row.verdict !== 'void') run.failed(item, messageOf(row, item), took);
        else run.errored(item, new TestMessage(row?.why ?? sentence), took);
      }
    }
    stop.dispose();
    run.end();
  }
}

const isSame = <T>(some: readonly T[], others: readonly T[]): boolean =>
  some.length === others.length && some.every((one, at) => one === others[at]);

/** The first objective that is missed, as a difference: what it was before, what it is now. */
function messageOf({ why, verdict, objectives }: VerifyRow, item: TestItem): TestMessage {
  const missed = objectives.find(({ after }) => after?.met === false);
  const message = new TestMessage(`${verdict}: ${why ?? ''}`);
  if (missed) {
    message.expectedOutput = missed.text;
    message.actualOutput = `${missed.text.replace(/ [≤≥].*$/, '')}: ${missed.after?.shown ?? ''} (${l10n.t('before: {0}', missed.before?.shown ?? l10n.t('not run'))})`;
  }
  if (item.uri && item.range) message.location = { uri: Uri.parse(item.uri.toString(), true), range: item.range };
  return message;
}
