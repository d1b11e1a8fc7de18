import type { ResilienceDocument } from '../../core/detect/resilience/resilience-document.ts';
import type { JudgedVariable, PlacedFinding } from '../../workspace/placed-finding.ts';
import type { FindingsNews } from '../../workspace/told-findings.ts';

/** What the checks say of one root, put together from what the indexer told. */
export class KnownFindings {
  /** The checks have come to their end once. */
  checked = false;
  judged: readonly JudgedVariable[] = [];
  resilience: readonly ResilienceDocument[] = [];
  private readonly byId = new Map<string, PlacedFinding>();

  get all(): readonly PlacedFinding[] {
    return [...this.byId.values()];
  }

  take({ anew, changed, gone, judged, resilience, checked }: FindingsNews): void {
    if (anew) this.byId.clear();
    for (const id of gone) this.byId.delete(id);
    for (const finding of changed) this.byId.set(finding.id, finding);
    this.judged = judged ?? this.judged;
    this.resilience = resilience ?? this.resilience;
    this.checked = checked;
  }
}
