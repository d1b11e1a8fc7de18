import type { Range } from './syntax.ts';

/** For each range, the parts of it that others do not hold: `3`, `5 to 9, 100 to max`. */
export function missingFrom(before: readonly Range[], after: readonly Range[]): readonly string[] {
  if (before.length === 0) return [];
  const covering = after.toSorted((a, b) => a.from - b.from);
  return before.map(range => gaps(range, covering).map(told).join(', ')).filter(missing => missing !== '');
}

function gaps({ from, to }: Range, covering: readonly Range[]): readonly Range[] {
  const found: Range[] = [];
  let next = from;
  for (const held of covering) {
    if (held.to < next) continue;
    if (next > to || held.from > to) break;
    if (held.from > next) found.push({ from: next, to: held.from - 1 });
    if (held.to === Infinity) return found;
    next = held.to + 1;
  }
  if (next <= to) found.push({ from: next, to });
  return found;
}

const told = ({ from, to }: Range): string => (from === to ? `${from}` : `${from} to ${to === Infinity ? 'max' : to}`);
