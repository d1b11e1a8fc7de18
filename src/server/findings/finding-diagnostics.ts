import { DiagnosticSeverity, type Diagnostic, type Range } from 'vscode-languageserver/node';
import type { Severity } from '../../core/model/finding.ts';
import type { FilePath } from '../../core/model/source.ts';
import type { PlacedFinding, PlacedRange } from '../../workspace/placed-finding.ts';

/** More in one file, or more sides of one finding, help nobody. */
const MOST = 50;
const MOST_SIDES = 12;

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  critical: DiagnosticSeverity.Error,
  high: DiagnosticSeverity.Error,
  medium: DiagnosticSeverity.Warning,
  low: DiagnosticSeverity.Information,
  info: DiagnosticSeverity.Hint,
};

export interface DiagnosticLinks {
  readonly uriOf: (file: FilePath) => string;
  /** Where the page of a check is. */
  readonly pageOf: (check: string) => string;
}

/** Findings as the editor has them, by the file where they are put right, with every other side. Pure. */
export function findingDiagnostics(all: readonly PlacedFinding[], links: DiagnosticLinks): ReadonlyMap<FilePath, readonly Diagnostic[]> {
  const byFile = Map.groupBy(all, ({ evidence }) => evidence[0]!.file);
  return new Map([...byFile].map(([file, own]) => [file, own.slice(0, MOST).map(finding => findingDiagnostic(finding, links))]));
}

export function findingDiagnostic({ check, severity, message, evidence }: PlacedFinding, { uriOf, pageOf }: DiagnosticLinks): Diagnostic {
  const [first, ...sides] = evidence;
  return {
    range: editorRange(first!),
    severity: SEVERITY[severity],
    source: 'Faultline',
    code: check,
    codeDescription: { href: pageOf(check) },
    message,
    relatedInformation: sides
      .slice(0, MOST_SIDES)
      .map(side => ({ location: { uri: uriOf(side.file), range: editorRange(side) }, message: side.note })),
  };
}

export const editorRange = ({ line, column, endLine, endColumn }: PlacedRange): Range => ({
  start: { line: line - 1, character: column - 1 },
  end: { line: endLine - 1, character: endColumn - 1 },
});
