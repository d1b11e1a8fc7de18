import { equal } from '../core/model/equal.ts';
import type { JudgedVariable, PlacedFinding } from './placed-finding.ts';

/** What the checks say, as far as it differs from what was told before. */
export interface FindingsNews {
  /** Nothing that was told before holds any more. */
  readonly anew: boolean;
  readonly changed: readonly PlacedFinding[];
  /** Ids of findings. */
  readonly gone: readonly string[];
  /** All of them; absent: the same as before. */
  readonly judged?: readonly JudgedVariable[];
  /** All checks have come to their end once. */
  readonly checked: boolean;
}

/** What the checks said in the end. */
export interface KeptFindings {
  /** Whether anybody wanted to know; nothing was found where nobody did. */
  readonly isWanted: boolean;
  readonly byCheck: readonly (readonly [check: string, found: readonly PlacedFinding[]])[];
  readonly judged: readonly JudgedVariable[];
}

/** Remembers what was told of each check, so that only what is new is told again. */
export class ToldFindings {
  private readonly byCheck = new Map<string, ReadonlyMap<string, PlacedFinding>>();
  private judged: readonly JudgedVariable[] | undefined;
  private changed: PlacedFinding[] = [];
  private gone: string[] = [];
  private judgedAnew = false;
  private toldAny = false;

  /** It said something before. */
  has(check: string): boolean {
    return (this.byCheck.get(check)?.size ?? 0) > 0;
  }

  take(check: string, found: readonly PlacedFinding[]): void {
    const before = this.byCheck.get(check);
    const now = new Map(found.map(finding => [finding.id, finding]));
    this.byCheck.set(check, now);
    this.changed.push(...[...now.values()].filter(finding => !equal(before?.get(finding.id), finding)));
    this.gone.push(...[...(before?.keys() ?? [])].filter(id => !now.has(id)));
  }

  judge(judged: readonly JudgedVariable[]): void {
    this.judgedAnew ||= !equal(this.judged, judged);
    this.judged = judged;
  }

  /** All that was taken. */
  all(): Pick<KeptFindings, 'byCheck' | 'judged'> {
    return { byCheck: [...this.byCheck].map(([check, found]) => [check, [...found.values()]]), judged: this.judged ?? [] };
  }

  /** What is to be told now; undefined where that is nothing. */
  news(): FindingsNews | undefined {
    const { changed, gone, judged, judgedAnew } = this;
    if (!judgedAnew && changed.length === 0 && gone.length === 0) return undefined;
    const anew = !this.toldAny;
    [this.changed, this.gone, this.judgedAnew, this.toldAny] = [[], [], false, true];
    return { anew, changed, gone, checked: judged !== undefined, ...(judgedAnew && judged && { judged }) };
  }
}
