import { isShared, type End } from '../core/elements/ends.ts';
import { equal } from '../core/model/equal.ts';
import type { FilePath } from '../core/model/source.ts';
import type { Occurrence } from '../core/navigate/occurrence.ts';

/** What another thread is told of who calls what: the files that differ from what it knows; an empty list takes a file away. */
export type EndsNews = readonly (readonly [FilePath, readonly End[]])[];

/** Remembers what was told, so that only what is new is told again. */
export class ToldEnds {
  private told: ReadonlyMap<FilePath, readonly End[]> = new Map();

  news(everywhere: readonly Occurrence[]): EndsNews {
    const now = new Map(
      [...Map.groupBy(everywhere.filter(isTold), ({ at }) => at.file)].map(([file, ends]) => [file, ends.map(end)] as const),
    );
    const changed = [...now].filter(([file, ends]) => !equal(this.told.get(file), ends));
    const gone = [...this.told.keys()].filter(file => !now.has(file)).map(file => [file, []] as const);
    this.told = now;
    return [...changed, ...gone];
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
