import { refuse } from './failure.ts';
import type { Node, ScalarNode } from './node.ts';

/** How compose writes a value into a text: numbers in their shortest form (`0755` is 493, `1.50` is 1.5), mappings as `map[a:1]`. */
export function shownText(node: Node): string {
  switch (node.kind) {
    case 'scalar':
      return node.exact ?? scalarText(node.value);
    case 'sequence':
      return `[${node.items.map(shownText).join(' ')}]`;
    case 'mapping':
      return `map[${[...node.entries]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, { value }]) => `${key}:${shownText(value)}`)
        .join(' ')}]`;
  }
}

function scalarText(value: ScalarNode['value']): string {
  if (value === null) return '<nil>';
  return typeof value === 'number' ? numberText(value) : String(value);
}

/** Below 1e-4 and from 1e21 on with an exponent of at least two digits. */
function numberText(value: number): string {
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  const small = value !== 0 && Math.abs(value) < 1e-4;
  const text = small ? value.toExponential() : String(value);
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
  d: 86_400e9,
  w: 604_800e9,
};

/** `90s` as compose prints it: 1m30s. */
export function durationText(node: Node): string {
  const written = shownText(node);
  const [, sign, rest] = /^([-+]?)(.*)$/s.exec(written)!;
  if (rest === '0') return '0s';
  let total = 0;
  let read = 0;
  for (const [part, amount, unit] of rest!.matchAll(/(\d+\.?\d*|\.\d+)([^.\d]+)/gy)) {
    const size = UNITS[unit!];
    if (size === undefined) refuse(`"${written}" is no duration: the unit ${unit} is unknown; write for example 1m30s.`, node);
    total += Number(amount) * size;
    read += part.length;
  }
  if (rest === '' || read !== rest!.length || !Number.isFinite(total) || total > 9.2e18)
    refuse(`"${written}" is no duration; write for example 1m30s.`, node);
  return (sign === '-' && total > 0 ? '-' : '') + printedDuration(Math.trunc(total));
}

function printedDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  if (nanoseconds < 1e3) return `${nanoseconds}ns`;
  if (nanoseconds < 1e6) return `${nanoseconds / 1e3}µs`;
  if (nanoseconds < 1e9) return `${nanoseconds / 1e6}ms`;
  const hours = Math.floor(nanoseconds / 3600e9);
  const minutes = Math.floor((nanoseconds % 3600e9) / 60e9);
  const seconds = `${Number(((nanoseconds % 60e9) / 1e9).toFixed(9))}s`;
  return `${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${seconds}`;
}

const SIZES: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40, p: 2 ** 50, b: 1 };

/** `512m` in bytes. */
export function byteCount(node: ScalarNode): number {
  if (typeof node.value === 'number') return Number.isInteger(node.value) ? node.value : 0;
  const found = /^(\d+\.?\d*|\.\d+) ?(?:(b)|([kmgtp])(?:b|ib)?)?$/i.exec(String(node.value));
  if (!found) refuse(`"${shownText(node)}" is no size; write for example 512m.`, node);
  return Math.trunc(Number(found[1]) * (SIZES[(found[2] ?? found[3] ?? 'b').toLowerCase()] ?? 1));
}
