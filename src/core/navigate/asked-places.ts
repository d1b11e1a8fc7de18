import type { FilePath, Location } from '../model/source.ts';
import type { FittingRoutes, Request } from './fitting-routes.ts';
import type { Occurrence } from './occurrence.ts';
import { isEnd, sharesWord, type PathParts } from './request-path.ts';

/** The request's own place, and where the texts that it is made of stand: a jump may begin there as well. */
export function askedPlaces(request: Request, [at, ...proofs]: readonly Location[], asked: FittingRoutes): Occurrence[] {
  if (request.parts.every(part => part === undefined) && !request.to) return [];
  return asked.best(request).flatMap(({ element, parts }) => {
    const occurrence: Occurrence = {
      element,
      role: 'calls',
      at: at!,
      owner: request.from.id,
      ...(!isLikely(request, parts) && { guess: true }),
    };
    const doubt = !occurrence.guess && isCode(at!.file) ? 0 : 1;
    return [
      { ...occurrence, ...(doubt > 0 && { doubt }) },
      ...proofs.filter(({ file }) => isCode(file)).map((proof): Occurrence => ({ ...occurrence, at: proof, only: 'cursor' })),
    ];
  });
}

/** Half of a path fits many routes, where nobody says whose they are. */
const isLikely = (request: Request, parts: PathParts): boolean =>
  (parts.length === 0 || sharesWord(request.parts, parts)) &&
  (request.to !== undefined || request.parts.length >= parts.length || isEnd(request.parts, parts));

const isCode = (file: FilePath): boolean => /\.(go|java|kts?|py|cs|rb|ru|php|rs|[cm]?[jt]sx?)$/.test(file);
