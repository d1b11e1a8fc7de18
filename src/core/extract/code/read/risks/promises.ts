import type { RisksCode } from '../../../../model/resilience-fact.ts';
import type { Span } from '../../../../model/source.ts';
import { closingOf } from '../../outline/masked.ts';
import type { Block, Outline } from '../../outline/outline.ts';
import { callsOf, type Reading } from '../resilience/reading.ts';
import { callsIn } from './called-paths.ts';
import { isScript, runsOften } from './handlers.ts';
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
  const made = new Map<string, Block>();
  for (const block of outline.blocks)
    if (block.kind === 'function' && block.async && (block.name?.length ?? 0) > 2 && !made.has(block.name!)) made.set(block.name!, block);
  if (made.size === 0) return [];
  return callsIn(outline).flatMap(({ at, path, open }) => {
    const block = path.length === 1 ? made.get(path[0]!) : undefined;
    if (!block || !isStatement(outline, at, open) || !runsOften(outline, at[0])) return [];
    const fix = { title: 'Wait for it', edits: [{ at: [at[0], at[0]] as const, text: 'await ' }] };
    const because = { at: [block.head[0], Math.min(block.head[1], block.head[0] + 120)] as const, note: 'async' };
    return [risk(reading, 'not-awaited', { at, name: outline.code.slice(...at) }, { because, fix, needs: 'handler' })];
  });
}

/** It stands alone, and declares nothing. */
function isStatement({ code, blocks }: Outline, at: Span, open: number): boolean {
  const end = closingOf(code, open) + 1;
  const ends = /^[ \t]*(?:;|\r?\n[ \t]*(?![.?]))/.test(code.slice(end, end + 40));
  const begins = /[;{}]$/.test(code.slice(Math.max(0, at[0] - 200), at[0]).trimEnd());
  return ends && begins && !blocks.some(({ head }) => head[0] <= at[0] && at[0] < head[1]);
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
