import { againstBaseline, baseline, breakageId } from '../waivers/baseline.ts';
import { judged, type Breakage } from '../waivers/waived.ts';
import { WAIVERS_FILE } from '../waivers/waivers-file.ts';
import { waivers } from '../waivers/waivers.ts';
import { lineStarts, position } from '../model/lines.ts';
import type { FilePath, Problem } from '../model/source.ts';
import type { ImpactDocument, ProblemDocument } from './document.ts';

/** What a team takes on: waivers with a reason and an end, and what was broken already. */
export interface Accepted {
  /** The text of `.faultline/waivers.yaml`. */
  readonly waivers?: string | undefined;
  readonly baseline?: { readonly file: FilePath; readonly text: string } | undefined;
  /** `2027-01-31` */
  readonly today: string;
}

/** The breakages of a document, one for each service that is hit itself and each breaking change that hits it. */
export function breakagesOf({ services, changes }: ImpactDocument): readonly Breakage[] {
  const breaking = new Map(changes.filter(change => change.breaking).map(change => [change.element, change]));
  return services
    .filter(({ effect, through }) => effect === 'broken' && through === undefined)
    .flatMap(({ name, changes: hits }) =>
      hits.flatMap(element => {
        const change = breaking.get(element);
        return change ? [{ consumer: name, element, ...(change.rule !== undefined && { rule: change.rule }) }] : [];
      }),
    );
}

/** The document as a build judges it: `breaking` only where something breaks that nobody has taken on. */
export function judgedDocument(document: ImpactDocument, { waivers: written, baseline: kept, today }: Accepted): ImpactDocument {
  const read = waivers({ path: WAIVERS_FILE as FilePath, text: written ?? '' });
  const known = kept === undefined ? undefined : baseline(kept.text);
  const fresh = known ? againstBaseline(breakagesOf(document), breakageId, known).fresh : breakagesOf(document);
  const { failing, waived, problems } = judged(fresh, read.waivers, today);
  return {
    ...document,
    breaking: failing.length > 0,
    waived: waived.map(({ breakage, waiver }) => ({
      service: breakage.consumer,
      element: breakage.element,
      reason: waiver.reason,
      expires: waiver.expires,
    })),
    problems: [
      ...document.problems,
      ...[...read.problems, ...problems].map(problem => placed(problem, WAIVERS_FILE as FilePath, written ?? '')),
      ...(known?.problems ?? []).map(problem => placed(problem, kept!.file, kept!.text)),
    ],
  };
}

const placed = ({ at, message }: Problem, file: FilePath, text: string): ProblemDocument => ({
  message,
  file,
  line: position(lineStarts(text), at[0]).line,
});
