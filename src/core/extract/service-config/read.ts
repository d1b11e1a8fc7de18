import type { LimitsCalls, Retries, SetsDeadline } from '../../model/resilience-fact.ts';
import type { Span } from '../../model/source.ts';

/** gRPC takes no more tries than these, whatever is written: gRFC A6, `maxAttempts`. */
const MOST_ATTEMPTS = 5;

const QUOTE = String.raw`\\?["'\x60]?`;
/** A key and the sign behind it, in JSON, in an object of code, in a text with escaped quotes, or as an argument: `"timeout", "1s"`. */
const key = (name: string): string => String.raw`${QUOTE}\b${name}${QUOTE}\s*(?::|,|=>|=)\s*`;

const METHODS = new RegExp(String.raw`${key('methodConfig')}[^[(]{0,80}[[(]`, 'g');
const SERVICE = new RegExp(String.raw`${key('service')}${QUOTE}([\w.]+)`, 'g');
const TIMEOUT = new RegExp(String.raw`${key('timeout')}${QUOTE}(\d+(?:\.\d+)?)s`);
const ATTEMPTS = new RegExp(String.raw`${key('maxAttempts')}${QUOTE}(\d+)`);

/** Configs are short; more than this after the key is something else. */
const MOST_TEXT = 20_000;
/** A file holds no more of them. */
const MOST_CONFIGS = 50;

/**
 * gRPC service configs in a text of any language: how long each method may take, and how often it is tried (grpc.io/docs/guides/service-config).
 * Pure and total; brackets are counted and nothing else is understood of what stands around.
 */
export function serviceConfigs(text: string): readonly (LimitsCalls | Retries | SetsDeadline)[] {
  return [...text.matchAll(METHODS)].slice(0, MOST_CONFIGS).flatMap(found => {
    const open = found.index + found[0].length - 1;
    return entriesIn(text, open).flatMap(span => policiesOf(text, span));
  });
}

/** The outermost brackets `{…}`, or arguments in `(…)`, of what opens at a place. */
function entriesIn(text: string, open: number): readonly Span[] {
  const found: Span[] = [];
  let depth = 0;
  let start = -1;
  for (let at = open; at < text.length && at - open < MOST_TEXT; at++) {
    const letter = text[at]!;
    if (letter === '{' || letter === '[' || letter === '(') {
      if (++depth === 2) start = at;
    } else if (letter === '}' || letter === ']' || letter === ')') {
      if (depth-- === 2) found.push([start, at + 1]);
      if (depth === 0) break;
    }
  }
  return found;
}

function policiesOf(text: string, [start, end]: Span): readonly (LimitsCalls | Retries | SetsDeadline)[] {
  const entry = text.slice(start, end);
  const services = [...new Set([...entry.matchAll(SERVICE)].map(([, name]) => name!))];
  const reach = services.length > 0 ? { services } : { everywhere: 'grpc' as const };
  const timeout = TIMEOUT.exec(entry);
  const attempts = ATTEMPTS.exec(entry);
  const placed = (match: RegExpExecArray): Span => [start + match.index, start + match.index + match[0].length];
  const more = Math.min(Number(attempts?.[1] ?? 1), MOST_ATTEMPTS) - 1;
  return [
    ...(timeout
      ? [
          {
            kind: 'limits-calls',
            at: placed(timeout),
            via: 'gRPC service config',
            ...reach,
            total: Math.round(Number(timeout[1]) * 1000),
          } as const,
          { kind: 'sets-deadline', at: placed(timeout) } as const,
        ]
      : []),
    ...(attempts && more > 0
      ? [{ kind: 'retries', at: placed(attempts), via: 'gRPC service config', ...reach, more, pace: 'growing', jitter: true } as const]
      : []),
  ];
}
