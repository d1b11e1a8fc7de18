/** Headers as they came: name, value, name, value. */
export type RawHeaders = readonly string[];

/** Of one connection only: RFC 9110 §7.6.1. */
const HOP_BY_HOP = new Set(['connection', 'proxy-connection', 'keep-alive', 'te', 'transfer-encoding', 'upgrade']);

export function* pairs(headers: RawHeaders): Generator<readonly [name: string, value: string]> {
  for (let at = 0; at + 1 < headers.length; at += 2) yield [headers[at]!, headers[at + 1]!];
}

/** The words of every `Connection` header, in small letters. */
export function connectionWords(headers: RawHeaders): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [name, value] of pairs(headers))
    if (name.toLowerCase() === 'connection') for (const word of value.split(',')) words.add(word.trim().toLowerCase());
  return words;
}

/** What is meant for the other end: as it came, without what is only between two neighbours. */
export function endToEnd(headers: RawHeaders): string[] {
  const named = connectionWords(headers);
  const kept: string[] = [];
  for (const [name, value] of pairs(headers)) {
    const lower = name.toLowerCase();
    if (!HOP_BY_HOP.has(lower) && !named.has(lower)) kept.push(name, value);
  }
  return kept;
}

export function has(headers: RawHeaders, wanted: string): boolean {
  for (const [name] of pairs(headers)) if (name.toLowerCase() === wanted) return true;
  return false;
}

export function without(headers: RawHeaders, unwanted: string): string[] {
  const kept: string[] = [];
  for (const [name, value] of pairs(headers)) if (name.toLowerCase() !== unwanted) kept.push(name, value);
  return kept;
}

/** `Retry-After` in seconds: a number, or a date against that of the answer. */
export function retryAfter(value: string | undefined, answeredAt: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(value)) return Number(value);
  const [until, from] = [Date.parse(value), Date.parse(answeredAt ?? '')];
  return Number.isNaN(until) ? undefined : Math.max(0, Math.round((until - (Number.isNaN(from) ? Date.now() : from)) / 1000));
}
