import type { Service } from '../../link/services.ts';
import type { Graph } from '../../model/graph.ts';
import { remembered } from '../../model/remembered.ts';
import type { Before } from './before-service.ts';
import { NO_PAUSES, worstCaseMs } from './budget.ts';
import { layersOf, type Calling } from './caller-advice.ts';
import { clientSettings } from './client-settings.ts';
import { meshSettings, type MeshSettings } from './mesh.ts';
import { mayRepeat, repeatableBy } from './repeatable.ts';
import type { Request, Requests } from './requests.ts';
import type { Known } from './said.ts';

export interface CallingsInput extends Before {
  readonly graph: Graph;
  readonly requests: Requests;
  /** Who answers an element. */
  readonly answering: (element: string) => ReadonlySet<string>;
  /** Elements that take an idempotency key, and rpcs that may be asked twice. */
  readonly repeatable: ReadonlySet<string>;
}

const ASKS: ReadonlySet<string> = new Set(['http', 'grpc', 'graphql']);

type Pair = Pick<Calling, 'caller' | 'callee' | 'requests' | 'configured' | 'mesh' | 'mayRepeat' | 'protocols'>;

/** Every pair of services of which one waits for answers of the other, with what is around it. */
export function callings(input: CallingsInput): readonly Calling[] {
  const meshOf = remembered((service: Service) => meshSettings(service, input.objects, input.world));
  const pairs = pairsOf(input, meshOf);
  const byCallee = Map.groupBy(pairs, ({ callee }) => callee.id);
  const byCaller = Map.groupBy(pairs, ({ caller }) => caller.id);
  const above = waysAbove(byCallee);
  return pairs.map(pair => {
    const incoming = byCallee.get(pair.caller.id) ?? [];
    const times = [
      ...incoming.flatMap(({ requests, configured }) => [...requests.map(({ timeout }) => timeout), configured.timeout]),
      meshOf(pair.caller).timeout,
    ];
    const budget = incoming.length > 0 ? shortest(times.filter(time => time !== undefined)) : undefined;
    const others = (byCaller.get(pair.caller.id) ?? []).filter(other => other !== pair);
    return {
      ...pair,
      ...(budget && { budget }),
      othersMs: others.reduce((sum, other) => sum + (longestMs(other) ?? 0), 0),
      othersUnknown: others.filter(other => longestMs(other) === undefined).map(({ callee }) => callee.name),
      above: above(pair.caller.id),
      below: retriesBelow(pair.callee.id, byCaller),
    };
  });
}

function pairsOf(
  { world, graph, requests, answering, repeatable }: CallingsInput,
  meshOf: (service: Service) => MeshSettings,
): readonly Pair[] {
  const services = new Map(world.services.filter(({ kind }) => kind === 'service').map(service => [service.id, service]));
  const asking = graph.edges.filter(
    ({ from, to, kind, confidence }) =>
      ASKS.has(kind) && confidence !== 'possible' && from !== to && services.has(from) && services.has(to),
  );
  const byCaller = Map.groupBy([...requests.values()].flat(), ({ caller }) => caller.id);
  return [...Map.groupBy(asking, ({ from, to }) => `${from} ${to}`).values()].map(edges => {
    const { from, to } = edges[0]!;
    const [caller, callee] = [services.get(from)!, services.get(to)!];
    const own = (byCaller.get(from) ?? []).filter(({ element }) => answering(element).has(to));
    const protocols = new Set(edges.map(({ kind }) => kind));
    return {
      caller,
      callee,
      requests: timed(own, caller, world),
      configured: clientSettings(caller, callee, world),
      protocols,
      mesh: meshOf(callee),
      mayRepeat: repeats(own, repeatable),
    };
  });
}

/** Where it is not seen which request is for whom, but all that the caller sends wait alike, so do these. */
function timed(requests: readonly Request[], caller: Service, { ownership, view }: Before['world']): readonly Request[] {
  if (requests.length === 0 || requests.some(({ timeout, waits }) => timeout !== undefined || waits !== undefined)) return requests;
  const sent = ownership
    .filesOf(caller)
    .flatMap(({ file }) =>
      view.of(file, 'sends-request').map(({ at, timeout, via, protocol }) => ({ at: { file, span: at }, timeout, via, protocol })),
    );
  const [first] = sent;
  if (typeof first?.timeout !== 'number' || sent.some(({ timeout, protocol }) => timeout !== first.timeout || protocol !== 'http'))
    return requests;
  const value = first.timeout;
  const timeout: Known<number> = {
    value,
    evidence: sent.map(({ at, via }) => ({ at, note: `${via} waits ${value} ms, as all requests of ${caller.name} do` })),
  };
  return requests.map(request => (request.element.startsWith('rpc ') ? request : { ...request, timeout }));
}

function repeats(requests: readonly Request[], repeatable: ReadonlySet<string>): Calling['mayRepeat'] {
  const each = requests.map(({ element, key }) => {
    if (element.startsWith('rpc ')) return repeatable.has(element);
    // An operation's element tells no method: only a key, or the same request seen as one for a route.
    const method = element.startsWith('route ') ? (element.split(' ')[2] ?? '') : '';
    return mayRepeat(repeatableBy(method, repeatable.has(element) && key?.value !== 'minted'));
  });
  return { some: each.includes(true), all: each.length > 0 && !each.includes(false) };
}

/** As long as the longest of the requests takes at worst, asked once. */
function longestMs({ requests, configured }: Pair): number | undefined {
  const known = [...requests, configured].flatMap(({ timeout, attempts }) =>
    timeout ? [worstCaseMs({ attempts: attempts?.value ?? 1, perTryMs: timeout.value, pauses: NO_PAUSES })] : [],
  );
  return known.length === 0 ? undefined : Math.max(...known);
}

const shortest = (times: readonly Known<number>[]): Known<number> | undefined => times.toSorted((a, b) => a.value - b.value)[0];

const triesNow = (pair: Pair): number => layersOf(pair).reduce((all, { attempts }) => all * attempts, 1);

type Pairs = ReadonlyMap<string, readonly Pair[]>;
type Way = Calling['above'];

const callsOn = (way: Way): number => way.reduce((all, { attempts }) => all * attempts, 1);

/** The way from above to each service on which most calls arrive: who tries how often. A circle is gone round once. */
function waysAbove(byCallee: Pairs): (service: string) => Way {
  const known = new Map<string, Way>();
  const worst = (service: string): Way => {
    const found = known.get(service);
    if (found) return found;
    known.set(service, []);
    const ways = (byCallee.get(service) ?? []).map((pair): Way => {
      const tries = triesNow(pair);
      return tries > 1 ? [...worst(pair.caller.id), { caller: pair.caller.name, attempts: tries }] : worst(pair.caller.id);
    });
    const most = ways.reduce<Way>((most, way) => (callsOn(way) > callsOn(most) ? way : most), []);
    known.set(service, most);
    return most;
  };
  return worst;
}

/** Whether a service, or whom it asks, tries again. */
function retriesBelow(service: string, byCaller: Pairs): boolean {
  const open = new Set([service]);
  for (const id of open) {
    for (const pair of byCaller.get(id) ?? []) {
      if (triesNow(pair) > 1) return true;
      open.add(pair.callee.id);
    }
  }
  return false;
}
