import type { Retries } from '../../../../model/resilience-fact.ts';
import { functionAround } from '../../outline/outline.ts';
import { argumentTexts, callsOf, type Reading } from './reading.ts';
import { paceOf } from './retry-loops.ts';

const LATER = /(?<![\w$.])(?<name>setTimeout)\s*\(/g;
const CONNECTS =
  /^(?:\(\)\s*=>\s*(?:\{?\s*(?:void\s+|await\s+)?)?)?(?:this\.|self\.)?[\w$]*(?:[cC]onnect|[sS]ubscribe|[rR]etry|[lL]isten|[oO]pen[A-Z]\w*)[\w$]*(?:\.bind\(\w+\))?(?:\([^()]*\);?\s*\}?)?$/;
const LOST = /\bonclose\b|\bonerror\b|['"](?:close|error|end|disconnect\w*)['"]|\bcatch\b|reconnect|[dD]isconnect|retry/;

/** `ws.onclose = () => setTimeout(connect, 1000)`: what is called later is what connects. */
export function reconnects(reading: Reading): readonly Retries[] {
  const { outline } = reading;
  if (!outline.language.endsWith('Script')) return [];
  return [
    ...withoutChance(reading),
    ...callsOf(reading, LATER).flatMap((called): readonly Retries[] => {
      const [what = '', pause] = argumentTexts(reading, called);
      if (pause === undefined || !CONNECTS.test(what)) return [];
      const around = functionAround(outline, called.at[0]);
      const near = outline.source.text.slice(Math.max(0, called.at[0] - 300), called.at[0]);
      if (!LOST.test(near) && !/connect|retry/i.test(`${around?.name ?? ''} ${what}`)) return [];
      return [
        { kind: 'retries', at: called.at, via: around?.name ?? 'setTimeout', reconnects: true, endless: true, ...paceOf(reading, called) },
      ];
    }),
  ];
}

const OFF = /(?<![\w$])(jitter|randomizationFactor)\s*:\s*(?:0(?![.\d])|false)\b/g;

/** Options of a client that take chance away from its pauses: `{ reconnectionDelay: 1000, randomizationFactor: 0 }`. */
const withoutChance = ({ outline: { code } }: Reading): readonly Retries[] =>
  [...code.matchAll(OFF)].flatMap(found => {
    const near = code.slice(Math.max(0, found.index - 200), found.index + 200);
    const at = [found.index, found.index + found[0].length] as const;
    return /reconnect|retr(?:y|ies)|backoff/i.test(near)
      ? [{ kind: 'retries', at, via: found[1]!, reconnects: true, pace: 'fixed', jitter: false }]
      : [];
  });
