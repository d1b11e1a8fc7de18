import type { ImpactReply, ReportedChange, ReportedEffect, ReportedPlace, ReportedService } from '../../protocol/impact.ts';
import type { Translate } from '../status-words.ts';

/** One line of the tree of an impact. */
export interface ImpactBranch {
  readonly id: string;
  readonly kind: 'group' | 'service' | 'line' | 'change';
  readonly label: string;
  readonly note: string;
  /** Said to who does not see icons. */
  readonly spoken: string;
  readonly icon: string;
  /** A theme's colour; words say the same. */
  readonly color: string | null;
  readonly open: boolean;
  /** Where it leads. */
  readonly to: { readonly root: string; readonly file: string; readonly line: number } | null;
  readonly children: readonly ImpactBranch[];
}

/** A folder's URI, and the language that it is told in. */
interface Told {
  readonly root: string;
  readonly t: Translate;
}

interface Group {
  readonly effect: ReportedEffect;
  readonly title: string;
  readonly icon: string;
  readonly color: string | null;
  readonly open: boolean;
}

const groupsOf = (t: Translate): readonly Group[] => [
  { effect: 'broken', title: t('Broken'), icon: 'error', color: 'list.errorForeground', open: true },
  { effect: 'at-risk', title: t('At risk'), icon: 'warning', color: 'list.warningForeground', open: true },
  { effect: 'rebuilt', title: t('Built again'), icon: 'refresh', color: null, open: false },
  { effect: 'untouched', title: t('Untouched'), icon: 'pass', color: null, open: false },
];

/** The result as a list: whom it breaks, endangers, has built again and leaves alone, and what changed. Pure. */
export function impactBranches(reply: ImpactReply | null, t: Translate): readonly ImpactBranch[] {
  if (reply?.kind !== 'impact' || reply.report.changes.length === 0) return [];
  const { root, report, places } = reply;
  const groups = groupsOf(t).flatMap(group => {
    const own = report.services.filter(({ effect }) => effect === group.effect);
    return own.length === 0
      ? []
      : [
          branchOf(
            group,
            own.map(service => serviceBranch({ root, t }, service)),
          ),
        ];
  });
  const changes = report.changes.map((change, at) => changeBranch({ root, t }, change, places[at]?.line));
  return [...groups, branchOf({ title: t('What changed'), icon: 'diff', color: null, open: false }, changes)];
}

function branchOf({ title, icon, color, open }: Omit<Group, 'effect'>, children: readonly ImpactBranch[]): ImpactBranch {
  return {
    id: title,
    kind: 'group',
    label: title,
    note: String(children.length),
    spoken: `${title}, ${children.length}`,
    icon,
    color,
    open,
    to: null,
    children,
  };
}

function serviceBranch({ root, t }: Told, { name, why, confidence, evidence }: ReportedService): ImpactBranch {
  const lines = evidence.filter(({ side }) => side === undefined);
  const note = confidence === 'certain' || lines.length === 0 ? why : `${confidence}: ${why}`;
  return {
    id: `service ${name}`,
    kind: 'service',
    label: name,
    note,
    spoken: `${name}: ${note}`,
    icon: 'server-process',
    color: null,
    open: false,
    to: lines[0] ? { root, file: lines[0].file, line: lines[0].line } : null,
    children: lines.map(place => lineBranch({ root, t }, name, place)),
  };
}

function lineBranch({ root, t }: Told, service: string, { file, line }: ReportedPlace): ImpactBranch {
  const label = `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
  const note = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
  return {
    id: `${service} ${file}:${line}`,
    kind: 'line',
    label,
    note,
    spoken: t('{0}, line {1}', file, line),
    icon: 'go-to-file',
    color: null,
    open: false,
    to: { root, file, line },
    children: [],
  };
}

function changeBranch(
  { root, t }: Told,
  { element, rule, breaking, message, file, line, side }: ReportedChange,
  now: number | undefined,
): ImpactBranch {
  const to = side === 'before' && now === undefined ? null : { root, file, line: now === undefined ? line : now + 1 };
  return {
    id: `change ${element} ${rule ?? ''} ${message}`,
    kind: 'change',
    label: element,
    note: message,
    spoken: breaking ? t('Breaking: {0}', message) : message,
    icon: breaking ? 'circle-filled' : 'circle-outline',
    color: null,
    open: false,
    to,
    children: [],
  };
}

/** How many break, for the badge. */
export const brokenIn = (reply: ImpactReply | null): number =>
  reply?.kind === 'impact' ? reply.report.services.filter(({ effect }) => effect === 'broken').length : 0;
