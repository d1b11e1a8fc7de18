import type { EdgeName } from '../model/verify.ts';

/** `orders -> payments`, or `payments` for the calls of everybody; undefined for what is neither. */
export function edgeName(written: string): EdgeName | undefined {
  const [, from, to] = /^(?:\s*([^\s>]+)\s*(?:->|→))?\s*([^\s>]+)\s*$/.exec(written) ?? [];
  if (to === undefined) return undefined;
  return from === undefined ? { to } : { from, to };
}
