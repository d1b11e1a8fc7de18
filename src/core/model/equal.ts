/** Structural equality of plain data. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, at) => equal(item, b[at]));
  const left = Object.entries(a);
  return left.length === Object.keys(b).length && left.every(([key, value]) => equal(value, (b as Record<string, unknown>)[key]));
}
