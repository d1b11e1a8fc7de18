import type { SendsRequest } from '../../../../model/resilience-fact.ts';
import { functionAround } from '../../outline/outline.ts';
import { callsOf, type Reading } from './reading.ts';

/** A handler of Go: it was given a context, and whoever waits for its answer may be gone. */
const HANDLER = /\bctx\s+context\.Context\b|\*http\.Request\b|\*gin\.Context\b|echo\.Context\b|\*fiber\.Ctx\b/;
const FRESH = /(?<![\w.])(?<name>[\w.]+\.[A-Z]\w*)\s*\((?=\s*context\.(?:Background|TODO)\(\)\s*,\s*&?[\w.]*\b\w+\.\w+\s*\{)/g;

/** Calls of generated stubs that start again from an empty context inside a handler that has one. */
export function detachedCalls(reading: Reading): readonly SendsRequest[] {
  const { outline } = reading;
  if (outline.language !== 'Go') return [];
  return callsOf(reading, FRESH).flatMap((called): readonly SendsRequest[] => {
    const around = functionAround(outline, called.at[0]);
    const before = outline.code.slice(Math.max(0, called.at[0] - 80), called.at[0]);
    const head = around ? outline.code.slice(around.head[0], around.head[1]) : '';
    const method = called.name.split('.').at(-1)!;
    if (!HANDLER.test(head) || /\bdefer\s+$|\bgo\s+$/.test(before) || /^(?:With\w+|Shutdown|Close|Ping|Publish|Log\w*)$/.test(method))
      return [];
    // The drivers of stores are asked in the same way, with values of theirs.
    if (/^\s*context\.\w+\(\)\s*,\s*&?(?:bson|options|redis|kafka|sql|primitive)\./.test(called.given)) return [];
    if (/\bgo\s+func\b[^{}]*$/.test(outline.code.slice(Math.max(0, (around?.body[0] ?? 0) - 60), around?.body[0]))) return [];
    const found = /context\.(?:Background|TODO)\(\)/.exec(called.given)!;
    const start = called.open + 1 + found.index;
    return [
      {
        kind: 'sends-request',
        at: [start, start + found[0].length],
        protocol: 'grpc',
        library: 'grpc-go',
        via: called.name,
        detached: true,
      },
    ];
  });
}

/** Calls of stubs in languages where each call takes its deadline as an argument. */
export function stubCalls(reading: Reading): readonly SendsRequest[] {
  const { outline } = reading;
  if (outline.language !== 'Python' || !/_grpc\b|\bimport grpc\b/.test(outline.code)) return [];
  const stubs = [...outline.code.matchAll(/\b(?:self\.)?(\w+)\s*=\s*[\w.]*\w+Stub\s*\(/g)].map(([, name]) => name!);
  if (stubs.length === 0) return [];
  const pattern = new RegExp(String.raw`(?<![\w.])(?<name>(?:self\.)?(?<client>${[...new Set(stubs)].join('|')})\.[A-Z]\w*)\s*\(`, 'g');
  return callsOf(reading, pattern).map(called => ({
    kind: 'sends-request',
    at: called.at,
    protocol: 'grpc',
    library: 'grpcio',
    via: called.name.replace(/^self\./, ''),
    client: called.match.groups!['client']!,
    ...(/\btimeout\s*=(?!=)/.test(called.given) && { timeout: 'set' as const }),
    ...(/for\s+\w+\s+in\s*$/.test(outline.code.slice(Math.max(0, called.at[0] - 40), called.at[0])) && { streams: true as const }),
  }));
}
