import type { FindingDocument } from '../core/detect/finding-document.ts';
import { SEVERITIES } from '../core/detect/findings.ts';
import type { ResilienceDocument } from '../core/detect/resilience/resilience-document.ts';
import type { MapFindings, MapMarks } from '../protocol/panels/map-marks.ts';

type Judged = Pick<FindingDocument, 'about' | 'severity'>;

/** What the checks say, by the nodes and edges of the map. Pure. */
export function mapMarks(findings: readonly Judged[], resilience: readonly ResilienceDocument[]): MapMarks {
  const concerning = Map.groupBy(
    findings.flatMap(({ about, severity }) => [...new Set(about)].map(node => ({ node, severity }))),
    ({ node }) => node,
  );
  return {
    findings: Object.fromEntries([...concerning].map(([node, all]) => [node, summed(all)])),
    resilience: Object.fromEntries(resilience.map(({ edge, ...known }) => [edge, known])),
  };
}

function summed(all: readonly Pick<Judged, 'severity'>[]): MapFindings {
  const worst = Math.min(...all.map(({ severity }) => SEVERITIES.indexOf(severity)));
  return { count: all.length, worst: SEVERITIES[worst]! };
}
