import { severities, stages } from '../../protocol/findings.ts';
import type { ReportedFinding, RootFindings } from '../../protocol/findings.ts';

/** Which findings somebody wants to see. Of what is empty, all. */
export interface FindingFilter {
  readonly severities: readonly string[];
  readonly stages: readonly string[];
  readonly services: readonly string[];
}

export const NO_FILTER: FindingFilter = { severities: [], stages: [], services: [] };

export const isFiltering = ({ severities, stages, services }: FindingFilter): boolean =>
  severities.length + stages.length + services.length > 0;

export function filtered(roots: readonly RootFindings[], filter: FindingFilter): readonly RootFindings[] {
  return roots.map(root => ({ ...root, findings: root.findings.filter(finding => fits(finding, filter)) }));
}

const fits = ({ severity, stage, services }: ReportedFinding, filter: FindingFilter): boolean =>
  isAmong(filter.severities, [severity]) && isAmong(filter.stages, [stage]) && isAmong(filter.services, services);

const isAmong = (wanted: readonly string[], own: readonly string[]): boolean =>
  wanted.length === 0 || own.some(one => wanted.includes(one));

/** What there is to choose from, in the order of triage. */
export function choices(roots: readonly RootFindings[]): FindingFilter {
  const all = roots.flatMap(({ findings }) => findings);
  return {
    severities: severities.filter(severity => all.some(finding => finding.severity === severity)),
    stages: stages.filter(stage => all.some(finding => finding.stage === stage)),
    services: [...new Set(all.flatMap(({ services }) => services))].toSorted(),
  };
}
