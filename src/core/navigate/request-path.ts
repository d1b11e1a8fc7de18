import { HOLE } from '../link/address.ts';

/** A path in its parts; a part that is a parameter or not known is `undefined`. */
export type PathParts = readonly (string | undefined)[];

/** Pure and total: `/orders/{id}/items?full=1` as its parts. */
export function partsOf(path: string): PathParts {
  const [bare = ''] = path.split(/[?#]/);
  return bare
    .split('/')
    .filter(part => part !== '')
    .map(part => (part.includes(HOLE) || /^[{:<*]|\{/.test(part) || /^\d+$/.test(part) ? undefined : part.toLowerCase()));
}

/** What a gateway's pattern writes before all the rest of a path: of `/orders/**`, `/orders/{**rest}` it is `/orders`. Undefined: no such pattern. */
export const beforeRest = (path: string): string | undefined => /^(.*)\/(?:\*\*?|\{\*+[\w-]*\})$/.exec(path)?.[1];

/**
 * How well a request fits a route; undefined where it does not. Gateways and servers put prefixes before the routes that code writes,
 * so the route may be the end of the request's path. Words that both write count most.
 */
export function fit(request: PathParts, route: PathParts): number | undefined {
  const prefix = request.length - route.length;
  if (prefix < 0) return route.at(-1) === undefined && prefix === -1 ? partial(request, route) : undefined;
  let score = prefix === 0 ? WHOLE : -prefix;
  for (const [at, part] of route.entries()) {
    const asked = request[prefix + at];
    if (part === undefined) score += asked === undefined ? PARAMETER : 0;
    else if (asked === undefined) score -= PARAMETER;
    else if (asked === part) score += WORD;
    else return undefined;
  }
  return score < 0 ? undefined : score;
}

const WORD = 6;
const PARAMETER = 2;
const WHOLE = 2;

/** A constant holds the path before the parameter: `/orders` for `/orders/{id}`. */
function partial(request: PathParts, route: PathParts): number | undefined {
  const score = fit(request, route.slice(0, -1));
  return score === undefined ? undefined : score - WHOLE - PARAMETER;
}

/** How well a request fits the end of a route; a base that the text does not tell holds the first words: `/orders/{id}` for `/api/orders/{id}`. */
export function fitsEnd(request: PathParts, route: PathParts): number | undefined {
  const cut = route.length - request.length;
  // The last parameter may be left out: `/status/:from/:to?`.
  if (!isEnd(request, route))
    return request.length > 1 && route.at(-1) === undefined ? fitsOpenEnd(request, route.slice(0, -1)) : undefined;
  const score = fit(request, route.slice(cut));
  return score === undefined ? undefined : score - WHOLE - cut;
}

function fitsOpenEnd(request: PathParts, route: PathParts): number | undefined {
  const score = isEnd(request, route) ? fit(request, route.slice(route.length - request.length)) : undefined;
  return score === undefined ? undefined : score - WHOLE - WORD;
}

/** The request begins with a word and is the end of the route; what the route has before it is words. */
export function isEnd(request: PathParts, route: PathParts): boolean {
  const cut = route.length - request.length;
  if (cut <= 0 || request[0] === undefined) return false;
  return route.every((part, at) => (at < cut ? part !== undefined : part === request[at - cut]));
}

/** Words that request and route share at the end. */
export const sharesWord = (request: PathParts, route: PathParts): boolean =>
  route.some(part => part !== undefined && request.includes(part));
