import type { RisksCode } from '../../../../model/resilience-fact.ts';
import { functionAround } from '../../outline/outline.ts';
import { callsOf, localNames, oneOf, type Reading } from '../resilience/reading.ts';
import { runsOften } from './handlers.ts';
import { headOf, risk } from './risk.ts';

const SYNC =
  /(?<![\w$])(?<name>(?:[\w$]+\.)?(?:readFileSync|writeFileSync|appendFileSync|readdirSync|copyFileSync|execSync|spawnSync|execFileSync|pbkdf2Sync|scryptSync|gzipSync|gunzipSync|deflateSync|inflateSync|hashSync|compareSync))\s*\(/g;

/** One thread answers all requests, and something holds it. */
export function blocking(reading: Reading): readonly RisksCode[] {
  switch (reading.outline.language) {
    case 'TypeScript':
    case 'JavaScript':
      return callsOf(reading, SYNC).flatMap(called =>
        runsOften(reading.outline, called.at[0]) ? [risk(reading, 'blocks-loop', called, { needs: 'handler' })] : [],
      );
    case 'Python':
      return inCoroutines(reading);
    case 'Java':
      return inReactive(reading);
    default:
      return [];
  }
}

function inCoroutines(reading: Reading): readonly RisksCode[] {
  const { outline } = reading;
  const requests = localNames(reading, /^requests$/);
  const names = [
    String.raw`time\.sleep`,
    String.raw`urllib\.request\.urlopen`,
    String.raw`subprocess\.(?:run|call|check_call|check_output)`,
    ...(requests.length > 0 ? [String.raw`(?:${oneOf(requests)})\.(?:get|post|put|patch|delete|head|request)`] : []),
  ];
  return callsOf(reading, new RegExp(String.raw`(?<![\w.])(?<name>${names.join('|')})\s*\(`, 'g')).flatMap(called => {
    const around = functionAround(outline, called.at[0]);
    if (
      !around ||
      (!around.async && !runsOften(outline, called.at[0])) ||
      /\b(?:to_thread|run_in_executor|run_sync)\s*\([^()]*$/.test(outline.code.slice(Math.max(0, called.at[0] - 120), called.at[0]))
    )
      return [];
    const fix =
      around.async && called.name === 'time.sleep' && reading.imports.has('asyncio')
        ? { title: 'Wait without holding the loop', edits: [{ at: called.at, text: 'await asyncio.sleep' }] }
        : undefined;
    return [risk(reading, 'blocks-loop', called, { needs: 'loop', ...(fix && { fix }) })];
  });
}

const HOLDS = /(?<name>\.block|Thread\.sleep)\s*\(/g;

function inReactive(reading: Reading): readonly RisksCode[] {
  const { outline } = reading;
  if (!/\b(?:Mono|Flux)</.test(outline.code)) return [];
  return callsOf(reading, HOLDS).flatMap(called => {
    const around = outline.blocks.findLast(
      ({ kind, name, head, body }) => kind === 'function' && name !== undefined && head[0] <= called.at[0] && called.at[0] < body[1],
    );
    const before = around ? outline.code.slice(Math.max(0, around.head[0] - 60), around.head[0]) : '';
    return around && /\b(?:Mono|Flux)<[^;{}]*$/.test(before)
      ? [risk(reading, 'blocks-loop', called, { because: headOf(around, 'gives back a publisher') })]
      : [];
  });
}
