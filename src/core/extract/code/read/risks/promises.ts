import type { RisksCode } from '../../../../model/resilience-fact.ts';
import { callsOf, type Reading } from '../resilience/reading.ts';
import { handlerOf, isScript, runsOften } from './handlers.ts';
import { risk } from './risk.ts';

const EACH = /(?<name>\.forEach)\s*\(\s*(?=async\b)/g;

/** Promises that nobody waits for: what fails in them is lost, and the answer goes out before they end. */
export function notAwaited(reading: Reading): readonly RisksCode[] {
  const { outline } = reading;
  if (isScript(outline.source.path)) return [];
  if (outline.language === 'Python') return coroutines(reading);
  if (!outline.language.endsWith('Script')) return [];
  const each = callsOf(reading, EACH).flatMap(called =>
    /\bawait\b/.test(outline.code.slice(called.open, called.end)) && runsOften(outline, called.at[0])
      ? [risk(reading, 'not-awaited', { ...called, name: 'forEach(async …)' })]
      : [],
  );
  return [...each, ...statements(reading)];
}

/** `saveOrder(order);` of a function of the file that is async, in a handler. */
function statements(reading: Reading): readonly RisksCode[] {
  const { outline } = reading;
  if (!reading.answers || !/\basync\b/.test(outline.code)) return [];
  const names = [
    ...new Set(
      outline.blocks.flatMap(({ kind, async, name }) =>
        kind === 'function' && async && name !== undefined && /^[\w$]{3,}$/.test(name) ? [name] : [],
      ),
    ),
  ];
  if (names.length === 0) return [];
  const pattern = new RegExp(
    String.raw`^[ \t]*(?<name>(?:this\.)?(?:${names.map(name => name.replaceAll('$', '\\$')).join('|')}))\s*\(`,
    'gm',
  );
  return callsOf(reading, pattern).flatMap(called => {
    const line = outline.code.slice(called.end, called.end + 40);
    const before = outline.code.slice(Math.max(0, called.match.index - 200), called.match.index).trimEnd();
    const isStatement = /^[ \t]*(?:;|\r?\n[ \t]*(?![.?]))/.test(line) && /[;{}]$/.test(before);
    const declared = outline.blocks.find(({ head }) => head[0] <= called.at[0] && called.at[0] < head[1]);
    if (!isStatement || declared || !handlerOf(outline, called.at[0])) return [];
    const made = outline.blocks.find(({ kind, async, name }) => kind === 'function' && async && name === called.name.replace('this.', ''))!;
    const fix = { title: 'Wait for it', edits: [{ at: [called.at[0], called.at[0]] as const, text: 'await ' }] };
    return [
      risk(reading, 'not-awaited', called, {
        because: { at: [made.head[0], Math.min(made.head[1], made.head[0] + 120)], note: 'async' },
        fix,
      }),
    ];
  });
}

/** A coroutine of the file that is called as a statement never runs. */
function coroutines(reading: Reading): readonly RisksCode[] {
  const { outline } = reading;
  const names = [...new Set(outline.blocks.flatMap(({ kind, async, name }) => (kind === 'function' && async && name ? [name] : [])))];
  const plain = new Set(outline.blocks.flatMap(({ kind, async, name }) => (kind === 'function' && !async && name ? [name] : [])));
  const sure = names.filter(name => !plain.has(name));
  if (sure.length === 0) return [];
  return callsOf(reading, new RegExp(String.raw`^[ \t]+(?<name>(?:self\.)?(?:${sure.join('|')}))\s*\(`, 'gm')).flatMap(called => {
    const around = outline.blocks.findLast(
      ({ kind, head, body }) => kind === 'function' && head[1] <= called.at[0] && called.at[0] < body[1],
    );
    const ends = /^[ \t]*(?:\r?\n|$)/.test(outline.code.slice(called.end, called.end + 40));
    const before = outline.code.slice(Math.max(0, called.match.index - 200), called.match.index).trimEnd();
    if (!around?.async || !ends || /[,([{=\\]$/.test(before)) return [];
    return [
      risk(reading, 'not-awaited', called, {
        fix: { title: 'Wait for it', edits: [{ at: [called.at[0], called.at[0]], text: 'await ' }] },
      }),
    ];
  });
}
