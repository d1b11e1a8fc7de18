import { checks } from '../../core/detect/checks.ts';
import { SEVERITIES } from '../../core/detect/findings.ts';
import type { Stage } from '../../core/model/finding.ts';
import { stages } from '../../protocol/findings.ts';
import type { Settings } from '../../protocol/lsp.ts';
import type { PlacedFinding } from '../../workspace/placed-finding.ts';

/** What somebody wants to see of all findings, in the order of triage. Pure. */
export function shownFindings(all: readonly PlacedFinding[], { enabled, severity }: Settings['detect']): readonly PlacedFinding[] {
  if (!enabled) return [];
  const least = SEVERITIES.indexOf(severity);
  return all.filter(finding => SEVERITIES.indexOf(finding.severity) <= least).toSorted(inTriage);
}

const inTriage = (a: PlacedFinding, b: PlacedFinding): number =>
  stageOf(a.stage) - stageOf(b.stage) ||
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  checkOf(a.check) - checkOf(b.check) ||
  text(a.evidence[0]!.file, b.evidence[0]!.file) ||
  a.evidence[0]!.line - b.evidence[0]!.line ||
  text(a.id, b.id);

const stageOf = (stage: Stage): number => stages.indexOf(stage);

const CHECKS: ReadonlyMap<string, number> = new Map(checks.map(({ id }, at) => [id, at]));

/** Checks stand in the order in which a person would look. */
const checkOf = (check: string): number => CHECKS.get(check) ?? CHECKS.size;

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
