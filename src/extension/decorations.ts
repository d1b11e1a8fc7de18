import { EventEmitter, FileDecoration, l10n, ThemeColor, window, workspace } from 'vscode';
import type { Disposable, FileDecorationProvider, Uri } from 'vscode';
import type { Severity } from '../core/model/finding.ts';
import { listed, toneOf } from '../webview/map/words.ts';
import { contractFiles } from './contract-files.ts';
import type { Graphs } from './graphs.ts';
import { sourceUri } from './source-file.ts';
import { BRANCH_SCHEME } from './tree/system-tree.ts';

/** A mark on files that others rely on, where somebody asked for it; and the findings of lines of our tree. */
export class Decorations implements FileDecorationProvider, Disposable {
  private readonly changed = new EventEmitter<undefined>();
  readonly onDidChangeFileDecorations = this.changed.event;
  private contracts: ReadonlyMap<string, readonly string[]> = new Map();
  private readonly listening: readonly Disposable[];

  constructor(private readonly graphs: Graphs) {
    this.listening = [
      window.registerFileDecorationProvider(this),
      graphs.onDidRegraph(() => this.read()),
      workspace.onDidChangeConfiguration(event => event.affectsConfiguration('faultline.decorations') && this.read()),
    ];
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    if (uri.scheme === BRANCH_SCHEME) return findingsDecoration(uri);
    const users = this.contracts.get(uri.toString());
    if (!users) return undefined;
    return new FileDecoration('◆', l10n.t('A contract that {0} rely on', listed(users)), new ThemeColor('charts.purple'));
  }

  dispose(): void {
    for (const listener of this.listening) listener.dispose();
    this.changed.dispose();
  }

  private read(): void {
    const wanted = workspace.getConfiguration('faultline').get('decorations.enabled') === true;
    const all = wanted
      ? this.graphs.roots.flatMap(root =>
          [...contractFiles(root)].map(([file, users]) => [sourceUri(root.uri, file).toString(), users] as const),
        )
      : [];
    if (all.length === 0 && this.contracts.size === 0) return;
    this.contracts = new Map(all);
    this.changed.fire(undefined);
  }
}

/** A badge has two characters at the most. */
const MOST = 99;

function findingsDecoration({ query, fragment }: Uri): FileDecoration {
  const loud = toneOf({ count: Number(query), worst: fragment as Severity }) === 'bad';
  return new FileDecoration(
    String(Math.min(MOST, Number(query))),
    undefined,
    new ThemeColor(loud ? 'list.errorForeground' : 'list.warningForeground'),
  );
}
