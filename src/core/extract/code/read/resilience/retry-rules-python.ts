import { settingIn } from './patience.ts';
import { busyIn } from './retry-loops.ts';
import { count, more, type RetryRule } from './retry-rule.ts';

/**
 * Libraries of Python that try again. A number in `HTTPAdapter(max_retries=3)` or `HTTPTransport(retries=3)` is left out: it is for
 * connections that were not made, and those are no calls (docs.python-requests.org, HTTPAdapter; python-httpx.org, transports).
 */
export const PYTHON_RULES: readonly RetryRule[] = [
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
];
