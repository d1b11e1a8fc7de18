import { EventEmitter, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri, window, l10n } from 'vscode';
import type { Disposable, TreeDataProvider, TreeView } from 'vscode';
import type { Graphs } from '../graphs.ts';
import { branches } from './branches.ts';
import type { Branch } from './branches.ts';

export const SYSTEM_TREE = 'faultline.system';

/** Findings are shown by a decoration of this scheme, as the editor shows its own. */
export const BRANCH_SCHEME = 'faultline-branch';

/** The map's twin as a list: the same system for the keyboard, for a screen reader, and for who prefers to read. */
export class SystemTree implements TreeDataProvider<Branch>, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: TreeView<Branch>;
  private roots: readonly Branch[] = [];
  private readonly parents = new Map<string, Branch>();

  constructor(private readonly graphs: Graphs) {
    this.view = window.createTreeView(SYSTEM_TREE, { treeDataProvider: this, showCollapseAll: true });
    graphs.onDidRegraph(() => this.read());
    graphs.onDidRemark(() => this.read());
    this.read();
  }

  getTreeItem(branch: Branch): TreeItem {
    const { id, kind, label, note, spoken, icon, open, findings } = branch;
    const leaf = kind === 'edge' || kind === 'unresolved';
    const item = new TreeItem(
      label,
      leaf ? TreeItemCollapsibleState.None : open ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed,
    );
    item.id = id;
    item.description = note;
    item.tooltip = spoken;
    item.accessibilityInformation = { label: spoken };
    item.contextValue = branch.target && branch.evidence === null ? `${kind} unseen` : kind;
    if (icon) item.iconPath = new ThemeIcon(icon, kind === 'unresolved' ? new ThemeColor('descriptionForeground') : undefined);
    if (findings)
      item.resourceUri = Uri.from({ scheme: BRANCH_SCHEME, path: `/${label}`, query: String(findings.count), fragment: findings.worst });
    if (kind === 'edge') item.command = { command: 'faultline.explainEdge', title: l10n.t('Explain'), arguments: [branch] };
    if (kind === 'unresolved') item.command = { command: 'faultline.openEvidence', title: l10n.t('Open Evidence'), arguments: [branch] };
    return item;
  }

  getChildren(branch?: Branch): Branch[] {
    const children = [...(branch ? branch.children() : this.roots)];
    for (const child of children) if (branch) this.parents.set(child.id, branch);
    return children;
  }

  getParent({ id }: Branch): Branch | undefined {
    return this.parents.get(id);
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
  }

  private read(): void {
    this.roots = branches(this.graphs.marked(), l10n.t);
    this.parents.clear();
    this.changed.fire();
  }
}
