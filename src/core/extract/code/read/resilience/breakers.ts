import type { LimitsCalls } from '../../../../model/resilience-fact.ts';
import { patienceIn, settingIn } from './patience.ts';
import { argumentTexts, callsOf, localNames, oneOf, type Reading } from './reading.ts';

/** github.com/nodeshift/opossum, `timeout`. */
const USUAL_TIMEOUT = 10_000;

/** `new CircuitBreaker(ask, { timeout: 3000 })`: the function that it is given runs under it. */
export function opossums(reading: Reading): readonly LimitsCalls[] {
  const { blocks, language } = reading.outline;
  const names = language.endsWith('Script') ? localNames(reading, /^opossum$/) : [];
  if (names.length === 0) return [];
  return callsOf(reading, new RegExp(String.raw`\bnew\s+(?<name>${oneOf(names)})\s*\(`, 'g')).flatMap((called): readonly LimitsCalls[] => {
    const [first = ''] = argumentTexts(reading, called);
    const named = blocks.find(({ kind, name }) => kind === 'function' && name !== undefined && name === first.replace(/^this\./, ''));
    const written = settingIn(called.given, /\btimeout\s*:/);
    const timeout = written === undefined ? USUAL_TIMEOUT : patienceIn(written, 1);
    return [
      {
        kind: 'limits-calls',
        at: called.at,
        via: 'opossum',
        over: named ? [named.head[0], named.body[1]] : [called.at[0], called.end],
        ...(timeout !== 'none' && { timeout }),
        ...(written === undefined && { usual: true as const }),
        breaks: true,
      },
    ];
  });
}
