import type { EnvTable } from '../core/detect/env-table.ts';
import { findingDocument, type FindingDocument } from '../core/detect/finding-document.ts';
import type { Place, Snapshot } from '../core/index/snapshot.ts';
import type { Finding } from '../core/model/finding.ts';
import { position } from '../core/model/lines.ts';
import type { Location } from '../core/model/source.ts';

/** A finding for another thread: with lines, and each side from its beginning to its end. */
export interface PlacedFinding extends Omit<FindingDocument, 'evidence'> {
  /** Never empty. */
  readonly evidence: readonly (PlacedRange & { readonly note: string })[];
}

/** Lines and columns are from 1. */
export interface PlacedRange extends Place {
  readonly endLine: number;
  readonly endColumn: number;
}

/** A variable of which something is to be said where it stands. */
export interface JudgedVariable {
  /** Id of the service. */
  readonly service: string;
  readonly name: string;
  readonly verdicts: readonly ('missing' | 'unused' | 'different')[];
  /** Environments in which nobody sets it. */
  readonly missingIn: readonly string[];
  /** What each environment sets it to; secrets are hidden. */
  readonly values: readonly { readonly environment: string; readonly text: string }[];
}

export function placedFinding(finding: Finding, snapshot: Pick<Snapshot, 'place' | 'linesOf'>): PlacedFinding {
  const evidence = finding.evidence.map(({ at, note }) => ({ ...placedRange(at, snapshot), note }));
  return { ...findingDocument(finding, snapshot), evidence };
}

export function placedRange(at: Location, { place, linesOf }: Pick<Snapshot, 'place' | 'linesOf'>): PlacedRange {
  const end = position(linesOf(at.file), at.span[1]);
  return { ...place(at), endLine: end.line, endColumn: end.column };
}

export const judgedVariables = ({ services }: EnvTable): readonly JudgedVariable[] =>
  services.flatMap(({ id, variables }) =>
    variables
      .filter(({ verdicts }) => verdicts.length > 0)
      .map(({ name, verdicts, cells }) => ({
        service: id,
        name,
        verdicts,
        missingIn: cells.filter(({ state }) => state === 'missing').map(({ environment }) => environment),
        values: cells.flatMap(({ environment, text }) => (text === undefined ? [] : [{ environment, text }])),
      })),
  );
