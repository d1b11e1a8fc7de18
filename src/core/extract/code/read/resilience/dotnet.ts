import type { LimitsCalls, MakesClient, Reach, Retries, SendsRequest } from '../../../../model/resilience-fact.ts';
import type { Span } from '../../../../model/source.ts';
import { closingOf } from '../../outline/masked.ts';
import { blocksAround } from '../../outline/outline.ts';
import { patienceIn, settingIn } from './patience.ts';
import { pollyIn } from './polly.ts';
import { keyOf } from './requests.ts';
import { callsOf, givenTo, type Called, type Reading } from './reading.ts';

const CLIENT =
  /(?<![\w.])(?<name>(?:[\w.]*\.)?(?<client>_?\w*[cC]lient|_?http))\.(?<verb>Get|Post|Put|Patch|Delete)\w*Async\s*(?:<[^<>();]{0,120}>)?\(/g;

/** Requests by HttpClient, and clients that are made with a time of their own. */
export function dotnetRequests(reading: Reading): readonly (SendsRequest | MakesClient)[] {
  const { code } = reading.outline;
  if (!/\bHttpClient\b|\bIHttpClientFactory\b/.test(code)) return [];
  const limited = /\.Timeout\s*=\s*([^;]+);/.exec(code)?.[1];
  const timeout = limited === undefined ? undefined : patienceIn(limited, 1);
  return callsOf(reading, CLIENT).map(called => {
    const { client = '', verb = '' } = called.match.groups!;
    const key = keyOf(called) ?? keyOf({ given: headersBefore(reading, called) });
    return {
      kind: 'sends-request',
      at: called.at,
      protocol: 'http',
      library: 'HttpClient',
      via: `HttpClient.${verb}`,
      client,
      method: verb.toUpperCase(),
      ...(timeout !== undefined && { timeout }),
      ...(key && { key }),
    };
  });
}

/** Headers are set in the lines before a request. */
const headersBefore = ({ outline: { source } }: Reading, { at }: Called): string => source.text.slice(Math.max(0, at[0] - 600), at[0]);

const REGISTERS = /(?<name>AddHttpClient|ConfigureHttpClientDefaults|AddRefitClient|AddGrpcClient)\s*(?:<(?<types>[^<>()]{1,200})>)?\s*\(/g;
const HANDLER =
  /\.\s*(?<name>AddStandardResilienceHandler|AddStandardHedgingHandler|AddResilienceHandler|AddPolicyHandler|AddPolicyHandlerFromRegistry|AddTransientHttpErrorPolicy)\s*\(/g;

/** Handlers that clients are given where they are registered: Microsoft.Extensions.Http.Resilience and Polly. */
export function dotnetHandlers(reading: Reading): readonly (Retries | LimitsCalls)[] {
  const { code } = reading.outline;
  const handlers = callsOf(reading, HANDLER);
  return callsOf(reading, REGISTERS).flatMap(registered => {
    // A library that registers it under a condition leaves it to its callers.
    const isConditional = blocksAround(reading.outline, registered.at[0]).some(({ kind }) => kind === 'branch');
    if (isConditional && registered.name === 'ConfigureHttpClientDefaults') return [];
    const over: Span = [registered.at[0], chainEnd(code, registered.end)];
    const reach = reachOf(registered, over, reading);
    return handlers.filter(({ at }) => over[0] <= at[0] && at[0] < over[1]).flatMap(called => handled(called, reach, reading));
  });
}

/** The types that a client is registered for, or all clients of the program. */
function reachOf(called: Called & { readonly match: RegExpExecArray }, over: Span, { outline: { code } }: Reading): Reach {
  if (called.name === 'ConfigureHttpClientDefaults') return { everywhere: 'http', library: 'HttpClient' };
  const types = (called.match.groups!['types'] ?? '').split(',').map(type => type.trim().split('.').at(-1)!);
  const typed = /\.AddTypedClient\s*<([^<>()]{1,200})>/.exec(code.slice(over[0], over[1]))?.[1]?.split(',') ?? [];
  const all = [...types, ...typed.map(type => type.trim())].filter(type => type !== '');
  const named = all.length > 0 ? undefined : literalIn(called.given);
  return { over, ...(all.length > 0 && { types: all }), ...(named !== undefined && { named }) };
}

/** The end of a chain of calls that goes on with a dot. */
function chainEnd(code: string, from: number): number {
  let at = from;
  for (let links = 0; links < 30; links++) {
    const link = /^\s*\.\s*\w+\s*(?:<[^<>()]{0,200}>)?\s*\(/.exec(code.slice(at, at + 400));
    if (!link) return at;
    at = Math.min(closingOf(code, at + link[0].length - 1) + 1, code.length);
  }
  return at;
}

/** learn.microsoft.com/dotnet/core/resilience/http-resilience, the standard pipeline: three retries, 10 s for each try and 30 s for all. */
const STANDARD = { more: 3, timeout: 10_000, total: 30_000 } as const;

function handled(called: Called, reach: Reach, reading: Reading): readonly (Retries | LimitsCalls)[] {
  const { name, at } = called;
  if (name === 'AddPolicyHandlerFromRegistry') return [];
  if (name !== 'AddStandardResilienceHandler')
    return pollyIn(called, reading).map(policy => ({ ...policy, at: policy.at, via: name, ...reach }));
  // `.Configure(…)` behind it says the same things.
  const given = reading.outline.source.text.slice(called.open, chainEnd(reading.outline.code, called.end));
  const told = /\bMaxRetryAttempts\s*=\s*(\d+)/.exec(given)?.[1];
  const isElsewhere = told === undefined && /\.\s*Configure\s*\(|MaxRetryAttempts/.test(given);
  const each = timeIn(given, 'AttemptTimeout');
  const whole = timeIn(given, 'TotalRequestTimeout');
  const isSafe = /DisableForUnsafeHttpMethods|DisableFor\s*\([^)]*Post/.test(given);
  return [
    {
      kind: 'retries',
      at,
      via: name,
      ...reach,
      ...(!isElsewhere && { more: told === undefined ? STANDARD.more : Number(told) }),
      pace: 'growing',
      jitter: true,
      honours: true,
      methods: isSafe ? 'safe' : 'all',
    },
    {
      kind: 'limits-calls',
      at,
      via: name,
      ...reach,
      timeout: each ?? (/AttemptTimeout/.test(given) || isElsewhere ? 'set' : STANDARD.timeout),
      ...(whole === undefined && (/TotalRequestTimeout/.test(given) || isElsewhere) ? {} : { total: whole ?? STANDARD.total }),
      breaks: true,
      ...(each === undefined && whole === undefined && { usual: true as const }),
    },
  ];
}

function timeIn(given: string, name: string): number | undefined {
  const written = settingIn(given, new RegExp(String.raw`\b${name}\.Timeout\s*=`));
  const found = written === undefined ? undefined : patienceIn(written, 1);
  return typeof found === 'number' ? found : undefined;
}

const MADE = /(?:\bnew\s+(?<made>HttpClient)|\.(?<asked>CreateClient))\s*\(/g;

/** `new HttpClient { Timeout = … }`, or one that is asked for by its name: `factory.CreateClient("catalog")`. */
export const dotnetClients = (reading: Reading): readonly MakesClient[] =>
  callsOf(reading, MADE).map(called => {
    const { code } = reading.outline;
    const line = code.slice(Math.max(0, called.match.index - 200), called.match.index);
    const client = givenTo(code, called.match.index) ?? /(\w+)\s*=\s*(?:\w+\.)*\w+$/.exec(line)?.[1];
    const named = called.match.groups!['asked'] === undefined ? undefined : literalIn(called.given);
    return {
      kind: 'makes-client',
      at: called.at,
      library: 'HttpClient',
      via: 'HttpClient',
      ...(client && { client }),
      ...(named !== undefined && { named }),
    };
  });

/** `"catalog"`, or what is called like it: `nameof(Catalog)`, `Clients.Catalog`. */
const literalIn = (given: string): string | undefined =>
  /^\s*"([^"]+)"/.exec(given)?.[1] ?? /^\s*(?:nameof\(\s*)?([\w.]+)\s*\)?\s*(?:,|$)/.exec(given)?.[1];
