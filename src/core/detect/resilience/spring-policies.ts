import { plain } from '../../link/names.ts';
import type { GraphEdge } from '../../model/graph.ts';
import { factEvidence } from '../places.ts';
import type { System, SystemService } from '../system.ts';
import type { Again, Side, Time } from './edge-policies.ts';
import { count, milliseconds, springSettings, type OwnSetting } from './spring-settings.ts';

interface TimeKey {
  /** Its first group is the client's name; none, or `default`, is for all. */
  readonly name: RegExp;
  /** What sends the requests that it is about. */
  readonly via: RegExp;
  readonly of: 'timeout' | 'total';
}

const FEIGN = /FeignClient/;
const BALANCED = /FeignClient|RestTemplate|Zuul/;

/** Settings of clients that take effect without a word in the code. */
const TIMES: readonly TimeKey[] = [
  { name: /^(?:spring\.cloud\.openfeign|feign)\.client\.config\.([^.]+)\.readtimeout$/, via: FEIGN, of: 'timeout' },
  { name: /^(?:([^.]+)\.)?ribbon\.readtimeout$/, via: BALANCED, of: 'timeout' },
  { name: /^hystrix\.command\.([^.]+)\.execution\.isolation\.thread\.timeoutinmilliseconds$/, via: /FeignClient|Zuul/, of: 'total' },
  {
    name: /^spring\.cloud\.gateway\.(?:server\.web(?:flux|mvc)\.|mvc\.)?httpclient\.responsetimeout$/,
    via: /Spring Cloud Gateway/,
    of: 'timeout',
  },
  { name: /^zuul\.host\.sockettimeoutmillis$/, via: /Zuul/, of: 'timeout' },
  { name: /^micronaut\.http\.(?:client|services\.([^.]+))\.readtimeout$/, via: /@Client|Micronaut/, of: 'timeout' },
  { name: /^(?:quarkus\.restclient\.)?"?([^."]+)"?(?:\/mprest)?[./]readtimeout$/, via: /RegisterRestClient/, of: 'timeout' },
];

/** What a caller's own configuration files say of the clients that a framework makes for it. */
export function springPolicies(system: System): (edge: GraphEdge) => Side {
  return edge => {
    const caller = system.service(edge.from);
    const callee = system.service(edge.to);
    if (!caller || !callee || springSettings(caller).size === 0) return {};
    const via = viaOf(edge, system);
    if (via.length === 0) return {};
    const settings = [...springSettings(caller).values()];
    const time = (of: TimeKey['of']): Time | undefined => timeOf(settings, { of, via, callee });
    const [timeout, total] = [time('timeout'), time('total')];
    return {
      retries: [...ribbonRetries(settings, via, callee), ...gatewayRetries(edge, caller, system)],
      ...(timeout && { timeout }),
      ...(total && { total }),
    };
  };
}

/** What the places of an edge are called by: `@FeignClient`, `Zuul route`. */
const viaOf = (edge: GraphEdge, system: System): readonly string[] =>
  edge.evidence.flatMap(({ file, span }) =>
    system
      .factsIn(file, 'uses-address')
      .filter(({ at }) => at[0] === span[0])
      .map(({ via }) => via),
  );

interface Asked {
  readonly of: TimeKey['of'];
  readonly via: readonly string[];
  readonly callee: SystemService;
}

function timeOf(settings: readonly OwnSetting[], { of, via, callee }: Asked): Time | undefined {
  const wrapped = settings.some(({ name, text }) => /^feign\.(?:hystrix|circuitbreaker)\.enabled$/.test(name) && text === 'true');
  const keys = TIMES.filter(
    key => key.of === of && via.some(one => key.via.test(one) && (of === 'timeout' || wrapped || /Zuul/.test(one))),
  );
  const told = settings.flatMap(setting =>
    keys.flatMap(({ name }) => {
      const match = name.exec(setting.name);
      return match && isFor(match[1], callee) ? [{ setting, own: isOwn(match[1]) }] : [];
    }),
  );
  const [first] = told.toSorted((a, b) => Number(b.own) - Number(a.own));
  const found = first && milliseconds(first.setting);
  return found === undefined || found === 0
    ? undefined
    : { milliseconds: found, evidence: factEvidence(first!.setting.fact, of === 'total' ? 'all tries together' : 'waits so long') };
}

const isOwn = (client: string | undefined): boolean => client !== undefined && client !== 'default';

const isFor = (client: string | undefined, { name, linked }: SystemService): boolean =>
  !isOwn(client) || plain(client!) === plain(name) || [...linked.hosts].some(host => plain(host) === plain(client!));

/**
 * Ribbon asks one server again `MaxAutoRetries` times, and so each of `MaxAutoRetriesNextServer` others; GET only, unless it is told to
 * take all: github.com/Netflix/ribbon/wiki/Getting-Started.
 */
function ribbonRetries(settings: readonly OwnSetting[], via: readonly string[], callee: SystemService): readonly Again[] {
  if (!via.some(one => BALANCED.test(one))) return [];
  const told = (key: string): OwnSetting | undefined =>
    settings.find(({ name }) => {
      const match = /^(?:([^.]+)\.)?ribbon\.(\w+)$/.exec(name);
      return match?.[2] === key && isFor(match[1], callee);
    });
  const [same, next] = [told('maxautoretries'), told('maxautoretriesnextserver')];
  const first = same ?? next;
  if (!first) return [];
  const tries = (1 + ((same && count(same)) ?? 0)) * (1 + ((next && count(next)) ?? 1));
  return tries > 1 ? [{ more: tries - 1, evidence: factEvidence(first.fact, `ribbon tries ${tries} times`) }] : [];
}

/** The filter `Retry` of a route tries three more times where it does not say: docs.spring.io, Spring Cloud Gateway, Retry GatewayFilter. */
const USUAL_RETRIES = 3;

function gatewayRetries(edge: GraphEdge, caller: SystemService, { factsIn }: System): readonly Again[] {
  for (const { file, span } of edge.evidence) {
    const settings = factsIn(file, 'sets-env');
    const route = settings.find(({ at, name }) => at[0] === span[0] && /\.gateway\..*routes\[\d+]\.uri$/i.test(name));
    const prefix = route?.name.replace(/uri$/i, 'filters[');
    if (prefix === undefined) continue;
    const filter = settings.find(
      ({ name, value }) => name.startsWith(prefix) && value.kind === 'literal' && /^Retry(?:=\d+)?$/.test(value.text),
    );
    if (!filter || filter.value.kind !== 'literal') continue;
    const short = /=(\d+)$/.exec(filter.value.text)?.[1];
    const args = filter.name.replace(/\.name$/, '.args.retries');
    const written = settings.find(({ name }) => name === args)?.value;
    const more = Number(short ?? (written?.kind === 'literal' ? written.text : USUAL_RETRIES));
    if (more > 0) return [{ more, evidence: factEvidence({ ...filter, file }, `${caller.name} tries ${more + 1} times`) }];
  }
  return [];
}
