import { commands, EventEmitter, l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, window } from 'vscode';
import type { Disposable, TreeDataProvider, TreeView } from 'vscode';
import type { Impacts } from './impacts.ts';
import { brokenIn, impactBranches } from './impact-branches.ts';
import type { ImpactBranch } from './impact-branches.ts';

export const IMPACT_TREE = 'faultline.impact';

/** The panel's twin as a list, for the keyboard, for a screen reader, and for who types on. */
export class ImpactTree implements TreeDataProvider<ImpactBranch>, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: TreeView<ImpactBranch>;
  private readonly name: string;
  private branches: readonly ImpactBranch[] = [];
  private readonly listening: Disposable;

  constructor(private readonly impacts: Impacts) {
    this.view = window.createTreeView(IMPACT_TREE, { treeDataProvider: this, showCollapseAll: true });
    this.name = this.view.title ?? '';
    this.listening = impacts.onDidChange(() => this.read());
    this.read();
  }

  getTreeItem({ id, kind, label, note, spoken, icon, color, open, to, children }: ImpactBranch): TreeItem {
    const state =
      children.length === 0 ? TreeItemCollapsibleState.None : open ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
    const item = new TreeItem(label, state);
    item.id = id;
    item.description = note;
    item.tooltip = spoken;
    item.accessibilityInformation = { label: spoken };
    item.contextValue = kind;
    item.iconPath = new ThemeIcon(icon, color === null ? undefined : new ThemeColor(color));
    if (to) item.command = { command: 'faultline.openImpactLine', title: l10n.t('Open the line'), arguments: [to] };
    return item;
  }

  getChildren(branch?: ImpactBranch): ImpactBranch[] {
    return [...(branch ? branch.children : this.branches)];
  }

  dispose(): void {
    this.listening.dispose();
    this.view.dispose();
    this.changed.dispose();
  }

  private read(): void {
    const { shown, analysis } = this.impacts;
    this.branches = impactBranches(shown, l10n.t);
    this.tellBroken(brokenIn(shown));
    this.view.message = shown?.kind === 'impact' && shown.report.changes.length > 0 ? shown.report.summary : '';
    const state = analysis?.phase.kind === 'asking' ? 'asking' : shown?.kind === 'none' ? shown.reason : shown ? 'nothing' : 'starting';
    void commands.executeCommand('setContext', 'faultline.impact', this.branches.length > 0 ? 'shown' : state);
    this.changed.fire();
  }

  /** In the title too, since the view begins collapsed. */
  private tellBroken(broken: number): void {
    const words = broken === 1 ? l10n.t('1 service breaks') : l10n.t('{0} services break', broken);
    this.view.badge = broken > 0 ? { value: broken, tooltip: words } : undefined;
    this.view.title = broken > 0 ? `${this.name}: ${words}` : this.name;
  }
}
