import { l10n, QuickPickItemKind, window } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { severities, stages } from '../../protocol/findings.ts';
import type { EditorCommand } from '../desk.ts';
import { severityWord, stageTitle } from './finding-branches.ts';
import { choices, NO_FILTER } from './finding-filter.ts';
import type { FindingFilter } from './finding-filter.ts';

type Choice = QuickPickItem & { readonly of?: keyof FindingFilter; readonly value?: string };

/** Which findings the list shows: several of each are any of them, nothing of one is all of it. */
export const filterFindings: EditorCommand = {
  name: 'faultline.filterFindings',
  async run({ findings, detect }) {
    const offered = choices(findings.roots);
    const picked = await window.showQuickPick(
      [
        ...section(l10n.t('Severity'), 'severities', offered, detect.filter),
        ...section(l10n.t('Stage'), 'stages', offered, detect.filter),
        ...section(l10n.t('Service'), 'services', offered, detect.filter),
      ],
      { canPickMany: true, placeHolder: l10n.t('Which findings? Nothing chosen shows all.') },
    );
    if (picked) detect.filter = chosen(picked);
  },
};

export const clearFindingsFilter: EditorCommand = {
  name: 'faultline.clearFindingsFilter',
  async run({ detect }) {
    detect.filter = NO_FILTER;
  },
};

function section(title: string, of: keyof FindingFilter, offered: FindingFilter, now: FindingFilter): readonly Choice[] {
  if (offered[of].length === 0) return [];
  const items = offered[of].map((value): Choice => ({ label: wordFor(value), of, value, picked: now[of].includes(value) }));
  return [{ label: title, kind: QuickPickItemKind.Separator }, ...items];
}

function wordFor(value: string): string {
  const severity = severities.find(one => one === value);
  const stage = stages.find(one => one === value);
  if (severity) return severityWord(severity, l10n.t);
  return stage ? stageTitle(stage, l10n.t) : value;
}

function chosen(picked: readonly Choice[]): FindingFilter {
  const of = (what: keyof FindingFilter): readonly string[] =>
    picked.flatMap(({ of: own, value }) => (own === what && value !== undefined ? [value] : []));
  return { severities: of('severities'), stages: of('stages'), services: of('services') };
}
