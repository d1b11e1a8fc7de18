import { isShared, type End } from '../core/elements/ends.ts';
import { equal } from '../core/model/equal.ts';
import type { Snapshot } from '../core/index/snapshot.ts';
import type { FilePath } from '../core/model/source.ts';
import type { Occurrence } from '../core/navigate/occurrence.ts';

/** What another thread is told of who calls what. */
export interface EndsNews {
  /** Nothing that was told before holds any more. */
  readonly anew: boolean;
  /** Of the files that differ from what it knows; an empty list takes a file away. */
  readonly files: readonly { readonly file: FilePath; readonly ends: readonly End[]; readonly lines: readonly number[] }[];
}

/** Remembers what was told, so that only what is new is told again. */
export class ToldEnds {
  private told: ReadonlyMap<FilePath, readonly End[]> | undefined;

  /** What is to be told now; undefined where that is nothing. */
  news(everywhere: readonly Occurrence[], linesOf: Snapshot['linesOf']): EndsNews | undefined {
    const now = new Map(
      [...Map.groupBy(everywhere.filter(isTold), ({ at }) => at.file)].map(([file, ends]) => [file, ends.map(end)] as const),
    );
    const { told } = this;
    const changed = [...now]
      .filter(([file, ends]) => !equal(told?.get(file), ends))
      .map(([file, ends]) => ({ file, ends, lines: linesOf(file) }));
    const gone = [...(told?.keys() ?? [])].filter(file => !now.has(file)).map(file => ({ file, ends: [], lines: linesOf(file) }));
    this.told = now;
    return told && changed.length + gone.length === 0 ? undefined : { anew: told === undefined, files: [...changed, ...gone] };
  }
}

/** Of topics also where their names are written: nothing else tells that of a constant. */
const isTold = (occurrence: Occurrence): boolean =>
  isShared(occurrence) && (occurrence.only === undefined || occurrence.element.startsWith('topic '));

const end = ({ element, role, at, owner, word, doubt }: Occurrence): End => ({
  element,
  role,
  at,
  ...(owner !== undefined && { owner }),
  ...(word !== undefined && { word }),
  ...(doubt !== undefined && { doubt }),
});
