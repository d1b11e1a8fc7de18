import type { SendsRequest } from '../../../../model/resilience-fact.ts';
import type { Language } from '../../syntax.ts';
import { functionAround } from '../../outline/outline.ts';
import { patienceIn, settingIn } from './patience.ts';
import { callsOf, localNames, oneOf, type Called, type Reading } from './reading.ts';

/** One library that sends requests, as its calls are written. */
interface RequestRule {
  readonly library: string;
  readonly languages: RegExp;
  /** Modules whose local names are called; absent where the pattern tells by itself. */
  readonly modules?: RegExp;
  /** Ends at the opening bracket; `NAMES` stands for the local names and the clients made of the library. */
  readonly pattern: string;
  /** The setting of a request that limits how long it waits. */
  readonly timeout?: RegExp;
  /** What a bare number of it counts, in milliseconds. */
  readonly unit?: number;
  /** Words around the call that limit it too. */
  readonly limited?: RegExp;
  /** Arguments that may hold it, out of sight. */
  readonly handed?: RegExp;
}

const SCRIPT = /Script$/;
const VERBS = 'get|post|put|patch|delete|head|request';

export const REQUEST_RULES: readonly RequestRule[] = [
  {
    library: 'fetch',
    languages: SCRIPT,
    pattern: String.raw`(?<![\w$.])(?<name>(?:globalThis\.)?fetch)\s*\(`,
    limited: /signal|AbortSignal|AbortController|timeout/i,
  },
  {
    library: 'node-fetch',
    languages: SCRIPT,
    modules: /^(node-fetch|cross-fetch|isomorphic-fetch)$/,
    pattern: String.raw`(?<![\w$.])(?<name>(?!fetch\b)(?:NAMES))\s*\(`,
    timeout: /\btimeout\s*:/,
    unit: 1,
    limited: /signal|AbortController/i,
  },
  {
    library: 'axios',
    languages: SCRIPT,
    modules: /^axios$/,
    pattern: String.raw`(?<![\w$.])(?<name>(?:this\.)?(?<client>NAMES)(?:\.(?:${VERBS}))?)\s*(?:<[^<>(]{0,80}>)?\(`,
    timeout: /\btimeout\s*:/,
    unit: 1,
    limited: /\bsignal\b|\bcancelToken\b/,
  },
  {
    library: 'got',
    languages: SCRIPT,
    modules: /^got$/,
    pattern: String.raw`(?<![\w$.])(?<name>(?<client>NAMES)(?:\.(?:${VERBS}))?)\s*\(`,
    timeout: /\b(?:timeout\s*:\s*\{\s*request|timeout)\s*:/,
    unit: 1,
    limited: /\bsignal\b/,
  },
  {
    library: 'ky',
    languages: SCRIPT,
    modules: /^ky(?:-universal)?$/,
    pattern: String.raw`(?<![\w$.])(?<name>(?<client>NAMES)(?:\.(?:${VERBS}))?)\s*(?:<[^<>(]{0,80}>)?\(`,
    timeout: /\btimeout\s*:/,
    unit: 1,
    limited: /\bsignal\b/,
  },
  {
    library: 'undici',
    languages: SCRIPT,
    modules: /^undici$/,
    pattern: String.raw`(?<![\w$.])(?<name>(?:undici\.)?request)\s*\(`,
    timeout: /\bheadersTimeout\s*:/,
    unit: 1,
    limited: /\bsignal\b/,
  },
  {
    library: 'superagent',
    languages: SCRIPT,
    modules: /^superagent$/,
    pattern: String.raw`(?<![\w$.])(?<name>(?:NAMES)\.(?:${VERBS}))\s*\(`,
    limited: /\.timeout\s*\(/,
  },
  {
    library: 'requests',
    languages: /^Python$/,
    modules: /^requests$/,
    pattern: String.raw`(?<![\w.])(?<name>(?:self\.)?(?<client>NAMES)\.(?:${VERBS}|options))\s*\(`,
    timeout: /\btimeout\s*=(?!=)/,
    unit: 1000,
    handed: /\*\*\w/,
  },
  {
    library: 'httpx',
    languages: /^Python$/,
    modules: /^httpx$/,
    pattern: String.raw`(?<![\w.])(?<name>(?:self\.)?(?<client>NAMES)\.(?:${VERBS}))\s*\(`,
    timeout: /\btimeout\s*=(?!=)/,
    unit: 1000,
  },
  {
    library: 'aiohttp',
    languages: /^Python$/,
    modules: /^aiohttp$/,
    pattern: String.raw`(?<![\w.])(?<name>(?:self\.)?(?<client>NAMES)\.(?:${VERBS}))\s*\(`,
    timeout: /\btimeout\s*=(?!=)\s*(?:\w+\.)?(?:ClientTimeout\(\s*(?:total\s*=\s*)?)?/,
    unit: 1000,
  },
  {
    library: 'urllib',
    languages: /^Python$/,
    pattern: String.raw`(?<![\w.])(?<name>(?:urllib\.request\.|urllib2\.|request\.)?urlopen)\s*\(`,
    timeout: /\btimeout\s*=(?!=)/,
    unit: 1000,
  },
  {
    library: 'net/http',
    languages: /^Go$/,
    modules: /^net\/http$/,
    pattern: String.raw`(?<![\w.])(?<name>http\.(?:Get|Post|PostForm|Head|DefaultClient\.(?:Do|Get|Post|PostForm|Head)))\s*\(`,
    limited: /WithTimeout|WithDeadline|http\.DefaultClient\.Timeout|http\.DefaultClient\s*=/,
  },
  {
    library: 'net/http',
    languages: /^Go$/,
    modules: /^net\/http$/,
    pattern: String.raw`(?<![\w.])(?<name>(?:\w+\.)*(?<client>CLIENTS)\.(?:Do|Get|Post|PostForm|Head))\s*\(`,
    limited: /WithTimeout|WithDeadline/,
  },
  {
    library: 'RestTemplate',
    languages: /^Java$/,
    pattern: String.raw`(?<![\w.])(?<name>(?:this\.)?(?<client>CLIENTS)\.(?:(?:get|post|put|patch)For\w+|exchange|execute|put|delete))\s*(?:<[^<>(]{0,80}>)?\(`,
  },
];

/** Requests by the libraries of the table. `clients` are the variables that hold a client of each library. */
export function requestsIn(reading: Reading, clients: ReadonlyMap<string, string>): readonly SendsRequest[] {
  const { language } = reading.outline;
  const told = new Map<number, SendsRequest>();
  for (const rule of REQUEST_RULES) {
    if (!rule.languages.test(language)) continue;
    for (const request of byRule(rule, reading, clients)) if (!told.has(request.at[0])) told.set(request.at[0], request);
  }
  return [...told.values()];
}

function byRule(rule: RequestRule, reading: Reading, clients: ReadonlyMap<string, string>): readonly SendsRequest[] {
  const made = [...clients].flatMap(([name, library]) => (library === rule.library ? [name] : []));
  const imported = rule.modules ? localNames(reading, rule.modules) : [];
  const names = rule.pattern.includes('CLIENTS') ? made : [...imported, ...made];
  if (/NAMES|CLIENTS/.test(rule.pattern) && names.length === 0) return [];
  if (rule.modules && imported.length === 0 && made.length === 0) return [];
  const pattern = new RegExp(rule.pattern.replace(/NAMES|CLIENTS/, oneOf(names)), 'g');
  return callsOf(reading, pattern).map(called => {
    const client = called.match.groups?.['client'];
    const method = methodOf(called, reading.outline.language);
    const timeout = timeoutOf(rule, called, reading);
    const key = keyOf(called);
    return {
      kind: 'sends-request',
      at: called.at,
      protocol: 'http',
      library: rule.library,
      via: called.name.replace(/^(this|self)\./, ''),
      ...(client !== undefined && made.includes(client) && { client }),
      ...(method !== undefined && { method }),
      ...(timeout !== undefined && { timeout }),
      ...(key && { key }),
      ...(STREAMS.test(called.given) && { streams: true }),
    };
  });
}

const STREAMS = /stream\s*=\s*True|responseType:\s*['"]stream['"]|text\/event-stream|\bstream\s*:\s*true|ResponseHeadersRead/;

function timeoutOf(rule: RequestRule, called: Called, reading: Reading): SendsRequest['timeout'] {
  const written = rule.timeout && settingIn(called.given, rule.timeout);
  if (written !== undefined) return patienceIn(written, rule.unit ?? 1);
  const signal = /AbortSignal\.timeout\(([^()]*)\)/.exec(called.given)?.[1];
  if (signal !== undefined) return patienceIn(signal, 1);
  if (rule.library === 'urllib' && called.given.split(',').length > 2) return 'set';
  if (rule.handed?.test(called.given)) return 'set';
  if (!rule.limited) return undefined;
  // An abort, a context with a deadline or a chained call limits it from the lines around.
  const around = functionAround(reading.outline, called.at[0]);
  const [from, to] = around ? [around.head[0], around.body[1]] : [Math.max(0, called.at[0] - 300), called.end + 200];
  return rule.limited.test(reading.outline.source.text.slice(from, to)) ? 'set' : undefined;
}

const WRITES = /\.(post|put|patch|delete|get|head)\w*$/i;

export function methodOf({ name, given }: Pick<Called, 'name' | 'given'>, language: Language): string | undefined {
  const written = /\bmethod\s*[:=]\s*['"](\w+)['"]/.exec(given)?.[1];
  if (written !== undefined) return written.toUpperCase();
  const verb = WRITES.exec(name)?.[1];
  if (verb !== undefined) return verb.toUpperCase().replace('POSTFORM', 'POST');
  if (language === 'Java') return /HttpMethod\.(\w+)/.exec(given)?.[1];
  return /(^|\.)fetch$|urlopen$/.test(name) && !/\bmethod\b|\bdata\b|\.\.\./.test(given) ? 'GET' : undefined;
}

/** The header's usual names. */
export const KEY = /idempotency[-_]?key|x-request-?id/i;
const MINTED =
  /idempotency[-_]?key['"]?\]?\s*[:=,(]\s*(?:str\()?[^,}\n]*(?:randomUUID\(|uuid\w*\.?\w*\(|nanoid\(|Date\.now|NewString\(|NewGuid\(|ulid\()/i;

export const keyOf = ({ given }: Pick<Called, 'given'>): SendsRequest['key'] | undefined =>
  KEY.test(given) ? (MINTED.test(given) ? 'minted' : 'kept') : undefined;
