import type { ImpactAnswer } from '../../workspace/impact-of.ts';
import type { FilePath } from '../../core/model/source.ts';
import { marksOf, type Mark } from './marks.ts';

/** How a root stands: what is not committed yet, and whom it breaks. */
export interface Standing {
  readonly answer: Extract<ImpactAnswer, { kind: 'impact' }>;
  readonly marks: ReadonlyMap<FilePath, readonly Mark[]>;
}

export const standing = (answer: ImpactAnswer): Standing | undefined =>
  answer.kind === 'impact' ? { answer, marks: marksOf(answer.document, answer.places) } : undefined;

export const marksIn = (known: Standing | undefined, file: FilePath): readonly Mark[] => known?.marks.get(file) ?? [];
