import { commands, EventEmitter, l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, window } from 'vscode';
import type { Disposable, TreeDataProvider, TreeView } from 'vscode';
import { findingBranches } from './finding-branches.ts';
import type { FindingBranch } from './finding-branches.ts';
import { filtered, isFiltering, NO_FILTER } from './finding-filter.ts';
import type { FindingFilter } from './finding-filter.ts';
import type { Findings } from './findings.ts';

export const DETECT_TREE = 'faultline.detect';

/** What the checks found, in the order in which a person would look. */
export class DetectTree implements TreeDataProvider<FindingBranch>, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: TreeView<FindingBranch>;
  private branches: readonly FindingBranch[] = [];
  private readonly parents = new Map<string, FindingBranch>();
  private chosen: FindingFilter = NO_FILTER;

  constructor(private readonly findings: Findings) {
    this.view = window.createTreeView(DETECT_TREE, { treeDataProvider: this, showCollapseAll: true });
    findings.onDidChange(() => this.read());
    this.read();
  }

  get filter(): FindingFilter {
    return this.chosen;
  }

  set filter(filter: FindingFilter) {
    this.chosen = filter;
    this.read();
  }

  getTreeItem(branch: FindingBranch): TreeItem {
    const { id, kind, label, note, spoken, icon, color, evidence, children, finding } = branch;
    const item = new TreeItem(label, kind === 'side' || children.length === 0 ? TreeItemCollapsibleState.None : openness(kind));
    item.id = id;
    item.description = note;
    item.tooltip = spoken;
    item.accessibilityInformation = { label: spoken.replaceAll('\n', ', ') };
    item.contextValue = finding?.found.fix ? `${kind} fixable` : kind;
    if (icon) item.iconPath = new ThemeIcon(icon, color === null ? undefined : new ThemeColor(color));
    if (evidence) item.command = { command: 'faultline.openEvidence', title: l10n.t('Open Evidence'), arguments: [branch] };
    return item;
  }

  getChildren(branch?: FindingBranch): FindingBranch[] {
    const children = [...(branch ? branch.children : this.branches)];
    for (const child of children) if (branch) this.parents.set(child.id, branch);
    return children;
  }

  getParent({ id }: FindingBranch): FindingBranch | undefined {
    return this.parents.get(id);
  }

  async reveal(root: string, finding: string): Promise<void> {
    this.filter = NO_FILTER;
    const of = (list: readonly FindingBranch[]): FindingBranch | undefined => {
      for (const one of list) {
        const found = one.id === `${root} finding ${finding}` ? one : of(this.getChildren(one));
        if (found) return found;
      }
      return undefined;
    };
    const found = of(this.branches);
    if (found) await this.view.reveal(found, { focus: true, select: true });
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
  }

  private read(): void {
    const { roots } = this.findings;
    const shown = filtered(roots, this.chosen);
    this.branches = findingBranches(shown, l10n.t);
    this.parents.clear();
    this.changed.fire();
    const [all, some] = [roots, shown].map(list => list.reduce((sum, { findings }) => sum + findings.length, 0)) as [number, number];
    this.say(all, some);
    const checked = roots.length > 0 && roots.every(root => root.checked);
    void commands.executeCommand('setContext', 'faultline.findings', all > 0 ? 'some' : checked ? 'none' : 'checking');
    void commands.executeCommand('setContext', 'faultline.findingsFiltered', isFiltering(this.chosen));
  }

  private say(all: number, some: number): void {
    const isFiltered = isFiltering(this.chosen);
    this.view.description = isFiltered ? l10n.t('{0} of {1}', some, all) : '';
    this.view.message = isFiltered && some === 0 && all > 0 ? l10n.t('No finding fits the filter.') : '';
    this.view.badge = all === 0 ? undefined : { value: all, tooltip: all === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', all) };
  }
}

const openness = (kind: FindingBranch['kind']): TreeItemCollapsibleState =>
  kind === 'finding' ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded;
