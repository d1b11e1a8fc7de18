import { plain, stem } from '../link/names.ts';
import type { Service } from '../link/services.ts';
import type { Reachable } from './reachable.ts';
import { below } from './proxied-routes.ts';
import { fit, fitsEnd, isEnd, type PathParts } from './request-path.ts';
import type { Route } from './served-routes.ts';

/** A request as far as the text tells it. */
export interface Request {
  readonly from: Service;
  readonly to?: Service;
  /** Whom only the name of the address means. */
  readonly likely?: Service;
  readonly method?: string | undefined;
  readonly parts: PathParts;
  /** What stands before the path is not told: it may be more than a host. */
  readonly open?: boolean;
  /** It is seen to be sent, and not only a text that looks like a path. */
  readonly sent?: boolean;
  /** It runs in a browser, and may ask the program that hands it out. */
  readonly inBrowser?: boolean;
}

/** Finds the routes that a request fits best. */
export class FittingRoutes {
  private readonly byService: ReadonlyMap<string, readonly Route[]>;
  private readonly byWord = new Map<string, Route[]>();
  private readonly reachable: Reachable;

  constructor(served: readonly Route[], reachable: Reachable) {
    this.reachable = reachable;
    this.byService = Map.groupBy(served, ({ service }) => service.id);
    for (const route of served) {
      for (const part of new Set(route.parts)) {
        if (part === undefined) continue;
        const list = this.byWord.get(part);
        if (list) list.push(route);
        else this.byWord.set(part, [route]);
      }
    }
  }

  best(request: Request): readonly Route[] {
    const found = this.fitting(request);
    const unversioned = request.parts.filter(part => part === undefined || !VERSION.test(part));
    if (found.length > 0 || unversioned.length === request.parts.length) return found;
    return this.fitting({ ...request, parts: unversioned }).filter(
      ({ parts }) => !parts.some(part => part !== undefined && VERSION.test(part)),
    );
  }

  private fitting(request: Request): readonly Route[] {
    for (const candidates of this.candidates(request)) {
      const best = this.bestOf(candidates, request);
      if (best.length > 0) return best;
    }
    return [];
  }

  /** Routes below a path that are not the service's own: of those that it talks to, else of anybody. */
  below(from: Service, parts: PathParts): readonly Route[] {
    const others = this.sharing(parts).filter(({ service }) => service !== from);
    const next = this.reachable.next(from.id);
    const near = below(
      parts,
      others.filter(({ service }) => next.has(service.id)),
    );
    return near.length > 0 ? near : below(parts, others);
  }

  private bestOf(candidates: Iterable<Route>, request: Request): readonly Route[] {
    const { method } = request;
    let best: readonly Route[] = [];
    let score = -1;
    for (const route of candidates) {
      if (method !== undefined && route.method !== '*' && route.method !== method) continue;
      const own = fitOf(request, route);
      if (own === undefined || own < score) continue;
      best = own === score ? [...best, route] : [route];
      score = own;
    }
    const told = best.filter(route => route.method === (method ?? 'GET'));
    const meant = told.length > 0 ? told : best;
    return new Set(meant.map(({ at }) => `${at.file} ${at.span[0]}`)).size <= MOST_ROUTES ? meant : [];
  }

  /** Of the service that is asked, then of those behind it; where nobody is named, of those that the caller talks to, then of those behind them. */
  private *candidates(request: Request): Generator<Iterable<Route>> {
    const { from, to, likely, parts } = request;
    if (to) {
      yield this.byService.get(to.id) ?? [];
      yield this.behind(to, request);
      return;
    }
    const others = this.sharing(parts).filter(({ service }) => service !== from);
    const next = this.reachable.next(from.id);
    yield others.filter(({ service }) => next.has(service.id));
    const near = this.reachable.from(from.id);
    const reached = others.filter(({ service }) => near.has(service.id));
    if (reached.length > 0) yield reached;
    const meant = likely ? others.filter(({ service }) => service === likely) : [];
    const anybody = meant.length > 0 ? meant : this.anywhere(request, others);
    // Who is reached and does not serve the path may hand it on, which takes more than a chance likeness.
    yield reached.length > 0 ? anybody.filter(({ parts: served }) => words(parts, served) >= 3) : anybody;
    if (request.inBrowser)
      yield (this.byService.get(from.id) ?? []).filter(route => isSame(parts, route.parts) || isSame(parts, route.own));
  }

  /** Between services that no edge joins, only a path of two shared words is no chance, or a path that hardly any other service answers. */
  private anywhere({ from, parts, sent }: Request, others: readonly Route[]): readonly Route[] {
    const telling = others.filter(({ parts: served }) => isTelling(parts, served));
    if (telling.length > 0 || (!sent && parts.length < 2)) return telling;
    const whole = others.filter(route => isSame(parts, route.parts) || isSame(parts, route.own) || isEnd(parts, route.parts));
    const isOwn = this.byService.get(from.id)?.some(route => isSame(parts, route.parts)) === true;
    return !isOwn && !COMMON.test(parts.join('/')) && new Set(whole.map(({ service }) => service)).size <= MOST_SERVICES ? whole : [];
  }

  /** What a gateway does not serve itself it hands on. */
  private behind(gateway: Service, { from, parts }: Request): readonly Route[] {
    const near = this.reachable.from(gateway.id);
    const servesNothing = !this.byService.has(gateway.id);
    return this.sharing(parts).filter(
      ({ service, parts: served }) => service !== from && near.has(service.id) && (servesNothing || isTelling(parts, served)),
    );
  }

  private sharing(parts: PathParts): readonly Route[] {
    return [...new Set(parts.flatMap(part => (part === undefined ? [] : (this.byWord.get(part) ?? []))))];
  }
}

/** A gateway often names the service before its path: `/api/shipping/codes` is for `/codes` of shipping. */
function fitOf({ parts, open }: Request, route: Route): number | undefined {
  const own =
    fit(parts, route.parts) ??
    (route.own.length < route.parts.length ? fit(parts, route.own) : undefined) ??
    (open ? fitsEnd(parts, route.parts) : undefined);
  const prefix = parts[parts.length - route.parts.length - 1];
  return own !== undefined && prefix !== undefined && isNameOf(prefix, route.service) ? own + NAMED : own;
}

/** As much as a word that request and route share. */
const NAMED = 6;

const isNameOf = (word: string, { hosts, name }: Service): boolean =>
  hosts.has(word) || plain(name) === plain(word) || stem(plain(name)) === stem(plain(word));

/** Servers put a version before all of their routes by a setting. */
const VERSION = /^v\d+$/;

/** One path fits few routes; what fits many tells nothing. Services that share their code answer at one place. */
const MOST_ROUTES = 3;

/** Versions of one service run side by side. */
const MOST_SERVICES = 2;

/** What every server has. */
const COMMON =
  /^(api\/?)?(health\w*|live\w*|ready\w*|status|metrics|ping|info|version|login|logout|auth|token|users?|search|upload|graphql|events?|config)?$/;

const isSame = (one: PathParts, other: PathParts): boolean => one.length === other.length && one.every((part, at) => part === other[at]);

const words = (request: PathParts, route: PathParts): number => route.filter(part => part !== undefined && request.includes(part)).length;

const isTelling = (request: PathParts, route: PathParts): boolean => words(request, route) >= 2;
