import type { LimitsCalls, Retries } from '../../../../model/resilience-fact.ts';
import type { Span } from '../../../../model/source.ts';
import { closingOf } from '../../outline/masked.ts';
import { annotated, calledIn, type Annotated } from './annotated.ts';
import { busyIn } from './retry-loops.ts';
import type { Reading } from './reading.ts';

const ANNOTATION = /@(?<name>Retryable|Retry|CircuitBreaker|TimeLimiter|Timeout|Bulkhead|HystrixCommand)\b(?!\s*\.)/g;

/** A type has no more of them. */
const MOST_ANNOTATIONS = 200;

/** One annotation of a library, as written. */
interface Written {
  readonly name: string;
  readonly at: Span;
  readonly given: string;
  readonly on: Annotated;
  readonly framework: Framework;
}

type Framework = 'resilience4j' | 'spring-retry' | 'spring' | 'micronaut' | 'microprofile' | 'hystrix';

const FRAMEWORKS: readonly (readonly [Framework, RegExp])[] = [
  ['resilience4j', /io\.github\.resilience4j/],
  ['spring-retry', /org\.springframework\.retry/],
  ['spring', /org\.springframework\.resilience/],
  ['micronaut', /io\.micronaut\.retry/],
  ['microprofile', /org\.eclipse\.microprofile\.faulttolerance/],
  ['hystrix', /com\.netflix\.hystrix/],
];

/** What annotations of Java's libraries say of the methods and types below them, and of the clients that these call. */
export function annotationPolicies(reading: Reading): readonly (Retries | LimitsCalls)[] {
  const { code, source } = reading.outline;
  return [...code.matchAll(ANNOTATION)].slice(0, MOST_ANNOTATIONS).flatMap((found): readonly (Retries | LimitsCalls)[] => {
    const name = found.groups!['name']!;
    const nameEnd = found.index + found[0].length;
    const open = /^\s*\(/.exec(code.slice(nameEnd, nameEnd + 40));
    const end = open ? Math.min(closingOf(code, nameEnd + open[0].length - 1) + 1, code.length) : nameEnd;
    const given = open ? source.text.slice(nameEnd + open[0].length, end - 1) : '';
    const framework = FRAMEWORKS.find(([, from]) => imported(reading, name, from))?.[0] ?? customary(reading, name, given);
    const on = framework && annotated(code, end);
    return framework && on ? said({ name, at: [found.index, end], given, on, framework }, reading) : [];
  });
}

/** What an annotation is of that nothing imports by name, where only one of them is written so. */
const customary = ({ imports }: Reading, name: string, given: string): Framework | undefined =>
  name === 'Retryable' ? 'spring-retry' : imports.size === 0 && /\bname\s*=\s*"/.test(given) ? 'resilience4j' : undefined;

/** By its own import, or by one of the whole package. */
const imported = ({ imports, outline: { source } }: Reading, name: string, from: RegExp): boolean => {
  const own = imports.get(name);
  return own === undefined ? new RegExp(String.raw`import\s+${from.source}[\w.]*\.\*`).test(source.text) : from.test(own);
};

function said(written: Written, reading: Reading): readonly (Retries | LimitsCalls)[] {
  const { name, framework } = written;
  const retries = RETRIES.find(rule => rule.name === name && rule.framework === framework);
  const reach = reachOf(written, reading);
  return [
    ...(retries ? [retriesOf(written, retries, reading)] : []),
    ...(name === 'CircuitBreaker' ? [limit(written, reach, { breaks: true })] : []),
    ...(name === 'TimeLimiter' ? [limit(written, { ...reach, ...namedIn(written) }, {})] : []),
    ...(name === 'Timeout' ? [limit(written, reach, timeoutIn(written.given))] : []),
    ...(name === 'Bulkhead' ? [limit(written, reach, mostIn(written))] : []),
    ...(name === 'HystrixCommand'
      ? [limit(written, { ...reach, ...commandOf(written) }, { breaks: true, ...hystrixTime(written.given) })]
      : []),
  ];
}

interface RetryRule {
  readonly name: string;
  readonly framework: Framework;
  readonly setting: RegExp;
  /** Tries after the first where nothing is said. */
  readonly usual: number;
  /** The setting counts the first try too. */
  readonly countsFirst?: true;
}

const RETRIES: readonly RetryRule[] = [
  // github.com/spring-projects/spring-retry, Retryable.maxAttempts: 3.
  { name: 'Retryable', framework: 'spring-retry', setting: /\bmaxAttempts(?:Expression)?\s*=/, usual: 2, countsFirst: true },
  // docs.spring.io/spring-framework, core/resilience: three retries after the first try.
  { name: 'Retryable', framework: 'spring', setting: /\bmax(?:Retries|Attempts)(?:String)?\s*=/, usual: 3 },
  // docs.micronaut.io, io.micronaut.retry.annotation: attempts "3" of retrying.
  { name: 'Retryable', framework: 'micronaut', setting: /\battempts\s*=/, usual: 3 },
  { name: 'CircuitBreaker', framework: 'micronaut', setting: /\battempts\s*=/, usual: 3 },
  // org.eclipse.microprofile.faulttolerance.Retry: maxRetries() default 3.
  { name: 'Retry', framework: 'microprofile', setting: /\bmaxRetries\s*=/, usual: 3 },
  { name: 'Retry', framework: 'resilience4j', setting: /(?!)/, usual: 2 },
];

function retriesOf(written: Written, { setting, usual, countsFirst }: RetryRule, reading: Reading): Retries {
  const { framework, given, on } = written;
  const told = setting.exec(given);
  const amount = told ? numberIn(given.slice(told.index + told[0].length)) : undefined;
  const more = told ? amount && amount - (countsFirst ? 1 : 0) : usual;
  const busyAt = busyIn(reading.outline, written.at) ?? busyIn(reading.outline, on.body);
  return {
    kind: 'retries',
    at: written.at,
    via: `@${written.name}`,
    ...reachOf(written, reading),
    ...(framework === 'resilience4j' ? namedIn(written) : more !== undefined && { more }),
    ...paceOf(framework, given),
    ...(framework !== 'resilience4j' && { pause: { at: written.at } }),
    ...(busyAt && { busyAt, honours: /retry[-_]?after/i.test(reading.outline.source.text) }),
  };
}

/** `3`, `"3"`, `"${orders.retries:3}"`. */
const numberIn = (text: string): number | undefined => {
  const found = /^\s*"?(?:\$\{[^}:]*:)?(\d+)\}?"?\s*(?:,|$)/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
};

/** Numbers of resilience4j stand in configuration, so what its pauses are is not known here. */
function paceOf(framework: Framework, given: string): Pick<Retries, 'pace' | 'jitter'> {
  if (framework === 'resilience4j') return {};
  // Micronaut's pauses grow by themselves: the delay is multiplied by the number of the try.
  const growing = framework === 'micronaut' ? !/multiplier\s*=\s*"0/.test(given) : /multiplier\s*=/.test(given);
  // MicroProfile's pauses vary by 200 ms unless that is set to nothing.
  const jitter = framework === 'microprofile' ? !/jitter\s*=\s*0\b/.test(given) : /random\s*=\s*true|maxDelay|jitter/.test(given);
  return { pace: growing ? 'growing' : 'fixed', jitter };
}

type ReachHere = Pick<Retries, 'over' | 'types' | 'asks' | 'named'>;

function reachOf({ on }: Written, { outline: { code } }: Reading): ReachHere {
  const { types, asks } = calledIn(code, on.body);
  return { over: on.over, ...(types.length > 0 && { types, asks }) };
}

const namedIn = ({ given }: Written): ReachHere => {
  const named = /\bname\s*=\s*"([^"$]+)"/.exec(given)?.[1] ?? /^\s*"([^"$]+)"\s*$/.exec(given)?.[1];
  return named === undefined ? {} : { named };
};

const commandOf = ({ given, on }: Written): ReachHere => {
  const named = /\bcommandKey\s*=\s*"([^"$]+)"/.exec(given)?.[1] ?? on.name;
  return named === undefined ? {} : { named };
};

const limit = ({ at, name }: Written, reach: ReachHere, told: Partial<LimitsCalls>): LimitsCalls => ({
  kind: 'limits-calls',
  at,
  via: `@${name}`,
  ...reach,
  ...told,
});

/** org.eclipse.microprofile.faulttolerance.Timeout: 1000 ms. */
const USUAL_TIMEOUT = 1000;

function timeoutIn(given: string): Partial<LimitsCalls> {
  const amount = numberIn(given.replace(/^\s*value\s*=/, ''));
  if (given.trim() === '') return { timeout: USUAL_TIMEOUT };
  const unit = /SECONDS/.test(given) ? 1000 : /MINUTES/.test(given) ? 60_000 : 1;
  return { timeout: amount === undefined ? 'set' : amount * unit };
}

function mostIn({ framework, given }: Written): Partial<LimitsCalls> {
  const amount = framework === 'microprofile' ? (numberIn(given.replace(/^\s*value\s*=/, '')) ?? 10) : undefined;
  return amount === undefined ? {} : { most: amount };
}

function hystrixTime(given: string): Partial<LimitsCalls> {
  const written = /execution\.isolation\.thread\.timeoutInMilliseconds"\s*,\s*value\s*=\s*"(\d+)"/.exec(given)?.[1];
  return written === undefined ? {} : { total: Number(written) };
}
