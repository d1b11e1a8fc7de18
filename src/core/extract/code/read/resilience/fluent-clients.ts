import type { MakesClient, Retries, SendsRequest } from '../../../../model/resilience-fact.ts';
import { closingOf } from '../../outline/masked.ts';
import { keyOf } from './requests.ts';
import { patienceIn } from './patience.ts';
import { givenTo, type Reading } from './reading.ts';

/** Where Spring's fluent clients send: `client.post().uri(…).retrieve()`. */
const SENDS = /\.(?:retrieve|exchange|exchangeToMono|exchangeToFlux)\s*\(/g;
const VERB = /(?<![\w.)])([a-zA-Z_]\w*(?:\s*\.\s*\w+(?:\(\))?)*?)\s*\.\s*(get|post|put|patch|delete|head|method)\s*\(/;

/** A chain of calls is no longer than this on either side. */
const MOST_CHAIN = 1500;

/** Requests by WebClient and RestClient, with the times and retries that their chain says. */
export function fluentRequests(reading: Reading): readonly (SendsRequest | Retries)[] {
  const { code, source, language } = reading.outline;
  if (language !== 'Java') return [];
  return [...code.matchAll(SENDS)].flatMap((found): readonly (SendsRequest | Retries)[] => {
    const start = statementStart(code, found.index);
    const verb = VERB.exec(code.slice(start, found.index));
    if (!verb) return [];
    const at = start + verb.index;
    const end = statementEnd(code, found.index);
    const given = source.text.slice(at, end);
    const method = verb[2] === 'method' ? /HttpMethod\.(\w+)/.exec(given)?.[1] : verb[2]!.toUpperCase();
    const client = /(\w+)(?:\.build\(\))?$/.exec(verb[1]!.replace(/^this\./, ''))?.[1];
    const written = /\.timeout\s*\(\s*([^;]*?)\)\s*(?:\.|;|$|\n)/.exec(given)?.[1];
    const library = /\bRestClient\b/.test(code) && !/\bWebClient\b/.test(code) ? 'RestClient' : 'WebClient';
    const key = keyOf({ given });
    const request: SendsRequest = {
      kind: 'sends-request',
      at: [at, at + verb[0].length - 1],
      protocol: 'http',
      library,
      via: `${library}.${verb[2]}`,
      ...(client !== undefined && { client }),
      ...(method !== undefined && { method }),
      ...(written !== undefined && { timeout: patienceIn(written, 1) }),
      ...(key && { key }),
      ...(/TEXT_EVENT_STREAM|bodyToFlux/.test(given) && { streams: true as const }),
    };
    return [request, ...again(given, at, end)];
  });
}

const AGAIN = /\.(retry|retryWhen)\s*\(\s*/;

/** Reactor's operators: `.retry(3)`, `.retryWhen(Retry.backoff(3, Duration.ofMillis(200)))`. */
function again(given: string, at: number, end: number): readonly Retries[] {
  const found = AGAIN.exec(given);
  if (!found) return [];
  const rest = given.slice(found.index + found[0].length);
  const amount = /^(?:(?:\w+\.)*Retry\.\w+\(\s*)?(\d+)/.exec(rest)?.[1];
  const endless = rest.startsWith(')') || /^(?:\w+\.)*Retry\.indefinitely/.test(rest);
  const pace = found[1] === 'retry' || /Retry\.(?:max|indefinitely)\b/.test(rest) ? 'none' : /fixedDelay/.test(rest) ? 'fixed' : 'growing';
  return [
    {
      kind: 'retries',
      at: [at + found.index + 1, at + found.index + 1 + found[1]!.length],
      via: `Reactor ${found[1]}`,
      over: [at, end],
      ...(endless ? { endless: true as const } : amount !== undefined && { more: Number(amount) }),
      pace,
      // Retry.backoff and Retry.fixedDelay: projectreactor.io, RetrySpec; the first varies its pauses by half, the second does not.
      jitter: pace === 'growing' && !/\.jitter\(\s*0/.test(rest),
    },
  ];
}

const LIMITED = /responseTimeout|ReadTimeoutHandler|\.timeout\s*\(|[rR]eadTimeout|requestFactory|clientConnector|TimeoutMillis/;
const BUILDS = /(?<![\w.])(?<name>(?<library>WebClient|RestClient)\.(?:builder|create))\s*\(/g;

/** Where such a client is built; a time or a connection of its own in the same file limits it. */
export function fluentClients({ outline: { code, language } }: Reading): readonly MakesClient[] {
  if (language !== 'Java') return [];
  return [...code.matchAll(BUILDS)].map(found => {
    const client = givenTo(code, found.index);
    const { name = '', library = '' } = found.groups!;
    return {
      kind: 'makes-client',
      at: [found.index, found.index + name.length],
      library,
      via: name,
      ...(client && { client }),
      ...(LIMITED.test(code) && { timeout: 'set' as const }),
    };
  });
}

const RETRYER = /\bnew\s+Retryer\.Default\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g;

/**
 * A Retryer among the beans is for all Feign clients of the program; Spring Cloud has none by itself. It tries five times in all where it
 * is not told: github.com/OpenFeign/feign, Retryer.Default.
 */
export function feignRetryers({ outline: { code } }: Reading): readonly Retries[] {
  if (!/@Bean\b/.test(code)) return [];
  return [...code.matchAll(RETRYER)].map((found): Retries => {
    const [whole, given = ''] = found;
    const written = given.split(',').at(2)?.trim();
    const tries = given.trim() === '' ? 5 : written !== undefined && /^\d+$/.test(written) ? Number(written) : undefined;
    return {
      kind: 'retries',
      at: [found.index, found.index + whole.length],
      via: 'Feign Retryer',
      everywhere: 'http',
      library: 'Feign',
      ...(tries !== undefined && { more: tries - 1 }),
      pace: 'growing',
      jitter: false,
      honours: true,
    };
  });
}

function statementStart(code: string, from: number): number {
  let depth = 0;
  for (let at = from - 1; at >= 0 && from - at < MOST_CHAIN; at--) {
    const letter = code[at]!;
    if ((letter === ';' || letter === '}') && depth === 0) return at + 1;
    if (letter === ')' || letter === '}' || letter === ']') depth++;
    else if ((letter === '(' || letter === '{' || letter === '[') && --depth < 0) return at + 1;
  }
  return Math.max(0, from - MOST_CHAIN);
}

function statementEnd(code: string, from: number): number {
  for (let at = from; at < code.length && at - from < MOST_CHAIN; at++) {
    const letter = code[at]!;
    if (letter === '(' || letter === '{' || letter === '[') at = closingOf(code, at);
    else if (letter === ';' || letter === ')' || letter === '}' || letter === ']') return at;
  }
  return Math.min(code.length, from + MOST_CHAIN);
}
