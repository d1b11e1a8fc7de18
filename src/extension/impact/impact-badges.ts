import { EventEmitter, FileDecoration, l10n, ThemeColor, window } from 'vscode';
import type { Disposable, FileDecorationProvider, Uri } from 'vscode';
import { listed } from '../../webview/map/words.ts';
import { sourceUri } from '../source-file.ts';
import { breakers } from './breakers.ts';
import type { Impacts } from './impacts.ts';

/** A mark on changed files that break somebody, with how many. */
export class ImpactBadges implements FileDecorationProvider, Disposable {
  private readonly changed = new EventEmitter<undefined>();
  readonly onDidChangeFileDecorations = this.changed.event;
  private files: ReadonlyMap<string, readonly string[]> = new Map();
  private readonly listening: readonly Disposable[];

  constructor(private readonly impacts: Impacts) {
    this.listening = [window.registerFileDecorationProvider(this), impacts.onDidChange(() => this.read())];
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    const users = this.files.get(uri.toString());
    if (!users) return undefined;
    return new FileDecoration(
      String(Math.min(99, users.length)),
      l10n.t('Breaks {0}', listed(users)),
      new ThemeColor('list.errorForeground'),
    );
  }

  dispose(): void {
    for (const listener of this.listening) listener.dispose();
    this.changed.dispose();
  }

  private read(): void {
    const replies = [...this.impacts.uncommitted.values()];
    const now = new Map(
      replies.flatMap(reply => [...breakers(reply)].map(([file, users]) => [sourceUri(reply.root, file).toString(), users] as const)),
    );
    if (JSON.stringify([...now]) === JSON.stringify([...this.files])) return;
    this.files = now;
    this.changed.fire(undefined);
  }
}
