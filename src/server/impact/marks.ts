import type { ChangeDocument, ImpactDocument, ServiceDocument } from '../../core/impact/document.ts';
import type { PlaceNow } from '../../core/impact/places-now.ts';
import { counted } from '../../core/model/counted.ts';
import type { FilePath } from '../../core/model/source.ts';

/** A change that somebody should know of, where it is to be seen. */
export interface Mark {
  readonly change: ChangeDocument;
  readonly place: PlaceNow;
  /** Who is hit by it directly, and breaks. */
  readonly broken: readonly ServiceDocument[];
  readonly wary: readonly ServiceDocument[];
  /** How many use what is written in the file. */
  readonly consumers: number;
}

/** The changes that break somebody, or break by rule, by file. Pure. */
export function marksOf(
  { changes, services }: ImpactDocument,
  places: readonly (PlaceNow | null)[],
): ReadonlyMap<FilePath, readonly Mark[]> {
  const hit = services.filter(({ effect, through }) => effect !== 'untouched' && through === undefined);
  const inFile = Map.groupBy(changes, ({ file }) => file);
  const consumersOf = (file: FilePath): number => {
    const elements = new Set(inFile.get(file)!.map(({ element }) => element));
    return hit.filter(service => service.changes.some(element => elements.has(element))).length;
  };
  const marks = changes.flatMap((change, at): Mark[] => {
    const place = places[at];
    const own = hit.filter(service => service.changes.includes(change.element));
    const broken = own.filter(({ effect }) => effect === 'broken');
    if (!place || change.level === 'safe' || (!change.breaking && broken.length === 0)) return [];
    return [{ change, place, broken, wary: own.filter(({ effect }) => effect === 'at-risk'), consumers: consumersOf(change.file) }];
  });
  return Map.groupBy(marks, ({ change }) => change.file);
}

/** `breaks 2 of 5 consumers` */
export function verdict({ broken, wary, consumers }: Mark): string {
  if (broken.length > 0) return `breaks ${broken.length} of ${people(consumers)}`;
  if (wary.length > 0) return `puts ${wary.length} of ${people(consumers)} at risk`;
  return 'breaks by rule, no reader found here';
}

/** The same with their names. */
export function verdictWithNames(mark: Mark): string {
  const named = mark.broken.length > 0 ? mark.broken : mark.wary;
  return named.length === 0 ? verdict(mark) : `${verdict(mark)}: ${named.map(({ name }) => name).join(', ')}`;
}

const people = (count: number): string => counted(count, 'consumer');
