const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `60`, `30s`, `1h 30m`, `0.25s` in milliseconds; a bare number counts `unit`. Absent where the text is no duration, or a template's. */
export function durationIn(text: string | undefined, unit: number): number | undefined {
  const written = text?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(written)) return Math.round(Number(written) * unit);
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d)\s*)+$/.test(written)) return undefined;
  const parts = [...written.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
  return Math.round(parts.reduce((sum, [, amount, name]) => sum + Number(amount) * UNITS[name!]!, 0));
}
