import type { Measure, Objective } from '../model/verify.ts';

/** Milliseconds, seconds, a share or a count. */
const UNITS: Readonly<Record<Measure, (value: number) => string>> = {
  'success-rate': value => `${round(100 * value)} %`,
  p50: milliseconds,
  p95: milliseconds,
  p99: milliseconds,
  'calls-per-request': value => `${round(value)}`,
  'failed-calls': value => `${round(value)}`,
  duplicates: value => `${round(value)}`,
  'retry-after-slack': value => `${round(value)} s`,
  recovery: value => `${round(value)} s`,
};

/** A number with its unit, as a person would write it. */
export const shown = (measure: Measure, value: number): string => UNITS[measure](value);

/** `calls at payments per request ≤ 4`. */
export function objectiveText(objective: Objective): string {
  const { measure, atLeast, atMost } = objective;
  const bounds = [atLeast !== undefined && `≥ ${shown(measure, atLeast)}`, atMost !== undefined && `≤ ${shown(measure, atMost)}`].filter(
    bound => bound !== false,
  );
  return `${subject(objective)} ${bounds.join(' and ')}`;
}

function subject({ measure, at, operation }: Objective): string {
  const where = `${(at ?? '').replace(/\s*->\s*/, ' → ')}${operation === undefined ? '' : ` (${operation})`}`;
  switch (measure) {
    case 'success-rate':
      return 'requests that pass';
    case 'p50':
    case 'p95':
    case 'p99':
      return `${measure} of requests`;
    case 'calls-per-request':
      return `calls at ${where} per request`;
    case 'failed-calls':
      return `failed calls at ${where}`;
    case 'duplicates':
      return `successful calls at ${where} for one operation`;
    case 'retry-after-slack':
      return `wait at ${where} beyond Retry-After`;
    case 'recovery':
      return 'recovery after the fault';
  }
}

function milliseconds(value: number): string {
  return value >= 1000 ? `${round(value / 1000)} s` : `${Math.round(value)} ms`;
}

const round = (value: number): string => `${Math.round(value * 100) / 100}`;
