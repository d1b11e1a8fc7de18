import { commands, l10n, window, workspace } from 'vscode';
import type { Disposable, Uri } from 'vscode';
import type { RootGraph } from '../protocol/lsp.ts';
import { folderName, linked } from './deep-link.ts';
import type { Linked } from './deep-link.ts';
import type { Desk } from './desk.ts';
import { tellFailure } from './failure.ts';
import { openSource } from './source-file.ts';
import { UserError } from './user-error.ts';

type Around = Pick<Desk, 'graphs' | 'panel' | 'findings' | 'detect' | 'log'>;

/** Opens `vscode://faultline.faultline/map?focus=service:orders` in the large map and `/finding?id=…` in the list, and waits for what is not read yet. */
export class Links implements Disposable {
  private readonly registered = window.registerUriHandler({
    handleUri: uri => this.follow(uri).catch((error: unknown) => tellFailure(error, line => this.around.log.error(line))),
  });
  /** One link is followed at a time: whoever follows another no longer waits for this one. */
  private waiting: Disposable | null = null;

  constructor(private readonly around: Around) {}

  dispose(): void {
    this.waiting?.dispose();
    this.registered.dispose();
  }

  private async follow(uri: Pick<Uri, 'path' | 'query'>): Promise<void> {
    const asked = linked(uri);
    if (!asked) throw new UserError(l10n.t('Faultline does not know this link. It may be incomplete, or from another version.'));
    const folder = await folderOf(asked);
    if (folder === null) return;
    this.waiting?.dispose();
    if (asked.kind === 'place') return this.visit(folder, asked);
    return this.find(folder, asked);
  }

  private visit(folder: string, { hash, node }: Extract<Linked, { kind: 'place' }>): void {
    const { graphs, panel } = this.around;
    const root = () => rootOf(graphs.roots, folder, node);
    panel.open(root()?.uri ?? folder, hash);
    const look = (): boolean => {
      const found = root();
      const isThere =
        found !== undefined && (node === null ? found.graph.nodes.length > 0 : found.graph.nodes.some(({ id }) => id === node));
      if (isThere) panel.shown?.visit(found.uri, hash);
      else if (node !== null && graphs.server?.complete)
        void this.missing(
          l10n.t(
            '{0} is not in the map of {1}. It may have been renamed or removed since the link was made.',
            nameOf(node),
            folderName(folder),
          ),
        );
      return isThere || graphs.server?.complete === true;
    };
    this.until(look, graphs.onDidRegraph, graphs.onDidChange);
  }

  private async find(folder: string, { id }: Extract<Linked, { kind: 'finding' }>): Promise<void> {
    const { findings, detect } = this.around;
    await commands.executeCommand('faultline.detect.focus');
    const look = (): boolean => {
      const root = findings.roots.find(
        ({ uri, findings: own }) => folderName(uri) === folderName(folder) && own.some(one => one.id === id),
      );
      const found = root?.findings.find(one => one.id === id);
      if (root && found) {
        void detect.reveal(root.uri, id);
        void openSource(root.uri, found.evidence[0]!);
        return true;
      }
      const isChecked = findings.roots.length > 0 && findings.roots.every(({ checked }) => checked);
      if (isChecked) void this.missing(l10n.t('This finding is no longer there. It may have been mended since the link was made.'));
      return isChecked;
    };
    this.until(look, findings.onDidChange);
  }

  private async missing(sentence: string): Promise<void> {
    await window.showInformationMessage(sentence);
  }

  /** Looks now, and at every change until there is an answer. */
  private until(look: () => boolean, ...changes: readonly ((listener: () => void) => Disposable)[]): void {
    if (look()) return;
    const listening = changes.map(onDidChange =>
      onDidChange(() => {
        if (look()) waiting.dispose();
      }),
    );
    const waiting = { dispose: () => listening.forEach(one => one.dispose()) };
    this.waiting = waiting;
  }
}

/** The URI of the open folder that the link is about; null where it is told that there is none. */
async function folderOf({ folder }: Linked): Promise<string | null> {
  const open = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
  const found = folder === null ? open[0] : open.find(uri => folderName(uri) === folder);
  if (found !== undefined) return found;
  const choose = l10n.t('Open Folder…');
  const sentence =
    folder === null
      ? l10n.t('Open a folder with services in it first.')
      : l10n.t('The link is about the folder {0}, which is not open here. Open it, and follow the link again.', folder);
  if ((await window.showInformationMessage(sentence, choose)) === choose)
    await commands.executeCommand('workbench.action.files.openFolder');
  return null;
}

/** Of folders that are called alike, the one that has what is asked for. */
function rootOf(roots: readonly RootGraph[], folder: string, node: string | null): RootGraph | undefined {
  const alike = roots.filter(({ uri }) => folderName(uri) === folderName(folder));
  return alike.find(({ graph }) => graph.nodes.some(({ id }) => id === node)) ?? alike.find(({ uri }) => uri === folder) ?? alike[0];
}

const nameOf = (node: string): string => node.slice(node.indexOf(':') + 1);
