import type { Retries } from '../../../../model/resilience-fact.ts';
import { functionAround } from '../../outline/outline.ts';
import { argumentTexts, callsOf, givenTo, localNames, oneOf, type Called, type Reading } from './reading.ts';
import { settingIn } from './patience.ts';
import { busyIn } from './retry-loops.ts';

type Told = Omit<Retries, 'kind' | 'at' | 'via'>;

interface RetryRule {
  readonly via: string;
  readonly languages: RegExp;
  readonly modules?: RegExp;
  /** Ends at the opening bracket; `NAMES` stands for the local names. */
  readonly pattern: string;
  readonly told: (called: Called, reading: Reading) => Told | undefined;
}

const SCRIPT = /Script$/;
const count = (text: string | undefined): number | undefined => (text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined);
const more = (amount: number | undefined): { readonly more?: number } => (amount === undefined ? {} : { more: amount });

const RULES: readonly RetryRule[] = [
  {
    via: 'axios-retry',
    languages: SCRIPT,
    pattern: String.raw`(?<![\w$.])(?<name>axiosRetry)\s*\(`,
    told: (called, reading) => {
      const [client = 'axios'] = argumentTexts(reading, called);
      const condition = settingIn(called.given, /\bretryCondition\s*:/);
      const delay = /\bretryDelay\s*:/.test(called.given);
      const all = condition !== undefined && /=>\s*true\b|return\s+true\s*;?\s*\}/.test(called.given);
      return {
        client: client.replace(/^this\./, ''),
        ...more(count(settingIn(called.given, /\bretries\s*:/)) ?? 3),
        pace: delay ? 'growing' : 'none',
        methods: all ? 'all' : 'safe',
        honours: true,
      };
    },
  },
  {
    via: 'p-retry',
    languages: SCRIPT,
    modules: /^(p-retry|async-retry|promise-retry)$/,
    pattern: String.raw`(?<![\w$.])(?<name>NAMES)\s*\(`,
    told: (called, reading) => {
      const busyAt = busyIn(reading.outline, [called.open, called.end]);
      const isAsync = /async-retry/.test(reading.imports.get(called.name) ?? '');
      const jitter = settingIn(called.given, /\brandomize\s*:/);
      const same = settingIn(called.given, /\bfactor\s*:/) === '1';
      return {
        over: [called.at[0], called.end],
        ...more(count(settingIn(called.given, /\bretries\s*:/)) ?? 10),
        pace: same ? 'fixed' : 'growing',
        jitter: jitter === undefined ? isAsync : jitter === 'true',
        ...(busyAt && { busyAt }),
        honours: /retry[-_]?after/i.test(reading.outline.source.text),
      };
    },
  },
  {
    via: 'got',
    languages: SCRIPT,
    modules: /^got$/,
    pattern: String.raw`(?<![\w$])(?<name>(?:NAMES)(?:\.\w+)?)\s*\(`,
    told: (called, reading) => {
      const retry = /\bretry\s*:\s*(?:\{([^}]*)\}|(\d+))/.exec(called.given);
      if (!retry) return undefined;
      const client = called.name.endsWith('.extend') ? givenTo(reading.outline.code, called.at[0]) : undefined;
      const all = /methods\s*:\s*\[[^\]]*['"](?:POST|PATCH)['"]/.test(retry[1] ?? '');
      return {
        ...(client === undefined ? { over: [called.at[0], called.end] } : { client }),
        ...more(count(retry[2]) ?? count(/\blimit\s*:\s*(\d+)/.exec(retry[1] ?? '')?.[1]) ?? 2),
        pace: 'growing',
        jitter: true,
        honours: true,
        methods: all ? 'all' : 'safe',
      };
    },
  },
  {
    via: 'urllib3 Retry',
    languages: /^Python$/,
    modules: /urllib3/,
    pattern: String.raw`(?<![\w.])(?<name>(?:urllib3\.(?:util\.)?)?Retry)\s*\(`,
    told: (called, reading) => {
      const methods = /\b(?:allowed_methods|method_whitelist)\s*=\s*(None|False|[[({][^\])}]*[\])}]|frozenset\([^)]*\))/.exec(
        called.given,
      )?.[1];
      const total = settingIn(called.given, /\btotal\s*=/) ?? /^\s*(\d+)/.exec(called.given)?.[1];
      const session = /\b(\w+)\.mount\s*\(/.exec(reading.outline.code)?.[1];
      return {
        ...(session === undefined ? {} : { client: session }),
        ...more(count(total) ?? 10),
        pace: /backoff_factor/.test(called.given) ? 'growing' : 'none',
        honours: !/respect_retry_after_header\s*=\s*False/.test(called.given),
        methods: methods !== undefined && /^(?:None|False)$|POST|PATCH/.test(methods) ? 'all' : 'safe',
      };
    },
  },
  {
    via: 'tenacity',
    languages: /^Python$/,
    modules: /^tenacity$/,
    pattern: String.raw`@(?<name>(?:tenacity\.)?retry)\s*\(`,
    told: (called, reading) => {
      const { outline } = reading;
      const below = outline.blocks.find(({ kind, head }) => kind === 'function' && head[0] >= called.end);
      if (!below || /\bdef\b/.test(outline.code.slice(called.end, below.head[0]))) return undefined;
      const stop = /stop_after_attempt\(\s*(?:max_attempt_number\s*=\s*)?(\d+)/.exec(called.given)?.[1];
      const fixed = /wait_fixed\(\s*(\d+)/.test(called.given);
      const busyAt = busyIn(outline, [called.open, called.end]) ?? busyIn(outline, below.body);
      return {
        over: below.body,
        ...(stop === undefined ? (/stop\s*=/.test(called.given) ? {} : { endless: true }) : { more: Number(stop) - 1 }),
        pace: fixed ? 'fixed' : /wait\s*=/.test(called.given) ? 'growing' : 'none',
        jitter: /random|jitter/.test(called.given),
        pause: { at: [called.at[0], called.end] },
        ...(busyAt && { busyAt }),
        honours: /retry[-_]?after/i.test(outline.source.text),
      };
    },
  },
  {
    via: 'backoff',
    languages: /^Python$/,
    modules: /^backoff$/,
    pattern: String.raw`@(?<name>backoff\.on_(?:exception|predicate))\s*\(`,
    told: (called, { outline }) => {
      const below = outline.blocks.find(({ kind, head }) => kind === 'function' && head[0] >= called.end);
      if (!below) return undefined;
      const tries = count(settingIn(called.given, /\bmax_tries\s*=/));
      return {
        over: below.body,
        ...(tries === undefined ? {} : { more: tries - 1 }),
        pace: /backoff\.constant/.test(called.given) ? 'fixed' : 'growing',
        jitter: !/jitter\s*=\s*None/.test(called.given),
        pause: { at: [called.at[0], called.end] },
      };
    },
  },
  {
    via: 'retryablehttp',
    languages: /^Go$/,
    modules: /hashicorp\/go-retryablehttp$/,
    pattern: String.raw`(?<![\w.])(?<name>retryablehttp\.NewClient)\s*\(`,
    told: (called, { outline: { code } }) => {
      const client = givenTo(code, called.at[0]);
      const most = client === undefined ? undefined : new RegExp(`\\b${client}\\.RetryMax\\s*=\\s*(\\d+)`).exec(code)?.[1];
      return {
        ...(client === undefined ? {} : { client }),
        more: count(most) ?? 4,
        pace: 'growing',
        jitter: false,
        honours: true,
        methods: 'all',
      };
    },
  },
  {
    via: '@Retryable',
    languages: /^Java$/,
    pattern: String.raw`@(?<name>Retryable)\s*\(`,
    told: (called, { outline }) => {
      const below = outline.blocks.find(
        ({ kind, head, body }) => kind === 'function' && body[0] >= called.end && head[0] >= called.end - 1,
      );
      if (!below) return undefined;
      const most = count(settingIn(called.given, /\bmaxAttempts\s*=/)) ?? 3;
      const growing = /multiplier\s*=/.test(called.given);
      return {
        over: below.body,
        more: most - 1,
        pace: growing ? 'growing' : 'fixed',
        jitter: /random\s*=\s*true|maxDelay/.test(called.given),
        pause: { at: [called.at[0], called.end] },
      };
    },
  },
];

/** What the libraries that try again are told. */
export function libraryRetries(reading: Reading): readonly Retries[] {
  const rules = RULES.filter(({ languages }) => languages.test(reading.outline.language));
  return rules.flatMap(rule => {
    const names = rule.modules ? localNames(reading, rule.modules) : [];
    if (rule.modules && names.length === 0) return [];
    return callsOf(reading, new RegExp(rule.pattern.replace('NAMES', oneOf(names)), 'g')).flatMap((called): readonly Retries[] => {
      if (functionAround(reading.outline, called.at[0])?.head[0] === called.at[0]) return [];
      const told = rule.told(called, reading);
      return told ? [{ kind: 'retries', at: called.at, via: rule.via, ...told }] : [];
    });
  });
}
