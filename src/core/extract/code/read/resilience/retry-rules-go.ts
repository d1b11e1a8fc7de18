import { closingOf } from '../../outline/masked.ts';
import { argumentTexts, givenTo, type Called, type Reading } from './reading.ts';
import { count, more, type RetryRule } from './retry-rule.ts';

const GO = /^Go$/;

/** Libraries of Go that try again. */
export const GO_RULES: readonly RetryRule[] = [
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
        // github.com/hashicorp/go-retryablehttp, defaultRetryMax.
        more: count(most) ?? 4,
        pace: 'growing',
        jitter: false,
        honours: true,
        methods: 'all',
      };
    },
  },
  {
    via: 'backoff',
    languages: GO,
    modules: /^github\.com\/cenkalti\/backoff(?:\/v\d+)?$/,
    pattern: String.raw`(?<![\w.])(?<name>(?:NAMES)\.Retry(?:Notify)?(?:WithData)?)\s*(?:\[[^\]]*\])?\(`,
    told: (called, reading) => {
      const most = /\bWithMax(?:Retries|Tries)\(\s*(?:[^,()]*(?:\([^()]*\))?[^,()]*,\s*)?(?:uint\()?(\d+)/.exec(
        settingsAround(called, reading),
      )?.[1];
      const tries = /WithMaxTries/.test(called.given);
      return {
        over: operationOf(called, reading),
        // Without a number it goes on for a time (fifteen minutes), so how often is not known.
        ...more(most === undefined ? undefined : Number(most) - (tries ? 1 : 0)),
        pace: /ConstantBackOff|ZeroBackOff/.test(called.given) ? 'fixed' : 'growing',
        jitter: !/ConstantBackOff|ZeroBackOff/.test(called.given),
      };
    },
  },
  {
    via: 'retry-go',
    languages: GO,
    modules: /^github\.com\/avast\/retry-go(?:\/v\d+)?$/,
    pattern: String.raw`(?<![\w.])(?<name>retry\.Do(?:WithData)?)\s*(?:\[[^\]]*\])?\(`,
    told: (called, reading) => {
      const given = settingsAround(called, reading);
      const written = /\bretry\.Attempts\(\s*(?:uint\()?(\w+)/.exec(given)?.[1];
      const tries = numberOf(written, reading);
      return {
        over: operationOf(called, reading),
        // github.com/avast/retry-go, DefaultAttempts: ten tries in all. Zero is for ever.
        ...(tries === 0 ? { endless: true as const } : more(tries === undefined ? (written === undefined ? 9 : undefined) : tries - 1)),
        pace: /retry\.FixedDelay/.test(given) ? 'fixed' : 'growing',
        // By default a random delay is added to one that grows.
        jitter: !/retry\.DelayType\(\s*retry\.(?:FixedDelay|BackOffDelay)\s*\)/.test(given),
      };
    },
  },
  {
    via: 'grpc_retry',
    languages: GO,
    modules: /^github\.com\/grpc-ecosystem\/go-grpc-middleware\/(?:v2\/interceptors\/)?retry$/,
    pattern: String.raw`(?<![\w.])(?<name>(?:NAMES)\.UnaryClientInterceptor)\s*\(`,
    told: (called, reading) => {
      const written = /\bWithMax\(\s*(?:uint\()?(\w+)/.exec(`${called.given} ${reading.outline.code}`)?.[1];
      const tries = numberOf(written, reading);
      // Its number counts the first try, and without one it does nothing: go-grpc-middleware, interceptors/retry.
      if (tries === undefined || tries < 2) return undefined;
      const pause = /\b\w+\.(?:BackoffLinear|BackoffExponential)\s*\(/.exec(reading.outline.code);
      return {
        everywhere: 'grpc',
        more: tries - 1,
        pace: pause?.[0].includes('Exponential') ? 'growing' : 'fixed',
        // Where nobody says, its pauses vary by a tenth.
        jitter: !pause,
        ...(pause && { pause: { at: [pause.index, pause.index + pause[0].length - 1] as const } }),
      };
    },
  },
];

/** A number, or a constant of the file. */
function numberOf(written: string | undefined, { outline: { code } }: Reading): number | undefined {
  if (written === undefined || count(written) !== undefined) return count(written);
  return count(new RegExp(String.raw`\b${written}\s*(?:\w+\s*)?(?::?=)\s*(\d+)\b`).exec(code)?.[1]);
}

/** Options may stand in a list of their own before the call. */
function settingsAround(called: Called, reading: Reading): string {
  const spread = /\b(\w+)\.\.\.\s*$/.exec(called.given)?.[1] ?? argumentTexts(reading, called).at(1)?.match(/^\w+$/)?.[0];
  const { code } = reading.outline;
  const declared = spread === undefined ? null : new RegExp(String.raw`\b${spread}\s*:?=[^\n]*`).exec(code);
  return declared ? `${called.given} ${code.slice(declared.index, declared.index + 600)}` : called.given;
}

/** A function that is handed over by name runs again where it is written. */
function operationOf(called: Called, reading: Reading): readonly [number, number] {
  const [first = ''] = argumentTexts(reading, called).filter(text => !/^(?:ctx|context\.\w+\(\))$/.test(text));
  const { code } = reading.outline;
  const named = /^\w+$/.test(first) ? new RegExp(String.raw`\b${first}\s*:?=\s*func\b[^{]*\{`).exec(code) : null;
  return named ? [named.index, closingOf(code, named.index + named[0].length - 1) + 1] : [called.at[0], called.end];
}
