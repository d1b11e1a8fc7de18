import type { Place, Snapshot } from '../index/snapshot.ts';
import { position } from '../model/lines.ts';
import type { Finding, Fix, Severity, Stage } from '../model/finding.ts';
import { findingId } from './findings.ts';

/** A finding as it leaves the process: with lines instead of offsets. */
export interface FindingDocument {
  readonly id: string;
  readonly check: string;
  readonly subject: string;
  readonly stage: Stage;
  readonly severity: Severity;
  readonly message: string;
  readonly evidence: readonly (Place & { readonly note: string })[];
  readonly about: readonly string[];
  readonly fix?: FixDocument;
}

export interface FixDocument {
  readonly title: string;
  readonly edits: readonly (Place & { readonly endLine: number; readonly endColumn: number; readonly text: string })[];
}

export function findingDocument(finding: Finding, { place, linesOf }: Pick<Snapshot, 'place' | 'linesOf'>): FindingDocument {
  const { check, subject, stage, severity, message, about, fix } = finding;
  const evidence = finding.evidence.map(({ at, note }) => ({ ...place(at), note }));
  return {
    id: findingId(finding),
    check,
    subject,
    stage,
    severity,
    message,
    evidence,
    about,
    ...(fix && { fix: fixDocument(fix, linesOf) }),
  };
}

const fixDocument = ({ title, edits }: Fix, linesOf: Snapshot['linesOf']): FixDocument => ({
  title,
  edits: edits.map(({ file, span: [start, end], text }) => {
    const last = position(linesOf(file), end);
    return { file, ...position(linesOf(file), start), endLine: last.line, endColumn: last.column, text };
  }),
});
