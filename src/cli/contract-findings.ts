import type { FindingDocument } from '../core/detect/finding-document.ts';
import type { FilePath } from '../core/model/source.ts';
import type { ImpactDocument } from '../core/impact/document.ts';
import { impactReported } from './reporters/impact-reported.ts';

/** What a change breaks, as findings: for `faultline check --contracts`. What was waived is left out. */
export function contractFindings(document: ImpactDocument): readonly FindingDocument[] {
  const isWaived = (element: string): boolean => document.waived.some(waived => waived.element === element);
  return impactReported(document)
    .filter(({ id }) => !document.changes.some(({ element }) => id.endsWith(` ${element}`) && isWaived(element)))
    .map(({ id, rule, severity, message, places }) => ({
      id,
      check: rule,
      subject: id,
      stage: 'contract',
      severity,
      message,
      evidence: places.map(({ file, line, column, note }) => ({ file: file as FilePath, line, column, note: note ?? 'what changed' })),
      about: [],
    }));
}
