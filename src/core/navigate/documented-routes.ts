import { fit, partsOf } from './request-path.ts';
import type { Route } from './served-routes.ts';

/** The routes that fit the path of a document best: the server may add a prefix to either. */
export function documentedRoutes(path: string, routes: readonly Route[]): readonly Route[] {
  const parts = partsOf(path);
  const fitting = routes
    .map(route => ({ route, score: fit(parts, route.parts) ?? (fit(route.parts, parts) ?? 0) - 1 }))
    .filter(({ score }) => score > 0);
  const best = Math.max(...fitting.map(({ score }) => score));
  return fitting
    .filter(({ score }) => score === best)
    .slice(0, MOST_ROUTES)
    .map(({ route }) => route);
}

const MOST_ROUTES = 2;
