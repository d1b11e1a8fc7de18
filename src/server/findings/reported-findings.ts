import { checks } from '../../core/detect/checks.ts';
import type { Graph } from '../../core/model/graph.ts';
import type { ReportedFinding } from '../../protocol/findings.ts';
import type { PlacedFinding } from '../../workspace/placed-finding.ts';

const TITLES: ReadonlyMap<string, string> = new Map(checks.map(({ id, title }) => [id, title]));

/** With the names that people know. Pure. */
export function reportedFindings(all: readonly PlacedFinding[], graph: Graph | undefined): readonly ReportedFinding[] {
  const names = new Map(graph?.nodes.map(({ id, name }) => [id, name]));
  return all.map(({ about, ...finding }) => ({
    ...finding,
    title: TITLES.get(finding.check) ?? finding.check,
    services: about.map(id => names.get(id) ?? id),
  }));
}
