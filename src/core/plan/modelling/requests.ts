import type { Service } from '../../link/services.ts';
import type { World } from '../../link/world.ts';
import type { Retries, SendsRequest } from '../../model/resilience-fact.ts';
import type { FilePath, Location, Span } from '../../model/source.ts';
import type { Occurrence } from '../../navigate/occurrence.ts';
import { programOf } from '../../readers/payload/program.ts';
import { scopeAt, within } from '../../readers/payload/unit.ts';
import type { Texts } from '../../readers/use.ts';
import type { Known } from './said.ts';

/** One place where code of a service asks an operation of another, and what it says of waiting and asking again. */
export interface Request {
  readonly caller: Service;
  /** `route service:orders POST /orders`, `rpc inventory/getstock`. */
  readonly element: string;
  readonly at: Location;
  readonly library?: string;
  /** How long it waits for each try. Absent: not known. */
  readonly timeout?: Known<number>;
  /** Why the time is not known, or that there is none. */
  readonly waits?: 'waits for ever' | 'its time is not written there' | 'nothing is set where it asks';
  /** Tries in all. Absent: nothing here tries again. */
  readonly attempts?: Known<number>;
  /** It tries again, and how often is not known. */
  readonly retriesUnknown?: Known<string>;
  /** It sends an idempotency key. */
  readonly key?: Known<'kept' | 'minted'>;
}

/** Requests by the element that they ask. */
export type Requests = ReadonlyMap<string, readonly Request[]>;

/** Every request that an element of the system gets, with the settings around it. Pure. */
export function requestsTo(occurrences: readonly Occurrence[], world: World, texts: Texts): Requests {
  const services = new Map(world.services.map(service => [service.id, service]));
  const found = occurrences.flatMap((occurrence): readonly Request[] => {
    const caller = occurrence.owner === undefined ? undefined : services.get(occurrence.owner);
    const isAsked =
      occurrence.role === 'calls' &&
      occurrence.only === undefined &&
      occurrence.guess !== true &&
      /^(route|rpc|operation) /.test(occurrence.element);
    return caller && isAsked
      ? [{ caller, element: occurrence.element, at: occurrence.at, ...settingsAt(occurrence.at, world, texts) }]
      : [];
  });
  const once = new Map(found.map(request => [`${request.caller.id} ${request.element} ${request.at.file} ${request.at.span[0]}`, request]));
  return Map.groupBy(once.values(), ({ element }) => element);
}

type Settings = Omit<Request, 'caller' | 'element' | 'at'>;

function settingsAt(at: Location, world: World, texts: Texts): Settings {
  const sent = sentAt(at, world, texts);
  const retries = world.view.of(at.file, 'retries').filter(({ reconnects }) => reconnects !== true);
  const around = retries.filter(retry => runsAgain(retry, at, sent, texts));
  return { ...(sent && requestSettings(sent, at.file, world)), ...retrySettings(around, at.file) };
}

/** The request that a place is: it stands in it, or in the same function nearest behind it. */
function sentAt({ file, span }: Location, { view }: World, texts: Texts): SendsRequest | undefined {
  const sent = view.of(file, 'sends-request');
  const inside = sent.find(({ at }) => within(at, span) || within(span, at));
  if (inside || sent.length === 0) return inside;
  const unit = programOf(texts).unit(file);
  if (!unit) return undefined;
  const scope = scopeAt(unit.scopes, span);
  const beside = sent.filter(({ at }) => scope.kind === 'function' && within(at, scope.span));
  return beside.length === 1 ? beside[0] : undefined;
}

const WAITS = { none: 'waits for ever', set: 'its time is not written there', absent: 'nothing is set where it asks' } as const;

function requestSettings(sent: SendsRequest, file: FilePath, { view }: World): Settings {
  const client = view.of(file, 'makes-client').find(made => sent.client !== undefined && made.client === sent.client);
  const own = sent.timeout !== undefined;
  const timeout = sent.timeout ?? client?.timeout;
  const at: Location = { file, span: own || !client ? sent.at : client.at };
  return {
    library: sent.library,
    ...(typeof timeout === 'number' && { timeout: { value: timeout, evidence: [{ at, note: `${sent.via} waits ${timeout} ms` }] } }),
    ...(typeof timeout !== 'number' && { waits: WAITS[timeout ?? 'absent'] }),
    ...(sent.key && { key: { value: sent.key, evidence: [{ at: { file, span: sent.at }, note: keyNote(sent.key) }] } }),
  };
}

const keyNote = (key: 'kept' | 'minted'): string =>
  key === 'kept'
    ? 'sends the same idempotency key with every try'
    : 'sends another idempotency key with every try, so each try counts anew';

function retrySettings(around: readonly Retries[], file: FilePath): Settings {
  const known = around.flatMap(({ more, at, via }) =>
    more === undefined ? [] : [{ value: more + 1, evidence: [{ at: { file, span: at }, note: `${via} asks up to ${more + 1} times` }] }],
  );
  const open = around.find(({ more }) => more === undefined);
  // Each around the other: the tries multiply.
  const attempts = known.reduce<Known<number> | undefined>(
    (all, one) => (all ? { value: all.value * one.value, evidence: [...all.evidence, ...one.evidence] } : one),
    undefined,
  );
  return {
    ...(attempts && { attempts }),
    ...(open && {
      retriesUnknown: {
        value: open.endless === true ? 'it never gives up' : 'how often is not written here',
        evidence: [{ at: { file, span: open.at }, note: `${open.via} asks again` }],
      },
    }),
  };
}

/** The request stands in what is tried again, or in a function that is called there, or goes by a client that tries again. */
function runsAgain({ over, client }: Retries, at: Location, sent: SendsRequest | undefined, texts: Texts): boolean {
  if (client !== undefined && client === sent?.client) return true;
  if (over === undefined) return false;
  if (within(at.span, over) || (sent !== undefined && within(sent.at, over))) return true;
  return isCalledIn(over, at, texts);
}

function isCalledIn(over: Span, { file, span }: Location, texts: Texts): boolean {
  const unit = programOf(texts).unit(file);
  if (!unit) return false;
  let scope = scopeAt(unit.scopes, span);
  while (scope.name === '' && scope.parent) scope = scope.parent;
  return scope.kind === 'function' && unit.calls.some(({ call }) => within(call.span, over) && call.path.at(-1) === scope.name);
}
