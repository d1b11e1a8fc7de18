import type { MakesClient } from '../../../../model/resilience-fact.ts';
import { functionAround } from '../../outline/outline.ts';
import { patienceIn, settingIn } from './patience.ts';
import { callsOf, givenTo, localNames, oneOf, type Reading } from './reading.ts';

interface ClientRule {
  readonly library: string;
  readonly languages: RegExp;
  readonly modules?: RegExp;
  /** Ends at the opening bracket; `NAMES` stands for the local names. */
  readonly pattern: string;
  readonly timeout: RegExp;
  readonly unit: number;
  /** Words in the same function, or in the file where there is none, that limit the client otherwise. */
  readonly limited?: RegExp;
}

const SCRIPT = /Script$/;

const CLIENT_RULES: readonly ClientRule[] = [
  {
    library: 'axios',
    languages: SCRIPT,
    modules: /^axios$/,
    pattern: String.raw`(?<![\w$])(?<name>(?:NAMES)\.create)\s*\(`,
    timeout: /\btimeout\s*:/,
    unit: 1,
    limited: /defaults\.timeout|\.\.\.\w/,
  },
  {
    library: '@nestjs/axios',
    languages: SCRIPT,
    modules: /^@nestjs\/(?:axios|common)$/,
    pattern: String.raw`(?<name>HttpModule\.register(?:Async)?)\s*\(`,
    timeout: /\btimeout\s*:/,
    unit: 1,
  },
  {
    library: 'got',
    languages: SCRIPT,
    modules: /^got$/,
    pattern: String.raw`(?<![\w$])(?<name>(?:NAMES)\.extend)\s*\(`,
    timeout: /\b(?:timeout\s*:\s*\{\s*request|timeout)\s*:/,
    unit: 1,
  },
  {
    library: 'requests',
    languages: /^Python$/,
    modules: /^requests$/,
    pattern: String.raw`(?<![\w.])(?<name>(?:NAMES)\.[Ss]ession|Session)\s*\(`,
    timeout: /\btimeout\s*=(?!=)/,
    unit: 1000,
  },
  {
    library: 'httpx',
    languages: /^Python$/,
    modules: /^httpx$/,
    pattern: String.raw`(?<![\w.])(?<name>(?:NAMES)\.(?:Async)?Client|(?:Async)?Client)\s*\(`,
    timeout: /\btimeout\s*=(?!=)/,
    unit: 1000,
  },
  {
    library: 'aiohttp',
    languages: /^Python$/,
    modules: /^aiohttp$/,
    pattern: String.raw`(?<![\w.])(?<name>(?:NAMES)\.ClientSession|ClientSession)\s*\(`,
    timeout: /\btimeout\s*=(?!=)\s*(?:\w+\.)?(?:ClientTimeout\(\s*(?:total\s*=\s*)?)?/,
    unit: 1000,
  },
  {
    library: 'ky',
    languages: SCRIPT,
    modules: /^ky(?:-universal)?$/,
    pattern: String.raw`(?<![\w$])(?<name>(?:NAMES)\.(?:create|extend))\s*\(`,
    timeout: /\btimeout\s*:/,
    unit: 1,
  },
  {
    library: 'RestTemplate',
    languages: /^Java$/,
    pattern: String.raw`\bnew\s+(?<name>RestTemplate)\s*\(`,
    timeout: /(?:set|Set)(?:Read|Connect|ConnectionRequest)?Timeout\s*\(/,
    unit: 1,
    limited: /Timeout\w*\s*\(|[rR]equestFactory/,
  },
];

/** `http.Client{}` is a construction in braces. */
const GO_CLIENT = /(?<![\w.])http\.Client\s*\{/g;

export function clientsIn(reading: Reading): readonly MakesClient[] {
  const { language } = reading.outline;
  const rules = CLIENT_RULES.filter(rule => rule.languages.test(language));
  return [...rules.flatMap(rule => byRule(rule, reading)), ...(language === 'Go' ? goClients(reading) : [])];
}

function byRule(rule: ClientRule, reading: Reading): readonly MakesClient[] {
  const names = rule.modules ? localNames(reading, rule.modules) : [];
  if (rule.modules && names.length === 0) return [];
  const { code, source } = reading.outline;
  return callsOf(reading, new RegExp(rule.pattern.replaceAll('NAMES', oneOf(names)), 'g')).map(called => {
    const client = givenTo(code, called.match.index) ?? asIn(code, called.end);
    const written = settingIn(called.given, rule.timeout);
    const around = functionAround(reading.outline, called.at[0]);
    const near = around ? source.text.slice(around.head[0], around.body[1]) : source.text;
    const timeout =
      written !== undefined
        ? patienceIn(written, rule.unit)
        : rule.limited?.test(near) === true || rule.limited?.test(called.given) === true
          ? ('set' as const)
          : undefined;
    return {
      kind: 'makes-client',
      at: called.at,
      library: rule.library,
      via: called.name,
      ...(client && { client }),
      ...(timeout !== undefined && { timeout }),
    };
  });
}

/** `with requests.Session() as session:` */
const asIn = (code: string, end: number): string | undefined => /^\s+as\s+(\w+)/.exec(code.slice(end, end + 60))?.[1];

function goClients(reading: Reading): readonly MakesClient[] {
  const { code } = reading.outline;
  return callsOf(reading, GO_CLIENT).map(called => {
    const client = givenTo(code, called.match.index);
    const written = settingIn(called.given, /\bTimeout\s*:/);
    const later = client === undefined ? false : new RegExp(`\\b${client}\\.Timeout\\s*=`).test(code);
    const timeout = written === undefined ? (later ? ('set' as const) : undefined) : patienceIn(written, 1e-6);
    return {
      kind: 'makes-client',
      at: [called.at[0], called.at[1]],
      library: 'net/http',
      via: 'http.Client',
      ...(client && { client }),
      ...(timeout !== undefined && { timeout }),
    };
  });
}

/** The variables that hold a client, by the library; also those that a wrapper or a declared type gives away. */
export function clientNames(reading: Reading, made: readonly MakesClient[]): ReadonlyMap<string, string> {
  const { code, language } = reading.outline;
  const names = new Map(made.flatMap(({ client, library }) => (client === undefined ? [] : [[client, library] as const])));
  if (language.endsWith('Script')) {
    for (const [, name] of code.matchAll(/\baxiosRetry\s*\(\s*([\w$]+)/g)) if (name && name !== 'axios') names.set(name, 'axios');
  }
  if (language === 'Java')
    for (const [, name] of code.matchAll(/\bRestTemplate\s+(\w+)\s*[;=,)]/g)) if (name) names.set(name, 'RestTemplate');
  if (language === 'Go')
    for (const [, name] of code.matchAll(/\b(\w+)\s+\*?http\.Client\b/g))
      if (name && !/^(return|func)$/.test(name)) names.set(name, 'net/http');
  return names;
}
