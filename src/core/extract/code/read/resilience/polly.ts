import type { LimitsCalls, Retries } from '../../../../model/resilience-fact.ts';
import type { Span } from '../../../../model/source.ts';
import { closingOf } from '../../outline/masked.ts';
import { calledIn } from './annotated.ts';
import { busyIn } from './retry-loops.ts';
import { callsOf, type Called, type Reading } from './reading.ts';

type Again = Omit<Retries, 'via'>;
type Policy = Again | Omit<LimitsCalls, 'via'>;

const RETRY = /(?<name>WaitAndRetry(?:Forever)?(?:Async)?|Retry(?:Forever)?Async|AddRetry)\s*(?:<[^<>()]{0,80}>)?\s*\(/g;
const BREAKER = /(?:CircuitBreaker(?:Async)?|AdvancedCircuitBreaker(?:Async)?|AddCircuitBreaker)\s*(?:<[^<>()]{0,80}>)?\s*\(/;
const TIMEOUT =
  /(?:Policy\s*\.\s*Timeout(?:Async)?|AddTimeout)\s*(?:<[^<>()]{0,80}>)?\s*\(\s*(?:TimeSpan\.From(?<unit>\w+)\(\s*)?(?<amount>\d+)/;

/** Policies of Polly in what a handler is given, or in the method or variable of the same file that it names. */
export function pollyIn(called: Called, reading: Reading): readonly Policy[] {
  const place = policyPlace(called, reading);
  if (!place) return [];
  const { code } = reading.outline;
  const text = code.slice(place[0], place[1]);
  const time = TIMEOUT.exec(text);
  const busyAt = busyIn(reading.outline, place);
  return [
    ...callsOf(reading, RETRY)
      .filter(({ at }) => place[0] <= at[0] && at[0] < place[1])
      .slice(0, 1)
      .map(retry => retriesOf(retry, busyAt, reading)),
    ...(BREAKER.test(text) ? [{ kind: 'limits-calls', at: called.at, breaks: true } as const] : []),
    ...(time
      ? [{ kind: 'limits-calls', at: called.at, timeout: Number(time.groups!['amount']) * unitOf(time.groups!['unit']) } as const]
      : []),
  ];
}

const unitOf = (unit: string | undefined): number => (unit === 'Milliseconds' ? 1 : unit === 'Minutes' ? 60_000 : 1000);

/** A constructor, and calls with a body, are where they stand; a name is looked for once in the file. */
function policyPlace({ open, end, given }: Called, { outline: { code, blocks } }: Reading): Span | undefined {
  const inside: Span = [open, end];
  const text = code.slice(open, end);
  if (/Retry|CircuitBreaker|Timeout/.test(text.replace(/\b\w+\s*\(\s*\)/g, ''))) return inside;
  const name = /^\s*(?:\([^()]*\)\s*=>\s*|\w+\s*=>\s*)?(?:\w+\.)*(\w+)\s*(?:\([^()]*\))?\s*$/.exec(given)?.[1];
  if (name === undefined) return undefined;
  const method = blocks.find(block => block.kind === 'function' && block.name === name);
  if (method) return method.body;
  const declared = new RegExp(String.raw`\b${name}\s*(?:\(\s*\)\s*=>|=)(?![=>])`).exec(code);
  return declared ? [declared.index, statementEnd(code, declared.index)] : undefined;
}

function statementEnd(code: string, from: number): number {
  for (let at = from; at < code.length; at++) {
    if (/[([{]/.test(code[at]!)) at = closingOf(code, at);
    else if (code[at] === ';') return at;
  }
  return code.length;
}

/** github.com/App-vNext/Polly: `RetryAsync()` once, `AddRetry` three times, and `WaitAndRetryAsync` what it is told. */
function retriesOf(retry: Called, busyAt: Span | undefined, { outline: { source } }: Reading): Again {
  const { name, given, at } = retry;
  const first = /^\s*(\d+)/.exec(given)?.[1];
  const told = first ?? /\b(?:retryCount|MaxRetryAttempts)\s*[:=]\s*(\d+)/.exec(given)?.[1];
  const listed = /^\s*new\s*(?:TimeSpan)?\s*\[\s*\]\s*\{([^{}]*)\}/.exec(given)?.[1]?.match(/TimeSpan\./g)?.length;
  const usual = name === 'AddRetry' ? 3 : name === 'RetryAsync' && given.trim() === '' ? 1 : undefined;
  const more = told === undefined ? (listed ?? usual) : Number(told);
  // HttpRetryStrategyOptions by itself: pauses that grow and vary, and Retry-After (learn.microsoft.com/dotnet/core/resilience/http-resilience).
  const isHttp = /\bHttpRetryStrategyOptions\b/.test(given);
  const growing = isHttp || /Math\.Pow|Exponential|Backoff\.|\*\s*\w*[aA]ttempt|<</.test(given);
  const jitter = isHttp || /[jJ]itter|Random/.test(given);
  const waits = name.startsWith('WaitAndRetry') || name === 'AddRetry';
  return {
    kind: 'retries',
    at,
    ...(/Forever/.test(name) ? { endless: true as const } : more !== undefined && { more }),
    pace: waits ? (growing || listed !== undefined ? 'growing' : 'fixed') : 'none',
    jitter,
    ...(waits && { pause: { at } }),
    ...(busyAt && { busyAt }),
    honours: isHttp || /Retry-?After/i.test(source.text),
  };
}

/** A file makes no more of them. */
const MOST_POLICIES = 50;

/** `retryPolicy.ExecuteAsync(() => client.Price(order))`: a policy of the same file runs a call by a client. */
export function pollyRuns(reading: Reading): readonly Retries[] {
  const { code } = reading.outline;
  const policies = callsOf(reading, RETRY).slice(0, MOST_POLICIES);
  return policies.flatMap(retry => {
    const name = declaredName(code, retry.at[0]);
    if (name === undefined) return [];
    const told = retriesOf(retry, undefined, reading);
    return callsOf(reading, new RegExp(String.raw`(?<![\w])(?<name>${name}\.Execute\w*)\s*(?:<[^<>()]{0,80}>)?\(`, 'g'))
      .filter(run => /[cC]lient|[hH]ttp/.test(code.slice(run.open, run.end)))
      .map((run): Retries => {
        const { types, asks } = calledIn(code, [run.open, run.end]);
        return { ...told, via: 'Polly', over: [run.at[0], run.end], ...(types.length > 0 && { types, asks }) };
      });
  });
}

/** The variable or field that the statement around a place gives its value to. */
function declaredName(code: string, at: number): string | undefined {
  const before = code.slice(Math.max(0, at - 600), at);
  const statement = before.slice(Math.max(before.lastIndexOf(';'), before.lastIndexOf('{'), before.lastIndexOf('}')) + 1);
  return /(\w+)\s*=\s*(?:\w+\s*\.\s*)?(?:Policy|HttpPolicyExtensions)\b/.exec(statement)?.[1];
}
