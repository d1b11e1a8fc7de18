import { stages } from '../../protocol/findings.ts';
import type { ReportedFinding, RootFindings } from '../../protocol/findings.ts';
import type { Translate } from '../status-words.ts';

/** One line of the list of findings. */
export interface FindingBranch {
  /** Begins with the folder's URI. */
  readonly id: string;
  readonly kind: 'folder' | 'stage' | 'finding' | 'side';
  readonly label: string;
  readonly note: string;
  /** Said to who does not see icons, and shown to who rests on the line. */
  readonly spoken: string;
  readonly icon: string;
  readonly color: string | null;
  /** Where it leads. */
  readonly evidence: { readonly file: string; readonly line: number; readonly column: number } | null;
  /** Of a finding and its sides. */
  readonly finding: { readonly root: string; readonly found: ReportedFinding } | null;
  readonly children: readonly FindingBranch[];
}

/** Each has a shape of its own: colour alone tells nothing to who does not see it. */
const ICONS: Readonly<Record<ReportedFinding['severity'], readonly [icon: string, color: string]>> = {
  critical: ['flame', 'list.errorForeground'],
  high: ['error', 'list.errorForeground'],
  medium: ['warning', 'list.warningForeground'],
  low: ['info', 'problemsInfoIcon.foreground'],
  info: ['lightbulb', 'descriptionForeground'],
};

/** In the order of triage: what comes first explains what comes later. Folders only where there are several. */
export function findingBranches(roots: readonly RootFindings[], t: Translate): readonly FindingBranch[] {
  const found = roots.filter(({ findings }) => findings.length > 0);
  if (found.length < 2) return found.flatMap(root => stageBranches(root, t));
  return found.map(root => ({ ...group(`${root.uri} folder`, root.name, stageBranches(root, t)), kind: 'folder', icon: 'root-folder' }));
}

function stageBranches({ uri, findings }: RootFindings, t: Translate): readonly FindingBranch[] {
  const byStage = Map.groupBy(findings, ({ stage }) => stage);
  return stages.flatMap(stage => {
    const own = byStage.get(stage);
    if (!own) return [];
    return group(
      `${uri} stage ${stage}`,
      stageTitle(stage, t),
      own.map(found => findingBranch(uri, found, t)),
    );
  });
}

function group(id: string, label: string, children: readonly FindingBranch[]): FindingBranch {
  const count = children.reduce((sum, child) => sum + (child.kind === 'stage' ? child.children.length : 1), 0);
  const spoken = `${label}, ${count}`;
  return { id, kind: 'stage', label, note: String(count), spoken, icon: '', color: null, evidence: null, finding: null, children };
}

function findingBranch(root: string, found: ReportedFinding, t: Translate): FindingBranch {
  const { id, severity, message, evidence, title, services, check } = found;
  const [first, ...sides] = evidence;
  const [icon, color] = ICONS[severity];
  const about = services.length > 0 ? [services.join(', ')] : [];
  return {
    id: `${root} finding ${id}`,
    kind: 'finding',
    label: message,
    note: lineOf(first!),
    spoken: [`${severityWord(severity, t)}: ${message}`, lineOf(first!), title, ...about, check].join('\n'),
    icon,
    color,
    evidence: first!,
    finding: { root, found },
    children: sides.map((side, at) => ({
      id: `${root} side ${id} ${at}`,
      kind: 'side',
      label: side.note,
      note: lineOf(side),
      spoken: `${side.note}, ${side.file}:${side.line}`,
      icon: 'arrow-small-right',
      color: null,
      evidence: side,
      finding: null,
      children: [],
    })),
  };
}

const lineOf = ({ file, line }: { readonly file: string; readonly line: number }): string =>
  `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;

export function severityWord(severity: ReportedFinding['severity'], t: Translate): string {
  switch (severity) {
    case 'critical':
      return t('Critical');
    case 'high':
      return t('High');
    case 'medium':
      return t('Medium');
    case 'low':
      return t('Low');
    case 'info':
      return t('Info');
  }
}

export function stageTitle(stage: ReportedFinding['stage'], t: Translate): string {
  switch (stage) {
    case 'env':
      return t('Environment');
    case 'dependency':
      return t('Dependencies');
    case 'wiring':
      return t('Wiring');
    case 'contract':
      return t('Contracts');
    case 'version':
      return t('Versions');
    case 'resilience':
      return t('Resilience');
    case 'code':
      return t('Code');
  }
}
