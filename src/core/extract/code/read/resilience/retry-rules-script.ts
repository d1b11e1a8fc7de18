import { settingIn } from './patience.ts';
import { argumentTexts, callsOf, givenTo, type Called, type Reading } from './reading.ts';
import { busyIn } from './retry-loops.ts';
import { count, more, SCRIPT, type RetryRule } from './retry-rule.ts';

/** Libraries of JavaScript that try again. */
export const SCRIPT_RULES: readonly RetryRule[] = [
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
        // github.com/softonic/axios-retry, `retries`.
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
    pattern: String.raw`(?<![\w$.])(?<name>(?!AbortError\b)(?:NAMES))\s*\(`,
    told: (called, reading) => {
      const busyAt = busyIn(reading.outline, [called.open, called.end]);
      const isAsync = /async-retry/.test(reading.imports.get(called.name) ?? '');
      const jitter = settingIn(called.given, /\brandomize\s*:/);
      const same = settingIn(called.given, /\bfactor\s*:/) === '1';
      return {
        over: [called.at[0], called.end],
        ...(/\bforever\s*:\s*true|\bretries\s*:\s*Infinity/.test(called.given)
          ? { endless: true as const }
          : more(count(settingIn(called.given, /\bretries\s*:/)) ?? 10)),
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
    via: 'ky',
    languages: SCRIPT,
    modules: /^ky(?:-universal)?$/,
    pattern: String.raw`(?<![\w$])(?<name>(?:NAMES)(?:\.\w+)?)\s*\(`,
    told: (called, reading) => {
      const retry = /\bretry\s*:\s*(?:\{([^}]*)\}|(\d+))/.exec(called.given);
      if (!retry) return undefined;
      const client = /\.(?:extend|create)$/.test(called.name) ? givenTo(reading.outline.code, called.at[0]) : undefined;
      const all = /methods\s*:\s*\[[^\]]*['"](?:post|patch)['"]/i.test(retry[1] ?? '');
      return {
        ...(client === undefined ? { over: [called.at[0], called.end] } : { client }),
        // github.com/sindresorhus/ky, `retry`: two, and not of POST and PATCH.
        ...more(count(retry[2]) ?? count(/\blimit\s*:\s*(\d+)/.exec(retry[1] ?? '')?.[1]) ?? 2),
        pace: 'growing',
        jitter: /jitter/.test(called.given),
        honours: true,
        methods: all ? 'all' : 'safe',
      };
    },
  },
  {
    via: 'RetryAgent',
    languages: SCRIPT,
    modules: /^undici$/,
    pattern: String.raw`\bnew\s+(?<name>RetryAgent)\s*\(`,
    told: (called, { outline: { code } }) => ({
      ...(/\bsetGlobalDispatcher\s*\(/.test(code) ? { everywhere: 'http' as const, library: 'fetch' } : {}),
      // github.com/nodejs/undici, docs/docs/api/RetryHandler.md: five, and not of POST and PATCH.
      ...more(count(settingIn(called.given, /\bmaxRetries\s*:/)) ?? 5),
      pace: 'growing',
      jitter: false,
      honours: true,
      methods: /methods\s*:\s*\[[^\]]*['"](?:POST|PATCH)['"]/.test(called.given) ? 'all' : 'safe',
    }),
  },
  {
    via: 'cockatiel',
    languages: SCRIPT,
    modules: /^cockatiel$/,
    pattern: String.raw`(?<![\w$.])(?<name>retry)\s*\(`,
    told: (called, reading) => {
      const run = runBy(givenTo(reading.outline.code, called.at[0]), reading);
      if (!run) return undefined;
      return {
        over: [run.at[0], run.end],
        // `maxAttempts` counts the tries after the first.
        ...more(count(settingIn(called.given, /\bmaxAttempts\s*:/))),
        pace: /ExponentialBackoff/.test(called.given) ? 'growing' : /ConstantBackoff/.test(called.given) ? 'fixed' : 'none',
        jitter: /ExponentialBackoff/.test(called.given) && !/noJitter/.test(called.given),
      };
    },
  },
];

/** `policy.execute(() => …)`. */
function runBy(policy: string | undefined, reading: Reading): Called | undefined {
  if (policy === undefined) return undefined;
  return callsOf(
    reading,
    new RegExp(String.raw`(?<![\w$])(?<name>(?:this\.)?${policy.replace(/[$]/g, String.raw`\$`)}\.execute)\s*\(`, 'g'),
  )[0];
}
